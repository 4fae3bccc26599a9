"""What the board shows: one page of rows, and the counts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from tracker.commitments.models import Commitment
from tracker.commitments.queries import asked, not_asked, quiet_before, quiet_undated
from tracker.commitments.rules import OPEN, OWED, Status
from tracker.commitments.words import matching, searched
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.regions.models import Office
from tracker.regions.rules import WorkingCalendar
from tracker.review.facets import Alike, Facets, fold
from tracker.review.rules import Band, Edges, Filters, Flag, Tab, edges
from tracker.review.walking import Walk, stand

__all__ = ["PAGE", "Walk", "facets", "rows", "tab_counts", "walk"]

PAGE = 50
MOST_WALKED = 2_000
"""Commitments through which one can go one by one; a longer list wants a filter first."""

MIDDLE = "Asia/Makassar"

Row = TypeVar("Row")


def _of_tab(tab: Tab, region_id: int, today: date, words: str) -> list[ColumnElement[bool]]:
    owed = Commitment.status.in_(OWED)
    of_tab: dict[Tab, list[ColumnElement[bool]]] = {
        Tab.OVERDUE: [owed, Commitment.due_on < today, not_asked()],
        Tab.WAITING: [Commitment.status == Status.PROPOSED_DONE],
        Tab.REQUESTS: [Commitment.status.in_(OPEN), asked()],
        Tab.LOOK_AGAIN: [Commitment.look_again_at.is_not(None)],
        Tab.OBSTRUCTED: [owed, Commitment.obstacle != ""],
        Tab.OPEN: [Commitment.status.in_(OPEN)],
        Tab.ALL: [],
    }
    found = [matching(words, region_id)] if searched(words) else []
    return [Commitment.region_id == region_id, Commitment.published_at.is_not(None), *of_tab[tab], *found]


def tab_counts(region_id: int, today: date, words: str) -> dict[Tab, int]:
    """How many commitments stand behind each tab, of those that hold the words; one query over the region's."""
    owed = Commitment.status.in_(OWED)
    tests = {
        Tab.OPEN: Commitment.status.in_(OPEN),
        Tab.OVERDUE: and_(owed, Commitment.due_on < today, not_asked()),
        Tab.WAITING: Commitment.status == Status.PROPOSED_DONE,
        Tab.REQUESTS: and_(Commitment.status.in_(OPEN), asked()),
        Tab.LOOK_AGAIN: Commitment.look_again_at.is_not(None),
        Tab.OBSTRUCTED: and_(owed, Commitment.obstacle != ""),
    }
    row = db.session.execute(
        select(func.count(), *(func.count(case((test, 1))) for test in tests.values())).where(
            *_of_tab(Tab.ALL, region_id, today, words)
        )
    ).one()
    return {Tab.ALL: row[0], **dict(zip(tests, row[1:], strict=True))}


def facets(region_id: int, filters: Filters, today: date, bounds: Edges) -> Facets:
    """Counts of the tab by age, mark, office and forum. One grouped query, folded here."""
    band = case(
        (Commitment.due_on.is_(None), None),
        (Commitment.due_on >= today, None),
        (Commitment.due_on >= bounds.five, Band.UP_TO_5.value),
        (Commitment.due_on >= bounds.ten, Band.UP_TO_10.value),
        (Commitment.due_on >= bounds.twenty, Band.UP_TO_20.value),
        else_=Band.OVER_20.value,
    )
    tests = _flags(today)
    marks = [case((tests[flag], 1), else_=0).label(flag.name) for flag in Flag]
    keys: list[Any] = [Commitment.owner_office_id, Commitment.forum_id, band.label("band"), *marks]
    alike = (
        select(*keys, func.count().label("number"))
        .where(*_of_tab(filters.tab, region_id, today, filters.words))
        .group_by(*keys)
        .subquery()
    )
    office_id, forum_id, *rest = alike.c
    rows = db.session.execute(
        select(office_id, Office.short, forum_id, Forum.title, *rest)
        .join(Office, Office.id == office_id)
        .join(Forum, Forum.id == forum_id)
    ).all()
    return fold((_alike(*row) for row in rows), filters)


