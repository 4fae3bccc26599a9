"""The pages: a meeting from the board, item after item, without a script, with two reviewers, to its minutes."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.meetings.conftest import LATE, Room
from tests.queries import count_queries
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.meetings.models import Meeting, MeetingEntry, MeetingPromise
from tracker.meetings.rules import Choice, MeetingState
from tracker.minutes.models import Draft


def form(html: str, word: str) -> dict[str, str]:
    """The hidden fields of a decision's form, as the page has them."""
    details = next(e for e in pages.parse(html).iter("details") if e.get("id") == f"decide-{word}")
    return {f.get("name", ""): f.get("value", "") for f in details.iter("input") if f.get("type") == "hidden"}


def words(html: str) -> set[str]:
    """Which decisions the page offers."""
    return {
        (e.get("id") or "").removeprefix("decide-")
        for e in pages.parse(html).iter("details")
        if (e.get("id") or "").startswith("decide-")
    } - {"promise"}


def decide(client: PageClient, room: Room, word: str, **fields: str) -> TestResponse:
    page = client.get(f"/meetings/{room.meeting_id}/room")
    return client.post(f"/meetings/{room.meeting_id}/decisions", data=form(page.text, word) | fields)


def press(client: PageClient, room: Room, key: str) -> TestResponse:
    """A button of the room that is a form of its own."""
    page = pages.parse(client.get(f"/meetings/{room.meeting_id}/room").text)
    (found,) = [f for f in page.iter("form") if any(b.get("data-key") == key for b in f.iter("button"))]
    values = {f.get("name", ""): f.get("value", "") for f in found.iter("input")}
    return client.post(found.get("action", ""), data=values)


def heading(client: PageClient, room: Room) -> str:
    page = pages.parse(client.get(f"/meetings/{room.meeting_id}/room").text)
    return pages.text(next(page.iter("h1")))


def test_a_meeting_about_what_is_overdue_begins_from_the_board(
    app: Flask, reviewer: PageClient, room: Room
) -> None:
    board = reviewer.get("/review?tab=overdue")
    assert "/meetings/new" in board.text
    opened = pages.parse(reviewer.get("/meetings/new?tab=overdue").text)
    typed = {f.get("name"): f for f in opened.iter("textarea")}
    assert "dr. Wa Ode Ramlah" in pages.text(typed["attendance"])
    begun = reviewer.submit(
        "/meetings/new?tab=overdue", {"title": "Rapat monev Oktober", "order": "office", "go": "begin"},
        action="/meetings/new?tab=overdue",
    )  # fmt: skip
    assert begun.status_code == 303
    assert begun.location.endswith("/room")
    with app.app_context():
        made = db.session.query(Meeting).order_by(Meeting.id.desc()).first()
        assert made is not None
        assert (made.title, made.state) == ("Rapat monev Oktober", MeetingState.RUNNING)
    page = reviewer.get(begun.location).text
    assert "1 dari 4" in page  # late and not asking for time
    assert "Bersiap: Dinas Kesehatan" in page


def test_a_meeting_about_nothing_is_not_begun(reviewer: PageClient, room: Room) -> None:
    answer = reviewer.submit("/meetings/new?q=tidakada", {"go": "begin"}, action="q=tidakada")
    assert answer.status_code == 422
    assert "Tidak ada komitmen yang cocok" in answer.text


def test_the_room_shows_all_of_the_item_and_offers_what_fits(reviewer: PageClient, room: Room) -> None:
    page = reviewer.get(f"/meetings/{room.meeting_id}/room").text
    assert heading(reviewer, room) == "Tugas nomor 1."
    assert "1 dari 6" in page
    assert "Lewat 45 hari" in page or "45 hari" in page
    assert words(page) == {"extend", "escalate", "note", "ask-report"}
    for _ in range(3):
        assert press(reviewer, room, "arrowright").status_code == 303
    page = reviewer.get(f"/meetings/{room.meeting_id}/room").text
    assert "Sudah selesai, foto terlampir." in page
    assert words(page) == {"verify", "send-back", "escalate", "note", "ask-report"}


def test_decisions_by_buttons_alone(app: Flask, reviewer: PageClient, room: Room) -> None:
    answer = decide(reviewer, room, "extend", said="Anggaran November.", ahead="2025-10-27")
    assert answer.status_code == 303
    with app.app_context():
        assert room.commitment(1).due_on is not None
        assert room.commitment(1).due_on.isoformat() == "2025-10-27"  # type: ignore[union-attr]  # said just above
    page = reviewer.get(answer.location).text
    assert "Tenggat baru Senin, 27 Oktober 2025: Anggaran November." in page
    assert press(reviewer, room, "u").status_code == 303
    with app.app_context():
        assert room.commitment(1).due_on == LATE[0]
    typed = decide(reviewer, room, "extend", said="Lain.", ahead="2025-10-27", due_on="2025-11-07")
    assert typed.status_code == 303
    with app.app_context():
        assert room.commitment(1).due_on.isoformat() == "2025-11-07"  # type: ignore[union-attr]  # as above


