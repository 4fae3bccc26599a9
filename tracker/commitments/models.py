"""Commitments and everything that was said and done about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.proof_columns import ProofColumns
from tracker.commitments.rules import Answer, EventKind, ExtensionState, Standing, Status, standing
from tracker.extensions import Base, BigId, part_where, words
from tracker.forums.models import Decision, Forum
from tracker.mail.models import Message
from tracker.people.models import Post, Tenure
from tracker.people.rules import Door
from tracker.regions.models import Office, Region

_OWED = "status IN ('not started', 'in progress', 'sent back')"
_WAITING = "status = 'proposed done'"


class Commitment(Base):
    """One owed action: owner post and office, due date, measure. The original due date is kept for ever.

    `period` is empty but for instances of a routine; `due_how` tells how the minutes' words became the first date;
    `done_on` is the region's day on which the owner proposed what was then accepted. `without_evidence`: the owner's
    reason why there is none; `waived`: the reviewer's who accepted it all the same.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        Index("ix_commitments_owed", "region_id", "due_on", "id", **part_where(_OWED)),
        Index("ix_commitments_waiting", "region_id", "proposed_at", "id", **part_where(_WAITING)),
        Index("ix_commitments_owed_anywhere", "due_on", "id", "region_id", **part_where(_OWED)),
        Index("ix_commitments_owner", "owner_post_id", "due_on", "id"),
        Index("ix_commitments_region", "region_id", "id"),
        Index("ix_commitments_forum", "forum_id", "id"),
        Index(
            "ix_commitments_ratified",
            "ratified_forum_id",
            "id",
            **part_where("ratified_forum_id IS NOT NULL"),
        ),
        Index("ix_commitments_look_again", "region_id", "id", **part_where("look_again_at IS NOT NULL")),
        Index("uq_commitments_decision_id_period", "decision_id", "period", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    period: Mapped[str] = mapped_column(String(16), default="")
    action: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text, default="")
    owner_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    owner_office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    due_words: Mapped[str] = mapped_column(String(200), default="")
    due_how: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undated_reason: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[Status] = mapped_column(words(Status), default=Status.NOT_STARTED)
    obstacle: Mapped[str] = mapped_column(Text, default="")
    extended: Mapped[int] = mapped_column(default=0)
    proposed_at: Mapped[datetime | None]
    last_update_id: Mapped[int | None] = mapped_column(BigId)
    heard_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    without_evidence: Mapped[str] = mapped_column(Text, default="", server_default="")
    waived: Mapped[str] = mapped_column(Text, default="", server_default="")
    look_again_at: Mapped[datetime | None]
    ratified_forum_id: Mapped[int | None] = mapped_column(ForeignKey("forums.id"))
    done_on: Mapped[date | None]
    version_id: Mapped[int] = mapped_column()

    region: Mapped[Region] = relationship()
    forum: Mapped[Forum] = relationship(foreign_keys=[forum_id])
    decision: Mapped[Decision] = relationship()
    owner: Mapped[Post] = relationship()
    office: Mapped[Office] = relationship()
    supports: Mapped[list[Support]] = relationship(order_by="Support.id")

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def obstructed(self) -> bool:
        return bool(self.obstacle)

    def standing(self, today: date) -> Standing:
        return standing(self.status, self.due_on, today=today)


