"""The channels' outbox: queue, claim, settle. Nothing here commits; a text belongs to its cause's transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, select, update

from tracker.extensions import db, insert_once
from tracker.mail.channels import queries
from tracker.mail.channels.models import Channel, ChannelMessage
from tracker.mail.channels.rules import LONGEST_TEXT, ChannelKind, Fault, Trouble, is_hopeless
from tracker.mail.rules import MessageState, wait_before_retry

KEPT = timedelta(days=90)
"""How long a text is kept after it was queued; its key is then free, which no later week uses."""


class Claimed(NamedTuple):
    """A text that this process may tell, as plain values that outlive the commit."""

    id: int
    channel_id: int
    attempts: int
    text: str
    queued_at: datetime
    claimed_by: str
    sealed: str


def queue_for(region_id: int, kind: ChannelKind, key: str, text: str, at: datetime) -> int:
    """Writes the text for each of the region's channels that want this kind; returns how many will be told.

    Call it in the transaction of the cause. `key` names the event and makes a second call harmless. The text may hold
    counts and names of offices, never of persons: what happens to it behind a channel is out of our hands.
    """
    rows = [_row(channel.id, kind, key, text, at) for channel in queries.hearing(region_id, kind)]
    return sum(insert_once(ChannelMessage, row, unique=["key"]) for row in rows)


def _row(channel_id: int, kind: ChannelKind, key: str, text: str, at: datetime) -> dict[str, Any]:
    return {
        "key": f"{key}/channel-{channel_id}",
        "channel_id": channel_id,
        "kind": kind,
        "text": text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…",
        "state": MessageState.QUEUED,
        "attempts": 0,
        "queued_at": at,
        "next_try_at": at,
    }


def claim(at: datetime, *, lease: timedelta, claimed_by: str, resting: Collection[int]) -> Claimed | None:
    """Takes the text that waits longest for one process; None: nothing is due but for channels that rest."""
    due = (
        select(ChannelMessage.id)
        .join(Channel, Channel.id == ChannelMessage.channel_id)
        .where(
            ChannelMessage.next_try_at <= at,
            Channel.paused_at.is_(None),
            ChannelMessage.channel_id.not_in(resting),
        )
        .order_by(ChannelMessage.next_try_at, ChannelMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=ChannelMessage)
        .cte("due")
    )
    row = db.session.execute(
        update(ChannelMessage)
        .where(ChannelMessage.id.in_(select(due.c.id)))
        .values(
            state=MessageState.SENDING,
            claimed_by=claimed_by,
            attempts=ChannelMessage.attempts + 1,
            next_try_at=at + lease,
        )
        .returning(
            ChannelMessage.id,
            ChannelMessage.channel_id,
            ChannelMessage.attempts,
            ChannelMessage.text,
            ChannelMessage.queued_at,
        )
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    sealed = db.session.scalars(select(Channel.sealed).where(Channel.id == row.channel_id)).one()
    return Claimed(*row, claimed_by=claimed_by, sealed=sealed)


def mark_sent(claimed: Claimed, at: datetime) -> None:
    """Records that the service took it, even where the lease ran out meanwhile: what has left has left."""
    _settle(
        claimed,
        ChannelMessage.state != MessageState.SENT,
        state=MessageState.SENT,
        sent_at=at,
        next_try_at=None,
        claimed_by=None,
        last_error=None,
    )
    note(claimed.channel_id, None, at)


def mark_failed(claimed: Claimed, at: datetime, fault: Fault) -> MessageState:
    """Puts the text back for a later attempt or gives it up; one that another process took over is left to that."""
    hopeless = is_hopeless(fault, claimed.attempts)
    state = MessageState.DEAD if hopeless else MessageState.QUEUED
    _settle(
        claimed,
        (ChannelMessage.state == MessageState.SENDING) & (ChannelMessage.claimed_by == claimed.claimed_by),
        state=state,
        next_try_at=None if hopeless else at + wait_before_retry(claimed.attempts),
        claimed_by=None,
        last_error=str(fault),
    )
    if fault.trouble is not Trouble.STALE:
        note(claimed.channel_id, fault, at)
    return state


def note(channel_id: int, fault: Fault | None, at: datetime) -> None:
    """Writes beside the channel how its last text fared."""
    values: dict[str, Any] = (
        {"last_sent_at": at, "last_fault": None, "last_code": None, "last_fault_at": None}
        if fault is None
        else {"last_fault": fault.trouble, "last_code": fault.code, "last_fault_at": at}
    )
    db.session.execute(update(Channel).where(Channel.id == channel_id).values(**values))


def forget(at: datetime) -> None:
    """Drops what is neither waiting nor of the last months."""
    db.session.execute(
        delete(ChannelMessage).where(
            ChannelMessage.next_try_at.is_(None), ChannelMessage.queued_at < at - KEPT
        )
    )


def _settle(claimed: Claimed, condition: ColumnElement[bool], **values: Any) -> None:
    db.session.execute(
        update(ChannelMessage).where(ChannelMessage.id == claimed.id, condition).values(**values)
    )
