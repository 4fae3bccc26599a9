"""Questions about commitments, each asked for someone."""

from __future__ import annotations

from tracker.commitments.queries.acting import (
    authors_waiting,
    evidence_visible_to,
    open_extension,
)
from tracker.commitments.queries.dating import (
    asked_about_on,
    asked_and_cap,
    cap_of,
    quiet_before,
    quiet_undated,
)
from tracker.commitments.queries.keeping import Kept, kept_by, kept_of
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
from tracker.commitments.queries.routines import (
    instances_of,
    routine_of,
    routine_reviewed_by,
    routine_visible_to,
    routines_to_make,
)
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
    "Kept",
    "Mine",
    "Told",
    "asked_about_on",
    "asked_and_cap",
    "authors_waiting",
    "behind_link",
    "candidates",
    "cap_of",
    "comment_file_visible_to",
    "evidence_visible_to",
    "existing",
    "extensions_asked_in",
    "instances_of",
    "kept_by",
    "kept_for_operator",
    "kept_of",
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
    "quiet_before",
    "quiet_undated",
    "reasons_sent_back",
    "reviewed_by",
    "routine_of",
    "routine_reviewed_by",
    "routine_visible_to",
    "routines_to_make",
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