def _alike(office_id: int, office: str, forum_id: int, forum: str, band: str | None, *rest: int) -> Alike:
    *marked, number = rest
    return Alike(office_id, office, forum_id, forum, BANDS[band], _marked(*marked), number)


BANDS: dict[str | None, Band | None] = {None: None, **{band.value: band for band in Band}}


@cache
def _marked(*yes: int) -> frozenset[Flag]:
    return frozenset(flag for flag, is_so in zip(Flag, yes, strict=True) if is_so)


def _flags(today: date) -> dict[Flag, ColumnElement[bool]]:
    """Silent is what was never heard of, and what has no date and was quiet for thirty days, by the country's middle
    zone: an hour more or less at midnight."""
    quiet = quiet_undated(quiet_before(today, MIDDLE))
    return {
        Flag.OBSTRUCTED: Commitment.obstacle != "",
        Flag.SILENT: or_(Commitment.last_update_id.is_(None), quiet),
        Flag.SENT_BACK: Commitment.status == Status.SENT_BACK,
        Flag.EXTENDED: Commitment.extended > 0,
    }


def rows(
    region_id: int, filters: Filters, today: date, bounds: Edges, *, limit: int = PAGE + 1
) -> list[Commitment]:
    """One page and one more row, so that the page knows of a next; office, forum and post loaded."""
    wanted = (
        select(Commitment)
        .join(Commitment.office)
        .join(Commitment.forum)
        .options(
            contains_eager(Commitment.office), contains_eager(Commitment.forum), joinedload(Commitment.owner)
        )
        .where(*_of_tab(filters.tab, region_id, today, filters.words), *_narrowed(filters, bounds, today))
    )
    return list(db.session.scalars(_in_order(wanted, filters).limit(limit)).unique().all())


def walk(
    args: Mapping[str, str], commitment_id: int, region_id: int, today: date, days: WorkingCalendar
) -> Walk | None:
    """Where a commitment stands in the list it was opened from, which its address tells; None without a list.

    One query, of numbers only. What has left the list meanwhile still knows what came after it.
    """
    if args.get("walk") != "1":
        return None
    filters = replace(Filters.read(args), after=None)
    bounds = edges(today, days)
    wanted = select(Commitment.id).where(
        *_of_tab(filters.tab, region_id, today, filters.words), *_narrowed(filters, bounds, today)
    )
    ids = list(db.session.scalars(_in_order(wanted, filters).limit(MOST_WALKED)))
    return stand(ids, commitment_id, filters)


def _narrowed(filters: Filters, bounds: Edges, today: date) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = []
    if filters.band:
        first, before = bounds.span(filters.band)
        tests += [Commitment.due_on >= first] if first else []
        tests += [Commitment.due_on < before] if before else []
    if filters.office:
        tests.append(Commitment.owner_office_id == filters.office)
    if filters.forum:
        tests.append(Commitment.forum_id == filters.forum)
    if filters.flag:
        tests.append(_flags(today)[filters.flag])
    return tests


def _in_order(wanted: Select[Row], filters: Filters) -> Select[Row]:
    """The oldest first; undated ones last. `after` is the last row of the page before."""
    first: Any = (
        Commitment.due_on if filters.tab is Tab.OVERDUE else func.coalesce(Commitment.due_on, date.max)
    )
    start: Any = filters.after[0] if filters.after else None
    if filters.tab is Tab.WAITING:
        first = Commitment.proposed_at
        start = _proposed_at(filters.after[1]) if filters.after else None
    if filters.after:
        wanted = wanted.where(or_(first > start, and_(first == start, Commitment.id > filters.after[1])))
    return wanted.order_by(first, Commitment.id)


def _proposed_at(commitment_id: int) -> Any:
    earlier = aliased(Commitment)
    return select(earlier.proposed_at).where(earlier.id == commitment_id).scalar_subquery()