class Support(Base):
    """An office that helps the owner, with the part it is asked for, where that was said."""

    __tablename__ = "supports"
    __table_args__ = (
        Index("uq_supports_commitment_id_office_id", "commitment_id", "office_id", unique=True),
        Index("ix_supports_office_id", "office_id", "commitment_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    part: Mapped[str] = mapped_column(Text, default="", server_default="")

    office: Mapped[Office] = relationship()
    commitment: Mapped[Commitment] = relationship(viewonly=True)


class Update(Base):
    """An owner's dated report, never edited; `said_by`, `said_on`: whose word a reviewer, its author, typed in."""

    __tablename__ = "updates"
    __table_args__ = (Index("ix_updates_commitment_id", "commitment_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    at: Mapped[datetime]
    tenure_id: Mapped[int] = mapped_column(ForeignKey("tenures.id"))
    door: Mapped[Door] = mapped_column(words(Door))
    answer: Mapped[Answer] = mapped_column(words(Answer))
    note: Mapped[str] = mapped_column(Text)
    obstacle: Mapped[str] = mapped_column(Text, default="")
    said_by: Mapped[str] = mapped_column(String(160), default="", server_default="")
    said_on: Mapped[date | None]

    commitment: Mapped[Commitment] = relationship()
    tenure: Mapped[Tenure] = relationship()
    evidence: Mapped[list[Evidence]] = relationship(order_by="Evidence.id", back_populates="update")


class Evidence(ProofColumns, Base):
    """A file or photo of an update, kept by its SHA-256."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"), index=True)

    update: Mapped[Update] = relationship(back_populates="evidence")


class Verification(Base):
    """A reviewer's answer to a proposed done."""

    __tablename__ = "verifications"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"), unique=True)
    at: Mapped[datetime]
    tenure_id: Mapped[int] = mapped_column(ForeignKey("tenures.id"))
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")


class Extension(Base):
    """A request for a new due date, and its answer."""

    __tablename__ = "extensions"
    __table_args__ = (
        Index("uq_extensions_one_asked", "commitment_id", unique=True, **part_where("state = 'asked'")),
        Index("ix_extensions_commitment_id", "commitment_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    update_id: Mapped[int] = mapped_column(ForeignKey("updates.id"), unique=True)
    asked_at: Mapped[datetime]
    asked_due_on: Mapped[date]
    state: Mapped[ExtensionState] = mapped_column(words(ExtensionState), default=ExtensionState.ASKED)
    previous_due_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    granted_due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    commitment: Mapped[Commitment] = relationship()
    update: Mapped[Update] = relationship()

    @property
    def shortened(self) -> bool:
        """Granted, but not as far as was asked."""
        return self.granted_due_on is not None and self.granted_due_on < self.asked_due_on


class Event(Base):
    """A step in the story: what happened, by whom as what post, by which door, and how it left the commitment."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_commitment_id", "commitment_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    at: Mapped[datetime]
    kind: Mapped[EventKind] = mapped_column(words(EventKind))
    tenure_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    acted_as: Mapped[str] = mapped_column(String(200), default="")
    door: Mapped[Door] = mapped_column(words(Door))
    note: Mapped[str] = mapped_column(Text, default="")
    update_id: Mapped[int | None] = mapped_column(ForeignKey("updates.id"))
    status_after: Mapped[Status] = mapped_column(words(Status))
    due_after: Mapped[date | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)

    update: Mapped[Update | None] = relationship()
    tenure: Mapped[Tenure | None] = relationship()
    commitment: Mapped[Commitment] = relationship()

    @property
    def asked_on(self) -> date | None:
        """The due date that was asked for, in steps about more time."""
        asked = self.data.get("asked")
        return date.fromisoformat(asked) if asked else None

    @property
    def shortened(self) -> bool:
        """Time was granted, but not as far as was asked."""
        granted = self.kind is EventKind.TIME_GRANTED
        return bool(granted and self.asked_on and self.due_after and self.due_after < self.asked_on)

    @property
    def said_on(self) -> date | None:
        """The day on which the office said what somebody else typed in."""
        said = self.data.get("said_on")
        return date.fromisoformat(said) if said else None

    @property
    def forum_held_on(self) -> date | None:
        """The day of the forum or meeting that spoke of the commitment."""
        held = self.data.get("held_on")
        return date.fromisoformat(held) if held else None

    @property
    def asked_until(self) -> date | None:
        """The day until which a meeting asked for a report."""
        until = self.data.get("until")
        return date.fromisoformat(until) if until else None


class CommitmentMessage(Base):
    """Which mails spoke of a commitment, so that its story can tell of them."""

    __tablename__ = "commitment_messages"
    __table_args__ = (Index("ix_commitment_messages_message_id", "message_id"),)

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)

    message: Mapped[Message] = relationship()
