"""How the promises of a region were kept in time, by office and by forum, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from tracker.commitments.kept import Rate
from tracker.commitments.models import Commitment
from tracker.commitments.queries import Kept, kept_by
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.regions.models import Office


class Line(NamedTuple):
    """An office or a forum by its name, and how its promises were kept."""

    id: int
    name: str
    rate: Rate


def by_office(region_id: int, year: int, today: date) -> list[Line]:
    """Of what was first due in the year. Two queries."""
    found = _kept(Commitment.owner_office_id, region_id, year, today)
    return _named(found, select(Office.id, Office.name).where(Office.id.in_([one.id for one in found])))


def by_forum(region_id: int, year: int, today: date) -> list[Line]:
    """Of what was first due in the year. Two queries."""
    found = _kept(Commitment.forum_id, region_id, year, today)
    return _named(found, select(Forum.id, Forum.title).where(Forum.id.in_([one.id for one in found])))


def _kept(by: Any, region_id: int, year: int, today: date) -> list[Kept]:
    return kept_by(by, region_id, from_on=date(year, 1, 1), until_on=date(year, 12, 31), today=today)


def _named(found: Iterable[Kept], names: Any) -> list[Line]:
    """Those with the smallest share by the first date first; those of which nothing was due yet last."""
    called = {row[0]: row[1] for row in db.session.execute(names)}
    lines = [Line(one.id, called[one.id], one.rate) for one in found]
    return sorted(lines, key=_worst_first)


def _worst_first(line: Line) -> tuple[bool, float, int, str]:
    share = line.rate.first_rate
    return share is None, share or 0.0, -line.rate.due, line.name
