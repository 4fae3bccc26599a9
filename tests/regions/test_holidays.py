"""A region's own days off: the operator enters and takes them back, and is told what moves."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn, cast, sign_in
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tracker import clock
from tracker.extensions import db
from tracker.people import audit
from tracker.people.models import AuditRow
from tracker.regions.models import Holiday, Region
from tracker.regions.queries import calendar_of, holidays_of

__all__ = ["cast", "sign_in"]
pytestmark = pytest.mark.databases(SQLITE)

FRIDAY = datetime(2025, 10, 10, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Friday, 10 October 2025; Monday is a working day by the national calendar."""
    monkeypatch.setattr(clock, "now", lambda: FRIDAY)


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/regions/{cast.region_id}/holidays"


def enter(
    client: PageClient, page: str, day: str, name: str = "Hari jadi Kabupaten Buton"
) -> tuple[int, str]:
    answer = client.submit(page, {"day": day, "name": name}, action="/holidays")
    text = answer.text if answer.status_code == 422 else client.get(page).text
    return answer.status_code, " ".join(text.split())


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_day_off_that_was_announced_late_moves_mondays_mail(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.operator)

    status, shown = enter(client, page, "2025-10-13")

    assert status == 303
    assert "13 Oktober 2025" in shown
    assert "Hari jadi Kabupaten Buton" in shown
    assert "Selasa, 14 Oktober 2025" in shown
    with app.app_context():
        assert not calendar_of(cast.region_id, [2025]).is_working(date(2025, 10, 13))
        assert calendar_of(cast.other_region_id, [2025]).is_working(date(2025, 10, 13))
        row = db.session.scalars(select(AuditRow)).one()
        assert row.act == "holiday.added"
        assert row.data == {
            "day": "2025-10-13",
            "name": "Hari jadi Kabupaten Buton",
            "digest_from": "2025-10-13",
            "digest_to": "2025-10-14",
        }
        assert audit.first_bad_row() is None


def test_a_day_that_moves_nothing_says_nothing_of_moving(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.operator)

    assert "14 Oktober" not in enter(client, page, "2025-10-15")[1]
    with app.app_context():
        assert "digest_to" not in db.session.scalars(select(AuditRow)).one().data


def test_a_mail_that_has_gone_out_does_not_move(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At ten on Monday the digest of eight has been read."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 10, 13, 2, tzinfo=UTC))
    sign_in(client, cast.operator)

    enter(client, page, "2025-10-13")

    with app.app_context():
        assert "digest_to" not in db.session.scalars(select(AuditRow)).one().data


def test_a_week_without_a_working_day_left_has_no_mail(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.operator)
    for day in range(13, 18):
        enter(client, page, f"2025-10-{day}")

    with app.app_context():
        last = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
        assert last is not None
        assert (last.data["digest_from"], last.data["digest_to"]) == ("2025-10-17", None)


def test_taking_it_back_moves_the_mail_back(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.operator)
    enter(client, page, "2025-10-13")

    answer = client.submit(page, action="/removal")

    assert answer.location == page
    with app.app_context():
        assert holidays_of(cast.region_id) == []
        last = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
        assert last is not None
        assert (last.act, last.data["digest_from"], last.data["digest_to"]) == (
            "holiday.removed",
            "2025-10-14",
            "2025-10-13",
        )


@pytest.mark.parametrize("day", ["2025-10-11", "2025-12-25", "2025-12-26"])
def test_a_weekend_or_a_national_holiday_is_off_already(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str, day: str
) -> None:
    """25 December is a holiday, the day after it cuti bersama."""
    sign_in(client, cast.operator)

    status, shown = enter(client, page, day)

    assert status == 422
    assert "Hari jadi Kabupaten Buton" in shown
    with app.app_context():
        assert holidays_of(cast.region_id) == []


def test_the_same_day_twice_is_refused(client: PageClient, cast: Cast, sign_in: SignIn, page: str) -> None:
    sign_in(client, cast.operator)
    enter(client, page, "2025-10-13")

    assert enter(client, page, "2025-10-13")[0] == 422


def test_a_day_of_the_province_holds_here_too_and_is_only_read(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    with app.app_context():
        region = db.session.get_one(Region, cast.region_id)
        db.session.add(
            Holiday(
                region_id=region.parent_id, day=date(2025, 10, 13), name="Hari jadi provinsi", added_at=FRIDAY
            )
        )
        db.session.commit()
    sign_in(client, cast.operator)

    assert "Hari jadi provinsi" in client.get(page).text
    assert enter(client, page, "2025-10-13")[0] == 422


def test_reviewers_read_the_list_and_change_nothing(
    client: PageClient, cast: Cast, sign_in: SignIn, page: str
) -> None:
    sign_in(client, cast.reviewer)

    shown = client.get(page).text

    assert "Hari Raya Natal" in shown
    assert 'name="day"' not in shown
    assert client.post(page, data={"day": "2025-10-13", "name": "x"}).status_code in {400, 403}


def test_another_regions_list_is_not_there(client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.operator)

    assert client.get(f"/regions/{cast.other_region_id}/holidays").status_code == 404


def test_the_page_costs_few_queries(client: PageClient, cast: Cast, sign_in: SignIn, page: str) -> None:
    sign_in(client, cast.operator)
    with count_queries() as asked:
        client.get(page)

    assert len(asked) <= 5, "\n".join(asked)
