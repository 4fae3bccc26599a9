"""Two people at the same commitment in two browsers: the second is shown what changed and loses nothing typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESK
from tests.browser.scene import it_is, letters, links, photo, publish_forum, sign_in
from tests.cast import Cast

PUBLISHED = datetime(2025, 7, 25, 2, 0, tzinfo=UTC)
LATER = datetime(2025, 7, 28, 2, 0, tzinfo=UTC)
ACTION = "Aktifkan layanan gawat darurat 24 jam di 20 puskesmas"
DONE, MORE = "Dua puluh puskesmas aktif.", "Maaf, dua puskesmas ternyata belum aktif."
REASON = "Foto papan jadwal dari puskesmas Lasalimu belum ada."
FIRST = "Sudah saya lihat sendiri di lapangan."


@dataclass
class Stage:
    """The owner's phone, from which it was reported as done by the link in the mail, and a reviewer's desk."""

    phone: Page
    desk: Page
    link: str
    picture: bytes

    def report(self, answer: str, note: str) -> None:
        self.phone.goto(self.link)
        self.phone.locator(f"[name=answer][value='{answer}']").check()
        self.phone.locator("[name=note]").fill(note)
        if answer == "done":
            file = {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": self.picture}
            self.phone.locator("[name=files]").set_input_files(file)  # type: ignore[arg-type]  # a FilePayload
        self.phone.locator("main .btn-primary").click()
        expect(self.phone.locator("blockquote")).to_have_text(note)


@pytest.fixture
def stage(new_context: Callable[..., BrowserContext], app: Flask, cast: Cast, browser: Browser) -> Stage:
    it_is(PUBLISHED)
    with app.app_context():
        publish_forum(cast, cast.owner, [(ACTION, "2025-10-07")], at=PUBLISHED)
    it_is(LATER)
    phone, desk = new_context().new_page(), new_context(viewport=DESK).new_page()
    sign_in(desk, cast.reviewer)
    made = Stage(phone, desk, links(letters(app, cast.owner)[0].text)[0], photo(browser))
    made.report("done", DONE)
    return made


def begin_verifying(desk: Page, verdict: str, reason: str) -> None:
    desk.goto("/review?tab=waiting")
    desk.get_by_role("link", name=ACTION).first.click()
    desk.locator(f"[name=verdict][value='{verdict}']").check()
    desk.locator("[name=reason]").fill(reason)


def send(desk: Page) -> None:
    desk.locator("form[action*='/verification'] .btn-primary").click()


def test_what_the_owner_added_meanwhile_is_read_before_it_is_judged(
    stage: Stage, assert_accessible: Callable[[Page], None]
) -> None:
    desk = stage.desk
    begin_verifying(desk, "sent back", REASON)
    stage.report("done", MORE)
    send(desk)
    told = desk.locator("main .note ol.time")
    expect(told).to_contain_text(MORE)
    expect(told).not_to_contain_text(DONE)
    expect(desk.locator("[name=reason]")).to_have_value(REASON)
    expect(desk.locator("[name=verdict][value='sent back']")).to_be_checked()
    assert_accessible(desk)
    send(desk)
    expect(desk.locator("[role=status]")).to_be_visible()


def test_two_reviewers_judge_at_once(
    stage: Stage,
    new_context: Callable[..., BrowserContext],
    app: Flask,
    cast: Cast,
    assert_accessible: Callable[[Page], None],
) -> None:
    first, second = stage.desk, new_context().new_page()
    sign_in(second, cast.second_reviewer)
    begin_verifying(first, "verified", FIRST)
    begin_verifying(second, "sent back", REASON)
    send(first)
    expect(first.locator("[role=status]")).to_be_visible()
    send(second)
    note = second.locator("main [role=alert]")
    expect(note).to_contain_text("sudah diproses orang lain")
    expect(note).to_contain_text(FIRST)
    expect(note).to_contain_text(REASON)
    assert_accessible(second)
    mails = [letter for letter in letters(app, cast.owner) if letter.kind in ("verified", "sent back")]
    assert [letter.kind for letter in mails] == ["verified"]


def test_an_act_on_many_stops_at_what_somebody_else_changed(stage: Stage) -> None:
    first = stage.desk
    first.goto("/review?tab=all")
    first.get_by_role("link", name=ACTION).first.click()
    first.locator("main a[href*='/commitments/acts']").click()
    first.locator("[name=act][value='withdraw']").check()
    first.locator("[name=reason]").fill(REASON)
    stage.report("progress", MORE)
    first.locator("main .btn-primary").click()
    expect(first.locator("main .note[role=alert]")).to_contain_text("diubah")
    expect(first.locator("[name=reason]")).to_have_value(REASON)
    expect(first.locator("[name=act][value='withdraw']")).to_be_checked()
