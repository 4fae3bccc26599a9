"""From promise to proof over real SMTP: done, sent back, done again, verified, ratified; and a date asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from config import Settings
from tests.browser.conftest import DESK
from tests.browser.scene import delivered, it_is, links, photo, publish_forum, sign_in
from tests.cast import Cast
from tests.smtp import MailServer
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums.models import Series
from tracker.people.rules import Actor, Door

PUBLISHED = datetime(2025, 7, 25, 2, 0, tzinfo=UTC)
ACTION = "Aktifkan layanan gawat darurat 24 jam di 20 puskesmas"
DONE = "Dua puluh puskesmas aktif sejak kemarin."
REASON = "Foto belum memperlihatkan papan jadwal."
AGAIN = "Papan jadwal kini terpasang, lihat foto kedua."
FUNDS = "Anggaran perubahan baru disahkan bulan November."
SHORTER = "Cukup sampai akhir Oktober."


@pytest.fixture
def settings(settings: Settings, smtp: MailServer) -> Settings:
    """As in production: mail goes out by SMTP."""
    return replace(settings, mail_server="127.0.0.1", mail_port=smtp.port)


@dataclass
class Stage:
    """The owner signed in on a phone, the reviewer at a desk, and the day, which passes."""

    app: Flask
    smtp: MailServer
    cast: Cast
    phone: Page
    desk: Page
    at: datetime = PUBLISHED

    def next_day(self) -> None:
        self.at += timedelta(days=1)
        it_is(self.at)

    def mail(self) -> str:
        """The newest mail of the owner, as the mail server took it."""
        return delivered(self.app, self.smtp, self.cast.owner)

    def report_done(self, note: str, picture: bytes) -> None:
        self.phone.locator("[name=answer][value=done]").check()
        self.phone.locator("[name=note]").fill(note)
        file = {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": picture}
        self.phone.locator("[name=files]").set_input_files(file)  # type: ignore[arg-type]  # a FilePayload
        self.phone.locator("main .btn-primary").click()
        self.phone.wait_for_url("**/commitments/*")

    def open_from(self, tab: str) -> None:
        """From the board, as the reviewer goes there."""
        self.desk.goto(f"/review?tab={tab}")
        self.desk.get_by_role("link", name=ACTION).first.click()

    def verify(self, verdict: str, reason: str = "") -> None:
        self.open_from("waiting")
        self.desk.locator(f"[name=verdict][value='{verdict}']").check()
        self.desk.locator("[name=reason]").fill(reason)
        self.desk.locator("form[action*='/verification'] .btn-primary").click()
        expect(self.desk.locator("[role=status]")).to_be_visible()


@pytest.fixture
def stage(new_context: Callable[..., BrowserContext], app: Flask, cast: Cast, smtp: MailServer) -> Stage:
    it_is(PUBLISHED)
    with app.app_context():
        publish_forum(cast, cast.owner, [(ACTION, "2025-10-07")], at=PUBLISHED)
    phone, desk = new_context().new_page(), new_context(viewport=DESK).new_page()
    sign_in(phone, cast.owner)
    sign_in(desk, cast.reviewer)
    return Stage(app, smtp, cast, phone, desk)


def test_done_is_sent_back_done_again_verified_and_ratified(stage: Stage, browser: Browser) -> None:
    picture = photo(browser)
    assert ACTION in stage.mail()
    stage.at = datetime(2025, 10, 6, 2, 0, tzinfo=UTC)
    it_is(stage.at)
    stage.phone.goto("/commitments/mine")
    stage.phone.locator("main a[href$='/update']").click()
    stage.report_done(DONE, picture)
    stage.verify("sent back", REASON)
    assert REASON in stage.mail()

    stage.next_day()
    stage.phone.goto("/commitments/mine")
    expect(stage.phone.locator("main")).to_contain_text(REASON)
    stage.phone.locator("main a[href$='/update']").click()
    stage.report_done(AGAIN, picture)
    stage.verify("verified")
    assert "menerima laporan Saudara" in stage.mail()

    stage.next_day()
    ratified_by_the_next_forum(stage)
    stage.phone.reload()
    expect(stage.phone.locator("main")).to_contain_text("Disahkan “Forum berikut”")
    expect(stage.phone.locator("ol.time .proof img")).to_have_count(2)


def ratified_by_the_next_forum(stage: Stage) -> None:
    reviewer = stage.cast.reviewer
    by = Actor(reviewer.person_id, reviewer.tenure_id, "Kepala Bagian Kesra", Door.PAGE)
    with stage.app.app_context():
        series = db.session.query(Series).one()
        forum = forums.hold(series, title="Forum berikut", held_on=stage.at.date(), by=by, at=stage.at)
        db.session.commit()
        number = forum.id
    stage.desk.goto(f"/forums/{number}")
    stage.desk.locator("main a[href$='/ratification']").click()
    expect(stage.desk.locator("main")).to_contain_text(ACTION)
    stage.desk.locator("main .btn-primary").click()
    expect(stage.desk.locator("[role=status]")).to_contain_text("1 komitmen disahkan")
    stage.desk.goto(f"/forums/{number}/ratification")
    expect(stage.desk.get_by_text(ACTION)).to_have_count(0)


def test_time_is_asked_for_shortened_and_counted(stage: Stage) -> None:
    stage.mail()
    stage.next_day()
    stage.phone.goto(links(stage.smtp.to(stage.cast.owner.email)[-1].text())[0])
    stage.phone.locator("[name=answer][value='more time']").check()
    stage.phone.locator("[name=asked_due_on]").fill("2025-11-30")
    stage.phone.locator("[name=note]").fill(FUNDS)
    stage.phone.locator("main .btn-primary").click()
    expect(stage.phone.locator("blockquote")).to_have_text(FUNDS)

    stage.next_day()
    stage.open_from("more-time")
    expect(stage.desk.locator("form[action*='/extension']")).to_contain_text(FUNDS)
    stage.desk.locator("[name=decision][value=shortened]").check()
    stage.desk.locator("[name=due_on]").fill("2025-10-31")
    stage.desk.locator("[name=answer_reason]").fill(SHORTER)
    stage.desk.locator("form[action*='/extension'] .btn").click()
    expect(stage.desk.locator("[role=status]")).to_be_visible()
    stage.desk.goto("/review?tab=open")
    stage.desk.get_by_role("link", name=ACTION).first.click()
    main = stage.desk.locator("main")
    expect(main).to_contain_text("1 kali diperpanjang")
    expect(stage.desk.locator(".facts")).to_contain_text("31 Oktober 2025")
    expect(stage.desk.locator(".facts s")).to_contain_text("7 Oktober 2025")

    mail = stage.mail()
    for told in ("30 November 2025", "31 Oktober 2025", SHORTER):
        assert told in mail
    stage.phone.goto("/commitments/mine")
    expect(stage.phone.locator("main")).to_contain_text("31 Okt")
    assert date(2025, 10, 31) > stage.at.date()
