"""What a person chooses: language, day and hour, notices, and who stands in during leave."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tracker import clock
from tracker.extensions import db
from tracker.people import audit
from tracker.people import queries as people
from tracker.people.models import AuditRow, Person, Tenure
from tracker.people.rules import TenureKind
from tracker.reminders.models import Plan, Preference

pytestmark = pytest.mark.databases(SQLITE)

MONDAY = datetime(2025, 10, 13, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, 13 October 2025."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def preference(app: Flask, cast: Cast) -> tuple[int | None, int | None, datetime | None]:
    with app.app_context():
        kept = db.session.get_one(Preference, cast.owner.person_id)
        return kept.weekday, kept.hour, kept.stopped_at


def leave(client: PageClient, start: str, end: str, who: int) -> tuple[int, str]:
    typed = {"from_on": start, "until_on": end, "stand_in": str(who)}
    answer = client.submit("/preferences", typed, action="/leave")
    return answer.status_code, answer.text


def acting(app: Flask, cast: Cast) -> list[tuple[int, date, date | None]]:
    with app.app_context():
        found = db.session.scalars(
            select(Tenure).where(Tenure.kind == TenureKind.PLH).order_by(Tenure.id)
        ).all()
        assert {tenure.post_id for tenure in found} <= {cast.owner.post_id}
        return [(tenure.person_id, tenure.from_on, tenure.until_on) for tenure in found]


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_language_day_and_hour_are_kept(app: Flask, client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.owner)

    answer = client.submit(
        "/preferences", {"locale": "en", "weekday": "2", "hour": "10"}, action="/preferences/mail"
    )

    assert answer.location == "/preferences"
    assert preference(app, cast) == (2, 10, None)
    with app.app_context():
        assert db.session.get_one(Person, cast.owner.person_id).locale == "en"
    client.submit("/preferences", {"weekday": "", "hour": ""}, action="/preferences/mail")
    assert preference(app, cast) == (None, None, None)


def test_only_hours_in_which_the_region_sends_are_offered(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        db.session.add(Plan(region_id=cast.region_id, weekday=0, hour=9, opens=9, closes=12))
        db.session.commit()
    sign_in(client, cast.owner)

    page = client.get("/preferences").text

    assert '<option value="9">' in page
    assert '<option value="11">' in page
    assert '<option value="8">' not in page
    assert '<option value="12">' not in page
    answer = client.submit("/preferences", {"hour": "7"}, action="/preferences/mail")
    assert answer.status_code == 422


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_notices_are_stopped_and_wanted_again(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)

    client.submit("/preferences", action="/notices/end")
    assert preference(app, cast)[2] == MONDAY
    assert "13 Oktober 2025" in client.get("/preferences").text

    client.submit("/preferences", action="/notices/resumption")
    assert preference(app, cast)[2] is None


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_stand_in_holds_the_post_during_the_leave(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)

    assert leave(client, "2025-10-20", "2025-10-24", cast.second_owner.person_id)[0] == 303

    assert acting(app, cast) == [(cast.second_owner.person_id, date(2025, 10, 20), date(2025, 10, 24))]
    with app.app_context():
        during = people.holders([cast.owner.post_id], today=date(2025, 10, 22))[cast.owner.post_id]
        after = people.holders([cast.owner.post_id], today=date(2025, 10, 25))[cast.owner.post_id]
        assert during.person_id == cast.second_owner.person_id
        assert after.person_id == cast.owner.person_id
        acts = list(db.session.scalars(select(AuditRow.act).order_by(AuditRow.id)))
        assert acts == ["tenure.began", "leave.planned"]
        assert audit.first_bad_row() is None
    assert "La Ode Hasmin" in client.get("/preferences").text


def test_leave_that_has_not_begun_is_taken_back_without_a_trace_on_the_post(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)
    leave(client, "2025-10-20", "2025-10-24", cast.second_owner.person_id)

    client.submit("/preferences", action="/cancellation")

    assert acting(app, cast) == []
    with app.app_context():
        assert "leave.cancelled" in db.session.scalars(select(AuditRow.act)).all()


def test_who_comes_back_early_gets_the_mail_again(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, cast.owner)
    leave(client, "2025-10-13", "2025-10-24", cast.second_owner.person_id)
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 10, 15, 3, tzinfo=UTC))

    client.submit("/preferences", action="/cancellation")

    assert acting(app, cast) == [(cast.second_owner.person_id, date(2025, 10, 13), date(2025, 10, 14))]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2025-10-10", "2025-10-14"), ("2025-10-20", "2025-10-17"), ("2025-10-20", "2027-10-20"), ("", "")],
)
def test_days_that_make_no_sense_are_refused(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, start: str, end: str
) -> None:
    sign_in(client, cast.owner)

    assert leave(client, start, end, cast.second_owner.person_id)[0] == 422
    assert acting(app, cast) == []


def test_two_do_not_stand_in_at_once(app: Flask, client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.owner)
    leave(client, "2025-10-20", "2025-10-24", cast.second_owner.person_id)

    assert leave(client, "2025-10-24", "2025-10-28", cast.reviewer.person_id)[0] == 422
    assert len(acting(app, cast)) == 1


def test_nobody_of_another_region_and_not_oneself_can_stand_in(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)

    for who in (cast.owner.person_id, cast.stranger_owner.person_id, cast.postless):
        assert leave(client, "2025-10-20", "2025-10-24", who)[0] == 422
    assert acting(app, cast) == []


def test_who_stands_in_cannot_hand_the_post_on(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)
    leave(client, "2025-10-13", "2025-10-24", cast.second_owner.person_id)
    client.post("/sign-out")
    other = app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, cast.second_owner)

    page = other.get("/preferences").text

    assert "Kepala Dinas Sosial" in page
    assert "Kepala Dinas Kesehatan</p>" not in page


def test_what_somebody_else_entered_is_not_ones_own_to_cancel(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        tenure = Tenure(
            post_id=cast.owner.post_id, person_id=cast.second_owner.person_id, kind=TenureKind.PLH,
            from_on=date(2025, 10, 20), until_on=date(2025, 10, 24),
        )  # fmt: skip
        db.session.add(tenure)
        db.session.commit()
        tenure_id = tenure.id
    app.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, cast.owner)

    assert client.post(f"/preferences/leave/{tenure_id}/cancellation").status_code == 404
    assert len(acting(app, cast)) == 1


@pytest.mark.parametrize("who", ["leader", "operator", "postless_email"])
def test_who_holds_no_post_with_mail_still_has_the_page(
    client: PageClient, cast: Cast, sign_in: SignIn, who: str
) -> None:
    sign_in(client, getattr(cast, who))

    page = client.get("/preferences")

    assert page.status_code == 200
    assert 'name="stand_in"' not in page.text
