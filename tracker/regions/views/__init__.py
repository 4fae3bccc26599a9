"""Pages of a region: its offices and its days off."""

from __future__ import annotations

from tracker.regions.views import holidays, offices
from tracker.regions.views.blueprint import pages

__all__ = ["holidays", "offices", "pages"]
