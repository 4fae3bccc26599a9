"""Six commitments by keyboard, a second browser on the beamer, a reload in the middle, an undo, and the minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import it_is, letters, sign_in
from tests.cast import Cast
from tests.review.conftest import LATE, NOW, Board
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.meetings.models import Meeting, MeetingEntry
from tracker.meetings.rules import MeetingState

BEAMER = {"width": 1920, "height": 1080}


@pytest.fixture
def ids(app: Flask, cast: Cast) -> list[int]:
    """Six in the order of the agenda: four late of two offices, one of them reported as done, one obstructed."""
    it_is(NOW)
    board = Board(app, cast)
    forum = board.forum(cast.region_id)
    late = board.add(forum, *LATE, owner=cast.owner)
    waiting = board.add(
        forum, date(2025, 10, 8), status=Status.PROPOSED_DONE, proposed_at=NOW - timedelta(days=2)
    )
    board.say(waiting[0], "Sudah selesai, foto terlampir.")
    stuck = board.add(
        forum,
        date(2025, 10, 9),
        owner=cast.second_owner,
        status=Status.IN_PROGRESS,
        obstacle="Data belum ada.",
    )
    return [*late, *waiting, *stuck]


def heading(page: Page) -> Locator:
    return page.locator("h1")


def decided(page: Page) -> Locator:
    return page.locator(".decided-here li")


def begin(page: Page, cast: Cast) -> None:
    sign_in(page, cast.reviewer)
    page.goto("/review?tab=open")
    page.get_by_role("link", name="bahas dalam rapat").click()
    page.get_by_label("Menurut lama keterlambatan").check()
    page.locator("[name=place]").fill("Aula Setda")
    page.get_by_role("button", name="Mulai rapat sekarang").click()
    expect(heading(page)).to_have_text("Tugas nomor 1.")


def test_a_meeting_by_keyboard_with_the_beamer_beside_it(
    new_context: Callable[..., BrowserContext],
    app: Flask,
    cast: Cast,
    ids: list[int],
    tmp_path: Path,
    assert_accessible: Callable[[Page], None],
) -> None:
    page = new_context(viewport=DESK).new_page()
    begin(page, cast)
    number = int(page.url.split("/meetings/")[1].split("/")[0])
    beamer = new_context(viewport=BEAMER, color_scheme="dark").new_page()
    sign_in(beamer, cast.second_reviewer)
    beamer.goto(f"/meetings/{number}/screen")
    expect(heading(beamer)).to_have_text("Tugas nomor 1.")
    assert_accessible(beamer)
    page.evaluate(
        "addEventListener('pointerdown', () => { throw new Error('somebody took the mouse'); }, true)"
    )
    press = page.keyboard.press

    # Words typed for one decision go along to another; Escape leaves.
    press("o")
    page.keyboard.type("Anggaran perubahan November")
    assert_accessible(page)
    press("Escape")
    press("e")
    expect(page.locator("#said-extend")).to_be_focused()
    expect(page.locator("#said-extend")).to_have_value("Anggaran perubahan November")

    # A reload in the middle loses neither the item nor the words.
    page.reload()
    press("e")
    expect(page.locator("#said-extend")).to_have_value("Anggaran perubahan November")
    press("Enter")
    expect(decided(page)).to_contain_text("Tenggat baru Senin, 20 Oktober 2025: Anggaran perubahan November.")
    expect(decided(beamer)).to_contain_text("Anggaran perubahan November.")
    press("o")
    expect(page.locator("#said-note")).to_have_value("")
    press("Escape")

    press("ArrowRight")
    expect(heading(page)).to_have_text("Tugas nomor 2.")
    expect(heading(beamer)).to_have_text("Tugas nomor 2.")
    press("k")
    page.keyboard.type("Tanpa kabar sejak September")
    press("Enter")
    expect(decided(page)).to_contain_text("Dinaikkan kepada")
    press("u")
    expect(decided(page)).to_have_count(0)
    press("r")
    press("Enter")
    expect(decided(page)).to_contain_text("Diminta melapor paling lambat Senin, 20 Oktober 2025.")

    press("ArrowRight")
    expect(heading(page)).to_have_text("Tugas nomor 3.")
    press("o")
    press("Enter")
    expect(page.locator("#fault-note")).to_contain_text("Tulis setidaknya beberapa kata")
    page.keyboard.type("Menunggu data BPJS")
    press("Enter")
    expect(decided(page)).to_contain_text("Catatan: Menunggu data BPJS")

    press("ArrowRight")
    press_when(page, "Tugas nomor 4.", "k")
    page.keyboard.type("Perlu arahan")
    press("Enter")
    expect(decided(page)).to_contain_text("Dinaikkan kepada")
    press("ArrowRight")
    press_when(page, "Tugas nomor 5.", "v")
    press("Enter")
    expect(decided(page)).to_contain_text("Diverifikasi: sesuai.")
    press("ArrowRight")
    press_when(page, "Tugas nomor 6.", "e")
    page.keyboard.type("Data menyusul")
    press("Enter")
    expect(decided(page)).to_contain_text("Tenggat baru")
    expect(beamer.locator(".agenda-line")).to_contain_text("6 dari 6")
    press("ArrowLeft")
    expect(heading(beamer)).to_have_text("Tugas nomor 5.")
    assert letters(app) == []

    close(page, number, tmp_path)
    expect(beamer.locator(".beamer .note").first).to_contain_text("Rapat sudah ditutup.")
    assert len(letters(app)) >= 2
    came_of_it(app, ids)


def press_when(page: Page, title: str, key: str) -> None:
    expect(heading(page)).to_have_text(title)
    page.keyboard.press(key)


def close(page: Page, number: int, tmp_path: Path) -> None:
    page.goto(f"/meetings/{number}/closing")
    page.get_by_role("button", name="Tutup notula untuk seterusnya").press("Enter")
    expect(page.get_by_text("Notula ditutup.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").press("Enter")
    paper = tmp_path / "notula.docx"
    download.value.save_as(paper)
    (table,) = docx.Document(str(paper)).tables
    assert len(table.rows) == 7


def came_of_it(app: Flask, ids: list[int]) -> None:
    with app.app_context():
        rows = [db.session.get_one(Commitment, number) for number in ids]
        assert [row.due_on for row in (rows[0], rows[5])] == [date(2025, 10, 20)] * 2
        assert rows[4].status is Status.VERIFIED
        assert db.session.query(MeetingEntry).filter(MeetingEntry.undone_at.is_not(None)).count() == 1
        assert db.session.query(Meeting).one().state is MeetingState.CLOSED


def test_a_meeting_held_from_a_phone_without_a_script(
    new_context: Callable[..., BrowserContext], app: Flask, cast: Cast, ids: list[int]
) -> None:
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    begin(page, cast)
    page.locator("#decide-extend summary").click()
    page.locator("#decide-extend").get_by_label("Dua minggu").check()
    page.locator("#said-extend").fill("Anggaran perubahan.")
    page.locator("#decide-extend").get_by_role("button", name="Catat").click()
    expect(decided(page)).to_contain_text("Tenggat baru Senin, 27 Oktober 2025")
    page.get_by_role("button", name="Batalkan yang terakhir").click()
    expect(decided(page)).to_have_count(0)
    page.get_by_role("button", name="Berikutnya").click()
    expect(heading(page)).to_have_text("Tugas nomor 2.")
    with app.app_context():
        assert db.session.get_one(Commitment, ids[0]).due_on == LATE[0]
