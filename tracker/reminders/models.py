"""The ledger of what was due to be said, and when each job last ran."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, BigId, words
from tracker.reminders.rules import Audience


class ReminderKind(StrEnum):
    """What is said: by the schedule, or because a reviewer asked for it."""

    WEEKLY_DIGEST = "weekly digest"
    REVIEW_DIGEST = "review digest"
    LEADER_DIGEST = "leader digest"
    NOTICE = "notice"
    REMIND_NOW = "remind now"
    HANDOVER = "handover"


DIGESTS = (ReminderKind.WEEKLY_DIGEST, ReminderKind.REVIEW_DIGEST, ReminderKind.LEADER_DIGEST)
"""What the schedule says once a week; with the notices, all that it says at all."""


class Outcome(StrEnum):
    """What became of a recipient in a period; nothing to say, no mail."""

    QUEUED = "queued"
    NOTHING = "nothing"
    STOPPED = "stopped"


class Plan(Base):
    """A region's habits: the day and hour of its digests, and between which hours scheduled mail may go.

    `weekday` 0 is Monday; hours are the region's own. A region without a row has the defaults.
    """

    __tablename__ = "reminder_plans"

    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(default=0)
    hour: Mapped[int] = mapped_column(default=8)
    opens: Mapped[int] = mapped_column(default=8)
    closes: Mapped[int] = mapped_column(default=20)


class LadderRung(Base):
    """One rung of a region's ladder: so many working days after the due date, somebody more is told.

    A region without rows has the default ladder. `post_id` only for the audience `post`.
    """

    __tablename__ = "ladder_rungs"
    __table_args__ = (
        Index("uq_ladder_rungs", "region_id", "after_days", "audience", "post_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    after_days: Mapped[int]
    audience: Mapped[Audience] = mapped_column(words(Audience))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))


class Preference(Base):
    """What a person chose: day and hour of the digest, and since when no notices are wanted.

    The weekly digest cannot be refused: nobody opts out of what is overdue in silence.
    """

    __tablename__ = "mail_preferences"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    weekday: Mapped[int | None]
    hour: Mapped[int | None]
    stopped_at: Mapped[datetime | None]


class RungTold(Base):
    """A rung of one commitment that a post was told of; with a new due date the ladder begins anew.

    `rung` counts working days from the due date: -3 and 0 are the notices before it. By post, because those who hear
    on one rung may read their mail at different hours, and a vacant post hears once somebody holds it.
    """

    __tablename__ = "rungs_told"
    __table_args__ = (Index("uq_rungs_told", "commitment_id", "due_on", "post_id", "rung", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    due_on: Mapped[date]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    rung: Mapped[int]
    at: Mapped[datetime]


class SlotKind(StrEnum):
    """What a region's run was for; older rows are named by the digests that they queued."""

    ROUND = "round"
    WEEKLY_DIGEST = "weekly digest"
    REVIEW_DIGEST = "review digest"


class Slot(Base):
    """A region's round at one planned hour (`period` `2025-10-13T08`); its unique key makes a second tick harmless."""

    __tablename__ = "reminder_slots"
    __table_args__ = (
        Index("uq_reminder_slots", "region_id", "kind", "period", unique=True),
        Index("ix_reminder_slots_ran_at", "ran_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    kind: Mapped[SlotKind] = mapped_column(words(SlotKind))
    period: Mapped[str] = mapped_column(String(20))
    planned_at: Mapped[datetime]
    ran_at: Mapped[datetime]
    queued: Mapped[int] = mapped_column(default=0)


class Entry(Base):
    """What one recipient was due in a period, and what became of it: the answer to "why did I (not) get this mail"."""

    __tablename__ = "reminder_entries"
    __table_args__ = (Index("uq_reminder_entries", "tenure_id", "kind", "period", "rung", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenure_id: Mapped[int] = mapped_column(ForeignKey("tenures.id"))
    kind: Mapped[ReminderKind] = mapped_column(words(ReminderKind))
    period: Mapped[str] = mapped_column(String(20))
    rung: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    planned_at: Mapped[datetime | None]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class JobRun(Base):
    """When a job of the timetable last ran, for /healthz and for the page that says Monday was silent."""

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    done: Mapped[dict[str, Any]] = mapped_column(default=dict)
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(300))

    @property
    def is_failing(self) -> bool:
        """Whether the job's last run that came to an end ended in a fault."""
        return self.failed_at is not None and (self.ended_at is None or self.ended_at < self.failed_at)
