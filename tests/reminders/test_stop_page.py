"""The link at the foot of a notice: one click stops notices, opening it stops nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tracker import clock
from tracker.extensions import db
from tracker.people.models import AuditRow
from tracker.reminders.models import Preference
from tracker.reminders.stopping import stop_link

pytestmark = pytest.mark.databases(SQLITE)

AT = datetime(2025, 10, 13, 3, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def link(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(clock, "now", lambda: AT)
    with app.app_context():
        return urlsplit(stop_link(cast.owner.person_id)).path


def stopped_at(app: Flask, cast: Cast) -> datetime | None:
    with app.app_context():
        kept = db.session.get(Preference, cast.owner.person_id)
        return kept.stopped_at if kept else None


def test_opening_it_changes_nothing(app: Flask, client: PageClient, cast: Cast, link: str) -> None:
    page = client.get(link)

    assert page.status_code == 200
    assert "dr. Wa Ode Ramlah" in page.text
    assert stopped_at(app, cast) is None


def test_the_button_stops_the_notices(app: Flask, client: PageClient, cast: Cast, link: str) -> None:
    assert client.submit(link, action=link).status_code == 200
    assert stopped_at(app, cast) == AT


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_mail_program_stops_them_by_one_click_and_may_repeat_it(
    app: Flask, client: PageClient, cast: Cast, link: str
) -> None:
    """RFC 8058: no cookies, no token of ours, an answer of 200 and no redirect."""
    assert app.config.get("WTF_CSRF_ENABLED", True)

    first, second = client.post(link, data=ONE_CLICK), client.post(link, data=ONE_CLICK)

    assert (first.status_code, second.status_code) == (200, 200)
    assert stopped_at(app, cast) == AT
    with app.app_context():
        row = db.session.scalars(select(AuditRow)).one()
        assert (row.act, row.door.value, row.person_id) == ("notices.stopped", "link", cast.owner.person_id)


@pytest.mark.parametrize("token", ["rusak", "MQ.palsu", "e30.x"])
def test_a_forged_link_is_no_page(app: Flask, client: PageClient, cast: Cast, link: str, token: str) -> None:
    assert client.get(f"/mail/stop/{token}").status_code == 404
    assert client.post(f"/mail/stop/{token}", data=ONE_CLICK).status_code == 404
    assert client.get(f"{link}x").status_code == 404
    assert stopped_at(app, cast) is None


def test_it_never_opens_a_session(client: PageClient, link: str) -> None:
    client.post(link, data=ONE_CLICK)

    assert client.get("/preferences").status_code == 302
