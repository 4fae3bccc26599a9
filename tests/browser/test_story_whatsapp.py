"""A reviewer picks what is late on the board and takes the words for WhatsApp along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK
from tests.browser.scene import it_is, sign_in
from tests.cast import Cast
from tests.reminders.promises import LATE, Promises


@pytest.fixture
def picked(app: Flask, cast: Cast) -> Callable[[Page], None]:
    """Signs the reviewer in on Monday, and picks the first of what is late."""
    it_is(datetime(2025, 10, 13, 3, tzinfo=UTC))
    with app.app_context():
        Promises(cast).owe(cast.owner, LATE)

    def pick(page: Page) -> None:
        sign_in(page, cast.reviewer)
        page.goto("/review")
        page.locator("[name=commitment]").first.check()
        page.locator("button[value=whatsapp]").click()
        page.wait_for_url("**/reminders/whatsapp?commitment=*")

    return pick


def test_the_text_is_copied_by_a_button(
    new_context: Callable[..., BrowserContext], picked: Callable[[Page], None]
) -> None:
    context = new_context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    picked(page)

    page.locator("[data-copies]").click()

    expect(page.locator("[role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("textarea").input_value()


def test_without_a_script_there_is_the_text_and_no_dead_button(
    new_context: Callable[..., BrowserContext], picked: Callable[[Page], None]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    picked(page)

    expect(page.locator("[data-copies]")).to_be_hidden()
    assert "Lengkapi obat di puskesmas" in page.locator("textarea").input_value()
    assert (page.locator("a[href^='https://wa.me/']").get_attribute("href") or "").endswith(
        "Kabupaten%20Buton"
    )
