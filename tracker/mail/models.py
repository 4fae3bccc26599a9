"""The outbox: a mail is a row, written in the transaction of its cause and named so that it exists once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, BigId, words
from tracker.mail.rules import MessageState

SUBJECT_LENGTH = 300
NAME_LENGTH = 200


class Message(Base):
    """One mail to one person.

    `next_try_at` is the moment from which a process may take the row: for a queued message its (next) attempt, for
    one being sent the end of the lease, and nothing for what is sent or dead. So lock, lease and retry are one
    column, and what is due is one range of a small index. `key` alone is unique: `message_id` follows from it, and a
    second constraint would fail the process that loses the race for the first.

    The words lie in a table of their own: a claim or a verdict then rewrites a row of half a kilobyte, not of twelve,
    and retention can drop the words and leave the fact that there was a mail.
    """

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    period: Mapped[str] = mapped_column(String(20))
    to_email: Mapped[str] = mapped_column(String(320))
    to_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    reply_to: Mapped[str | None] = mapped_column(String(320))
    headers: Mapped[dict[str, Any]]
    message_id: Mapped[str] = mapped_column(String(320), index=True)
    state: Mapped[MessageState] = mapped_column(words(MessageState), default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)

    body: Mapped[MessageBody | None] = relationship(viewonly=True)

    @property
    def text(self) -> str:
        """The text part; empty once retention has dropped it."""
        return self.body.text if self.body else ""

    @property
    def html(self) -> str:
        """The HTML part; empty once retention has dropped it."""
        return self.body.html if self.body else ""

    @property
    def leased_until(self) -> datetime | None:
        """Until when the process that claimed the message has it to itself."""
        return self.next_try_at if self.state is MessageState.SENDING else None


class MessageBody(Base):
    """A message's words, until they are no longer kept."""

    __tablename__ = "message_bodies"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)


IS_WAITING = Message.next_try_at.is_not(None)
IS_DEAD = Message.next_try_at.is_(None) & Message.sent_at.is_(None)

Index(
    "ix_messages_waiting",
    Message.next_try_at,
    Message.id,
    sqlite_where=IS_WAITING,
    postgresql_where=IS_WAITING,
)
Index("ix_messages_dead", Message.id, sqlite_where=IS_DEAD, postgresql_where=IS_DEAD)
Index("ix_messages_sent_at", Message.sent_at)
