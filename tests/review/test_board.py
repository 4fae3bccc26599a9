"""The board of the Sekda office: what is late, since when, whose it is, and what was said last."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.queries import count_queries
from tests.review.conftest import LATE, NOW, TODAY, Board
from tests.review.reading import address_of, ages, counts, shown, tree
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import TenureKind


def test_the_oldest_stand_first_in_bands_of_working_days(
    reviewer: PageClient, board: Board, forum: int
) -> None:
    ids = board.add(forum, *reversed(LATE))
    board.add(forum, TODAY, TODAY + timedelta(days=1), None)
    page = tree(reviewer)
    assert shown(page) == list(reversed(ids))
    assert ages(page) == [
        "Lewat lebih dari 20 hari kerja · 1 komitmen",
        "Lewat 11–20 hari kerja · 1 komitmen",
        "Lewat 6–10 hari kerja · 1 komitmen",
        "Lewat sampai 5 hari kerja · 1 komitmen",
    ]
    lead = next(p for p in page.iter("p") if p.get("class") == "lead-line")
    assert pages.text(lead) == "4 komitmen lewat tenggat. 1 di antaranya sudah lebih dari 20 hari kerja."


def test_a_row_tells_owner_deadline_and_last_word(reviewer: PageClient, board: Board, forum: int) -> None:
    [number] = board.add(forum, date(2025, 9, 30), obstacle="Menunggu DAK", extended=1)
    board.say(number, "17 dari 20 puskesmas sudah mengisi daftar.")
    page = pages.text(next(tree(reviewer).iter("main")))
    for words in (
        "Tinjauan tindak lanjut", "Lewat tenggat", "Dinas Kesehatan", "Kepala Dinas Kesehatan, dr. Wa Ode Ramlah",
        "30 Sep 2025", "lewat 13 hari", "Terkendala", "1 kali diperpanjang", "Kabar terakhir dari pemilik",
        "17 dari 20 puskesmas sudah mengisi daftar.", "9 Okt 2025",
    ):  # fmt: skip
        assert words in page


def test_a_vacant_post_is_said(app: Flask, reviewer: PageClient, board: Board, forum: int) -> None:
    board.add(forum, LATE[0])
    assert "jabatan kosong" not in reviewer.get("/review").text
    with app.app_context():
        db.session.get_one(Tenure, board.cast.owner.tenure_id).until_on = date(2025, 10, 12)
        db.session.commit()
    assert "jabatan kosong" in reviewer.get("/review").text


def test_each_tab_asks_its_own_question(reviewer: PageClient, board: Board, forum: int) -> None:
    [late] = board.add(forum, LATE[0])
    [asked] = board.add(forum, LATE[1])
    board.ask_for_time(asked)
    [waiting] = board.add(forum, LATE[2], status=Status.PROPOSED_DONE, proposed_at=NOW - timedelta(days=7))
    [stuck] = board.add(forum, date(2025, 12, 1), obstacle="Menunggu DAK")
    [undated] = board.add(forum, None)
    [done] = board.add(forum, LATE[0], status=Status.VERIFIED)
    [again] = board.add(forum, LATE[0], status=Status.VERIFIED, look_again_at=NOW)
    board.add(forum, LATE[0], published=False)
    seen = {
        tab: set(shown(tree(reviewer, f"/review?tab={tab}")))
        for tab in ("overdue", "waiting", "more-time", "look-again", "obstructed", "open", "all")
    }
    assert seen == {
        "overdue": {late},
        "waiting": {waiting},
        "more-time": {asked},
        "look-again": {again},
        "obstructed": {stuck},
        "open": {late, asked, waiting, stuck, undated},
        "all": {late, asked, waiting, stuck, undated, done, again},
    }
    tabs = next(n for n in tree(reviewer).iter("nav") if n.get("class", "").startswith("tabs"))
    assert pages.text(tabs) == (
        "Lewat tenggat 1 Menunggu verifikasi 1 Permohonan 1 Tinjau ulang 1 Terkendala 1 Semua yang terbuka 5 Semua 7"
    )


def test_waiting_is_counted_in_working_days(reviewer: PageClient, board: Board, forum: int) -> None:
    for since in (datetime(2025, 10, 6, 3, tzinfo=NOW.tzinfo), NOW):
        board.add(forum, LATE[0], status=Status.PROPOSED_DONE, proposed_at=since)
    page = tree(reviewer, "/review?tab=waiting")
    cells = [pages.text(td) for td in page.iter("td") if td.get("data-h") == "Menunggu"]
    assert cells == ["5 hari kerjaPeriksa", "0 hari kerjaPeriksa"]
    assert "Selama menunggu verifikasi, pemilik tidak menerima surat pengingat." in pages.text(page)


def test_filters_stand_in_the_address_and_leave_what_they_promise(
    reviewer: PageClient, board: Board, forum: int
) -> None:
    second = board.forum(board.cast.region_id, "Rapat monev")
    board.add(forum, *LATE, *LATE)
    board.add(second, *LATE[:2], owner=board.cast.second_owner, obstacle="Menunggu DAK")
    board.add(second, LATE[0], status=Status.SENT_BACK, extended=2)

    said = counts(tree(reviewer))
    assert said["Semua umur"] == said["Semua instansi"] == said["Semua forum"] == 11
    assert said["Dinkes"] + said["Dinsos"] == 11
    assert said["Forum Kemitraan"] + said["Rapat monev"] == 11
    assert sum(said[age] for age in ("Lebih dari 20 hari kerja", "11–20", "6–10", "1–5")) == 11

    for words, number in said.items():
        page = tree(reviewer, address_of(tree(reviewer), words))
        assert len(shown(page)) == number, words
        assert any(a.get("aria-current") and pages.text(a).startswith(words) for a in page.iter("a"))
        for further, left in counts(page).items():
            assert len(shown(tree(reviewer, address_of(page, further)))) == left, f"{words}, then {further}"


@pytest.mark.parametrize("tab", ["overdue", "waiting", "more-time", "obstructed", "open", "all"])
def test_turning_the_pages_shows_every_row_once(
    app: Flask, reviewer: PageClient, board: Board, forum: int, tab: str
) -> None:
    """120 rows, many of one day and some without any, over three pages."""
    reviewer.check_pages = False
    days: list[date | None] = [LATE[n % 4] for n in range(120)]
    if tab == "waiting":
        ids = [
            board.add(forum, day, status=Status.PROPOSED_DONE, proposed_at=NOW - timedelta(days=n % 7))[0]
            for n, day in enumerate(days)
        ]
    else:
        if tab != "overdue":
            days[::10] = [None] * 12
        ids = board.add(forum, *days, obstacle="Menunggu DAK" if tab == "obstructed" else "")
    if tab == "more-time":
        for number in ids:
            board.ask_for_time(number)
    seen: list[int] = []
    address: str | None = f"/review?tab={tab}"
    turned = 0
    while address:
        page, turned = tree(reviewer, address), turned + 1
        seen += shown(page)
        address = next((a.get("href") for a in page.iter("a") if a.get("rel") == "next"), None)
    assert turned == 3
    assert sorted(seen) == sorted(ids)


@pytest.mark.parametrize("rows", [5, 120])
@pytest.mark.parametrize("tab", ["overdue", "waiting"])
def test_the_board_costs_the_same_at_any_size(
    reviewer: PageClient, board: Board, forum: int, rows: int, tab: str
) -> None:
    waiting: dict[str, Any] = {"status": Status.PROPOSED_DONE, "proposed_at": NOW - timedelta(days=3)}
    ids = board.add(forum, *[LATE[n % 4] for n in range(rows)], **(waiting if tab == "waiting" else {}))
    for number in ids[::3]:
        board.say(number, "Berjalan.")
    with count_queries() as queries:
        assert reviewer.get(f"/review?tab={tab}").status_code == 200
    assert len(queries) <= 9, "\n".join(queries)


def test_the_leader_reads_and_ticks_nothing(
    client: PageClient, cast: Cast, sign_in: SignIn, board: Board, forum: int
) -> None:
    board.add(forum, *LATE)
    board.add(forum, LATE[0], status=Status.PROPOSED_DONE, proposed_at=NOW)
    sign_in(client, cast.leader)
    for tab in ("overdue", "waiting", "open"):
        main = next(tree(client, f"/review?tab={tab}").iter("main"))
        forms = [form for form in main.iter("form") if form.get("role") != "search"]
        assert not forms
        assert [i.get("type") for i in main.iter("input") if i.get("type") != "hidden"] == ["search"]
        assert "Periksa" not in pages.text(main)
        assert "verifikasi Anda" not in pages.text(main)


def test_the_reviewer_ticks_what_is_overdue(reviewer: PageClient, board: Board, forum: int) -> None:
    ids = board.add(forum, *LATE)
    page = tree(reviewer)
    boxes = [i for i in page.iter("input") if i.get("name") == "commitment"]
    assert sorted(int(i.get("value", "")) for i in boxes) == ids
    assert {i.get("aria-label", "")[:18] for i in boxes} == {"Pilih: Tugas nomor"}
    assert [i for i in tree(reviewer, "/review?tab=all").iter("input") if i.get("name") == "commitment"] == []


def test_after_reminding_the_reviewer_is_back_at_the_same_filters(
    reviewer: PageClient, board: Board, forum: int
) -> None:
    ids = board.add(forum, *LATE)
    address = f"/review?age=6-10&office={board.cast.owner.office_id}"
    answer = reviewer.submit(address, {"commitment": str(ids[2])}, action="/reminders")
    assert answer.status_code == 303
    assert answer.location == address


def test_what_people_wrote_is_no_markup_and_a_change_is_seen_at_once(
    app: Flask, reviewer: PageClient, board: Board, forum: int
) -> None:
    [number] = board.add(forum, LATE[0])
    board.say(number, "<b>Berjalan</b> & selesai")
    assert "&lt;b&gt;Berjalan&lt;/b&gt; &amp; selesai" in reviewer.get("/review").text
    with app.app_context():
        db.session.get_one(Commitment, number).action = "Tugas <i>lain</i>"
        db.session.get_one(Tenure, board.cast.owner.tenure_id).person.name = "Wa <u>Ode</u>"
        db.session.commit()
    page = reviewer.get("/review").text
    assert "Tugas &lt;i&gt;lain&lt;/i&gt;" in page
    assert "Wa &lt;u&gt;Ode&lt;/u&gt;" in page
    assert "Tugas nomor" not in page


def test_the_holder_named_is_the_one_who_answers(
    app: Flask, board: Board, cast: Cast, client: PageClient
) -> None:
    with app.app_context():
        posts = [cast.owner.post_id, cast.second_owner.post_id, cast.reviewer.post_id]
        db.session.add(
            Tenure(
                post_id=posts[0], person_id=cast.reviewer.person_id, kind=TenureKind.PLH, from_on=TODAY
            )
        )  # fmt: skip
        db.session.get_one(Tenure, cast.second_owner.tenure_id).until_on = TODAY - timedelta(days=1)
        db.session.commit()
        whole = people.holders(posts, today=TODAY)
        named = people.in_posts(posts, today=TODAY)
        assert {post: (t.called, t.person.name) for post, t in whole.items()} == named
        assert named.keys() == {posts[0], posts[2]}
        assert named[posts[0]].called.startswith("Plh. ")
