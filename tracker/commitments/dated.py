"""A region's limits on extensions, and routines: what is owed again and again, of which each period is a commitment."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.caps import Cap
from tracker.commitments.routines import Cadence, End, Period, Terms
from tracker.extensions import Base, words
from tracker.forums.models import Decision, Forum
from tracker.people.models import Post
from tracker.regions.models import Office, Region


class ExtensionCap(Base):
    """How often and how far due dates may be moved in a region that has said so."""

    __tablename__ = "extension_caps"

    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), primary_key=True)
    times: Mapped[int]
    days: Mapped[int | None]

    @property
    def cap(self) -> Cap:
        return Cap(self.times, self.days)


class Routine(Base):
    """A decision that is owed again and again. Its instances are commitments of the same decision, one a period.

    `next_from` is the first day of the next period, which is made on `make_on`; both stay when nothing more comes.
    """

    __tablename__ = "routines"
    __table_args__ = (Index("ix_routines_make_on", "make_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), unique=True)
    action: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text, default="")
    owner_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    owner_office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    cadence: Mapped[Cadence] = mapped_column(words(Cadence))
    day: Mapped[int]
    after: Mapped[int]
    until_on: Mapped[date | None]
    times: Mapped[int | None]
    made: Mapped[int]
    next_from: Mapped[date]
    make_on: Mapped[date]
    made_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(Text, default="")
    ended_reason: Mapped[str] = mapped_column(Text, default="")

    region: Mapped[Region] = relationship()
    forum: Mapped[Forum] = relationship()
    decision: Mapped[Decision] = relationship()
    owner: Mapped[Post] = relationship()
    office: Mapped[Office] = relationship()

    @property
    def terms(self) -> Terms:
        return Terms(self.cadence, self.day, self.after)

    @property
    def end(self) -> End:
        return End(self.until_on, self.times)

    @property
    def upcoming(self) -> Period:
        """The period for which the next instance is made."""
        return Period.from_on(self.next_from, self.cadence)

    @property
    def comes_again(self) -> bool:
        return self.ended_at is None and not self.end.reached(self.upcoming, self.made)
