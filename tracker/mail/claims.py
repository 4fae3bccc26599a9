"""Messages taken for sending: claimed under a lease, renewed, settled. Nothing here commits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, update

from tracker.extensions import db
from tracker.mail.headers import one_line
from tracker.mail.models import Message, MessageBody
from tracker.mail.rules import FIRST_WAIT, REASON_LENGTH, Fault, MessageState, is_hopeless, wait_before_retry

RATE_LOCK = 7_460_001
"""Number of the PostgreSQL advisory lock under which the sending rate is counted and messages are claimed."""

MINUTE = timedelta(minutes=1)


class Claimed(NamedTuple):
    """A message as it was when a process took it: plain values, to be read with no transaction open.

    `claimed_by` stays the process's own even after another has taken over; `words` are None when no longer kept.
    """

    id: int
    key: str
    to_email: str
    to_name: str
    subject: str
    reply_to: str | None
    headers: dict[str, Any]
    message_id: str
    attempts: int
    claimed_by: str
    words: tuple[str, str] | None


_TOLD = tuple(Message.__table__.c[name] for name in Claimed._fields[:-1])


def claim(at: datetime, *, limit: int, lease: timedelta, claimed_by: str) -> list[Claimed]:
    """Takes messages that are due, or whose lease ran out, for one process, the longest waiting first.

    One conditional update: two processes never get the same row, and none waits for the other.
    """
    due = (
        select(Message.id)
        .where(Message.next_try_at <= at)
        .order_by(Message.next_try_at, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taken = db.session.execute(
        update(Message.__table__)  # type: ignore[arg-type]  # a Table
        .where(Message.id.in_(select(due.c.id)))
        .values(
            state=MessageState.SENDING,
            claimed_by=claimed_by,
            attempts=Message.attempts + 1,
            next_try_at=at + lease,
        )
        .returning(*_TOLD)
    ).all()
    words = _words([row.id for row in taken])
    return sorted(Claimed._make((*row, words.get(row.id))) for row in taken)


def _words(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Text and HTML by message."""
    wanted = select(MessageBody.message_id, MessageBody.text, MessageBody.html)
    rows = db.session.execute(wanted.where(MessageBody.message_id.in_(ids))) if ids else ()
    return {number: (text, html) for number, text, html in rows}


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
    # In one statement: between two, a message could go from the one count to the other and be in neither.
    used = db.session.scalar(select(left.scalar_subquery() + in_flight.scalar_subquery())) or 0
    return max(per_minute - used, 0)


def extend(messages: Sequence[Claimed], at: datetime, *, lease: timedelta) -> list[Claimed]:
    """Renews the lease; returns the messages that are still held by the process that claimed them."""
    kept = _settle(messages, _is_held(messages), next_try_at=at + lease)
    return [message for message in messages if message.id in kept]


def mark_sent(messages: Sequence[Claimed], at: datetime) -> None:
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


def mark_failed(
    message: Claimed, at: datetime, *, fault: Fault, first_wait: timedelta = FIRST_WAIT
) -> MessageState:
    """Puts the message back for a later attempt or gives it up; returns its state now.

    A message that another process has taken over meanwhile is left to that process.
    """
    hopeless = is_hopeless(fault.verdict, message.attempts)
    state = MessageState.DEAD if hopeless else MessageState.QUEUED
    _settle(
        [message],
        _is_held([message]),
        state=state,
        next_try_at=None if hopeless else at + wait_before_retry(message.attempts, first_wait),
        claimed_by=None,
        last_error=one_line(fault.reason, REASON_LENGTH),
    )
    return state


def release(messages: Sequence[Claimed], at: datetime) -> None:
    """Gives claimed but untried messages back, as if they had not been claimed."""
    _settle(
        messages,
        _is_held(messages),
        state=MessageState.QUEUED,
        next_try_at=at,
        claimed_by=None,
        attempts=Message.attempts - 1,
    )


def _is_held(messages: Sequence[Claimed]) -> ColumnElement[bool]:
    """Still claimed by the process that read these rows; a run's name is its own, so it holds for all of them."""
    names = {message.claimed_by for message in messages}
    return (Message.state == MessageState.SENDING) & Message.claimed_by.in_(names)


def _settle(messages: Sequence[Claimed], condition: ColumnElement[bool], **values: Any) -> set[int]:
    """Writes the values where the condition still holds in the database; returns the ids of those rows."""
    if not messages:
        return set()
    ids = [message.id for message in messages]
    changed = update(Message).where(Message.id.in_(ids), condition).values(**values).returning(Message.id)
    return set(db.session.scalars(changed))
