"""Story 2: the owner answers by the link in a mail, the reviewer looks at it; with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESK
from tests.browser.scene import it_is, letters, links, photo, publish_forum, rows, sign_in
from tests.cast import Cast

PUBLISHED = datetime(2025, 7, 25, 2, 0, tzinfo=UTC)
ACTION = "Aktifkan layanan gawat darurat 24 jam di 20 puskesmas"
PROGRESS = "Empat belas puskesmas sudah aktif, enam menyusul."
DONE = "Dua puluh puskesmas aktif sejak kemarin."
REASON = "Foto belum memperlihatkan papan jadwal."
AGAIN = "Papan jadwal kini terpasang, lihat foto kedua."


@dataclass
class Stage:
    """One owner's phone without any sign-in, one reviewer's desk, and the day, which passes."""

    app: Flask
    cast: Cast
    phone: Page
    desk: Page
    picture: bytes
    at: datetime = PUBLISHED

    def next_day(self) -> None:
        self.at += timedelta(days=1)
        it_is(self.at)

    def open_link(self) -> None:
        """Follows the link in the newest mail to the owner."""
        self.phone.goto(links(letters(self.app, self.cast.owner)[-1].text)[0])

    def answer(self, answer: str, note: str, *, proof: str = "") -> None:
        self.phone.locator(f"[name=answer][value='{answer}']").check()
        self.phone.locator("[name=note]").fill(note)
        if proof:
            file = {"name": proof, "mimeType": "image/jpeg", "buffer": self.picture}
            self.phone.locator("[name=files]").set_input_files(file)  # type: ignore[arg-type]  # a FilePayload
        self.phone.locator("main .btn-primary").click()

    def verify(self, verdict: str, reason: str = "") -> None:
        """From the board, as the reviewer goes there."""
        self.desk.goto("/review?tab=waiting")
        self.desk.get_by_role("link", name=ACTION).first.click()
        self.desk.locator(f"[name=verdict][value='{verdict}']").check()
        self.desk.locator("[name=reason]").fill(reason)
        self.desk.locator("form[action*='/verification'] .btn-primary").click()
        expect(self.desk.locator("[role=status]")).to_be_visible()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def stage(
    request: pytest.FixtureRequest,
    new_context: Callable[..., BrowserContext],
    browser: Browser,
    app: Flask,
    cast: Cast,
) -> Stage:
    it_is(PUBLISHED)
    with app.app_context():
        publish_forum(cast, cast.owner, [(ACTION, "2025-10-07")], at=PUBLISHED)
    phone = new_context(java_script_enabled=request.param).new_page()
    desk = new_context(viewport=DESK, java_script_enabled=request.param).new_page()
    sign_in(desk, cast.reviewer)
    return Stage(app, cast, phone, desk, photo(browser))


def test_an_answer_goes_to_and_fro_until_it_is_accepted(stage: Stage) -> None:
    stage.next_day()
    opened_without_a_trace(stage)
    stage.answer("progress", PROGRESS)
    expect(stage.phone.locator("blockquote")).to_have_text(PROGRESS)

    stage.next_day()
    done_needs_evidence(stage)
    sent_back_with_a_reason(stage)

    stage.next_day()
    answered_again(stage)
    stage.next_day()
    accepted(stage)


def opened_without_a_trace(stage: Stage) -> None:
    """Mail scanners open links: reading writes nothing, signs nobody in and leaves no cookie."""
    before = rows(stage.app)
    stage.open_link()
    expect(stage.phone.get_by_role("heading", level=1)).to_have_text(ACTION)
    stage.phone.locator("summary").first.click()
    expect(stage.phone.locator("blockquote")).to_contain_text("paling lambat 7 Oktober 2025")
    assert rows(stage.app) == before
    assert not stage.phone.context.cookies()
    beyond = stage.phone.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
    assert beyond <= 0, "nothing scrolls sideways on a phone"


def done_needs_evidence(stage: Stage) -> None:
    stage.open_link()
    expect(stage.phone.get_by_text(PROGRESS)).to_be_visible()
    stage.answer("done", DONE)
    expect(stage.phone.locator("[role=alert]")).to_be_visible()
    expect(stage.phone.locator("[name=note]")).to_have_value(DONE)
    stage.answer("done", DONE, proof="IMG_0001.JPG")
    expect(stage.phone.locator("blockquote")).to_have_text(DONE)


def sent_back_with_a_reason(stage: Stage) -> None:
    stage.desk.goto("/review?tab=waiting")
    expect(stage.desk.locator("main tbody")).to_contain_text(DONE)
    before = len(letters(stage.app, stage.cast.owner))
    stage.verify("sent back", REASON)
    mails = letters(stage.app, stage.cast.owner)
    assert len(mails) == before + 1
    assert REASON in " ".join(mails[-1].text.split())
    stage.desk.goto("/review?tab=waiting")
    expect(stage.desk.get_by_role("link", name=ACTION)).to_have_count(0)


def answered_again(stage: Stage) -> None:
    stage.open_link()
    expect(stage.phone.get_by_text(REASON)).to_be_visible()
    stage.answer("done", AGAIN, proof="foto kedua.jpg")
    expect(stage.phone.locator("blockquote")).to_have_text(AGAIN)


def accepted(stage: Stage) -> None:
    stage.verify("verified")
    stage.desk.goto("/commitments")
    stage.desk.get_by_role("link", name=ACTION).first.click()
    story = stage.desk.locator("ol.time")
    told = story.inner_text()
    steps = [AGAIN, REASON, DONE, PROGRESS]
    assert [told.find(words) for words in steps] == sorted(told.find(words) for words in steps) != [-1] * 4
    expect(story.locator("> li .c-ok, > li.c-ok")).to_have_count(1)
    small = story.locator(".proof img").first
    small.scroll_into_view_if_needed()
    assert small.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 320
    with stage.desk.expect_download() as download:
        story.get_by_role("link", name=re.compile("kedua")).click()
    assert download.value.path().read_bytes()[:2] == b"\xff\xd8", "the evidence is the photo that was sent"
    stage.open_link()
    expect(stage.phone.locator("[name=answer]")).to_have_count(0)


def test_an_old_link_says_so_and_asks_for_a_new_one(stage: Stage) -> None:
    old = links(letters(stage.app, stage.cast.owner)[-1].text)[0]
    stage.at += timedelta(days=30)
    it_is(stage.at)
    stage.phone.goto(old)
    expect(stage.phone.locator("[name=note]")).to_have_count(0)
    stage.phone.locator("main .btn-primary").click()
    mails = letters(stage.app, stage.cast.owner)
    assert len(mails) == 2
    stage.open_link()
    stage.answer("progress", PROGRESS)
    expect(stage.phone.locator("blockquote")).to_have_text(PROGRESS)
