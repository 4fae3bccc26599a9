"""What an operator does to a channel. Nothing here commits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import current_app
from sqlalchemy import delete

from tracker.extensions import db
from tracker.mail.channels import seals
from tracker.mail.channels.models import Channel, ChannelMessage
from tracker.mail.channels.rules import ChannelKind, masked


def add(region_id: int, *, name: str, address: str, kinds: Collection[ChannelKind], at: datetime) -> Channel:
    """A channel that speaks from now on; the address is one that `rules.refusal` lets pass."""
    channel = Channel(region_id=region_id, made_at=at)
    db.session.add(channel)
    correct(channel, name=name, address=address, kinds=kinds)
    db.session.flush()
    return channel


def correct(channel: Channel, *, name: str, address: str | None, kinds: Collection[ChannelKind]) -> None:
    """Changes what was entered; without a new address the old one stays."""
    channel.name, channel.kinds = name, sorted(kind.value for kind in kinds)
    if address:
        channel.sealed = seals.seal(address, _key())
        channel.masked = masked(address)
        channel.last_fault = channel.last_code = channel.last_fault_at = None


def pause(channel: Channel, *, at: datetime) -> None:
    """What waits goes on waiting, and is given up when it grew too old; nothing new is queued meanwhile."""
    channel.paused_at = at


def resume(channel: Channel) -> None:
    channel.paused_at = None


def remove(channel: Channel) -> None:
    """Takes the channel away with its address and all it was to be told."""
    db.session.execute(delete(ChannelMessage).where(ChannelMessage.channel_id == channel.id))
    db.session.delete(channel)


def address_of(channel: Channel) -> str | None:
    """The address in clear, for speaking; None when it must be entered again."""
    return seals.opened(channel.sealed, _key())


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
