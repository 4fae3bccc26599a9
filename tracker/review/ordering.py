"""In which order the board's rows stand, and where a page goes on: after the last row of the one before.

An address keeps the last row's keys as whole numbers (days as their ordinal, moments as microseconds), so that a page
goes on at the same place though the row itself may have gone meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, Protocol, TypeVarTuple

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from tracker.commitments.models import Commitment
from tracker.extensions import UtcDateTime
from tracker.regions.models import Office
from tracker.review.rules import Filters, Sort, Tab

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Columns = TypeVarTuple("Columns")


class Placed(Protocol):
    """What is asked of a row to know where it stands: a commitment, or what a list shows of it."""

    @property
    def id(self) -> int: ...
    @property
    def owner_office_id(self) -> int: ...
    @property
    def extended(self) -> int: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def proposed_at(self) -> datetime | None: ...
    @property
    def heard_at(self) -> datetime | None: ...


class _Key(NamedTuple):
    """A column of the order: `told` makes a whole number of a row's value, `read` a value of that number."""

    column: ColumnElement[Any]
    told: Callable[[Placed], int]
    read: Callable[[int], Any]


def in_order(wanted: Select[*Columns], filters: Filters) -> Select[*Columns]:
    """The rows in the order that the filters ask for, behind the last one seen; needs the office joined."""
    keys = _keys(filters)
    columns = [key.column for key in keys]
    if (last := _read(filters.after, keys)) is not None:
        wanted = wanted.where(tuple_(*columns) > tuple_(*last))
    return wanted.order_by(*columns)


def order(filters: Filters, of: type[Commitment]) -> list[ColumnElement[Any]]:
    """The same order, for rows picked before as `of`; needs their office joined."""
    return [key.column for key in _keys(filters, of)]


def place_of(row: Placed, filters: Filters) -> tuple[int, ...]:
    """What an address needs to go on behind this row."""
    return tuple(key.told(row) for key in _keys(filters))


def _read(after: tuple[int, ...] | None, keys: list[_Key]) -> list[Any] | None:
    """None for the first page, and for what was made up: no such day, a key too few."""
    if after is None or len(after) != len(keys):
        return None
    try:
        return [
            value if isinstance(value, ColumnElement) else literal(value, key.column.type)
            for key, value in ((key, key.read(number)) for key, number in zip(keys, after, strict=True))
        ]
    except (ValueError, OverflowError):
        return None


def _keys(filters: Filters, of: type[Commitment] = Commitment) -> list[_Key]:
    number = _Key(of.id.expression, lambda row: row.id, int)
    first: dict[Sort, list[_Key]] = {
        Sort.USUAL: [],
        Sort.OFFICE: [
            _Key(Office.name.expression, lambda row: row.owner_office_id, _name_of),
            _Key(Office.id.expression, lambda row: row.owner_office_id, int),
        ],
        Sort.HEARD: [_moment(func.coalesce(of.heard_at, literal(EPOCH, UtcDateTime())), "heard_at")],
        Sort.EXTENDED: [_Key(-of.extended, lambda row: -row.extended, int)],
    }
    if filters.tab is Tab.WAITING:
        usual = _moment(of.proposed_at.expression, "proposed_at")
    else:
        dated = filters.tab is Tab.OVERDUE
        due = of.due_on.expression if dated else func.coalesce(of.due_on, date.max)
        usual = _Key(due, lambda row: (row.due_on or date.max).toordinal(), date.fromordinal)
    return [*first[filters.sort], usual, number]


def _moment(column: ColumnElement[Any], name: str) -> _Key:
    def told(row: Placed) -> int:
        return ((getattr(row, name) or EPOCH) - EPOCH) // MICROSECOND

    return _Key(column, told, lambda number: EPOCH + number * MICROSECOND)


def _name_of(office_id: int) -> ColumnElement[Any]:
    other = aliased(Office)
    return select(other.name).where(other.id == office_id).scalar_subquery()
