"""What has no date is asked about once nothing was heard of it for thirty days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.reminders.promises import LATE, MONDAY, OWNERS, REVIEWERS, Promises, queued, receivers, tick
from tracker import clock
from tracker.commitments import queries as commitments
from tracker.commitments.quiet import is_quiet
from tracker.commitments.rules import Answer
from tracker.regions.rules import local_day
from tracker.reminders import queries

ACTION = "Bentuk tim pemantau layanan"
LONG_AGO = MONDAY - timedelta(days=40)
HEARD = st.integers(0, 72 * 24 * 60).map(
    lambda minutes: datetime(2025, 8, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])


@given(HEARD, ZONES)
def test_the_database_asks_on_the_same_day_as_the_rule(heard_at: datetime, zone: str) -> None:
    today = date(2025, 10, 13)
    on = local_day(heard_at, zone)
    assert (heard_at < commitments.quiet_before(today, zone)) is is_quiet(on, on, today=today)


def test_an_owner_is_asked_how_it_stands(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, None, ACTION)
    tick()
    [digest] = queued(OWNERS)
    assert "TANPA TENGGAT, 30 HARI TANPA KABAR: BAGAIMANA PERKEMBANGANNYA?" in " ".join(digest.text.split())
    assert ACTION in digest.text
    assert "1 tanpa kabar" in digest.subject
    [review, _] = queued(REVIEWERS)
    assert "1 komitmen tanpa tenggat dan tanpa kabar selama 30 hari" in " ".join(review.text.split())
    assert "1 tanpa tenggat" in review.subject


@pytest.mark.parametrize(("days", "asked"), [(29, False), (30, True), (31, True)])
def test_a_word_leaves_it_in_peace_for_thirty_days(
    cast: Cast, promises: Promises, days: int, asked: bool
) -> None:
    commitment = promises.owe(cast.owner, None, ACTION)
    promises.answer(commitment, cast.owner, Answer.PROGRESS, at=MONDAY - timedelta(days=days))
    tick()
    assert (receivers(OWNERS) == [cast.owner.email]) is asked


def test_what_waits_for_the_reviewer_is_not_asked_about(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, None, ACTION)
    promises.answer(commitment, cast.owner, Answer.MORE_TIME, at=LONG_AGO, until=date(2025, 12, 1))
    tick()
    assert receivers(OWNERS) == []


def test_it_stands_in_the_one_mail_of_the_week_and_in_no_notice(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    promises.owe(cast.owner, None, ACTION)
    tick()
    for day in range(1, 5):
        tick(MONDAY + timedelta(days=day))
    assert receivers(OWNERS) == [cast.owner.email]
    assert all(ACTION not in notice.text for notice in queued("notice"))


def test_the_page_foretells_it(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.owner, None, ACTION)
    promises.answer(commitment, cast.owner, Answer.PROGRESS, at=MONDAY - timedelta(days=2))
    [hearing] = queries.next_hearing(commitment, at=MONDAY)
    assert hearing.on == date(2025, 11, 10), "30 days after 11 October is Monday, 10 November"
    assert hearing.digest


def test_the_list_and_the_board_show_it(
    app: Flask, cast: Cast, client: PageClient, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    with app.app_context():
        promises = Promises(cast)
        quiet, fresh = (
            promises.owe(cast.owner, None, words) for words in (ACTION, "Susun tata cara rujukan")
        )
        promises.answer(quiet, cast.owner, Answer.PROGRESS, at=LONG_AGO)
        promises.answer(fresh, cast.owner, Answer.PROGRESS)
    sign_in(client, cast.owner)
    page = client.get("/commitments/mine").text
    assert "Tanpa tenggat, 30 hari tanpa kabar" in page
    assert page.index("Tanpa tenggat, 30 hari tanpa kabar") < page.index(ACTION)
    desk = app.test_client()
    assert isinstance(desk, PageClient)
    sign_in(desk, cast.reviewer)
    board = desk.get("/review?tab=open&flag=silent").text
    assert ACTION in board
    assert "Susun tata cara rujukan" not in board


def test_a_word_is_heard_in_the_regions_own_day() -> None:
    """23:30 in Buton is still the day before in UTC."""
    heard = datetime(2025, 9, 13, 23, 30, tzinfo=ZoneInfo("Asia/Makassar"))
    assert heard < commitments.quiet_before(date(2025, 10, 13), "Asia/Makassar")
    assert heard + timedelta(minutes=30) >= commitments.quiet_before(date(2025, 10, 13), "Asia/Makassar")
