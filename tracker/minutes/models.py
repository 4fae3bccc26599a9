"""Drafts: what the minutes seem to promise, until a reviewer says so."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.models import Commitment, Event
from tracker.extensions import Base, BigId, words
from tracker.forums.models import Forum
from tracker.people.models import Post
from tracker.regions.models import Office


class DraftState(StrEnum):
    """A draft waits until a reviewer accepts or rejects it, or notes it down as news of an older commitment."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    TOLD = "told"


class Draft(Base):
    """A proposed commitment with the very words it came from; `start`, `end` count in the forum's minutes text.

    `also` are the places where it is told again, as [start, end, quote]; `because` where its parts come from, as
    [reason, words]; `parts` what each supporting office is asked for, by its name; `learned` the name that its
    correction taught the region; `told` the note it became; `recurs` how it comes round, as the reviewer kept it.
    """

    __tablename__ = "drafts"
    __table_args__ = (Index("uq_drafts_forum_id_number", "forum_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    number: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    cue: Mapped[str] = mapped_column(String(200), default="")
    owner_words: Mapped[str] = mapped_column(String(200), default="")
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    supporting: Mapped[list[str]] = mapped_column(default=list)
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    due_words: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    undated_reason: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[dict[str, Any]] = mapped_column(default=dict)
    warnings: Mapped[list[str]] = mapped_column(default=list)
    also: Mapped[list[Any]] = mapped_column(JSON, default=list)
    because: Mapped[list[Any]] = mapped_column(JSON, default=list)
    recurs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    learned: Mapped[str] = mapped_column(String(200), default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    state: Mapped[DraftState] = mapped_column(words(DraftState), default=DraftState.WAITING)
    rejected_reason: Mapped[str] = mapped_column(Text, default="")
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"), unique=True)
    told_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("events.id"))
    version_id: Mapped[int] = mapped_column()

    forum: Mapped[Forum] = relationship()
    office: Mapped[Office | None] = relationship()
    post: Mapped[Post | None] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
    told: Mapped[Event | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}
