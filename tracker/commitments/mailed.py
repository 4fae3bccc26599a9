"""Models: what was said by mail beside the reports, its files, and the mails that came in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.mail_rules import Doubt, Outcome
from tracker.commitments.models import Commitment
from tracker.commitments.proof_columns import ProofColumns
from tracker.extensions import Base, BigId, Sha256, words
from tracker.people.models import Tenure
from tracker.people.rules import Door
from tracker.regions.models import Region


class ReceivedMail(Base):
    """A mail that came in, once: `key` names it. Words are kept of what a person has to look at, bytes of what nobody
    could read."""

    __tablename__ = "received_mails"
    __table_args__ = (Index("ix_received_mails_region_id", "region_id", "outcome", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(Sha256, unique=True)
    at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    doubt: Mapped[Doubt | None] = mapped_column(words(Doubt))
    detail: Mapped[str] = mapped_column(String(200), default="")
    sender: Mapped[str] = mapped_column(String(320), default="")
    sender_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    left_out: Mapped[list[str]] = mapped_column(default=list)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    tenure_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))
    raw: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    region: Mapped[Region | None] = relationship()
    tenure: Mapped[Tenure | None] = relationship(foreign_keys=[tenure_id])
    files: Mapped[list[CommentFile]] = relationship(order_by="CommentFile.id", back_populates="mail")


class Comment(Base):
    """Words about a commitment that report nothing and change nothing: so far, those that came by mail."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_commitment_id", "commitment_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    at: Mapped[datetime]
    tenure_id: Mapped[int] = mapped_column(ForeignKey("tenures.id"))
    door: Mapped[Door] = mapped_column(words(Door))
    text: Mapped[str] = mapped_column(Text)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("received_mails.id"), index=True)

    commitment: Mapped[Commitment] = relationship()
    tenure: Mapped[Tenure] = relationship()
    files: Mapped[list[CommentFile]] = relationship(order_by="CommentFile.id", back_populates="comment")


class CommentFile(ProofColumns, Base):
    """A file that came with a comment: a candidate, evidence of nothing until a report names it.

    Until its mail has been placed it belongs to the mail alone.
    """

    __tablename__ = "comment_files"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("received_mails.id"), index=True)

    comment: Mapped[Comment | None] = relationship(back_populates="files")
    mail: Mapped[ReceivedMail | None] = relationship(back_populates="files")
