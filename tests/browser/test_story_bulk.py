"""Forty overdue commitments get a later date in one act and are taken back within the minute; nobody is mailed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from config import Settings
from tests.browser.conftest import DESK
from tests.browser.scene import it_is, letters, sign_in
from tests.cast import Cast
from tests.review.conftest import NOW, Board
from tests.smtp import MailServer
from tracker import clock
from tracker.commitments.models import Commitment, Event
from tracker.commitments.rules import EventKind
from tracker.extensions import db
from tracker.mail.delivery import deliver_due

FORTY = [date(2025, 9, 1) + timedelta(days=n) for n in range(40)]
REASON = "Anggaran perubahan baru disahkan bulan November."


@pytest.fixture
def settings(settings: Settings, smtp: MailServer) -> Settings:
    """As in production: mail goes out by SMTP."""
    return replace(settings, mail_server="127.0.0.1", mail_port=smtp.port)


def due_dates(app: Flask, ids: list[int]) -> list[date | None]:
    with app.app_context():
        found = select(Commitment.due_on).where(Commitment.id.in_(ids)).order_by(Commitment.id)
        return list(db.session.scalars(found))


def test_forty_are_extended_and_taken_back_and_nobody_is_mailed(
    new_context: Callable[..., BrowserContext], app: Flask, cast: Cast, smtp: MailServer
) -> None:
    it_is(NOW)
    board = Board(app, cast)
    forum = board.forum(cast.region_id)
    ids = board.add(forum, *FORTY[:20]) + board.add(forum, *FORTY[20:], owner=cast.second_owner)
    page = new_context(viewport=DESK).new_page()
    sign_in(page, cast.reviewer)
    page.goto("/review")
    page.locator("main tbody [name=commitment]").evaluate_all("all => all.forEach(one => one.click())")
    page.locator(".bulk [name=chosen]").click()
    expect(page.locator("h1")).to_have_text("Satu tindakan untuk 40 komitmen")
    page.locator("[name=act][value=extend]").check()
    page.locator("[name=new_due_on]").fill("2025-11-28")
    page.locator("[name=reason]").fill(REASON)
    page.locator("main .btn-primary").click()
    expect(page.locator("h1")).to_contain_text("40 komitmen")
    assert set(due_dates(app, ids)) == {date(2025, 11, 28)}

    it_is(clock.now() + timedelta(seconds=40))
    page.locator("form[action$='/undo'] .btn").click()
    expect(page.locator("main")).to_contain_text("Semuanya kembali seperti semula.")
    page.goto("/review")
    expect(page.locator("main tbody a.title")).to_have_count(40)
    assert due_dates(app, ids) == FORTY

    it_is(clock.now() + timedelta(minutes=5))
    with app.app_context():
        deliver_due(clock.now)
        events = db.session.scalars(select(Event.kind).where(Event.commitment_id == ids[0])).all()
    assert events == [EventKind.TIME_GIVEN, EventKind.TAKEN_BACK], "both steps stay in the story"
    assert smtp.received == []
    assert all(letter.sent_at is None for letter in letters(app))
