"""A region's plan and ladder: the operator sets them without a script, reviewers read what happens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tracker import clock
from tracker.extensions import db
from tracker.people.models import AuditRow
from tracker.reminders import queries
from tracker.reminders.models import LadderRung, Plan

pytestmark = pytest.mark.databases(SQLITE)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 10, 13, 3, tzinfo=UTC))


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/regions/{cast.region_id}/reminders"


def ladder(app: Flask, cast: Cast) -> list[tuple[int, str, int | None]]:
    with app.app_context():
        rungs = queries.own_ladder(cast.region_id)
        return [(rung.after_days, rung.audience.value, rung.post_id) for rung in rungs]


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditRow.act).order_by(AuditRow.id)))


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_the_operator_sets_day_hour_and_ladder(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.operator)
    asisten = f"post-{cast.second_reviewer.post_id}"
    typed = {"weekday": "1", "hour": "9", "days_2": "7", "who_2": asisten, "days_0": "2", "who_0": "owner"}

    assert client.submit(page, typed, action="/reminders").status_code == 303

    with app.app_context():
        kept = db.session.get_one(Plan, cast.region_id)
        assert (kept.weekday, kept.hour, kept.opens, kept.closes) == (1, 9, 8, 20)
    assert ladder(app, cast) == [(2, "owner", None), (7, "post", cast.second_reviewer.post_id)]
    assert acts(app) == ["reminders.planned", "ladder.changed"]
    shown = client.get(page).text
    assert "7 hari kerja" in shown or "7 working days late" in shown
    assert "Asisten I" in shown


def test_saving_what_stands_there_changes_and_records_nothing(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.operator)

    client.submit(page, action="/reminders")

    assert acts(app) == []
    assert ladder(app, cast) == []


def test_the_default_ladder_comes_back_by_a_button(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    with app.app_context():
        db.session.add(LadderRung(region_id=cast.region_id, after_days=3, audience="owner"))
        db.session.commit()
    sign_in(client, cast.operator)

    client.submit(page, {"ladder": "default"}, action="/reminders")

    assert ladder(app, cast) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"opens": "10", "closes": "9"},
        {"opens": "10", "hour": "8"},
        {"days_0": "5"},
        {"who_0": "owner"},
        {"days_0": "0", "who_0": "owner"},
        {"days_0": "lima", "who_0": "owner"},
        {"days_0": "5", "who_0": "post-999999"},
        {"days_0": "5", "who_0": "mayor"},
    ],
)
def test_what_makes_no_sense_is_refused_and_kept_on_the_page(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str, typed: dict[str, str]
) -> None:
    sign_in(client, cast.operator)

    answer = client.submit(page, typed, action="/reminders")

    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert ladder(app, cast) == []
    assert acts(app) == []


def test_reviewers_read_the_default_ladder_with_the_posts_it_finds(
    client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.reviewer)

    shown = client.get(page).text

    assert "Asisten I" in shown
    assert 'name="weekday"' not in shown


def test_another_regions_plan_is_not_there(client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.operator)

    assert client.get(f"/regions/{cast.other_region_id}/reminders").status_code == 404


def test_the_page_costs_few_queries(client: PageClient, cast: Cast, sign_in: SignIn, page: str) -> None:
    sign_in(client, cast.operator)
    with count_queries() as asked:
        client.get(page)

    assert len(asked) <= 8, "\n".join(asked)
