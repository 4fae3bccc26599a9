"""Meetings: their agenda, what was decided item by item, and the minutes as they were closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.models import Commitment
from tracker.extensions import Base, BigId, Sha256, words
from tracker.forums.models import Forum
from tracker.meetings.rules import Choice, MeetingState
from tracker.people.models import Post
from tracker.regions.models import Region


class Meeting(Base):
    """A review held on a day of the region's calendar; `current_id` is the item on the beamer, for all who look;
    `acts` counts what was done in it, so that pages that follow know of each.

    Closed, it holds its minutes: `record` as data, `minutes_text` as words, and the hash of the record.
    """

    __tablename__ = "meetings"
    __table_args__ = (Index("ix_meetings_region_id", "region_id", "held_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    hours: Mapped[str] = mapped_column(String(60), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    chair: Mapped[str] = mapped_column(String(200), default="")
    attendance: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[MeetingState] = mapped_column(words(MeetingState), default=MeetingState.PREPARED)
    current_id: Mapped[int | None] = mapped_column(BigId)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    acts: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[str] = mapped_column(String(200), default="")
    record: Mapped[dict[str, Any]] = mapped_column(default=dict)
    minutes_text: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str] = mapped_column(Sha256, default="")
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forums.id"))
    version_id: Mapped[int] = mapped_column()

    region: Mapped[Region] = relationship()
    forum: Mapped[Forum | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def closed(self) -> bool:
        return self.state is MeetingState.CLOSED

    @property
    def running(self) -> bool:
        return self.state is MeetingState.RUNNING


class MeetingItem(Base):
    """A commitment on the agenda."""

    __tablename__ = "meeting_items"
    __table_args__ = (
        Index("uq_meeting_items_meeting_id_number", "meeting_id", "number", unique=True),
        Index("uq_meeting_items_meeting_id_commitment_id", "meeting_id", "commitment_id", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))

    commitment: Mapped[Commitment] = relationship()


class MeetingEntry(Base):
    """A line of the log: what was decided about an item, by whom; `was` is what the commitment was before it.

    `said` may be put right until the minutes are closed; the story of the commitment keeps the first words.
    """

    __tablename__ = "meeting_entries"
    __table_args__ = (Index("ix_meeting_entries_meeting_id", "meeting_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    choice: Mapped[Choice] = mapped_column(words(Choice))
    said: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    at: Mapped[datetime]
    tenure_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    acted_as: Mapped[str] = mapped_column(String(200))
    was: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship()
    commitment: Mapped[Commitment] = relationship()
    post: Mapped[Post | None] = relationship()


class MeetingPromise(Base):
    """Something new that was promised in the room; it becomes a draft of the forum that the minutes are handed to."""

    __tablename__ = "meeting_promises"
    __table_args__ = (Index("ix_meeting_promises_meeting_id", "meeting_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    action: Mapped[str] = mapped_column(Text)
    owner_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    due_on: Mapped[date]
    at: Mapped[datetime]
    acted_as: Mapped[str] = mapped_column(String(200))

    owner: Mapped[Post] = relationship()
