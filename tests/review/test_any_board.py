"""Boards of any data: what is counted is there, pages together are the whole, and SQL says what the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, select

from tests.cast import Cast, Held
from tests.review.conftest import NOW, Board
from tracker.commitments.burning import Burning, burning
from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.queries import conditions
from tracker.commitments.rules import (
    OPEN,
    OWED,
    Answer,
    ExtensionState,
    Standing,
    Status,
)
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.models import Person
from tracker.people.rules import Door
from tracker.regions.rules import local_day, moment
from tracker.reminders import queries as reminders
from tracker.review import queries
from tracker.review.ordering import place_of
from tracker.review.rules import QUIET_AFTER, Band, Filters, Flag, Sight, Sort, Tab

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
MOMENTS = st.timedeltas(timedelta(), timedelta(days=30)).map(
    lambda after: datetime(2025, 10, 1, tzinfo=UTC) + after
)


class Case(NamedTuple):
    """A commitment as the database may hold it."""

    status: Status
    due: int | None
    asked: ExtensionState | None
    heard: int | None
    extended: int
    stuck: bool
    second: bool
    by_reviewer: bool


CASES = st.lists(
    st.builds(
        Case,
        st.sampled_from(Status),
        st.none() | st.integers(-60, 5),
        st.none() | st.sampled_from(ExtensionState),
        st.none() | st.integers(0, 60),
        st.integers(0, 2),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)
FILTERS = st.builds(
    Filters,
    tab=st.sampled_from(Tab),
    flag=st.none() | st.sampled_from(Flag),
    sort=st.sampled_from(Sort),
    band=st.none() | st.sampled_from(Band),
).map(lambda f: f if f.tab is Tab.OVERDUE else replace(f, band=None))
QUICKLY = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def some_forum(board: Board, cast: Cast) -> int:
    return board.forum(cast.region_id)


@contextmanager
def written(app: Flask, cast: Cast, forum_id: int, cases: list[Case], at: datetime) -> Iterator[None]:
    """The cases in the database for as long as the block runs."""
    with app.app_context():
        today = local_day(at, "Asia/Makassar")
        for number, case in enumerate(cases):
            _write(forum_id, number, case, cast, today, at)
        db.session.flush()
        db.session.expire_all()
        yield
        db.session.rollback()


def _write(forum_id: int, number: int, case: Case, cast: Cast, today: date, at: datetime) -> None:
    from tracker.forums.models import Decision

    owner: Held = cast.second_owner if case.second else cast.owner
    decision = Decision(forum_id=forum_id, number=number, quote="K", start=0, end=1, made_at=at)
    db.session.add(decision)
    db.session.flush()
    heard_at = at - timedelta(days=case.heard) if case.heard is not None else None
    row = Commitment(
        region_id=cast.region_id, forum_id=forum_id, decision_id=decision.id, action="K", status=case.status,
        owner_post_id=owner.post_id, owner_office_id=owner.office_id, extended=case.extended,
        due_on=None if case.due is None else today + timedelta(days=case.due), heard_at=heard_at,
        obstacle="Menunggu" if case.stuck else "", made_at=at, published_at=at - timedelta(days=90),
        proposed_at=heard_at or at if case.status is Status.PROPOSED_DONE else None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    author = cast.reviewer if case.by_reviewer else owner
    said = Update(
        commitment_id=row.id, at=heard_at or at, tenure_id=author.tenure_id, door=Door.PAGE, note="S",
        answer=Answer.PROGRESS,
    )  # fmt: skip
    db.session.add(said)
    db.session.flush()
    if case.asked:
        db.session.add(
            Extension(
                commitment_id=row.id, update_id=said.id, asked_at=at, asked_due_on=today, state=case.asked
            )
        )


def seen_by(person: Held, at: datetime, zone: str = "Asia/Makassar") -> Sight:
    asker = people.asker(db.session.get_one(Person, person.person_id), at=at)
    return queries.sight(asker, person.region_id, zone, wide=False, at=at)[0]


@QUICKLY
@given(CASES, FILTERS)
def test_pages_together_are_the_whole_list_once_each_and_counts_say_how_many(
    app: Flask, cast: Cast, some_forum: int, cases: list[Case], filters: Filters
) -> None:
    with written(app, cast, some_forum, cases, NOW):
        see = seen_by(cast.reviewer, NOW)
        whole = [found.row.id for found in queries.rows(filters, see, limit=100)]
        turned, after = [], None
        while page := queries.shown(replace(filters, after=after), see, limit=2):
            turned += [row.id for row in page]
            after = place_of(page[-1], filters)
        assert turned == whole
        assert len(set(whole)) == len(whole)
        tabs, facets = queries.counts(filters, see)
        for tab, number in tabs.items():
            assert number == len(queries.rows(Filters(tab=tab), see, limit=100))
        for flag, number in facets.flags.items():
            assert number == len(queries.rows(replace(filters, flag=flag), see, limit=100))
        for band, number in facets.bands.items():
            if filters.tab is Tab.OVERDUE:
                assert number == len(queries.rows(replace(filters, band=band), see, limit=100))
        for office in facets.offices:
            assert office.number == len(queries.rows(replace(filters, office=office.id), see, limit=100))
        assert facets.all["office"] == len(whole) == sum(office.number for office in facets.offices)


@QUICKLY
@given(CASES, MOMENTS, st.sampled_from(ZONES))
def test_overdue_in_sql_is_overdue_in_the_rules(
    app: Flask, cast: Cast, some_forum: int, cases: list[Case], at: datetime, zone: str
) -> None:
    with written(app, cast, some_forum, cases, at):
        today = local_day(at, zone)
        rows = db.session.scalars(select(Commitment)).all()
        asking = {
            e.commitment_id for e in db.session.scalars(select(Extension)) if e.state is ExtensionState.ASKED
        }
        late = {row.id for row in rows if row.standing(today) is Standing.OVERDUE}
        burns = {
            row.id
            for row in rows
            if burning(row.status, row.due_on, asked_for_time=row.id in asking, today=today)
            is Burning.OVERDUE
        }

        def ids(test: ColumnElement[bool]) -> set[int]:
            return set(db.session.scalars(select(Commitment.id).where(test)))

        assert ids(conditions.past_due(today)) == late
        assert ids(conditions.overdue(today)) == burns
        see = seen_by(cast.reviewer, at, zone)
        assert {found.row.id for found in queries.rows(Filters(), see, limit=100)} == burns
        asker = see.asker
        everything = [row.id for row in rows]
        reminded = reminders.overdue_among(asker, everything, region_id=cast.region_id, today=today)
        assert {row.id for row in reminded} == burns


@QUICKLY
@given(CASES, MOMENTS, st.sampled_from(ZONES))
def test_what_waits_for_me_and_who_is_silent(
    app: Flask, cast: Cast, some_forum: int, cases: list[Case], at: datetime, zone: str
) -> None:
    with written(app, cast, some_forum, cases, at):
        see = seen_by(cast.reviewer, at, zone)
        everything = Filters(tab=Tab.ALL)
        marked = {
            flag: [found.row.id for found in queries.rows(replace(everything, flag=flag), see, limit=100)]
            for flag in (Flag.FOR_ME, Flag.SILENT)
        }
        rows = db.session.scalars(select(Commitment).order_by(Commitment.id)).all()
        quiet = moment(local_day(at, zone) - QUIET_AFTER, 0, zone)
        mine, silent = [], []
        for row, case in zip(rows, cases, strict=True):
            waits = row.status is Status.PROPOSED_DONE
            asks = row.status in OWED and case.asked is ExtensionState.ASKED
            mine += [row.id] if (waits or asks) and not case.by_reviewer else []
            heard = row.heard_at or row.published_at
            silent += [row.id] if row.status in OWED and heard is not None and heard < quiet else []
        assert sorted(marked[Flag.FOR_ME]) == mine
        assert sorted(marked[Flag.SILENT]) == silent
        assert {row.status for row in rows if row.id in mine} <= OPEN
