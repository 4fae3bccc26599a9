"""The kitchen sink of all parts in a real browser: accessible, no wider than a phone, and light."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page, Request

from tests.browser.axe import violations

WIDTHS = {"phone": 360, "desk": 1280}
PAGES = ["/kitchen", "/answer/abc", "/nowhere", "/crash"]

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, shell_url: str) -> Iterator[Page]:
    context = browser.new_context(locale="id-ID", base_url=shell_url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_is_accessible(page: Page, shell_url: str, theme: str, width: str) -> None:
    blocked: list[str] = []
    page.on("console", lambda said: blocked.append(said.text) if "Security Policy" in said.text else None)
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    page.context.add_cookies([{"name": "theme", "value": theme, "url": shell_url}])
    for path in PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("data-bs-theme") == theme
        assert violations(page) == ""
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.goto("/kitchen")
    page.get_by_role("button", name="Kirim kabar").click()
    assert page.locator("#errors").is_visible()
    assert violations(page) == ""
    assert blocked == []


def test_the_first_load_is_light(page: Page) -> None:
    weights: list[int] = []

    def weigh(answered: Request) -> None:
        sizes = answered.sizes()
        weights.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", weigh)

    page.goto("/kitchen", wait_until="networkidle")

    assert 4 <= len(weights) <= 8
    assert 30_000 < sum(weights) <= 80_000


def test_the_second_page_loads_only_itself(shell_app: Flask, page: Page) -> None:
    asked: list[str] = []

    @shell_app.before_request
    def count() -> None:
        asked.append(request.path)

    page.goto("/kitchen", wait_until="networkidle")
    asked.clear()

    page.goto("/answer/abc", wait_until="networkidle")

    assert asked == ["/answer/abc"]


def test_a_card_opens_what_it_asks_for_without_a_script(browser: Browser, shell_url: str) -> None:
    context = browser.new_context(base_url=shell_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/answer/abc")
    obstacle = page.get_by_label("Apa yang menghambat?")
    assert not obstacle.is_visible()

    page.get_by_text("Terkendala").click()

    assert obstacle.is_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/kitchen")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Langsung ke isi"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0

    page.keyboard.press("Enter")
    assert page.url.endswith("#isi")


def test_fingers_find_what_they_press(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/answer/abc")
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main .choice label, main .form-control:not([type=file])')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    )
    assert small == []
