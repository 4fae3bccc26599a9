"""Reminding by hand from the board: one mail to each owner, and never a second one that day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import Cast, Held, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import LATE, LATER, MONDAY, Promises, queued, receivers
from tracker import clock
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.people.models import AuditRow, Tenure
from tracker.reminders.actions import queue_due

pytestmark = pytest.mark.databases(SQLITE)

KIND = "remind now"
THURSDAY = MONDAY + timedelta(days=3)


class Now:
    """The clock of the page; `now.at = …` moves it."""

    def __init__(self) -> None:
        self.at = THURSDAY

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    now = Now()
    monkeypatch.setattr(clock, "now", now)
    return now


@pytest.fixture
def board(client: PageClient, cast: Cast, sign_in: SignIn, now: Now) -> PageClient:
    """The reviewer's browser."""
    sign_in(client, cast.reviewer)
    return client


def owe(app: Flask, cast: Cast, *owed: tuple[Held, date]) -> list[int]:
    with app.app_context():
        return [Promises(cast).owe(held, due_on).id for held, due_on in owed]


def send(client: PageClient, fields: dict[str, Any]) -> TestResponse:
    """Posts these fields with the token of a form that the person has open."""
    token = client.get("/password").text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post("/reminders", data={"csrf_token": token, **fields})


def remind(client: PageClient, ids: list[int]) -> str:
    """Picks these on the board and reads what the page says then."""
    answer = send(client, {"commitment": ids, "next": "/reminders/why"})
    assert (answer.status_code, answer.location) == (303, "/reminders/why")
    return client.get("/reminders/why").text


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_each_owner_gets_one_mail_with_all_that_was_picked(app: Flask, cast: Cast, board: PageClient) -> None:
    ids = owe(app, cast, (cast.owner, LATE), (cast.owner, date(2025, 9, 1)), (cast.second_owner, LATE))

    said = remind(board, ids)

    with app.app_context():
        assert receivers(KIND) == [cast.owner.email, cast.second_owner.email]
        by_address = {message.to_email: message for message in queued(KIND)}
        mine = by_address[cast.owner.email]
        assert mine.text.count("/answer/") == 2
        assert mine.key == f"remind-now/2025-10-16/74.04/person-{cast.owner.person_id}"
        assert mine.reply_to == cast.reviewer.email
    assert "Pengingat sedang dikirim kepada 2 pemilik." in said


def test_a_second_reminder_on_the_same_day_is_refused_by_name(
    app: Flask, cast: Cast, board: PageClient, now: Now
) -> None:
    ids = owe(app, cast, (cast.owner, LATE), (cast.second_owner, LATE))
    remind(board, ids[:1])

    now.at += timedelta(hours=3)
    said = remind(board, ids)

    with app.app_context():
        assert receivers(KIND) == [cast.owner.email, cast.second_owner.email]
    assert "tidak dikirimi lagi: dr. Wa Ode Ramlah." in said


def test_the_next_day_is_another_day(app: Flask, cast: Cast, board: PageClient, now: Now) -> None:
    ids = owe(app, cast, (cast.owner, LATE))
    remind(board, ids)

    now.at += timedelta(days=1)
    remind(board, ids)

    with app.app_context():
        assert len(queued(KIND)) == 2


def test_whoever_had_the_digest_this_morning_is_not_mailed_again(
    app: Flask, cast: Cast, board: PageClient, now: Now
) -> None:
    ids = owe(app, cast, (cast.owner, LATE))
    with app.app_context():
        queue_due(MONDAY, commit=db.session.commit)

    now.at = MONDAY + timedelta(hours=2)
    said = remind(board, ids)

    with app.app_context():
        assert queued(KIND) == []
    assert "dr. Wa Ode Ramlah" in said


def test_what_is_not_late_or_waits_for_us_reminds_nobody(
    app: Flask, cast: Cast, board: PageClient, now: Now
) -> None:
    ids = owe(app, cast, (cast.owner, LATER), (cast.owner, LATE), (cast.owner, LATE))
    with app.app_context():
        promises = Promises(cast)
        promises.answer(db.session.get_one(Commitment, ids[1]), cast.owner, Answer.DONE)
        promises.answer(db.session.get_one(Commitment, ids[2]), cast.owner, Answer.MORE_TIME, until=LATER)

    said = remind(board, ids)

    with app.app_context():
        assert queued(KIND) == []
    assert "Tidak ada yang diingatkan" in said


def test_a_vacant_post_is_named(app: Flask, cast: Cast, board: PageClient) -> None:
    ids = owe(app, cast, (cast.owner, LATE))
    with app.app_context():
        db.session.get_one(Tenure, cast.owner.tenure_id).until_on = date(2025, 10, 1)
        db.session.commit()

    said = remind(board, ids)

    assert "belum ada pemegangnya" in said
    assert "Kepala Dinas Kesehatan" in said


def test_another_regions_commitments_do_not_exist_here(app: Flask, cast: Cast, board: PageClient) -> None:
    ids = owe(app, cast, (cast.stranger_owner, LATE))

    assert send(board, {"commitment": ids}).status_code == 404
    with app.app_context():
        assert queued(KIND) == []


@pytest.mark.parametrize("picked", [[], ["drei"], ["0"], ["-4"], [str(2**70)]])
def test_nothing_sensible_picked_is_said_kindly(board: PageClient, picked: list[str]) -> None:
    answer = send(board, {"commitment": picked})

    assert answer.status_code == 303
    assert answer.location == "/review"


def test_the_way_back_stays_in_the_house(app: Flask, cast: Cast, board: PageClient) -> None:
    answer = send(board, {"next": "https://elsewhere.example/"})

    assert answer.location == "/review"


def test_a_forged_form_reminds_nobody(app: Flask, cast: Cast, board: PageClient) -> None:
    ids = owe(app, cast, (cast.owner, LATE))

    assert board.post("/reminders", data={"commitment": ids}).status_code == 400
    with app.app_context():
        assert queued(KIND) == []


@pytest.mark.parametrize("who", ["owner", "leader", "operator"])
def test_only_reviewers_remind(client: PageClient, cast: Cast, sign_in: SignIn, who: str) -> None:
    sign_in(client, getattr(cast, who))

    assert send(client, {"commitment": [1]}).status_code == 403


def test_the_record_says_who_asked(app: Flask, cast: Cast, board: PageClient) -> None:
    ids = owe(app, cast, (cast.owner, LATE))

    remind(board, ids)

    with app.app_context():
        row = db.session.scalars(select(AuditRow).where(AuditRow.act == "reminder.asked")).one()
        assert row.acted_as == "Kepala Bagian Kesra"
        assert row.data == {"commitments": ids, "mails": 1}


def test_reminding_costs_the_same_number_of_reads_for_many(app: Flask, cast: Cast, board: PageClient) -> None:
    few = owe(app, cast, (cast.owner, LATE))
    many = owe(app, cast, *[(cast.second_owner, LATE)] * 12)

    with count_queries() as asked_for_few:
        remind(board, few)
    with count_queries() as asked_for_many:
        remind(board, many)

    assert len(asked_for_many) <= len(asked_for_few)
