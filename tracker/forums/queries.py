"""Questions about forums, their series and their files; rows are fetched through the person who asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from tracker.extensions import db
from tracker.forums.models import Forum, MinutesFile, Series
from tracker.people.rules import Asker, Duty

SEES_ALL = (Duty.REVIEWER, Duty.LEADER, Duty.OPERATOR)
PAGE_SIZE = 30


def visible_to(asker: Asker, forum_id: int) -> Forum | None:
    """The forum with region and series; None for a stranger, and for an owner before it is published."""
    return db.session.scalar(_forums().where(Forum.id == forum_id, _may_see(asker)))


def reviewed_by(asker: Asker, forum_id: int) -> Forum | None:
    """The forum, for a reviewer of its region; None for everyone else."""
    regions = asker.regions(Duty.REVIEWER)
    return db.session.scalar(_forums().where(Forum.id == forum_id, Forum.region_id.in_(regions)))


def listed_for(asker: Asker, *, page: int = 1) -> Sequence[Forum]:
    """One page of the forums the person may see, the latest first; one more than a page when others follow."""
    return db.session.scalars(
        _forums()
        .where(_may_see(asker))
        .order_by(Forum.held_on.desc(), Forum.id.desc())
        .offset((max(page, 1) - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    ).all()


def series_of(region_ids: Collection[int]) -> Sequence[Series]:
    return db.session.scalars(
        select(Series).where(Series.region_id.in_(region_ids)).order_by(Series.name, Series.id)
    ).all()


def series_called(region_id: int, name: str) -> Series | None:
    """The series of that name, however its letters are written."""
    return db.session.scalar(
        select(Series).where(Series.region_id == region_id, func.lower(Series.name) == name.strip().lower())
    )


def files_of(forum_id: int) -> Sequence[MinutesFile]:
    """The files of the minutes, the latest first."""
    return db.session.scalars(
        select(MinutesFile).where(MinutesFile.forum_id == forum_id).order_by(MinutesFile.id.desc())
    ).all()


def file_of(forum: Forum, file_id: int) -> MinutesFile | None:
    return db.session.scalar(
        select(MinutesFile).where(MinutesFile.id == file_id, MinutesFile.forum_id == forum.id)
    )


def _forums() -> Select[Forum]:
    return (
        select(Forum)
        .join(Forum.region)
        .join(Forum.series)
        .options(contains_eager(Forum.region), contains_eager(Forum.series))
    )


def _may_see(asker: Asker) -> ColumnElement[bool]:
    return or_(
        Forum.region_id.in_(asker.regions(*SEES_ALL)),
        Forum.region_id.in_(asker.regions(Duty.OWNER)) & Forum.published_at.is_not(None),
    )
