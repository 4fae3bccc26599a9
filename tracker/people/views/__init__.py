"""The door, one's own page, and the operator's pages of persons and posts."""

from __future__ import annotations

from tracker.people.views import door, keeping
from tracker.people.views.blueprint import pages

__all__ = ["door", "keeping", "pages"]
