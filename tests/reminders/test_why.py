"""The page that explains: why did I, or did I not, get this mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import LATE, MONDAY, Promises
from tracker import clock
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.people.rules import TenureKind
from tracker.regions.models import Holiday
from tracker.reminders.actions import queue_due
from tracker.reminders.models import Entry, Outcome, ReminderKind

pytestmark = pytest.mark.databases(SQLITE)


def why(client: PageClient, monkeypatch: pytest.MonkeyPatch, at: datetime = MONDAY) -> str:
    monkeypatch.setattr(clock, "now", lambda: at)
    return " ".join(client.get("/reminders/why").text.split())


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_it_tells_of_the_mail_and_when_it_left(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        Promises(cast).owe(cast.owner, LATE)
        queue_due(MONDAY, commit=db.session.commit)
    sign_in(client, cast.owner)

    page = why(client, monkeypatch)

    assert "Surat mingguan: 1 lewat tenggat, 0 dikembalikan, 0 segera jatuh tempo." in page
    assert f"Menunggu dikirim ke {cast.owner.email}." in page
    assert "disusulkan" not in page


def test_it_tells_why_there_was_none(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        queue_due(MONDAY, commit=db.session.commit)
    sign_in(client, cast.owner)

    assert "Tidak ada surat: tidak ada komitmen jabatan ini" in why(client, monkeypatch)


def test_it_tells_that_a_missed_monday_was_caught_up(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        Promises(cast).owe(cast.owner, LATE)
        queue_due(MONDAY + timedelta(days=2), commit=db.session.commit)
    sign_in(client, cast.owner)

    page = why(client, monkeypatch, MONDAY + timedelta(days=2))

    assert "Semula direncanakan Senin, 13 Oktober 2025 pukul 08.00 WITA, lalu disusulkan." in page


def test_it_tells_of_a_holiday_that_moves_the_next_one(
    client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Monday 18 August 2025 is cuti bersama."""
    sign_in(client, cast.owner)

    page = why(client, monkeypatch, datetime(2025, 8, 15, 3, tzinfo=UTC))

    assert "surat berikutnya direncanakan Selasa, 19 Agustus 2025 pukul 08.00 WITA" in page
    assert "Cuti Bersama Hari Kemerdekaan Republik Indonesia" in page


def test_nobody_reads_anothers_ledger(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        Promises(cast).owe(cast.owner, LATE)
        queue_due(MONDAY, commit=db.session.commit)
    sign_in(client, cast.second_owner)

    assert cast.owner.email not in why(client, monkeypatch)


def test_strangers_sign_in_first(client: PageClient, cast: Cast) -> None:
    assert client.get("/reminders/why").status_code == 302


def test_reviewers_and_operators_read_it_about_people_of_their_region(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        Promises(cast).owe(cast.owner, LATE)
        queue_due(MONDAY, commit=db.session.commit)
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    for keeper in (cast.reviewer, cast.operator):
        reader = app.test_client()
        assert isinstance(reader, PageClient)
        sign_in(reader, keeper)
        page = reader.get(f"/reminders/why?person={cast.owner.person_id}").text
        assert "dr. Wa Ode Ramlah" in page
        assert f"Menunggu dikirim ke {cast.owner.email}." in page
        assert reader.get(f"/reminders/why?person={cast.stranger.person_id}").status_code == 404


@pytest.mark.parametrize("who", ["owner", "leader", "postless_email"])
def test_others_read_only_about_themselves(client: PageClient, cast: Cast, sign_in: SignIn, who: str) -> None:
    sign_in(client, getattr(cast, who))

    assert client.get(f"/reminders/why?person={cast.reviewer.person_id}").status_code == 404
    assert client.get("/reminders/why").status_code == 200


def test_what_another_region_told_a_person_is_not_shown_there(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person with posts in two regions: each region's reviewer reads what the own region told."""
    with app.app_context():
        both = Tenure(
            post_id=cast.stranger_owner.post_id, person_id=cast.owner.person_id,
            kind=TenureKind.PLT, from_on=date(2025, 1, 1),
        )  # fmt: skip
        db.session.add(both)
        db.session.flush()
        for tenure_id, rung in ((both.id, 1), (cast.owner.tenure_id, 5)):
            db.session.add(
                Entry(
                    tenure_id=tenure_id, kind=ReminderKind.NOTICE, period="2025-10-10", rung=rung, at=MONDAY,
                    planned_at=MONDAY, outcome=Outcome.STOPPED, counts={},
                )
            )  # fmt: skip
        db.session.commit()
    sign_in(client, cast.reviewer)

    page = why(client, monkeypatch)
    about = client.get(f"/reminders/why?person={cast.owner.person_id}").text

    assert "Kabupaten Berau" not in about
    assert about.count('class="over"') == 1
    assert 'class="over"' not in page


def test_an_own_holiday_is_named_as_the_reason_of_a_moved_digest(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        db.session.add(
            Holiday(region_id=cast.region_id, day=date(2025, 10, 13), name="Hari jadi Buton", added_at=MONDAY)
        )
        Promises(cast).owe(cast.owner, LATE)
        queue_due(MONDAY + timedelta(days=1), commit=db.session.commit)
    sign_in(client, cast.owner)

    page = why(client, monkeypatch, MONDAY + timedelta(days=1))

    assert page.count("Hari jadi Buton") == 1
    assert "Selasa, 14 Oktober 2025" in page


def test_it_costs_the_same_however_much_was_told(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        Promises(cast).owe(cast.owner, LATE)
        for week in range(5):
            queue_due(MONDAY + timedelta(weeks=week), commit=db.session.commit)
    sign_in(client, cast.owner)
    with count_queries() as asked:
        why(client, monkeypatch, MONDAY + timedelta(weeks=5))

    assert len(asked) <= 10, "\n".join(asked)
