"""A headless browser and the product it opens; without a browser these tests skip, or fail where one is required."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from config import Settings
from tests.browser.axe import violations
from tests.browser.live import Live, serve
from tests.cast import cast
from tracker import clock

__all__ = ["cast"]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE = 30_000
"""Milliseconds until a page counts as stuck: on a machine that does much else, slow is no fault."""

expect.set_options(timeout=PATIENCE)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The browser sees the same pages on every database, so it looks at one."""
    metafunc.definition.add_marker(pytest.mark.databases("sqlite"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def live(settings: Settings) -> Iterator[Live]:
    """The product on SQLite, served as in production."""
    with serve(settings) as product:
        yield product


@pytest.fixture
def app(live: Live) -> Flask:
    """The product that is being served, for looking behind the pages."""
    return live.app


@pytest.fixture(autouse=True)
def today_again() -> Iterator[None]:
    """Whatever day a story sets, the next test begins today."""
    yield
    clock.shift(timedelta())


@pytest.fixture
def new_context(browser: Browser, live: Live) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers of one person each: `new_context(viewport=DESK, java_script_enabled=False, color_scheme="dark")`.

    When the test ends, none may have asked another host for anything or met an error on a page.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def watch_requests(request: Request) -> None:
        if not request.url.startswith((live.url, "data:", "blob:", "about:")):
            complaints.append(f"a page asked another host: {request.url}")

    def watch_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def make(**options: object) -> BrowserContext:
        given = {
            "viewport": PHONE,
            "locale": "id-ID",
            "timezone_id": "Asia/Makassar",
            "base_url": live.url,
            **options,
        }
        context = browser.new_context(**given)  # type: ignore[arg-type]  # options are Playwright's own names
        context.set_default_timeout(PATIENCE)
        context.on("request", watch_requests)
        context.on("console", watch_console)
        context.on("weberror", lambda error: complaints.append(f"script error: {error.error}"))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone of 360 px; paths are enough: `page.goto("/")`."""
    return new_context().new_page()


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """`assert_accessible(page)`: axe finds nothing to say about it, and nothing scrolls sideways."""

    def look(page: Page) -> None:
        said = violations(page)
        assert not said, f"{page.url}\n{said}"
        beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert beyond <= 0, f"{page.url} is {beyond} px wider than the screen"

    return look
