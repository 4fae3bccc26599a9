"""Story 3: Monday's tick, mail over real SMTP, the answer page behind it, and the board of what is overdue."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from config import Settings
from tests.browser.conftest import DESK
from tests.browser.scene import it_is, letters, links, publish_forum, sign_in
from tests.cast import Cast, Held
from tests.smtp import MailServer, Received
from tracker import clock
from tracker.extensions import db
from tracker.mail.delivery import deliver_due
from tracker.reminders.actions import queue_due

FORUM_DAY = datetime(2025, 5, 23, 2, 0, tzinfo=UTC)
MONDAY = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
TUESDAY = datetime(2025, 10, 14, 1, 0, tzinfo=UTC)
OLD, RECENT, DATA, SOON = "Lengkapi obat", "Susun jadwal jaga", "Padankan data PBI", "Latih kader"


@pytest.fixture
def settings(settings: Settings, smtp: MailServer) -> Settings:
    """As in production: mail goes out by SMTP."""
    return replace(settings, mail_server="127.0.0.1", mail_port=smtp.port)


@pytest.fixture
def promised(app: Flask, cast: Cast, smtp: MailServer) -> Cast:
    """Two offices owe four things since May; what the forum's own mails said is delivered and read."""
    it_is(FORUM_DAY)
    with app.app_context():
        dinkes = [(OLD, "2025-08-29"), (RECENT, "2025-10-10"), (SOON, "2025-10-17")]
        publish_forum(cast, cast.owner, dinkes, at=FORUM_DAY)
        publish_forum(cast, cast.second_owner, [(DATA, "2025-09-30")], at=FORUM_DAY)
        deliver_due(clock.now)
    smtp.received.clear()
    return cast


def monday(app: Flask) -> None:
    """What the scheduler does, at a given moment."""
    it_is(MONDAY)
    with app.app_context():
        queue_due(clock.now(), commit=db.session.commit)
        deliver_due(clock.now)


def only_mail(smtp: MailServer, to: Held) -> Received:
    (mail,) = smtp.to(to.email)
    return mail


def test_mondays_mail_leads_to_the_answer_page(
    app: Flask, promised: Cast, smtp: MailServer, page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    monday(app)
    monday(app)
    mail = only_mail(smtp, promised.owner)
    text = " ".join(mail.text().split())
    assert text.index(OLD) < text.index(RECENT) < text.index(SOON)
    assert DATA not in text

    page.goto(links(mail.text())[0])
    expect(page.get_by_role("heading", level=1)).to_have_text(OLD)
    assert_accessible(page)
    page.locator("[name=answer][value=obstructed]").check()
    page.locator("[name=obstacle]").fill("Penyedia belum mengirim")
    page.locator("[name=note]").fill("Pesanan obat tertahan di penyedia.")
    page.locator("main .btn-primary").click()
    expect(page.locator("blockquote")).to_have_text("Pesanan obat tertahan di penyedia.")


@pytest.fixture
def board(app: Flask, promised: Cast, smtp: MailServer, new_context: Callable[..., BrowserContext]) -> Page:
    """The reviewer's board on Tuesday, at a desk."""
    monday(app)
    it_is(TUESDAY)
    smtp.received.clear()
    desk = new_context(viewport=DESK).new_page()
    sign_in(desk, promised.reviewer)
    desk.goto("/review")
    return desk


def shown(board: Page) -> list[str]:
    return board.locator("main tbody a.title").all_inner_texts()


def test_the_board_shows_what_is_overdue_and_filters_in_the_address(board: Page, promised: Cast) -> None:
    assert shown(board) == [OLD, DATA, RECENT], (
        "the longest overdue first; what is due on Friday is not overdue"
    )

    board.locator(f".facets a[href*='office={promised.second_owner.office_id}']").click()
    expect(board).to_have_url(re.compile(f"office={promised.second_owner.office_id}"))
    assert shown(board) == [DATA]
    board.reload()
    assert shown(board) == [DATA], "the address alone says what is shown, so it can be sent on"

    board.goto("/review")
    board.locator(".facets a[href*='age=over-20']").click()
    assert shown(board) == [OLD]
    board.locator(f".facets a[href*='office={promised.owner.office_id}']").click()
    expect(board).to_have_url(re.compile("age=over-20&office="))
    assert shown(board) == [OLD]


def test_two_owners_are_reminded_by_hand_and_not_twice_a_day(
    board: Page, app: Flask, promised: Cast, smtp: MailServer
) -> None:
    remind(board, OLD, RECENT, DATA)
    with app.app_context():
        deliver_due(clock.now)
    text = " ".join(only_mail(smtp, promised.owner).text().split())
    assert [action in text for action in (OLD, RECENT, DATA)] == [True, True, False]
    assert DATA in " ".join(only_mail(smtp, promised.second_owner).text().split())

    before = len(letters(app))
    remind(board, OLD, DATA)
    told = board.locator(".told").inner_text()
    for name in ("dr. Wa Ode Ramlah", "La Ode Hasmin"):
        assert name in told, "it says who had mail today already"
    assert len(letters(app)) == before


def remind(board: Page, *actions: str) -> None:
    """Ticks the rows and presses the one button; the board comes back and says what was done."""
    for action in actions:
        board.locator("main tbody tr").filter(has_text=action).locator("[type=checkbox]").check()
    board.locator("main .btn-primary").click()
    expect(board.locator(".told").first).to_be_visible()
    assert len(shown(board)) == 3


def test_today_is_the_regions_day(app: Flask, promised: Cast, board: Page) -> None:
    """At 00:30 on 18 October in Buton it is still the 17th in UTC: what was due on the 17th is late now."""
    it_is(datetime(2025, 10, 17, 16, 30, tzinfo=UTC))
    board.goto("/review")
    assert shown(board)[-1] == SOON
    assert date(2025, 10, 17) == clock.now().date()
