"""Questions about commitments, each asked for someone."""

from __future__ import annotations

from tracker.commitments.queries.acting import (
    authors_waiting,
    evidence_visible_to,
    open_extension,
)
from tracker.commitments.queries.lists import (
    Mine,
    extensions_asked_in,
    latest_updates,
    mine,
    owed_in,
    waiting_in,
)
from tracker.commitments.queries.overseeing import oversight_visible_to, post_in, reviewed_by
from tracker.commitments.queries.seeing import (
    Behind,
    behind_link,
    sees,
    supports_of,
    visible,
    visible_to,
)
from tracker.commitments.queries.story import DUE_PASSED, MAIL, Told, news, reasons_sent_back, story

__all__ = [
    "DUE_PASSED",
    "MAIL",
    "Behind",
    "Mine",
    "Told",
    "authors_waiting",
    "behind_link",
    "evidence_visible_to",
    "extensions_asked_in",
    "latest_updates",
    "mine",
    "news",
    "open_extension",
    "oversight_visible_to",
    "owed_in",
    "post_in",
    "reasons_sent_back",
    "reviewed_by",
    "sees",
    "story",
    "supports_of",
    "visible",
    "visible_to",
    "waiting_in",
]
