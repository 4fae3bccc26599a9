"""The banner: reviewers and operators hear when the heartbeat stands still, and nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import MONDAY, tick
from tracker import clock
from tracker.extensions import db
from tracker.reminders import runs
from tracker.reminders.queries import TICK
from tracker.reminders.watch import Kind, trouble

pytestmark = pytest.mark.databases(SQLITE)

ALARM = 'id="alarm"'


def ticked(app: Flask, at: datetime, *, really: bool = True) -> None:
    """A tick at this moment; not really: the job ran, but queued nothing."""
    with app.app_context():
        runs.started(TICK, at)
        db.session.commit()
        if really:
            tick(at)


def found(app: Flask, at: datetime) -> Kind | None:
    with app.app_context():
        said = trouble(at)
        return said.kind if said else None


def test_a_scheduler_that_never_ran_is_trouble(app: Flask, cast: Cast) -> None:
    assert found(app, MONDAY) is Kind.NEVER


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_scheduler_that_ticks_is_none(app: Flask, cast: Cast) -> None:
    ticked(app, MONDAY)

    assert found(app, MONDAY + timedelta(minutes=14)) is None


def test_three_missed_ticks_are_trouble(app: Flask, cast: Cast) -> None:
    ticked(app, MONDAY)

    assert found(app, MONDAY + timedelta(minutes=16)) is Kind.SILENT


def test_a_round_that_did_not_run_is_trouble_after_an_hour(app: Flask, cast: Cast) -> None:
    """Both regions' Monday mail is planned for 08:00; their scheduler ticks, yet nothing comes of it."""
    late = datetime(2025, 10, 13, 0, 55, tzinfo=UTC)
    ticked(app, late, really=False)
    assert found(app, late) is None

    later = late + timedelta(minutes=10)
    ticked(app, later, really=False)
    with app.app_context():
        said = trouble(later)
        assert said is not None
        assert said.kind is Kind.MISSED
        assert set(said.regions) == {"Kabupaten Berau", "Kabupaten Buton"}


@pytest.mark.parametrize(
    ("who", "told"), [("reviewer", True), ("operator", True), ("owner", False), ("leader", False)]
)
def test_only_those_who_can_act_are_told(
    client: PageClient, cast: Cast, sign_in: SignIn, who: str, told: bool
) -> None:
    sign_in(client, getattr(cast, who))

    assert (ALARM in client.get("/me").text) is told


def test_the_banner_is_asked_for_once_a_minute(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    sign_in(client, cast.reviewer)
    client.get("/me")
    with count_queries() as asked:
        client.get("/me")
    assert not [query for query in asked if "job_runs" in query]

    monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(seconds=61))
    ticked(app, MONDAY + timedelta(seconds=61))

    assert ALARM not in client.get("/me").text
