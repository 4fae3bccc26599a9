"""Questions about commitments, each asked for someone."""

from __future__ import annotations

from tracker.commitments.queries.acting import (
    asking_for_time,
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
from tracker.commitments.queries.mailed import (
    candidates,
    comment_file_visible_to,
    existing,
    kept_for_operator,
    mail_counts,
    numbers_in,
    placeable,
    sent_by_us,
    tenure_writing,
    unplaced,
    unplaced_count,
    unplaced_visible_to,
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
    "asking_for_time",
    "authors_waiting",
    "behind_link",
    "candidates",
    "comment_file_visible_to",
    "evidence_visible_to",
    "existing",
    "extensions_asked_in",
    "kept_for_operator",
    "latest_updates",
    "mail_counts",
    "mine",
    "news",
    "numbers_in",
    "open_extension",
    "oversight_visible_to",
    "owed_in",
    "placeable",
    "post_in",
    "reasons_sent_back",
    "reviewed_by",
    "sees",
    "sent_by_us",
    "story",
    "supports_of",
    "tenure_writing",
    "unplaced",
    "unplaced_count",
    "unplaced_visible_to",
    "visible",
    "visible_to",
    "waiting_in",
]
