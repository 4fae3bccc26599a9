"""Story 1: minutes become commitments. The Kabag Kesra, at her desk, from signing in to the mails in the outbox."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select

from tests.browser.conftest import DESK
from tests.browser.scene import CLEAR, GAP, MINUTES, NO_PROMISE, UNSEEN, it_is, letters, links, sign_in
from tests.cast import Cast
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.minutes.models import Draft, DraftState

NOW = datetime(2025, 7, 25, 2, 0, tzinfo=UTC)


def word() -> bytes:
    """The same minutes as somebody's DOCX."""
    document, file = docx.Document(), io.BytesIO()
    for line in MINUTES.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], cast: Cast) -> Page:
    """Signed in as the Kabag Kesra, the day after the forum, on the list of forums."""
    it_is(NOW)
    page = new_context(viewport=DESK).new_page()
    sign_in(page, cast.reviewer)
    page.get_by_role("navigation").locator("[href='/forums']").click()
    return page


def record(page: Page, *, series: str = "Forum Kemitraan", text: str = "", file: bytes = b"") -> None:
    """From the list of forums to the drafts; title, day and place are left to the minutes where they say them."""
    page.locator("main a[href='/forums/new']").first.click()
    page.locator("[name=series]").fill(series)
    if text:
        page.locator("[name=minutes_text]").fill(text)
    if file:
        page.locator("[name=minutes_file]").set_input_files(
            {"name": "notula.docx", "mimeType": "application/octet-stream", "buffer": file}
        )
    page.locator("main .btn-primary").click()
    page.wait_for_url(re.compile(r"/forums/\d+/drafts"))


def card(page: Page, words: str) -> Locator:
    return page.locator(".draft").filter(has_text=words)


def mark(page: Page, sentence: str) -> Locator:
    return page.locator("#paper mark").filter(has_text=sentence)


def select_by_mouse(page: Page, sentence: str) -> None:
    """Three quick presses select the paragraph, as everybody does it."""
    page.locator("#paper p").filter(has_text=sentence).click(click_count=3)


def test_pasted_minutes_are_checked_published_and_told_to_their_owners(
    page: Page, app: Flask, cast: Cast, assert_accessible: Callable[[Page], None]
) -> None:
    record(page, text=MINUTES)
    for sentence in (CLEAR, NO_PROMISE, GAP):
        expect(mark(page, sentence)).to_be_visible()
    expect(mark(page, UNSEEN)).to_have_count(0)
    expect(page.locator(".draft")).to_have_count(3)
    assert_accessible(page)

    approve(page)
    correct(page, cast)
    reject(page)
    add_by_hand(page, cast)
    assert not letters(app), "nobody is told before the forum is published"

    publish(page)
    told(app, cast)


def approve(page: Page) -> None:
    card(page, "Menginventarisasi").locator("form[action$='/approval'] button").click()
    expect(page.locator("#said")).to_contain_text("disetujui")
    expect(card(page, "Menginventarisasi")).to_have_count(0)


def correct(page: Page, cast: Cast) -> None:
    """The sentence says neither who nor when: the page asks for both and keeps what was typed meanwhile."""
    card(page, "Peningkatan sarana").locator("a[href$='/correction']").click()
    expect(page.locator("blockquote")).to_have_text(GAP)
    page.locator("[name=action]").fill("Usulkan peningkatan sarana puskesmas")
    page.locator("main .btn-primary").click()
    expect(page.locator("[role=alert] li")).to_have_count(2)
    expect(page.locator("[name=action]")).to_have_value("Usulkan peningkatan sarana puskesmas")
    page.locator("[name=owner]").select_option(str(cast.owner.post_id))
    page.locator("[name=due_on]").fill("2025-12-01")
    page.locator("main .btn-primary").click()
    expect(page.get_by_role("link", name="Usulkan peningkatan sarana puskesmas")).to_be_visible()


