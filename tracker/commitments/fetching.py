"""Fetching answers by IMAP: each mail is committed before it is marked as done, so that a crash loses none."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from flask import current_app

from config import Settings
from tracker.commitments.actions import receive
from tracker.commitments.mail_rules import Outcome
from tracker.extensions import db
from tracker.mail.inbox.fetching import Fetched, fetch

logger = logging.getLogger(__name__)


def fetch_answers(now: Callable[[], datetime]) -> Fetched:
    """Takes what is new in the mailbox; call it with no work of your own uncommitted.

    A mail whose taking fails stays where it is and is tried again with the next run; the others go on.
    """
    settings: Settings = current_app.config["SETTINGS"]

    def take(raw: bytes) -> bool:
        return take_one(raw, at=now()) is not None

    return fetch(settings, take)


def take_one(raw: bytes, *, at: datetime) -> Outcome | None:
    """One mail in a transaction of its own; None when it could not be kept now."""
    try:
        outcome = receive(raw, at=at)
        db.session.commit()
    except Exception:
        db.session.rollback()
        logger.exception("a mail could not be taken; it will be tried again")
        return None
    logger.info("a mail came in: %s", outcome.value)
    return outcome
