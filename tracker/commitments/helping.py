"""Models: who answers beside the owner: supporting offices for a part of it, delegates in the owner's name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.helping_rules import PartSaid
from tracker.commitments.models import Commitment, Support
from tracker.commitments.proof_columns import ProofColumns
from tracker.extensions import Base, BigId, words
from tracker.people.models import Tenure
from tracker.people.rules import Door


class PartAnswer(Base):
    """What a supporting office says of its part. Written once, never edited; the commitment's status stays."""

    __tablename__ = "part_answers"
    __table_args__ = (Index("ix_part_answers_support_id", "support_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    support_id: Mapped[int] = mapped_column(ForeignKey("supports.id"))
    at: Mapped[datetime]
    tenure_id: Mapped[int] = mapped_column(ForeignKey("tenures.id"))
    door: Mapped[Door] = mapped_column(words(Door))
    said: Mapped[PartSaid] = mapped_column(words(PartSaid))
    note: Mapped[str] = mapped_column(Text)

    support: Mapped[Support] = relationship()
    tenure: Mapped[Tenure] = relationship()
    files: Mapped[list[PartFile]] = relationship(order_by="PartFile.id", back_populates="answer")


class PartFile(ProofColumns, Base):
    """A file or photo of such an answer."""

    __tablename__ = "part_files"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("part_answers.id"), index=True)

    answer: Mapped[PartAnswer] = relationship(back_populates="files")


class Delegation(Base):
    """What a delegate may report on: one commitment of the post, or all of them without one.

    Who it is, for which post, until when and named by whom stands in the tenure.
    """

    __tablename__ = "delegations"

    tenure_id: Mapped[int] = mapped_column(ForeignKey("tenures.id"), primary_key=True, autoincrement=False)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))

    tenure: Mapped[Tenure] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
