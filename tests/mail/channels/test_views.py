"""The operator adds a channel, tries it, pauses it, takes it away; its address never comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.mail.channels.conftest import SECRET, Gateway
from tracker.extensions import db
from tracker.mail.channels.models import Channel, ChannelMessage
from tracker.mail.channels.outbox import queue_for
from tracker.mail.channels.rules import ChannelKind
from tracker.people.models import AuditRow

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def operator(client: PageClient, cast: Cast, sign_in: SignIn) -> PageClient:
    client.post("/preferences", data={"lang": "en"})
    sign_in(client, cast.operator)
    return client


def kept(app: Flask) -> Channel:
    with app.app_context():
        return db.session.scalars(select(Channel)).one()


def add(operator: PageClient, address: str, **given: str | None) -> str:
    answer = operator.submit(
        "/channels/new", {"name": "Grup Setda", "address": address, "weekly": "y"} | given, action="/new"
    )
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def test_a_channel_is_added_and_its_address_never_shown_again(
    app: Flask, operator: PageClient, gateway: Gateway
) -> None:
    page = add(operator, gateway.address(), published="y")
    for path in (page, "/channels"):
        shown = operator.get(path)
        assert SECRET not in shown.text
        assert "json://127.0.0.1/…" in shown.text
    channel = kept(app)
    assert channel.kinds == ["forum published", "weekly summary"]
    with app.app_context():
        rows = db.session.scalars(select(AuditRow).where(AuditRow.act == "channel.added")).all()
    assert [row.data for row in rows] == [{"name": "Grup Setda"}]
    assert gateway.asked == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "This is not one address"),
        ("syslog://local0", "not among those listed"),
        ("slack://a/b?template=/etc/passwd", "an option that is not allowed"),
        ("tgram://x", "not of the form that this service wants"),
    ],
)
def test_a_wrong_address_is_explained_and_not_kept(
    app: Flask, operator: PageClient, address: str, said: str
) -> None:
    answer = operator.submit("/channels/new", {"name": "Grup", "address": address}, action="/new")
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context():
        assert db.session.query(Channel).count() == 0


def test_a_test_says_what_came_back(app: Flask, operator: PageClient, gateway: Gateway) -> None:
    page = add(operator, gateway.address())
    answer = operator.submit(page, action="/test", follow_redirects=True)
    assert "The service took the test." in answer.text
    assert gateway.texts == ["A test: this channel works for Kabupaten Buton."]

    gateway.answers["grup"] = 403
    answer = operator.submit(page, action="/test", follow_redirects=True)
    assert "The service answered with error 403." in answer.text
    assert SECRET not in answer.text
    assert kept(app).last_code == 403


def test_in_the_demo_no_test_leaves(app: Flask, operator: PageClient, gateway: Gateway) -> None:
    page = add(operator, gateway.address())
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], demo=True)
    answer = operator.submit(page, action="/test", follow_redirects=True)
    assert "The demo sends nothing" in answer.text
    assert gateway.asked == []


def test_correcting_keeps_the_address_unless_a_new_one_is_given(
    app: Flask, operator: PageClient, gateway: Gateway
) -> None:
    page = add(operator, gateway.address())
    before = kept(app).sealed
    operator.submit(page, {"name": "Grup Baru", "weekly": None, "escalations": "y"}, action=page)
    channel = kept(app)
    assert (channel.name, channel.kinds, channel.sealed) == ("Grup Baru", ["escalations"], before)

    operator.submit(page, {"address": gateway.address("lain")}, action=page)
    assert kept(app).sealed != before


def test_pause_go_on_remove(app: Flask, operator: PageClient, cast: Cast, gateway: Gateway) -> None:
    page = add(operator, gateway.address())
    operator.submit(page, action="/pause")
    assert "Paused since" in operator.get("/channels").text
    operator.submit(page, action="/resumption")
    channel = kept(app)
    assert channel.paused_at is None

    with app.app_context():
        queue_for(cast.region_id, ChannelKind.WEEKLY, "satu", "x", channel.made_at)
        db.session.commit()
    assert "1 text waits" in operator.get("/channels").text
    operator.submit(page, action="/withdrawal")
    assert operator.get(page).status_code == 404
    with app.app_context():
        assert db.session.query(ChannelMessage).count() == 0


def test_a_changed_key_is_said_and_a_test_does_not_crash(
    app: Flask, operator: PageClient, gateway: Gateway
) -> None:
    page = add(operator, gateway.address())
    with app.app_context():
        db.session.scalars(select(Channel)).one().sealed = "disegel kunci lama"
        db.session.commit()
    assert "Enter the address again" in operator.get("/channels").text
    assert "The address must be entered again" in operator.get(page).text
    answer = operator.submit(page, action="/test", follow_redirects=True)
    assert "The address must be entered again" in answer.text

    assert operator.submit(page, {"address": ""}, action=page).status_code == 422
    operator.submit(page, {"address": gateway.address()}, action=page)
    answer = operator.submit(page, action="/test", follow_redirects=True)
    assert "The service took the test." in answer.text


def test_buttons_want_their_token(app: Flask, operator: PageClient, gateway: Gateway) -> None:
    page = add(operator, gateway.address())
    assert operator.post(f"{page}/withdrawal").status_code == 400
    assert kept(app).name == "Grup Setda"


def test_other_regions_channels_are_not_there(
    app: Flask, operator: PageClient, cast: Cast, gateway: Gateway
) -> None:
    page = add(operator, gateway.address())
    with app.app_context():
        db.session.scalars(select(Channel)).one().region_id = cast.other_region_id
        db.session.commit()
    assert operator.get(page).status_code == 404
    assert "Grup Setda" not in operator.get("/channels").text
