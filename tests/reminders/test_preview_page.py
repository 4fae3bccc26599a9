"""The next mails before they go: reviewers look at them, and looking writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.browser.scene import rows
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import LATE, Promises, tick
from tracker import clock

pytestmark = pytest.mark.databases(SQLITE)

FRIDAY = datetime(2025, 10, 10, 6, tzinfo=UTC)
MONDAY_MORNING = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Friday, 10 October 2025, 14:00 in Buton."""
    monkeypatch.setattr(clock, "now", lambda: FRIDAY)


@pytest.fixture
def owed(app: Flask, cast: Cast) -> int:
    """Something the Dinkes is late with."""
    with app.app_context():
        return Promises(cast).owe(cast.owner, LATE).id


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_it_shows_next_mondays_mails_and_writes_nothing(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, owed: int
) -> None:
    sign_in(client, cast.reviewer)
    before = rows(app)

    page = client.get("/reminders/preview").text
    mail = client.get(f"/reminders/preview/{cast.region_id}/{cast.owner.person_id}").text

    assert rows(app) == before
    assert "Senin, 13 Oktober 2025" in page
    assert f"/reminders/preview/{cast.region_id}/{cast.owner.person_id}" in page
    assert "La Ode Hasmin" in page.split('id="nothing"')[1]
    assert "Lengkapi obat di puskesmas" in mail
    assert "/answer/" not in mail
    assert "/mail/stop/" not in mail


def test_the_designed_version_may_do_nothing_but_open_links(
    client: PageClient, cast: Cast, sign_in: SignIn, owed: int
) -> None:
    sign_in(client, cast.reviewer)
    client.check_pages = False

    answer = client.get(f"/reminders/preview/{cast.region_id}/{cast.owner.person_id}/html")

    assert "Lengkapi obat di puskesmas" in answer.text
    assert "/answer/" not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy


def test_what_it_shows_is_what_goes_out(
    app: Flask,
    client: PageClient,
    cast: Cast,
    sign_in: SignIn,
    owed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(client, cast.reviewer)
    shown = client.get("/reminders/preview").text.count('class="title"')
    with app.app_context():
        queued = tick(MONDAY_MORNING).queued
    assert shown == queued

    monkeypatch.setattr(clock, "now", lambda: MONDAY_MORNING)
    again = client.get("/reminders/preview?day=2025-10-13").text

    assert 'class="title"' not in again


def test_a_day_off_has_no_mail(client: PageClient, cast: Cast, sign_in: SignIn, owed: int) -> None:
    sign_in(client, cast.reviewer)

    page = client.get("/reminders/preview?day=2025-10-11").text

    assert "Sabtu, 11 Oktober 2025" in page
    assert 'class="title"' not in page


@pytest.mark.parametrize("day", ["kemarin", "2025-10-01", "9999-12-31", ""])
def test_a_day_that_cannot_be_shown_is_the_next_planned_one(
    client: PageClient, cast: Cast, sign_in: SignIn, day: str
) -> None:
    sign_in(client, cast.reviewer)

    assert "Senin, 13 Oktober 2025" in client.get(f"/reminders/preview?day={day}").text


def test_who_gets_no_mail_has_a_page_that_says_so(client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.reviewer)

    page = client.get(f"/reminders/preview/{cast.region_id}/{cast.owner.person_id}")

    assert page.status_code == 200
    assert "<iframe" not in page.text


def test_nothing_of_another_region_is_there(client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.reviewer)
    other, person = cast.other_region_id, cast.stranger_owner.person_id

    for path in (
        f"?region={other}",
        f"/{other}/{person}",
        f"/{cast.region_id}/{person}",
        f"/{other}/{person}/html",
    ):
        assert client.get(f"/reminders/preview{path}").status_code == 404


@pytest.mark.parametrize("who", ["owner", "leader", "operator"])
def test_only_reviewers_look_into_the_mails_of_others(
    client: PageClient, cast: Cast, sign_in: SignIn, who: str
) -> None:
    sign_in(client, getattr(cast, who))

    assert client.get("/reminders/preview").status_code == 403


def test_the_page_costs_the_same_for_few_and_for_many(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, owed: int
) -> None:
    sign_in(client, cast.reviewer)
    client.get("/reminders/preview")
    with count_queries() as few:
        client.get("/reminders/preview")
    with app.app_context():
        for number in range(12):
            Promises(cast).owe(cast.second_owner, LATE, f"Langkah {number}")
    with count_queries() as many:
        client.get("/reminders/preview")

    assert len(few) == len(many) <= 35, "\n".join(many)
