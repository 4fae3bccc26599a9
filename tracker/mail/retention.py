"""How long the words of a mail are kept: the outbox would otherwise grow by a gigabyte with every hundred thousand."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import current_app

from tracker.extensions import db
from tracker.mail import outbox

AT_ONCE = 1_000
"""Texts dropped in one transaction, so that others can write between two."""


def drop_old_words(at: datetime) -> int:
    """Drops what is older than MAIL_KEEP_DAYS and commits as it goes; how many texts that were."""
    keep = timedelta(days=current_app.config["SETTINGS"].mail_keep_days)
    if not keep:
        return 0
    dropped, more = 0, True
    while more:
        now_dropped = outbox.shrink(at, keep, limit=AT_ONCE)
        db.session.commit()
        dropped, more = dropped + now_dropped, now_dropped == AT_ONCE
    return dropped
