"""What the board shows: one page of rows, and the counts beside it."""

from __future__ import annotations

from tracker.review.queries.counting import counts
from tracker.review.queries.kept import kept_views, own_view
from tracker.review.queries.rows import PAGE, Shown, rows, shown, walk
from tracker.review.queries.sights import sight
from tracker.review.walking import Walk

__all__ = ["PAGE", "Shown", "Walk", "counts", "kept_views", "own_view", "rows", "shown", "sight", "walk"]