def reject(page: Page) -> None:
    unwanted = card(page, "daftar hadir")
    unwanted.locator("summary").click()
    unwanted.locator("[name=reason]").fill("Bukan janji, hanya urusan rapat.")
    unwanted.locator("form[action$='/rejection'] button").click()
    expect(page.locator("#waiting").get_by_text("Bukan janji, hanya urusan rapat.")).to_be_visible()


def add_by_hand(page: Page, cast: Cast) -> None:
    expect(page.locator("#selection")).to_be_hidden()
    select_by_mouse(page, UNSEEN)
    page.locator("#selection button").click()
    expect(page.locator("blockquote")).to_have_text(UNSEEN)
    page.locator("[name=action]").fill("Buka loket pengaduan di Pasar Pasarwajo")
    page.locator("[name=owner]").select_option(str(cast.second_owner.post_id))
    page.locator("[name=due_on]").fill("2025-10-15")
    page.locator("main .btn-primary").click()
    expect(page.get_by_role("link", name="Buka loket pengaduan")).to_be_visible()
    expect(mark(page, UNSEEN)).to_have_text(UNSEEN)


def publish(page: Page) -> None:
    expect(page.locator("main .btn-primary")).to_have_count(1)
    page.locator("form[action$='/publication'] .btn-primary").click()
    expect(page).to_have_url(re.compile(r"/forums/\d+$"))
    expect(page.locator("[role=status]")).to_contain_text("2")
    expect(page.locator("form[action$='/publication']")).to_have_count(0)


def told(app: Flask, cast: Cast) -> None:
    """One mail each, with all that is theirs and nothing else."""
    assert sorted(mail.to_email for mail in letters(app)) == sorted(
        [cast.owner.email, cast.second_owner.email]
    )
    (mail,), (other,) = letters(app, cast.owner), letters(app, cast.second_owner)
    for body in (mail.text, mail.html):
        words = " ".join(body.split())
        assert "Menginventarisasi kebutuhan fasilitas kesehatan" in words
        assert "Usulkan peningkatan sarana puskesmas" in words
        assert "loket pengaduan" not in words
    assert len(links(mail.text)) == 2
    assert "Buka loket pengaduan di Pasar Pasarwajo" in " ".join(other.text.split())
    assert len(links(other.text)) == 1
    with app.app_context():
        owed = {
            c.action: (c.owner_post_id, c.due_on, c.decision.quote)
            for c in db.session.scalars(select(Commitment))
        }
    assert owed == {
        "Menginventarisasi kebutuhan fasilitas kesehatan": (cast.owner.post_id, date(2025, 9, 30), CLEAR),
        "Usulkan peningkatan sarana puskesmas": (cast.owner.post_id, date(2025, 12, 1), GAP),
        "Buka loket pengaduan di Pasar Pasarwajo": (cast.second_owner.post_id, date(2025, 10, 15), UNSEEN),
    }


def test_publishing_with_drafts_undecided_asks_first(page: Page, app: Flask) -> None:
    record(page, text=MINUTES)
    approve(page)
    button = page.locator("form[action$='/publication'] button")
    button.click()
    expect(page).to_have_url(re.compile("/drafts"))
    assert not letters(app), "the browser itself asks for the tick"

    page.locator("[name=despite_waiting]").check()
    button.click()
    expect(page).to_have_url(re.compile(r"/forums/\d+$"))
    assert len(letters(app)) == 1
    with app.app_context():
        waiting = db.session.scalars(select(Draft).where(Draft.state == DraftState.WAITING)).all()
    assert len(waiting) == 2, "what was not decided on is not lost"


def test_an_uploaded_docx_is_read_the_same_and_kept_as_evidence(
    page: Page, app: Flask, tmp_path: Path
) -> None:
    file = word()
    record(page, file=file)
    expect(page.locator(".draft")).to_have_count(3)
    expect(mark(page, CLEAR)).to_have_text(CLEAR)
    page.locator(".crumb a").last.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="notula.docx").click()
    kept = tmp_path / "kept"
    download.value.save_as(kept)
    assert kept.read_bytes() == file
