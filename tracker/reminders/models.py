"""The ledger of what was due to be said, and when each job last ran."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base, BigId, words


class ReminderKind(StrEnum):
    """What is said: by the schedule, or because a reviewer asked for it."""

    WEEKLY_DIGEST = "weekly digest"
    REVIEW_DIGEST = "review digest"
    REMIND_NOW = "remind now"


class Outcome(StrEnum):
    """What became of a recipient in a period; nothing to say, no mail."""

    QUEUED = "queued"
    NOTHING = "nothing"


class Slot(Base):
    """A region's run of one kind for one period; its unique key makes a second tick harmless."""

    __tablename__ = "reminder_slots"
    __table_args__ = (Index("uq_reminder_slots", "region_id", "kind", "period", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    kind: Mapped[ReminderKind] = mapped_column(words(ReminderKind))
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
