"""Writing to the outbox: queue, claim, settle. Nothing here commits; a message belongs to its cause's transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, func, select, update

from tracker.extensions import db, insert_once
from tracker.mail.compose import Composed
from tracker.mail.headers import header_fault, message_id, named_mailbox, one_line, sender_host
from tracker.mail.models import NAME_LENGTH, SUBJECT_LENGTH, Message
from tracker.mail.rules import REASON_LENGTH, Fault, MessageState, is_hopeless, wait_before_retry

RATE_LOCK = 7_460_001
"""Number of the PostgreSQL advisory lock under which the sending rate is counted and messages are claimed."""

MINUTE = timedelta(minutes=1)

logger = logging.getLogger(__name__)


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

    A wrong address is not refused here, where it would undo everyone's digest: delivery gives up that one message.
    ValueError for an additional header that may not be sent.
    """
    for name, value in (headers or {}).items():
        if fault := header_fault(name, value):
            raise ValueError(fault)
    values = {
        "key": key,
        "kind": kind,
        "period": period,
        "to_email": one_line(to_email, 320),
        "to_name": one_line(to_name, NAME_LENGTH),
        "subject": one_line(composed.subject, SUBJECT_LENGTH),
        "text": composed.text,
        "html": composed.html,
        "reply_to": _checked_reply_to(reply_to, key),
        "headers": dict(headers or {}),
        "message_id": message_id(key, sender_host(current_app.config["SETTINGS"].mail_sender)),
        "state": MessageState.QUEUED,
        "attempts": 0,
        "queued_at": at,
        "next_try_at": max(at, send_after) if send_after else at,
    }
    if not insert_once(Message, values, unique=["key"]):
        return None
    return db.session.scalars(select(Message).where(Message.key == key)).one()


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


def claim(at: datetime, *, limit: int, lease: timedelta, claimed_by: str) -> list[Message]:
    """Takes messages that are due, or whose lease ran out, for one process, the longest waiting first.

    One conditional update: two processes never get the same row, and none waits for the other. The messages come
    detached, as they were at this moment: they can be read while mail is being sent, with no transaction open, and
    their `claimed_by` stays this process's own even after another has taken over.
    """
    due = (
        select(Message.id)
        .where(Message.next_try_at <= at)
        .order_by(Message.next_try_at, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taken = db.session.scalars(
        update(Message)
        .where(Message.id.in_(select(due.c.id)))
        .values(
            state=MessageState.SENDING,
            claimed_by=claimed_by,
            attempts=Message.attempts + 1,
            next_try_at=at + lease,
        )
        .returning(Message)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    for message in taken:
        db.session.expunge(message)
    return sorted(taken, key=lambda message: message.id)


def room(at: datetime, *, per_minute: int) -> int:
    """How many more messages may leave in this minute, counted over all processes.

    Call it in the transaction that claims: the lock (SQLite's transaction is one already) makes the count hold.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(RATE_LOCK)))
    left = select(func.count(Message.id)).where(Message.sent_at > at - MINUTE)
    in_flight = select(func.count(Message.id)).where(
        Message.next_try_at > at, Message.state == MessageState.SENDING
    )
    used = (db.session.scalar(left) or 0) + (db.session.scalar(in_flight) or 0)
    return max(per_minute - used, 0)


def extend(messages: Sequence[Message], at: datetime, *, lease: timedelta) -> list[Message]:
    """Renews the lease; returns the messages that are still held by the process that claimed them."""
    kept = _settle(messages, _is_held(messages), next_try_at=at + lease)
    return [message for message in messages if message.id in kept]


def mark_sent(messages: Sequence[Message], at: datetime) -> None:
    """Records that the server took them, even where the lease ran out meanwhile: what has left has left."""
    _settle(
        messages,
        Message.state != MessageState.SENT,
        state=MessageState.SENT,
        sent_at=at,
        next_try_at=None,
        claimed_by=None,
        last_error=None,
    )


def mark_failed(message: Message, at: datetime, *, fault: Fault) -> MessageState:
    """Puts the message back for a later attempt or gives it up; returns its state now.

    A message that another process has taken over meanwhile is left to that process.
    """
    hopeless = is_hopeless(fault.verdict, message.attempts)
    state = MessageState.DEAD if hopeless else MessageState.QUEUED
    _settle(
        [message],
        _is_held([message]),
        state=state,
        next_try_at=None if hopeless else at + wait_before_retry(message.attempts),
        claimed_by=None,
        last_error=one_line(fault.reason, REASON_LENGTH),
    )
    return state


def release(messages: Sequence[Message], at: datetime) -> None:
    """Gives claimed but untried messages back, as if they had not been claimed."""
    _settle(
        messages,
        _is_held(messages),
        state=MessageState.QUEUED,
        next_try_at=at,
        claimed_by=None,
        attempts=Message.attempts - 1,
    )


def retry(message: Message, *, at: datetime) -> bool:
    """Queues a dead message anew, after a person mended the cause; False: it was not dead."""
    is_dead = Message.state == MessageState.DEAD
    return bool(_settle([message], is_dead, state=MessageState.QUEUED, attempts=0, next_try_at=at))


def _is_held(messages: Sequence[Message]) -> ColumnElement[bool]:
    """Still claimed by the process that read these rows; a run's name is its own, so it holds for all of them."""
    names = {message.claimed_by for message in messages}
    return (Message.state == MessageState.SENDING) & Message.claimed_by.in_(names)


def _settle(messages: Sequence[Message], condition: ColumnElement[bool], **values: Any) -> set[int]:
    """Writes the values where the condition still holds in the database; returns the ids of those rows."""
    if not messages:
        return set()
    ids = [message.id for message in messages]
    changed = update(Message).where(Message.id.in_(ids), condition).values(**values).returning(Message.id)
    return set(db.session.scalars(changed))
