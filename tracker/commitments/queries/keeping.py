"""How promises were kept in time, counted by the database as `kept.keeping` says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from tracker.commitments.kept import DONE, NOT_COUNTED, Keeping, Rate
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Status
from tracker.extensions import db


class Kept(NamedTuple):
    """An office, or a forum, by its id with how its promises were kept."""

    id: int
    rate: Rate


def _how(today: date) -> ColumnElement[Any]:
    """The twin of `kept.keeping`; nothing for what is not counted, which the condition leaves out."""
    c = Commitment
    done = c.status.in_(DONE)
    return case(
        (done & (c.done_on <= c.original_due_on), Keeping.BY_FIRST.value),
        (done & (c.done_on <= c.due_on), Keeping.BY_LATER.value),
        (done, Keeping.LATE.value),
        (c.status == Status.PROPOSED_DONE, Keeping.WAITING.value),
        (c.due_on < today, Keeping.OPEN_LATE.value),
        (c.original_due_on < today, Keeping.RUNNING.value),
        else_=Keeping.AHEAD.value,
    )


def _counted(from_on: date, until_on: date) -> list[ColumnElement[bool]]:
    c = Commitment
    return [
        c.published_at.is_not(None),
        c.original_due_on.between(from_on, until_on),
        c.due_on.is_not(None),
        c.status.not_in(NOT_COUNTED),
        ~(c.status.in_(DONE) & c.done_on.is_(None)),
    ]


def kept_by(by: Any, region_id: int, *, from_on: date, until_on: date, today: date) -> list[Kept]:
    """Of the promises of a region first due in these days, by a column such as the office's id. One query."""
    how = _how(today).label("how")
    wanted = (
        select(by, how, func.count())
        .where(Commitment.region_id == region_id, *_counted(from_on, until_on))
        .group_by(by, how)
    )
    found: dict[int, dict[str, int]] = {}
    for number, word, count in db.session.execute(wanted):
        found.setdefault(number, {})[word] = count
    return [Kept(number, _rate(counts)) for number, counts in found.items()]


def kept_of(offices: Collection[int], *, from_on: date, until_on: date, today: date) -> Rate:
    """Of all promises of some offices first due in these days. One query."""
    how = _how(today).label("how")
    rows = db.session.execute(
        select(how, func.count())
        .where(Commitment.owner_office_id.in_(offices), *_counted(from_on, until_on))
        .group_by(how)
    )
    return _rate({row[0]: row[1] for row in rows})


def _rate(counts: dict[str, int]) -> Rate:
    return Rate(*(counts.get(word.value, 0) for word in Keeping))
