"""A region's channels, and what each is to be told: an outbox of its own, so that mail never waits for a channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, BigId, words
from tracker.mail.channels.rules import ChannelKind, Trouble
from tracker.mail.rules import MessageState


class Channel(Base):
    """Where a region's counts are told beside mail.

    The address holds secrets: only `sealed` is kept, and `masked` is what pages show.
    """

    __tablename__ = "channels"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[str] = mapped_column(Text)
    masked: Mapped[str] = mapped_column(String(120))
    kinds: Mapped[list[str]]
    made_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    last_sent_at: Mapped[datetime | None]
    last_fault: Mapped[Trouble | None] = mapped_column(words(Trouble))
    last_code: Mapped[int | None]
    last_fault_at: Mapped[datetime | None]

    def hears(self, kind: ChannelKind) -> bool:
        return self.paused_at is None and kind.value in self.kinds


class ChannelMessage(Base):
    """One text to one channel; `next_try_at` is lock, lease and retry in one, as in the outbox of mails."""

    __tablename__ = "channel_messages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), index=True)
    kind: Mapped[ChannelKind] = mapped_column(words(ChannelKind))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[MessageState] = mapped_column(words(MessageState), default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(60))


IS_WAITING = ChannelMessage.next_try_at.is_not(None)

Index(
    "ix_channel_messages_waiting",
    ChannelMessage.next_try_at,
    ChannelMessage.id,
    sqlite_where=IS_WAITING,
    postgresql_where=IS_WAITING,
)
