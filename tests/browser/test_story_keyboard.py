"""Twenty-five drafts, decided on without once touching the mouse, through a reload and a line that drops."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select

from tests.browser.conftest import DESK, PATIENCE
from tests.browser.live import Live
from tests.browser.scene import GAP, it_is, sign_in
from tests.cast import Cast
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums.rules import Rhythm
from tracker.minutes import actions
from tracker.minutes.models import Draft, DraftState
from tracker.people.rules import Actor, Door

NOW = datetime(2025, 7, 25, 2, 0, tzinfo=UTC)
ALL = 25
LINES = [
    f"{n}. Dinas {'Sosial' if n % 3 else 'Kesehatan'} menyusun laporan nomor {n} paling lambat 30 September 2025."
    for n in range(1, ALL)
]
TEXT = "Hari/tanggal : Kamis, 24 Juli 2025\n\nKESIMPULAN\n" + "\n".join([*LINES, f"{ALL}. {GAP}"]) + "\n"
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest", "with a status of 422")


@pytest.fixture
def context(browser: Browser, live: Live) -> Iterator[BrowserContext]:
    """A browser whose line may drop: it may complain of that and of a refused form, and of nothing else."""
    context = browser.new_context(viewport=DESK, locale="id-ID", base_url=live.url)  # type: ignore[arg-type]  # DESK has both sides
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    yield context
    context.close()
    assert not [said for said in complaints if not any(word in said for word in EXPECTED)], complaints


@pytest.fixture
def page(context: BrowserContext, app: Flask, cast: Cast) -> Page:
    """The reviewer's page of drafts, the day after the forum."""
    it_is(NOW)
    forum_id = hold(app, cast)
    page = context.new_page()
    sign_in(page, cast.reviewer)
    page.goto(f"/forums/{forum_id}/drafts")
    return page


def hold(app: Flask, cast: Cast) -> int:
    by = Actor(cast.reviewer.person_id, cast.reviewer.tenure_id, "Kepala Bagian Kesra", Door.PAGE)
    with app.app_context():
        series = forums.series(cast.region_id, "Forum Kemitraan", Rhythm.YEARLY)
        forum = forums.hold(series, title="Forum Kemitraan 2025", held_on=date(2025, 7, 24), by=by, at=NOW)
        assert len(actions.take(forum, actions.Minutes(TEXT), by=by, at=NOW)) == ALL
        db.session.commit()
        return forum.id


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def decided(page: Page, number: int) -> None:
    expect(page.locator("#done-words")).to_have_text(re.compile(rf"^{number} dari {ALL} "))
    expect(page.locator("#done")).to_have_js_property("value", number)


def in_hand(page: Page) -> Locator:
    return page.locator(".draft.now")


def no_mouse(page: Page) -> None:
    """Any press of a pointer from here on is a fault."""
    page.evaluate(
        "addEventListener('pointerdown', () => { throw new Error('somebody took the mouse'); }, true)"
    )


def test_a_document_of_25_items_is_decided_on_by_keyboard_alone(
    page: Page, context: BrowserContext, app: Flask, cast: Cast, assert_accessible: Callable[[Page], None]
) -> None:
    no_mouse(page)
    decided(page, 0)
    expect(in_hand(page)).to_have_count(1)

    approve_and_move(page)
    reject(page)
    the_line_drops(page, context)
    correct(page, assert_accessible)
    undo_the_last(page)

    keys(page, *"s" * (ALL - 9))
    decided(page, ALL)
    expect(page.locator("#publishing .btn-primary")).to_be_focused()
    assert_accessible(page)
    came_of_it(app, cast)


def approve_and_move(page: Page) -> None:
    """As fast as one types; each is said, and the next one has the focus."""
    keys(page, "?")
    expect(page.locator("#keys dl")).to_be_visible()
    keys(page, "?", *"sssss")
    decided(page, 5)
    expect(page.locator("#said")).to_contain_text(f"5 dari {ALL}")
    expect(in_hand(page)).to_be_focused()
    expect(in_hand(page)).to_have_attribute("data-draft", "6")
    expect(page.locator("#paper mark.now")).to_have_text(re.compile("laporan nomor 6 "))
    keys(page, "j", "ArrowDown", "k", "ArrowUp")
    expect(in_hand(page)).to_have_attribute("data-draft", "6")


def reject(page: Page) -> None:
    """Escape leaves the reason as it was; Enter sends it."""
    keys(page, "t")
    page.keyboard.type("Sudah ")
    keys(page, "Escape", "t", "End")
    page.keyboard.type("dikerjakan.")
    keys(page, "Enter")
    decided(page, 6)
    expect(page.locator("#d6")).to_contain_text("Sudah dikerjakan.")


def the_line_drops(page: Page, context: BrowserContext) -> None:
    """What could not be sent is said and stays in hand; the same key does it once the line is back."""
    context.set_offline(True)
    keys(page, "s")
    expect(page.locator("#trouble")).to_contain_text("7")
    expect(in_hand(page)).to_have_attribute("data-draft", "7")
    expect(in_hand(page)).to_be_focused()
    context.set_offline(False)
    keys(page, "s")
    decided(page, 7)
    expect(page.locator("#trouble")).to_be_hidden()


def correct(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    """The last draft lacks owner and date. What was typed outlives a closed form and a page loaded anew."""
    keys(page, *"j" * ALL, "p")
    expect(page.locator("[name=owner]")).to_be_focused()
    assert_accessible(page)
    page.keyboard.type("Kepala Dinas Kes")
    keys(page, "Shift+Tab", "ControlOrMeta+a")
    page.keyboard.type("Usulkan sarana puskesmas")
    keys(page, "Escape")
    expect(page.locator(f"#d{ALL} .typed")).to_be_visible()
    expect(page.locator(f"#d{ALL}")).to_be_focused()
    keys(page, "p")
    expect(page.locator("[name=action]")).to_have_value("Usulkan sarana puskesmas")
    keys(page, "Control+Enter")
    expect(page.locator("[name=due_on]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=due_on]")).to_be_focused()

    page.reload()
    no_mouse(page)
    decided(page, 7)
    expect(page.locator("[name=action]")).to_have_value("Usulkan sarana puskesmas")
    expect(page.locator(".kept")).to_be_visible()
    expect(page.locator("[name=due_on]")).to_be_focused()
    page.keyboard.type("12122025")  # the same day in whatever order the browser asks for its parts
    keys(page, "Control+Enter")
    decided(page, 8)
    expect(page.get_by_role("link", name="Usulkan sarana puskesmas")).to_be_visible()


def undo_the_last(page: Page) -> None:
    expect(in_hand(page)).to_have_attribute("data-draft", "8")
    keys(page, "s")
    decided(page, 9)
    keys(page, "u")
    decided(page, 8)
    expect(in_hand(page)).to_have_attribute("data-draft", "8")
    keys(page, "s")
    decided(page, 9)


def came_of_it(app: Flask, cast: Cast) -> None:
    with app.app_context():
        made = db.session.scalars(select(Commitment)).all()
        (rejected,) = db.session.scalars(select(Draft).where(Draft.state == DraftState.REJECTED)).all()
        corrected = next(c for c in made if c.action == "Usulkan sarana puskesmas")
        assert len(made) == ALL - 1
        assert (rejected.number, rejected.rejected_reason) == (6, "Sudah dikerjakan.")
        assert (corrected.owner_post_id, corrected.due_on) == (cast.owner.post_id, date(2025, 12, 12))
        assert corrected.decision.quote == GAP