def test_what_is_refused_stays_typed_and_says_why(app: Flask, reviewer: PageClient, room: Room) -> None:
    answer = decide(reviewer, room, "extend", said="Alasan yang panjang.", ahead="", due_on="2025-10-13")
    assert answer.status_code == 422
    assert "Alasan yang panjang." in answer.text
    details = next(e for e in pages.parse(answer.text).iter("details") if e.get("id") == "decide-extend")
    assert details.get("open") is not None
    assert any(p.get("role") == "alert" for p in details.iter("p"))
    empty = decide(reviewer, room, "note", said=" ")
    assert "Tulis setidaknya beberapa kata" in empty.text
    with app.app_context():
        assert db.session.query(MeetingEntry).count() == 0


def test_the_second_of_two_reviewers_is_shown_what_the_first_did(
    app: Flask, client: PageClient, reviewer: PageClient, room: Room, cast: Cast, sign_in: SignIn
) -> None:
    other = app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, cast.second_reviewer)
    stale = form(other.get(f"/meetings/{room.meeting_id}/room").text, "extend")
    decide(reviewer, room, "extend", said="Pertama.", ahead="2025-10-27")
    answer = other.post(
        f"/meetings/{room.meeting_id}/decisions", data=stale | {"said": "Kedua.", "ahead": "2025-10-31"}
    )
    assert answer.status_code == 422
    assert "Kedua." in answer.text
    assert "Pertama." in answer.text
    with app.app_context():
        assert [e.said for e in db.session.query(MeetingEntry)] == ["Pertama."]


def test_the_pulse_beats_with_each_act(reviewer: PageClient, room: Room) -> None:
    address = f"/meetings/{room.meeting_id}/pulse"
    first = reviewer.get(address).get_json()
    assert reviewer.get(address).get_json() == first
    press(reviewer, room, "arrowright")
    second = reviewer.get(address).get_json()
    assert second["item"] != first["item"]
    decide(reviewer, room, "note", said="Dibahas.")
    assert reviewer.get(address).get_json()["version"] != second["version"]


def test_a_pause_keeps_everything(app: Flask, reviewer: PageClient, room: Room) -> None:
    press(reviewer, room, "arrowright")
    decide(reviewer, room, "note", said="Dibahas, menunggu data BPJS.")
    address = f"/meetings/{room.meeting_id}"
    reviewer.submit(f"{address}/room", {}, action="/pause")
    assert reviewer.get(f"{address}/room").status_code == 303
    assert "Dibahas, menunggu data BPJS." in reviewer.get(address).text
    reviewer.submit(address, {}, action="/begin")
    assert heading(reviewer, room) == "Tugas nomor 2."


def test_a_new_promise_is_written_down_and_taken_out(app: Flask, reviewer: PageClient, room: Room) -> None:
    address = f"/meetings/{room.meeting_id}/room"
    lacking = reviewer.submit(address, {"action": "Menyusun daftar."}, action="/promises")
    assert lacking.status_code == 422
    assert "Menyusun daftar." in lacking.text
    given = {"action": "Menyusun daftar.", "owner": str(room.cast.owner.post_id), "due_on": "2025-12-05"}
    assert reviewer.submit(address, given, action="/promises").status_code == 303
    with app.app_context():
        assert db.session.query(MeetingPromise).one().action == "Menyusun daftar."
    reviewer.submit(address, {}, action="/removal")
    with app.app_context():
        assert db.session.query(MeetingPromise).count() == 0


def test_from_the_closing_to_the_drafts_of_a_forum(app: Flask, reviewer: PageClient, room: Room) -> None:
    address = f"/meetings/{room.meeting_id}"
    decide(reviewer, room, "escalate", said="Tanpa kabar.", post=str(room.cast.leader.post_id))
    given = {"action": "Menyusun daftar.", "owner": str(room.cast.owner.post_id), "due_on": "2025-12-05"}
    reviewer.submit(f"{address}/room", given, action="/promises")
    page = reviewer.get(f"{address}/closing").text
    (name,) = re.findall(r'name="(said-\d+)"', page)
    closed = reviewer.submit(
        f"{address}/closing", {name: "Tanpa kabar sejak Agustus.", "place": "Ruang Sekda"}, action="/closing"
    )
    assert closed.status_code == 303
    minutes = reviewer.get(address).text
    assert "Dinaikkan kepada Bupati Buton: Tanpa kabar sejak Agustus." in minutes
    assert "Ruang Sekda" in minutes
    assert "Sidik isi" in minutes
    assert reviewer.get(f"{address}/closing").status_code == 303
    paper = reviewer.get(f"{address}/minutes.docx")
    assert docx.Document(BytesIO(paper.data)).tables[0].rows[1].cells[0].text == "1"
    assert "Tanpa kabar sejak Agustus." in reviewer.get(f"{address}/minutes.txt").text
    handed = reviewer.submit(address, {"series": "Rapat Monev"}, action="/forum")
    assert handed.location.endswith("/drafts")
    drafts = reviewer.get(handed.location)
    assert "Menyusun daftar." in drafts.text
    with app.app_context():
        assert db.session.query(Draft).count() == 1
    assert "Notula ini sudah menjadi forum." in reviewer.get(address).text


