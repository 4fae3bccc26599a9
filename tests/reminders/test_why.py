"""The page that explains: why did I, or did I not, get this mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.reminders.promises import LATE, MONDAY, Promises
from tracker import clock
from tracker.extensions import db
from tracker.reminders.actions import queue_due

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
