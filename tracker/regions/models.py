"""Regions in their tree, and the offices in each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, words
from tracker.regions.rules import Level, OfficeKind


class Region(Base):
    """A nation, province, kabupaten or kota with its Kemendagri code; `opened_at` says since when it uses us."""

    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(5), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    level: Mapped[Level] = mapped_column(words(Level))
    zone: Mapped[str] = mapped_column(String(40))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    opened_at: Mapped[datetime | None]

    parent: Mapped[Region | None] = relationship(remote_side=[id])


class Office(Base):
    """An OPD, BPJS branch, facility, kecamatan or village in a region, with the names it goes by."""

    __tablename__ = "offices"
    __table_args__ = (Index("uq_offices_region_id_name", "region_id", "name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    name: Mapped[str] = mapped_column(String(160))
    short: Mapped[str] = mapped_column(String(60))
    kind: Mapped[OfficeKind] = mapped_column(words(OfficeKind))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    closed_at: Mapped[datetime | None]

    region: Mapped[Region] = relationship()


class Holiday(Base):
    """A day on which a region does not work beside the national holidays: its own, or announced too late for them.

    A province's holiday holds for its kabupaten and kota too. `added_at` is kept so that a mail that moved can say why.
    """

    __tablename__ = "holidays"
    __table_args__ = (Index("uq_holidays_region_id_day", "region_id", "day", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]
