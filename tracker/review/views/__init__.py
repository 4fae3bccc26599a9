"""Pages of the Sekda office's board, and the same table to take away."""

from __future__ import annotations

from tracker.review.views import keeping, showing, taking, timeliness
from tracker.review.views.blueprint import pages

__all__ = ["keeping", "pages", "showing", "taking", "timeliness"]
