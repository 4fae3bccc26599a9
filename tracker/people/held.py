"""Who holds which post: what every page asks of the person who opens it, and a list of the owners it names.

Questions are made once here and read plain values: making one costs as much as asking it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import PRECEDENCE, Asker, Holding, TenureKind, called, covers
from tracker.regions.models import Office, Region
from tracker.regions.rules import local_day

NAMER, NAMING = aliased(Tenure), aliased(Person)
"""The tenure of whoever named a delegate, and who that is."""

HELD = (
    Tenure.id, Tenure.post_id, Post.title, Tenure.kind, Post.duty, Post.office_id, Office.name,
    Office.region_id, Region.name, Region.zone, Region.level,
)  # fmt: skip
"""What makes a `Holding`, in its order: every page asks for it, and plain values are soon read."""

COUNTING = (Tenure.from_on, Tenure.until_on, NAMING.active, NAMER.from_on, NAMER.until_on)


def asker(person: Person, *, at: datetime) -> Asker:
    """The person with the posts held at this moment, by each region's own calendar. One query."""
    rows = db.session.execute(_held(), {"person_id": person.id})
    held = [
        holding
        for holding, counting in ((Holding(*row[: len(HELD)]), row[len(HELD) :]) for row in rows)
        if _counts(*counting, day=local_day(at, holding.zone))
    ]
    return Asker(
        person.id,
        person.name,
        person.email,
        tuple(holding for holding in held if holding.kind is not TenureKind.DELEGATE),
        tuple(holding for holding in held if holding.kind is TenureKind.DELEGATE),
    )


@cache
def _held() -> Select[*tuple[Any, ...]]:
    return (
        select(*HELD, *COUNTING)
        .select_from(Tenure)
        .join(Tenure.post)
        .join(Post.office)
        .join(Office.region)
        .outerjoin(Tenure.named_by.of_type(NAMER))
        .outerjoin(NAMER.person.of_type(NAMING))
        .where(Tenure.person_id == bindparam("person_id"), Post.closed_at.is_(None))
        .order_by(Region.code, Office.id, Post.id, Tenure.id)
    )


def holds(tenure: Tenure, day: date) -> bool:
    """Whether the tenure counts on a day; a delegate's only while that of the one who named her does, too."""
    by = tenure.named_by
    named = (by.person.active, by.from_on, by.until_on) if by else (None, None, None)
    return _counts(tenure.from_on, tenure.until_on, *named, day=day)


def _counts(
    from_on: date,
    until_on: date | None,
    namer_active: bool | None,
    named_from_on: date | None,
    named_until_on: date | None,
    *,
    day: date,
) -> bool:
    """Without `named_from_on`, nobody had to name the holder."""
    return covers(from_on, until_on, day) and (
        named_from_on is None or (bool(namer_active) and covers(named_from_on, named_until_on, day))
    )


class InPost(NamedTuple):
    """Today's holder of a post as a list names one: `Plt. Kepala Dinas Sosial`, and who that is."""

    called: str
    name: str


def in_posts(post_ids: Iterable[int], *, today: date) -> dict[int, InPost]:
    """Who `holders` finds, by name only: a long list needs no more. One query."""
    rows = db.session.execute(_names(), {"post_ids": tuple(set(post_ids)), "today": today}).all()
    return {
        post_id: InPost(called(title, kind), name)
        for post_id, kind, title, name in sorted(rows, key=lambda row: -PRECEDENCE[row[1]])
    }


@cache
def _names() -> Select[int, TenureKind, str, str]:
    today = bindparam("today", type_=Tenure.from_on.type)
    return (
        select(Tenure.post_id, Tenure.kind, Post.title, Person.name)
        .join(Tenure.post)
        .join(Tenure.person)
        .where(Tenure.post_id.in_(bindparam("post_ids", expanding=True)), *holding_on(today))
        .order_by(Tenure.from_on, Tenure.id)
    )


def holding_on(today: date | BindParameter[date]) -> list[ColumnElement[bool]]:
    """The tenure answers for its post on the day."""
    return [
        Tenure.kind != TenureKind.DELEGATE,
        Tenure.from_on <= today,
        or_(Tenure.until_on.is_(None), Tenure.until_on >= today),
        Post.closed_at.is_(None),
        Person.active.is_(True),
    ]
