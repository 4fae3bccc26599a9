"""The first operator: one link, once, for seven days, and only while nobody is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.client import PageClient
from tests.people.conftest import Now
from tracker import clock
from tracker.extensions import db
from tracker.people import actions, queries
from tracker.people.models import AuditRow, Person
from tracker.people.rules import Duty, Refused
from tracker.regions.queries import by_code

FILLED = {
    "region": "74.04",
    "name": "Nurlia Madjid",
    "email": "Kominfo@Buton.example",
    "password": "kalimat panjang sekali",
    "again": "kalimat panjang sekali",
}


def new_link(app: Flask) -> str:
    """The path of a fresh link."""
    with app.app_context():
        link = actions.first_link(at=clock.now())
        db.session.commit()
    assert link is not None
    return link.removeprefix("http://127.0.0.1:8000")


def test_the_link_makes_an_operator_and_opens_the_region(app: Flask, client: PageClient, now: Now) -> None:
    link = new_link(app)
    answer = client.submit(link, FILLED, action=link)
    assert answer.location == "/offices"
    page = client.get("/offices").text
    assert "Dinas Komunikasi dan Informatika" in page
    assert "Kabupaten Buton" in page
    with app.app_context():
        region = by_code("74.04")
        assert region is not None
        assert region.opened_at == now.at
        person = queries.by_email("kominfo@buton.example")
        assert person is not None
        held = queries.asker(person, at=now.at).holdings
        assert [(h.duty, h.region_id) for h in held] == [(Duty.OPERATOR, region.id)]
        acts = db.session.scalars(select(AuditRow.act).order_by(AuditRow.id)).all()
        assert acts == ["person.added", "office.added", "post.added", "tenure.began"]


def test_the_link_works_once(app: Flask, client: PageClient, now: Now) -> None:
    link = new_link(app)
    client.submit(link, FILLED, action=link)
    other = app.test_client()
    answer = other.get(link)
    assert answer.status_code == 410
    assert "tautan" in answer.text.lower()


def test_two_who_send_the_same_link_at_once_make_one_operator(app: Flask, now: Now) -> None:
    link = new_link(app)
    with app.app_context():
        token = link.rsplit("/", 1)[-1]
        found = actions.invitation(token, at=now.at)
        region = by_code("74.04")
        assert found is not None
        assert region is not None
        words = {"name": "A", "password": "kalimat panjang sekali", "at": now.at, "region": region}
        actions.start(found, email="a@buton.example", **words)  # type: ignore[arg-type]  # a dict of mixed values
        with pytest.raises(Refused):
            actions.start(found, email="b@buton.example", **words)  # type: ignore[arg-type]  # same


def test_an_old_link_is_refused(app: Flask, client: PageClient, now: Now) -> None:
    link = new_link(app)
    now.pass_by(days=7)
    assert client.get(link).status_code == 410
    assert client.post(link, data=FILLED).status_code in {400, 410}
    with app.app_context():
        assert not queries.anyone_yet()


def test_a_newer_link_replaces_the_one_before(app: Flask, client: PageClient, now: Now) -> None:
    first = new_link(app)
    now.pass_by(minutes=1)
    second = new_link(app)
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_once_somebody_is_there_no_link_works_or_is_made(app: Flask, client: PageClient, now: Now) -> None:
    link = new_link(app)
    with app.app_context():
        db.session.add(Person(name="A", email="a@b.example", fs_uniquifier="a" * 32, made_at=now.at))
        db.session.commit()
        assert actions.first_link(at=now.at + timedelta(days=1)) is None
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"again": "bukan yang sama"}, "again"),
        ({"email": "bukan alamat"}, "email"),
        ({"password": "pendek", "again": "pendek"}, "password"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_the_link(
    app: Flask, client: PageClient, now: Now, wrong: dict[str, str], field: str
) -> None:
    link = new_link(app)
    answer = client.submit(link, FILLED | wrong, action=link)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="Nurlia Madjid"' in answer.text
    assert "kalimat panjang" not in answer.text
    assert client.submit(link, FILLED, action=link).status_code == 302
