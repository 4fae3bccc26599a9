"""Pages of commitments: the promise and its story, an owner's list, answering, and judging answers."""

from __future__ import annotations

from tracker.commitments.views import answering, inbox, judging, overseeing, showing, updating
from tracker.commitments.views.blueprint import pages

__all__ = ["answering", "inbox", "judging", "overseeing", "pages", "showing", "updating"]
