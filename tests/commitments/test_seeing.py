"""Who sees a commitment, its story and its files; a stranger meets a 404, as if there were nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import ACTION, PDF, QUOTE, House, pdf
from tests.queries import count_queries
from tracker.commitments import actions
from tracker.commitments.models import Evidence
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed

SEEING = {
    "owner": 200, "second_owner": 404, "reviewer": 200, "leader": 200, "operator": 200, "stranger": 404,
    "stranger_owner": 404,
}  # fmt: skip


@pytest.mark.parametrize(("who", "code"), SEEING.items())
def test_who_sees_a_published_commitment(
    house: House, client: PageClient, sign_in: SignIn, who: str, code: int
) -> None:
    commitment_id = house.promise()
    sign_in(client, getattr(house.cast, who))
    assert client.get(f"/commitments/{commitment_id}").status_code == code
    assert (ACTION in client.get("/commitments").text) == (code == 200)


@pytest.mark.parametrize("who", ["owner", "leader", "operator", "stranger"])
def test_before_publication_only_reviewers_see_it(
    house: House, client: PageClient, sign_in: SignIn, who: str
) -> None:
    commitment_id = house.promise(published=False)
    sign_in(client, getattr(house.cast, who))
    assert client.get(f"/commitments/{commitment_id}").status_code == 404


def test_a_reviewer_sees_it_before_publication(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise(published=False)
    sign_in(client, house.cast.reviewer)
    page = client.get(f"/commitments/{commitment_id}")
    assert page.status_code == 200
    assert "Belum diterbitkan" in page.text
    assert client.get(f"/commitments/{commitment_id}/update").status_code == 403


def test_a_supporting_office_sees_what_it_helps_with(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise(supporting=[house.cast.second_owner.office_id])
    sign_in(client, house.cast.second_owner)
    assert client.get(f"/commitments/{commitment_id}").status_code == 200
    assert client.get(f"/commitments/{commitment_id}/update").status_code == 403


@pytest.mark.parametrize("path", ["verification", "extension", "update"])
def test_a_stranger_may_not_act_either(house: House, client: PageClient, sign_in: SignIn, path: str) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.app.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, house.cast.stranger)
    data = {"verdict": "verified", "decision": "granted", "answer": "progress", "note": "x"}
    assert client.post(f"/commitments/{commitment_id}/{path}", data=data).status_code == 404


def test_signed_out_one_is_asked_to_sign_in(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    for path in (f"/commitments/{commitment_id}", "/commitments", "/commitments/mine", "/evidence/1"):
        assert client.get(path).status_code == 302


def test_evidence_is_handed_out_as_it_came_and_only_to_those_who_may_see(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    house.send(
        client,
        f"/answer/{house.token(commitment_id)}",
        {"note": "Lihat berkas.", "files": [pdf("../lap<or>an.exe")]},
    )
    with house.app.app_context():
        evidence_id = db.session.query(Evidence).one().id
    sign_in(client, house.cast.leader)
    with client.get(f"/evidence/{evidence_id}") as file:
        assert file.data == PDF
        assert file.mimetype == "application/pdf"
        assert file.headers["Content-Disposition"] == "attachment; filename=lap-or-an.exe.pdf"
        assert file.headers["X-Content-Type-Options"] == "nosniff"
    other = house.app.test_client()
    assert isinstance(other, PageClient)
    sign_in(other, house.cast.stranger)
    assert other.get(f"/evidence/{evidence_id}").status_code == 404


def test_the_page_tells_the_whole_story_in_indonesian(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise(supporting=[house.cast.second_owner.office_id])
    house.report(commitment_id, Answer.OBSTRUCTED, note="Dua belum.", obstacle="Listrik 12 jam")
    with house.commitment(commitment_id) as commitment:
        mail = outbox.queue(
            key="weekly-digest/x", kind="weekly digest", period="2025-W42", to_email="a@b.example",
            to_name="dr. Wa Ode Ramlah", composed=Composed("s", "t", "h"), at=house.now.at,
        )  # fmt: skip
        assert mail is not None
        actions.tell([commitment], mail)
    sign_in(client, house.cast.reviewer)
    page = client.get(f"/commitments/{commitment_id}").text
    for words in (
        QUOTE,
        "butir 1",
        "Tenggat telah lewat.",
        "menyampaikan kendala melalui tautan surat",
        "Listrik 12 jam",
        "Rekap mingguan menunggu dikirim kepada dr. Wa Ode Ramlah",
        "Dinas Sosial",
        "paling lambat 7 Oktober 2025",
        "Lewat 6 hari",
        "Ingatkan pemilik sekarang",
    ):
        assert words in page, words


def test_a_commitment_without_a_date_says_why(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise(due_on=None, undated_reason="Menunggu juknis DAK")
    sign_in(client, house.cast.owner)
    page = client.get(f"/commitments/{commitment_id}").text
    assert "Tanpa tenggat" in page
    assert "Menunggu juknis DAK" in page
    assert "Menunggu juknis DAK" in client.get(f"/answer/{house.token(commitment_id)}").text


def test_the_page_costs_the_same_however_long_the_story(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise(supporting=[house.cast.second_owner.office_id])
    house.report(commitment_id, Answer.MORE_TIME, asked_due_on=date(2025, 11, 1), note="Perlu waktu.")
    for number in range(3):
        house.now.pass_by(hours=1)
        house.report(commitment_id, note=f"Selesai {number}")
    sign_in(client, house.cast.reviewer)
    client.get(f"/commitments/{commitment_id}")
    with count_queries() as queries:
        client.get(f"/commitments/{commitment_id}")
    assert len(queries) <= 20, "\n\n".join(queries)


def test_the_list_goes_on_by_key_and_keeps_its_filter(
    house: House, client: PageClient, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.commitments.views.showing.PAGE", 2)
    for number in range(5):
        house.promise(action=f"Janji nomor {number}")
    sign_in(client, house.cast.leader)
    first = client.get("/commitments?status=not+started").text
    assert "Janji nomor 4" in first
    assert "Janji nomor 2" not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).text
    assert "Janji nomor 2" in second
    assert "Janji nomor 4" not in second
    assert "Janji nomor" not in client.get("/commitments?status=verified").text
    with count_queries() as queries:
        client.get("/commitments")
    assert len(queries) <= 4, "\n\n".join(queries)
