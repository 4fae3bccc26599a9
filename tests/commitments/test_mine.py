"""The signed-in owner: what is asked of the office, by what burns, and the same report without a link."""

from __future__ import annotations

from datetime import date

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import House, pdf
from tests.queries import count_queries
from tracker.commitments.rules import Answer
from tracker.people.rules import Door


def test_the_list_is_sorted_by_what_burns(house: House, client: PageClient, sign_in: SignIn) -> None:
    house.promise(action="Nanti saja", due_on=date(2025, 12, 1))
    house.promise(action="Minggu ini", due_on=date(2025, 10, 17))
    house.promise(action="Sudah lewat")
    back = house.promise(action="Perlu dilengkapi", due_on=date(2025, 11, 20))
    asked = house.promise(action="Minta waktu")
    done = house.promise(action="Beres tahun ini")
    house.promise(action="Milik orang lain", owner=house.cast.second_owner)
    for commitment_id in (back, done):
        house.report(commitment_id)
        house.verify(commitment_id, accepted=commitment_id == done, reason="Belum ada tanggal.")
    house.report(asked, Answer.MORE_TIME, note="Perlu.", asked_due_on=date(2025, 11, 1))
    sign_in(client, house.cast.owner)
    page = client.get("/commitments/mine").text
    order = ["Sudah lewat", "Perlu dilengkapi", "Minggu ini", "Nanti saja", "Minta waktu", "Beres tahun ini"]
    places = [page.index(f">{action}<") for action in order]
    assert places == sorted(places)
    assert "Milik orang lain" not in page
    assert "Belum ada tanggal." in page
    assert "1 lewat tenggat, 1 dikembalikan, 1 jatuh tempo" in page
    assert page.count("btn-primary") == 1
    with count_queries() as queries:
        client.get("/commitments/mine")
    assert len(queries) <= 10, "\n\n".join(queries)


def test_an_empty_list_says_so(house: House, client: PageClient, sign_in: SignIn) -> None:
    sign_in(client, house.cast.owner)
    assert "Belum ada yang diminta dari Anda" in client.get("/commitments/mine").text


def test_the_owner_reports_by_the_page(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise()
    sign_in(client, house.cast.owner)
    fields = {"answer": "done", "note": "Semua aktif.", "files": [pdf()]}
    assert house.send(client, f"/commitments/{commitment_id}/update", fields).status_code == 303
    [said] = house.updates(commitment_id)
    assert said.door is Door.PAGE
    page = client.get(f"/commitments/{commitment_id}").text
    assert "Kepala Dinas Kesehatan melaporkan selesai:" in page
    assert "bukti.pdf" in page


def test_without_a_note_what_was_chosen_stays(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise()
    sign_in(client, house.cast.owner)
    fields = {"answer": "obstructed", "obstacle": "Listrik 12 jam", "note": ""}
    refused = house.send(client, f"/commitments/{commitment_id}/update", fields)
    assert refused.status_code == 422
    assert "Listrik 12 jam" in refused.text
    assert house.updates(commitment_id) == []


def test_the_page_form_is_guarded_against_foreign_sites(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    sign_in(client, house.cast.owner)
    sent = client.post(f"/commitments/{commitment_id}/update", data={"answer": "progress", "note": "x"})
    assert sent.status_code == 400
    assert house.updates(commitment_id) == []
