"""The list taken along: exactly what the filters leave, with cells that are what they say."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from flask import Flask

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.review.conftest import LATE, TODAY, Board
from tests.review.reading import tree
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.review import lines


def table(client: PageClient, address: str = "/review/table.csv") -> list[list[str]]:
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def book(client: PageClient, address: str = "/review/table.xlsx") -> list[tuple[object, ...]]:
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_table_holds_every_row_of_the_filters_and_no_other(
    reviewer: PageClient, board: Board, forum: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "BATCH", 7)
    ids = board.add(forum, *[LATE[n % 4] for n in range(60)])
    board.add(forum, TODAY)
    board.add(forum, LATE[0], owner=board.cast.second_owner)
    rows = table(reviewer, f"/review/table.csv?office={board.cast.owner.office_id}")
    assert sorted(int(row[0]) for row in rows[1:]) == ids
    assert [row[8] for row in rows[1:]] == sorted(row[8] for row in rows[1:])
    assert rows[0][:4] == ["Nomor", "Komitmen", "Ukuran", "Instansi"]


def test_a_workbook_has_days_as_days_and_numbers_as_numbers(
    reviewer: PageClient, board: Board, forum: int
) -> None:
    [number] = board.add(forum, date(2025, 9, 30), extended=2, obstacle="Menunggu DAK")
    board.say(number, "17 dari 20 puskesmas sudah mengisi.")
    _, row = book(reviewer)
    assert row[0] == number
    assert row[8] == datetime(2025, 9, 30)  # noqa: DTZ001  # a spreadsheet's days know no zone
    assert row[10:14] == (13, "Belum ditindaklanjuti", "Menunggu DAK", 2)
    assert row[14] == "17 dari 20 puskesmas sudah mengisi."


@pytest.mark.parametrize(
    "said", ["=1+1", "+62 811", "-5 dokter", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
)
def test_no_cell_is_a_formula(app: Flask, reviewer: PageClient, board: Board, forum: int, said: str) -> None:
    [number] = board.add(forum, LATE[0])
    with app.app_context():
        db.session.get_one(Commitment, number).action = said
        db.session.commit()
    assert table(reviewer)[1][1] == f"'{said}"
    answer = reviewer.get("/review/table.xlsx", buffered=True)
    cell = openpyxl.load_workbook(io.BytesIO(answer.data)).active["B2"]
    assert (cell.data_type, cell.value.strip()) == ("s", said.strip())


def test_the_leader_takes_it_along_too(
    client: PageClient, cast: Cast, sign_in: SignIn, board: Board, forum: int
) -> None:
    board.add(forum, LATE[0])
    sign_in(client, cast.leader)
    assert len(table(client)) == 2


def test_a_stranger_takes_nothing_of_another_region(
    client: PageClient, cast: Cast, sign_in: SignIn, board: Board, forum: int
) -> None:
    board.add(forum, LATE[0])
    sign_in(client, cast.stranger)
    for address in ("/review/table.csv", "/review/table.xlsx", "/review/print"):
        assert client.get(f"{address}?region={cast.region_id}").status_code == 404
    assert len(table(client)) == 1


def test_on_paper_the_rows_stand_by_office_with_room_for_notes(
    reviewer: PageClient, board: Board, forum: int
) -> None:
    board.add(forum, *LATE)
    board.add(forum, LATE[1], owner=board.cast.second_owner, obstacle="Menunggu DAK")
    page = tree(reviewer, "/review/print")
    assert [pages.text(h) for h in page.iter("h2")] == ["Dinas Kesehatan · 4", "Dinas Sosial · 1"]
    assert "Menunggu DAK" in pages.text(page)
    assert [pages.text(th) for th in page.iter("th") if "notes" in (th.get("class") or "")] == ["Catatan"] * 2


def test_the_board_links_to_the_list_as_it_is_filtered(
    reviewer: PageClient, board: Board, forum: int
) -> None:
    board.add(forum, *LATE)
    page = tree(reviewer, "/review?age=6-10&flag=silent")
    links = {pages.text(a): a.get("href") for a in page.iter("a")}
    assert links["XLSX"] == "/review/table.xlsx?age=6-10&flag=silent"
    assert links["CSV"] == "/review/table.csv?age=6-10&flag=silent"
