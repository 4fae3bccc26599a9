"""The board by keyboard alone: from row to row, two chosen, a report asked for, and back to the search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from tests.browser.conftest import DESK
from tests.browser.scene import it_is, sign_in
from tests.cast import Cast
from tests.review.conftest import Board
from tracker.commitments.models import Event
from tracker.commitments.rules import EventKind
from tracker.extensions import db
from tracker.mail.models import Message

NOW = datetime(2025, 10, 13, 2, 0, tzinfo=UTC)
QUESTION = "Kapan daftar nama disampaikan?"


@pytest.fixture
def numbers(app: Flask, cast: Cast) -> list[int]:
    """Four that are late, the oldest first."""
    board = Board(app, cast)
    forum = board.forum(cast.region_id)
    return board.add(forum, *(date(2025, 9, day) for day in (1, 8, 15, 22)))


def in_hand(page: Page) -> str:
    """The commitment whose link has the focus, and whose row is marked for the eye."""
    expect(page.locator("tr.now")).to_have_count(1)
    return str(
        page.evaluate("document.activeElement.closest('tr.now') && document.activeElement.textContent")
    )


def test_two_are_asked_about_without_touching_the_mouse(
    new_context: Callable[..., BrowserContext], app: Flask, cast: Cast, numbers: list[int]
) -> None:
    it_is(NOW)
    page = new_context(viewport=DESK).new_page()
    sign_in(page, cast.reviewer)
    page.goto("/review")
    page.keyboard.press("j")
    assert in_hand(page) == "Tugas nomor 1."
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert in_hand(page) == "Tugas nomor 2."
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("input[name=commitment]:checked")).to_have_count(2)

    page.keyboard.press("/")
    page.keyboard.type("jk x?")
    expect(page.locator("#q")).to_have_value("jk x?")
    expect(page.locator("input[name=commitment]:checked")).to_have_count(2)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")

    page.keyboard.press("a")
    expect(page.locator("h1")).to_have_text("Satu tindakan untuk 2 komitmen")
    page.get_by_label("Minta laporan").focus()
    page.keyboard.press("Space")
    page.get_by_label("Alasan atau pertanyaan").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Laporan diminta untuk 2 komitmen")

    with app.app_context():
        asked = db.session.scalars(select(Event).where(Event.kind == EventKind.ASKED_TO_REPORT)).all()
        assert [(event.commitment_id, event.note) for event in asked] == [(n, QUESTION) for n in numbers[1:3]]
        [mail] = db.session.scalars(select(Message).where(Message.kind == "acts")).all()
        assert mail.to_email == cast.owner.email


def test_o_opens_the_one_in_hand(
    new_context: Callable[..., BrowserContext], cast: Cast, numbers: list[int]
) -> None:
    it_is(NOW)
    page = new_context(viewport=DESK).new_page()
    sign_in(page, cast.reviewer)
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**/commitments/{numbers[0]}?walk=1*")
