"""Questions about channels and what they are to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, select

from tracker.extensions import db
from tracker.mail.channels.models import IS_WAITING, Channel, ChannelMessage
from tracker.mail.channels.rules import STALE_AFTER, ChannelKind
from tracker.mail.rules import MessageState


class Tally(NamedTuple):
    """Channels that speak, are paused, or failed last; texts that wait, and those given up in the last days."""

    active: int
    paused: int
    failing: int
    waiting: int
    dead_lately: int


def of_region(region_ids: Collection[int]) -> Sequence[Channel]:
    """The channels of these regions, by name."""
    return db.session.scalars(
        select(Channel).where(Channel.region_id.in_(region_ids)).order_by(Channel.name, Channel.id)
    ).all()


def channel_in(region_ids: Collection[int], channel_id: int) -> Channel | None:
    """A channel, if it is one of these regions'."""
    return db.session.scalar(
        select(Channel).where(Channel.id == channel_id, Channel.region_id.in_(region_ids))
    )


def hearing(region_id: int, kind: ChannelKind) -> list[Channel]:
    """The region's channels that want this kind and are not paused. One query."""
    return [channel for channel in of_region({region_id}) if channel.hears(kind)]


def waiting_counts(channel_ids: Collection[int]) -> dict[int, int]:
    """How many texts wait for each channel. One query."""
    rows = db.session.execute(
        select(ChannelMessage.channel_id, func.count().label("texts"))
        .where(ChannelMessage.channel_id.in_(channel_ids), IS_WAITING)
        .group_by(ChannelMessage.channel_id)
    )
    return {row.channel_id: row.texts for row in rows}


def all_sealed() -> list[tuple[str, str]]:
    """Name and sealed address of every channel, for the doctor."""
    rows = db.session.execute(select(Channel.name, Channel.sealed).order_by(Channel.id))
    return [(name, sealed) for name, sealed in rows]


def due_count(at: datetime) -> int:
    """How many texts may be told now; a paused channel's wait."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(ChannelMessage)
            .join(Channel, Channel.id == ChannelMessage.channel_id)
            .where(ChannelMessage.next_try_at <= at, Channel.paused_at.is_(None))
        )
        or 0
    )


def tally(at: datetime) -> Tally:
    """The state of all channels, for whoever watches the machine. Two queries, none over what was sent long ago."""
    is_active = Channel.paused_at.is_(None)
    active, paused, failing = db.session.execute(
        select(
            func.count(case((is_active, 1))),
            func.count(Channel.paused_at),
            func.count(case((is_active & Channel.last_fault.is_not(None), 1))),
        )
    ).one()
    lately = ChannelMessage.queued_at > at - STALE_AFTER - STALE_AFTER
    dead = (ChannelMessage.state == MessageState.DEAD) & lately
    waiting, dead_lately = db.session.execute(
        select(func.count(case((IS_WAITING, 1))), func.count(case((dead, 1)))).where(IS_WAITING | dead)
    ).one()
    return Tally(active, paused, failing, waiting, dead_lately)
