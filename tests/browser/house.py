"""The demo's filled house, and a visitor who looks at each page on a phone in the light and at a desk in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select

from tests.browser import places
from tests.browser.conftest import DESK, PHONE
from tests.browser.live import Live, serve
from tests.browser.mailed import INBOX, answer_by_mail
from tests.browser.scene import MINUTES, it_is
from tests.browser.visit import Visit
from tests.database import settings_for
from tracker import create_app
from tracker.demo import load
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums.rules import Rhythm
from tracker.mail.channels import actions as channels
from tracker.mail.channels.outbox import note
from tracker.mail.channels.rules import ChannelKind, Fault, Trouble
from tracker.mail.models import Message
from tracker.mail.rules import MessageState
from tracker.minutes import actions as minutes
from tracker.people.models import Person
from tracker.people.rules import Actor, Audience, Door
from tracker.regions.models import Region

MONDAY = datetime(2025, 10, 13, 1, 0, tzinfo=UTC)
PASSWORD = "rahasia-peragaan-2025"
EMAILS = {
    Audience.OWNER: "dinkes@buton.example",
    Audience.REVIEWER: "kesra@buton.example",
    Audience.LEADER: "bupati@buton.example",
    Audience.OPERATOR: "operator@buton.example",
}
LOOKS = {"light": PHONE, "dark": DESK}


@pytest.fixture(scope="session")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demo's house, with one more forum whose drafts wait; served for the whole session."""
    folder = tmp_path_factory.mktemp("demo")
    settings = replace(settings_for(f"sqlite:///{folder / 'demo.db'}", folder), demo=True, mail_inbox=INBOX)
    app = create_app(settings)
    with app.app_context():
        list(load.run())
        _wait_for_decisions()
        _fail_to_deliver()
        _open_a_channel()
        answer_by_mail(EMAILS[Audience.OWNER], at=MONDAY)
        for person in db.session.scalars(select(Person)):
            person.password = PASSWORD
        db.session.commit()
    with serve(settings) as product:
        yield product


def _wait_for_decisions() -> None:
    region = db.session.scalars(select(Region).where(Region.code == "74.04")).one()
    by = Actor(None, None, "Kepala Bagian Kesra", Door.PAGE)
    series = forums.series(region.id, "Forum Kemitraan", Rhythm.YEARLY)
    forum = forums.hold(series, title="Forum susulan", held_on=MONDAY.date(), by=by, at=MONDAY)
    minutes.take(forum, minutes.Minutes(MINUTES), by=by, at=MONDAY)


def _fail_to_deliver() -> None:
    """Two mails that went wrong, for the operator's outbox."""
    refused, later = db.session.scalars(
        select(Message)
        .join(Person, Person.email == Message.to_email)
        .join(Region)
        .where(Region.code == "74.04")
        .order_by(Message.id.desc())
        .limit(2)
    )
    refused.state, refused.sent_at, refused.last_error = MessageState.DEAD, None, "550 5.1.1 user unknown"
    later.state, later.sent_at, later.last_error = MessageState.QUEUED, None, "421 4.3.2 shutting down"
    later.next_try_at = MONDAY


def _open_a_channel() -> None:
    """One whose last text was not taken."""
    region = db.session.scalars(select(Region).where(Region.code == "74.04")).one()
    address = "jsons://petugas:rahasia@pesan.buton.example/masuk"
    channel = channels.add(
        region.id, name="Gerbang SMS Diskominfo", address=address, kinds=list(ChannelKind), at=MONDAY
    )
    note(channel.id, Fault(Trouble.ANSWERED, 503), MONDAY)


@pytest.fixture
def live(demo: Live) -> Live:
    """In place of an empty house of one's own: this module only looks."""
    it_is(MONDAY)
    return demo


@pytest.fixture
def look_at(new_context: Callable[..., BrowserContext], live: Live) -> Callable[..., None]:
    """Looks at each address on a phone in the light and at a desk in the dark; `email`: signed in as that person."""

    def look(paths: list[str], email: str | None = None) -> None:
        assert paths
        context = new_context()
        if email:
            _sign_in(context, email)
        visit = Visit(context.new_page())
        for theme, viewport in LOOKS.items():
            context.add_cookies([{"name": "theme", "value": theme, "url": live.url}])
            visit.page.set_viewport_size(viewport)  # type: ignore[arg-type]  # a ViewportSize
            for path in paths:
                visit.see(path)
        assert not visit.faults, "\n".join(visit.faults)

    return look


def _sign_in(context: BrowserContext, email: str) -> None:
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.close()


def _person(email: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == email)).one()


Look = Callable[..., None]


def see_pages_of(audience: Audience, app: Flask, look_at: Look) -> None:
    """All that one audience may open, as the demo's person of that audience."""
    email = EMAILS[audience]
    with app.test_request_context():
        paths = places.of_person(app, _person(email), audience, at=MONDAY)
    look_at(paths, email)


def see_pages_of_anyone(app: Flask, look_at: Look) -> None:
    """All that can be opened without signing in, and a page that is not there."""
    with app.test_request_context():
        paths = places.of_anyone(app, _person(EMAILS[Audience.OWNER]), at=MONDAY)
    look_at([*paths, "/tidak-ada"])
