"""From minutes to published commitments: take the minutes, check the drafts, decide on each, publish."""

from __future__ import annotations

from tracker.minutes.views import correcting, deciding, drafts, earlier, learning, publication, taking
from tracker.minutes.views.blueprint import pages

__all__ = ["correcting", "deciding", "drafts", "earlier", "learning", "pages", "publication", "taking"]
