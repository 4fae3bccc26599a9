"""A forum in Buton whose minutes hold clear sentences, a gap and a hope, put in place through the actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import pages
from tests.cast import Cast, Held, SignIn, cast, sign_in
from tests.client import PageClient
from tracker import clock
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums.models import Forum
from tracker.forums.rules import Rhythm
from tracker.minutes import actions
from tracker.people.rules import Actor, Door

__all__ = ["cast", "sign_in"]

NOW = datetime(2025, 7, 25, 2, 0, tzinfo=UTC)
HELD_ON = date(2025, 7, 24)
TEXT = """NOTULA
Hari/tanggal : Kamis, 24 Juli 2025
Tempat : Ruang Rapat Bupati

KESIMPULAN
1. Dinas Kesehatan menginventarisasi kebutuhan fasilitas kesehatan paling lambat 30 September 2025.
2. Dinas Sosial memadankan data peserta PBI <JK> & "lain" paling lambat 29 Agustus 2025.
3. Perlu peningkatan sarana dan prasarana di fasilitas kesehatan.

Pemerintah daerah berharap manfaat Program JKN semakin dirasakan masyarakat Buton.
Rapat ditutup pukul 12.10 WITA.
"""


def acting(held: Held, title: str = "Kepala Bagian Kesra") -> Actor:
    return Actor(held.person_id, held.tenure_id, title, Door.PAGE)


@pytest.fixture
def at_the_forum() -> Iterator[None]:
    """The day after the forum, so that no date of its minutes has passed."""
    clock.shift(NOW - datetime.now(UTC))
    yield
    clock.shift(timedelta())


def hold(cast: Cast, text: str = TEXT, held_on: date = HELD_ON) -> int:
    """Records the forum with its minutes read; the id of the forum."""
    by = acting(cast.reviewer)
    series = forums.series(cast.region_id, "Forum Kemitraan", Rhythm.YEARLY)
    forum = forums.hold(
        series, title="Forum Kemitraan 2025", held_on=held_on, place="Pasarwajo", by=by, at=NOW
    )
    actions.take(forum, actions.Minutes(text), by=by, at=NOW)
    db.session.commit()
    return forum.id


@pytest.fixture
def forum_id(app: Flask, cast: Cast, at_the_forum: None) -> int:
    with app.app_context():
        return hold(cast)


@pytest.fixture
def reviewer(client: PageClient, cast: Cast, sign_in: SignIn, at_the_forum: None) -> PageClient:
    sign_in(client, cast.reviewer)
    return client


def forum_of(forum_id: int) -> Forum:
    found = db.session.get(Forum, forum_id)
    assert found is not None
    return found


def press(client: PageClient, page: str, address: str, **fields: Any) -> TestResponse:
    """Opens a page and sends one of its forms to that address, with the page's own token and version."""
    opened = client.get(page)
    assert opened.status_code == 200, f"{page} answered {opened.status}"
    forms = [f for f in pages.parse(opened.text).iter("form") if f.get("action", "").endswith(address)]
    assert forms, f"{page} has no form for {address}"
    hidden = {
        i.get("name", ""): i.get("value", "") for i in forms[0].iter("input") if i.get("type") == "hidden"
    }
    return client.post(address, data={**hidden, **fields})


def browser(app: Flask, sign_in: SignIn, held: Held) -> PageClient:
    """A browser of one's own for one more person."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    sign_in(client, held)
    return client


def token_of(client: PageClient, page: str) -> str:
    """The token that the page's forms carry, for requests that no form would make."""
    tree = pages.parse(client.get(page).text)
    return next(i.get("value", "") for i in tree.iter("input") if i.get("name") == "csrf_token")