def test_a_draft_is_closed_only_as_it_was_seen(app: Flask, reviewer: PageClient, room: Room) -> None:
    address = f"/meetings/{room.meeting_id}"
    with app.app_context():
        room.decide(1, Choice.NOTE, "Satu.")
    stale = pages.parse(reviewer.get(f"{address}/closing").text)
    fields = {f.get("name", ""): f.get("value", "") for f in stale.iter("input")}
    fields |= {f.get("name", ""): f.text or "" for f in stale.iter("textarea")}
    with app.app_context():
        room.decide(2, Choice.NOTE, "Dua, dari reviewer lain.")
    answer = reviewer.post(f"{address}/closing", data=fields | {"place": "Ruang baru"})
    assert answer.status_code == 422
    assert "Ruang baru" in answer.text
    assert "Dua, dari reviewer lain." in answer.text
    again = pages.parse(answer.text)
    fields |= {f.get("name", ""): f.get("value", "") for f in again.iter("input")}
    assert reviewer.post(f"{address}/closing", data=fields).status_code == 303


def test_the_leader_reads_and_changes_nothing(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, room: Room
) -> None:
    sign_in(client, cast.leader)
    address = f"/meetings/{room.meeting_id}"
    for page in ("", "/screen", "/pulse", "/minutes.txt", "/minutes.docx"):
        assert client.get(address + page).status_code == 200
    assert "/begin" not in client.get(address).text
    assert client.get(f"{address}/room").status_code == 403
    assert client.post(f"{address}/decisions").status_code in {400, 403}


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_others_find_nothing(client: PageClient, cast: Cast, sign_in: SignIn, room: Room, who: str) -> None:
    sign_in(client, getattr(cast, who))
    wanted = {"owner": 403, "stranger": 404}[who]
    for page in ("", "/screen", "/pulse", "/room", "/closing", "/minutes.txt", "/minutes.docx"):
        assert client.get(f"/meetings/{room.meeting_id}{page}").status_code == wanted


def test_an_item_of_another_meeting_is_not_decided_here(app: Flask, reviewer: PageClient, room: Room) -> None:
    page = reviewer.get(f"/meetings/{room.meeting_id}/room").text
    fields = form(page, "note") | {"said": "Catatan.", "item": "999"}
    answer = reviewer.post(f"/meetings/{room.meeting_id}/decisions", data=fields)
    assert answer.status_code == 422
    assert "Komitmen itu tidak ada di wilayah ini." in answer.text


def test_the_room_costs_the_same_for_six_items_and_for_many(
    app: Flask, reviewer: PageClient, room: Room, board: object
) -> None:
    with count_queries() as few:
        reviewer.get(f"/meetings/{room.meeting_id}/screen")
    with count_queries() as room_few:
        reviewer.get(f"/meetings/{room.meeting_id}/room")
    assert (len(few), len(room_few)) <= (14, 24)


def test_the_story_tells_of_the_meeting(app: Flask, reviewer: PageClient, room: Room) -> None:
    decide(reviewer, room, "ask-report", ahead="2025-10-20", said="Jumlah peserta.")
    decide(reviewer, room, "note", said="Menunggu data BPJS.")
    decide(reviewer, room, "escalate", said="Terlalu lama.", post=str(room.cast.leader.post_id))
    press(reviewer, room, "u")
    story = reviewer.get(f"/commitments/{room.ids[0]}").text
    assert (
        "Laporan paling lambat Senin, 20 Oktober 2025 diminta dalam “Rapat monev”, Senin, 13 Oktober 2025"
        in story
    )
    assert "Dibahas dalam “Rapat monev”" in story
    assert "Dinaikkan kepada Bupati Buton dalam “Rapat monev”" in story
    assert "membatalkan keputusan terakhir dalam “Rapat monev”" in story
    assert room.app is app
    with app.app_context():
        assert room.commitment(1).status is Status.NOT_STARTED
