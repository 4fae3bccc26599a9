"""Makes the README's pictures from the demo, by hand: `python -m tools.pictures`. Needs Chromium (`make browser`)."""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from config import ROOT, Settings
from tests.browser.chromium import MISSING, QUIETLY, executable
from tests.browser.live import Live, serve
from tracker import create_app
from tracker.demo import load
from tracker.extensions import db
from tracker.mail.models import Message, MessageBody

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 200_000
"""Bytes; a page that people clone and read on slow lines."""

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 900}
OWNER = "dinkes@buton.example"


def main() -> None:
    found = executable()
    if found is None:
        sys.exit(MISSING)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as product, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIETLY)
        take(board(browser, product), "board.png")
        take(answer(browser, product), "answer.png")
        browser.close()


@contextmanager
def demo() -> Iterator[Live]:
    """The demo in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder / 'demo.db'}"
        settings = Settings(
            secret_key=secrets.token_urlsafe(), database_url=database, instance_path=folder, demo=True
        )
        with create_app(settings).app_context():
            for line in load.run():
                print(line)
        with serve(settings) as product:
            yield product


def board(browser: Browser, product: Live) -> Page:
    """What is overdue, seen by the reviewer with two rows chosen."""
    page = browser.new_page(base_url=product.url, viewport=DESK, locale="id-ID")  # type: ignore[arg-type]  # a ViewportSize
    sign_in(page, product, "reviewer")
    page.goto("/review")
    for box in page.locator("[name=commitment]").all()[:2]:
        box.check()
    page.evaluate("document.activeElement.blur()")
    return page


def answer(browser: Browser, product: Live) -> Page:
    """What an owner's phone shows behind the first link in Monday's mail."""
    page = browser.new_page(base_url=product.url, viewport=PHONE, locale="id-ID")  # type: ignore[arg-type]  # a ViewportSize
    with product.app.app_context():
        wanted = (
            select(MessageBody.text)
            .join(Message)
            .where(Message.to_email == OWNER, Message.kind == "weekly digest")
        )
        text = db.session.scalars(wanted.order_by(Message.id.desc())).first() or ""
    page.goto("/answer/" + text.partition("/answer/")[2].split()[0])
    return page


def sign_in(page: Page, product: Live, audience: str) -> None:
    people = json.loads(
        (product.app.config["SETTINGS"].instance_path / "demo-people.json").read_text("utf-8")
    )
    person = next(person for person in people if person["audience"] == audience)
    page.goto("/sign-in")
    page.locator("[name=email]").fill(person["email"])
    page.locator("[name=password]").fill(person["password"])
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def take(page: Page, name: str) -> None:
    """Saves the screen, or stops where the picture has grown too large."""
    content = page.screenshot()
    if len(content) > LARGEST:
        sys.exit(f"{name} has {len(content)} bytes, more than {LARGEST}")
    (PICTURES / name).write_bytes(content)
    print(f"{(PICTURES / name).relative_to(ROOT)}: {len(content)} bytes")
    page.close()


if __name__ == "__main__":
    main()
