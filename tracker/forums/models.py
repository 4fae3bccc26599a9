"""Forums in their series, the minutes kept as evidence of them, and what they decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, Sha256, words
from tracker.forums.rules import Rhythm
from tracker.people.models import Person
from tracker.regions.models import Region


class Series(Base):
    """Forums of one name in a region, such as the yearly Forum Kemitraan."""

    __tablename__ = "series"
    __table_args__ = (Index("uq_series_region_id_name", "region_id", "name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    name: Mapped[str] = mapped_column(String(160))
    rhythm: Mapped[Rhythm] = mapped_column(words(Rhythm))


class Forum(Base):
    """A meeting held on a day of the region's calendar. Its commitments are owed from `published_at`."""

    __tablename__ = "forums"
    __table_args__ = (Index("ix_forums_region_id", "region_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    chair: Mapped[str] = mapped_column(String(200), default="")
    attendance: Mapped[str] = mapped_column(Text, default="")
    minutes_text: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    published_at: Mapped[datetime | None]
    version_id: Mapped[int] = mapped_column()

    region: Mapped[Region] = relationship()
    series: Mapped[Series] = relationship()
    made_by: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}


class MinutesFile(Base):
    """The file of the minutes as it was handed in, kept by its SHA-256 as evidence of the forum."""

    __tablename__ = "minutes_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(Sha256)
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class Decision(Base):
    """What the forum decided: the exact words of the minutes and where they stand (`start`, `end` in its text)."""

    __tablename__ = "decisions"
    __table_args__ = (Index("uq_decisions_forum_id_number", "forum_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    number: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    made_at: Mapped[datetime]

    forum: Mapped[Forum] = relationship()
