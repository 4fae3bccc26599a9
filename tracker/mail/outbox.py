"""Writing to the outbox: queue, try anew, drop old words. Nothing here commits; a mail belongs to its cause."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import delete, func, select, update

from tracker.extensions import db, insert_all, insert_new
from tracker.mail.compose import Composed
from tracker.mail.headers import header_fault, message_id, named_mailbox, one_line, sender_host
from tracker.mail.models import IS_DEAD, NAME_LENGTH, SUBJECT_LENGTH, Message, MessageBody
from tracker.mail.rules import MessageState

logger = logging.getLogger(__name__)


class Queued(NamedTuple):
    """A mail to be written to the outbox: its name in the ledger, whom it is for, its words.

    `headers` are additional ones, such as List-Unsubscribe; `send_after` keeps it back until then.
    """

    key: str
    kind: str
    period: str
    to_email: str
    to_name: str
    composed: Composed
    reply_to: str | None = None
    headers: Mapping[str, str] | None = None
    send_after: datetime | None = None


def queue(
    *,
    key: str,
    kind: str,
    period: str,
    to_email: str,
    to_name: str,
    composed: Composed,
    at: datetime,
    reply_to: str | None = None,
    headers: Mapping[str, str] | None = None,
    send_after: datetime | None = None,
) -> Message | None:
    """Writes the message; None: one with this key is already there, perhaps by another process a moment ago.

    ValueError for an additional header that may not be sent.
    """
    wanted = Queued(key, kind, period, to_email, to_name, composed, reply_to, headers, send_after)
    number = queue_all([wanted], at=at).get(key)
    return db.session.get_one(Message, number) if number else None


def queue_all(requests: Sequence[Queued], *, at: datetime) -> dict[str, int]:
    """Writes those whose key is new, in a few statements; their ids by key.

    A key that is absent from the answer was there before, perhaps by another process a moment ago. A wrong address is
    not refused here, where it would undo everyone's digest: delivery gives up that one message. ValueError for an
    additional header that may not be sent.
    """
    first: dict[str, Queued] = {}
    for request in requests:
        first.setdefault(request.key, request)
    host = sender_host(current_app.config["SETTINGS"].mail_sender)
    rows = [_row(request, host, at) for request in first.values()]
    written = {
        key: number for number, key in insert_new(Message, rows, unique=["key"], telling=["id", "key"])
    }
    insert_all(MessageBody, [_words(number, first[key].composed) for key, number in written.items()])
    return written


def _words(number: int, composed: Composed) -> dict[str, Any]:
    return {"message_id": number, "text": composed.text, "html": composed.html}


def _row(request: Queued, host: str, at: datetime) -> dict[str, Any]:
    for name, value in (request.headers or {}).items():
        if fault := header_fault(name, value):
            raise ValueError(fault)
    return {
        "key": request.key,
        "kind": request.kind,
        "period": request.period,
        "to_email": one_line(request.to_email, 320),
        "to_name": one_line(request.to_name, NAME_LENGTH),
        "subject": one_line(request.composed.subject, SUBJECT_LENGTH),
        "reply_to": _checked_reply_to(request.reply_to, request.key),
        "headers": dict(request.headers or {}),
        "message_id": message_id(request.key, host),
        "state": MessageState.QUEUED,
        "attempts": 0,
        "queued_at": at,
        "next_try_at": max(at, request.send_after) if request.send_after else at,
    }


def _checked_reply_to(reply_to: str | None, key: str) -> str | None:
    """The address for answers; a wrong one is left out, since the mail matters more than its answer."""
    if not reply_to:
        return None
    try:
        named_mailbox(reply_to)
    except ValueError as error:
        logger.warning("message %s goes out without Reply-To: %s", key, error)
        return None
    return one_line(reply_to)


def retry(message: Message, *, at: datetime) -> bool:
    """Queues a dead message anew, after a person mended the cause; False: it was not dead, or has no words left."""
    revived = db.session.execute(
        update(Message)
        .where(
            Message.id == message.id,
            Message.state == MessageState.DEAD,
            select(MessageBody.message_id).where(MessageBody.message_id == message.id).exists(),
        )
        .values(state=MessageState.QUEUED, attempts=0, next_try_at=at)
        .returning(Message.id)
    )
    return revived.first() is not None


def withdraw(message_ids: Collection[int]) -> None:
    """Takes messages out as if they had never been queued; for those that nobody has tried to send."""
    db.session.execute(delete(MessageBody).where(MessageBody.message_id.in_(message_ids)))
    db.session.execute(delete(Message).where(Message.id.in_(message_ids)))


def shrink(at: datetime, keep: timedelta, *, limit: int = 1_000) -> int:
    """Drops the words of messages sent, or given up, longer ago than `keep`, the first `limit` of them; how many.

    The messages stay, so that stories and ledgers go on telling of them. Call it until it gives less than `limit`,
    with a commit after each, so that others can write meanwhile.
    """
    until = at - keep
    oldest = select(func.min(MessageBody.message_id)).scalar_subquery()
    settled = (Message.sent_at <= until) | (IS_DEAD & (Message.queued_at <= until))
    has_words = select(MessageBody.message_id).where(MessageBody.message_id == Message.id).exists()
    old = select(Message.id).where(settled, Message.id >= oldest, has_words).limit(limit)
    dropped = delete(MessageBody).where(MessageBody.message_id.in_(old)).returning(MessageBody.message_id)
    return len(db.session.scalars(dropped.execution_options(synchronize_session=False)).all())


def readdress(old: str, new: str, name: str) -> int:
    """Turns what still waits for an address to a new one; how many. What is just being sent goes where it goes."""
    moved = db.session.execute(
        update(Message)
        .where(Message.to_email == old, Message.state == MessageState.QUEUED)
        .values(to_email=one_line(new, 320), to_name=one_line(name, NAME_LENGTH))
        .returning(Message.id)
    )
    return len(moved.all())


def withdraw_kind(to_email: str, kind: str) -> int:
    """Takes out what waits of a kind for an address and was never tried; how many."""
    ids = db.session.scalars(
        select(Message.id).where(
            Message.to_email == to_email,
            Message.kind == kind,
            Message.state == MessageState.QUEUED,
            Message.attempts == 0,
        )
    ).all()
    withdraw(ids)
    return len(ids)
