"""Petitions: an owner asks to be released, because it cannot be done or is another's to do; a reviewer answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.models import Commitment, Update
from tracker.commitments.petition_rules import Ground, PetitionState
from tracker.commitments.rules import Answer
from tracker.extensions import Base, BigId, part_where, words
from tracker.people.models import Post


class Petition(Base):
    """One request to be released. `kind` is the answer it came with; at most one waits for each commitment."""

    __tablename__ = "petitions"
    __table_args__ = (
        Index("uq_petitions_one_asked", "commitment_id", unique=True, **part_where("state = 'asked'")),
        Index("ix_petitions_commitment_id", "commitment_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"), unique=True)
    kind: Mapped[Answer] = mapped_column(words(Answer))
    ground: Mapped[Ground | None] = mapped_column(words(Ground))
    proposed_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    proposed_words: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime]
    state: Mapped[PetitionState] = mapped_column(words(PetitionState), default=PetitionState.ASKED)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    commitment: Mapped[Commitment] = relationship()
    update: Mapped[Update] = relationship()
    proposed: Mapped[Post | None] = relationship()

    @property
    def proposed_owner(self) -> str:
        """The other owner as the petition names it; "" where it names none."""
        return self.proposed.title if self.proposed else self.proposed_words
