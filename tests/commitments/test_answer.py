"""The owner answers from the phone, behind the link in a mail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import ACTION, QUOTE, TODAY, House, pdf
from tests.queries import count_queries
from tracker.commitments.models import Event, Evidence
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.people.models import Person, Tenure
from tracker.people.rules import Door


def test_opening_the_link_changes_nothing(house: House, client: PageClient) -> None:
    path = f"/answer/{house.token(house.promise())}"
    before = house.rows()
    for method in ("GET", "HEAD", "GET"):
        client.check_pages = method == "GET"
        response = client.open(path, method=method)
        assert response.status_code == 200
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in response.headers
    assert house.rows() == before


def test_the_page_asks_one_question_in_indonesian(house: House, client: PageClient) -> None:
    page = client.get(f"/answer/{house.token(house.promise())}").text
    for words in (
        ACTION,
        QUOTE,
        "Kepala Dinas Kesehatan",
        "Sudah sampai mana?",
        "Kirim kabar",
        "Lewat 6 hari",
    ):
        assert words in page, words
    assert "<nav" not in page
    assert re.search(r'<input checked[^>]*value="progress"', page), (
        "news of work in progress is what most send"
    )


def test_the_page_costs_six_queries_at_most(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    for number in range(4):
        house.now.pass_by(hours=1)
        house.report(commitment_id, Answer.PROGRESS, note=f"Kabar {number}")
    path = f"/answer/{house.token(commitment_id)}"
    client.get(path)
    with count_queries() as queries:
        client.get(path)
    assert len(queries) <= 6, "\n".join(queries)


def test_the_owner_answers_from_the_link(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    response = house.send(
        client, path, {"note": "14 dari 20 puskesmas aktif.", "files": [pdf(), pdf("foto.pdf")]}
    )
    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers
    assert "14 dari 20 puskesmas aktif." in client.get(response.location).text
    [said] = house.updates(commitment_id)
    assert (said.answer, said.door, said.tenure_id) == (
        Answer.PROGRESS,
        Door.LINK,
        house.cast.owner.tenure_id,
    )
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.IN_PROGRESS
        assert commitment.last_update_id == said.id
        files = db.session.query(Evidence).all()
        assert [file.name for file in files] == ["bukti.pdf", "foto.pdf"]
        assert all(file.media_type == "application/pdf" for file in files)


def test_the_link_answers_for_its_holder_whoever_is_signed_in(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    sign_in(client, house.cast.reviewer)
    page = client.get(f"/answer/{house.token(commitment_id)}")
    assert "Sitti Hasnah" not in page.text
    house.send(client, f"/answer/{house.token(commitment_id)}", {"note": "Dari tautan."})
    with house.commitment(commitment_id):
        event = db.session.query(Event).order_by(Event.id.desc()).first()
        assert event is not None
        assert event.acted_as == "Kepala Dinas Kesehatan"


def test_done_without_evidence_is_refused_and_what_was_typed_stays(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    response = house.send(client, path, {"answer": "done", "note": "Semua sudah aktif."})
    assert response.status_code == 422
    assert "Semua sudah aktif." in response.text
    assert "Lampirkan sedikitnya satu berkas atau foto sebagai bukti, atau tulis" in response.text
    assert house.updates(commitment_id) == []


def test_a_file_of_another_kind_is_refused_and_what_was_typed_stays(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    fields = {
        "answer": "done",
        "note": "Semua sudah aktif.",
        "files": [pdf("foto.jpg", b"MZ\x90\x00\x03program")],
    }
    response = house.send(client, path, fields)
    assert response.status_code == 422
    assert "Semua sudah aktif." in response.text
    assert "foto.jpg" in response.text
    assert house.updates(commitment_id) == []


def test_more_than_five_files_are_refused(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    files = [pdf(f"{number}.pdf") for number in range(6)]
    response = house.send(
        client, f"/answer/{house.token(commitment_id)}", {"note": "Enam foto.", "files": files}
    )
    assert response.status_code == 422
    assert "paling banyak 5" in response.text


def test_a_note_is_needed(house: House, client: PageClient) -> None:
    response = house.send(client, f"/answer/{house.token(house.promise())}", {"note": "  "})
    assert response.status_code == 422


def test_an_obstacle_is_told_and_cleared_by_later_news(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    assert house.send(client, path, {"answer": "obstructed", "note": "Tertahan."}).status_code == 422
    house.send(client, path, {"answer": "obstructed", "note": "Tertahan.", "obstacle": "Listrik 12 jam"})
    with house.commitment(commitment_id) as commitment:
        assert commitment.obstacle == "Listrik 12 jam"
    house.now.pass_by(hours=1)
    house.send(client, path, {"note": "Listrik sudah 24 jam."})
    with house.commitment(commitment_id) as commitment:
        assert not commitment.obstructed


def test_a_hasty_thumb_sends_one_report(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    for _ in range(2):
        assert house.send(client, path, {"note": "Sekali saja."}).status_code == 303
    assert len(house.updates(commitment_id)) == 1


def test_the_same_sentence_with_a_photo_added_is_a_second_report(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    house.send(client, path, {"answer": "progress", "note": "Sudah 14 puskesmas."})
    house.send(client, path, {"answer": "progress", "note": "Sudah 14 puskesmas.", "files": [pdf()]})
    assert len(house.updates(commitment_id)) == 2
    with house.app.app_context():
        assert db.session.scalar(select(func.count(Evidence.id))) == 1


def test_a_forged_link_is_refused(house: House, client: PageClient) -> None:
    path = f"/answer/{house.token(house.promise())[:-3]}abc"
    for response in (client.get(path), client.post(path, data={"answer": "progress", "note": "Palsu"})):
        assert response.status_code == 410
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert ACTION not in response.text


def test_an_expired_link_is_refused_and_offers_a_new_one(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    house.now.pass_by(days=14)
    assert client.post(path, data={"answer": "progress", "note": "Terlambat"}).status_code == 410
    assert house.updates(commitment_id) == []
    page = client.get(path)
    assert page.status_code == 410
    assert "Kirimi saya tautan baru" in page.text
    told = client.post(f"{path}/renewal")
    [mail] = house.mails()
    assert mail.to_email == house.cast.owner.email
    fresh = mail.text.split("/answer/")[1].split()[0]
    assert client.get(f"/answer/{fresh}").status_code == 200
    assert fresh not in told.text


def test_a_new_link_is_mailed_only_to_who_still_holds_the_post(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    good = house.token(commitment_id)
    foreign = house.token(commitment_id, held=house.cast.second_owner)
    house.now.pass_by(days=15)

    def ask(token: str) -> str:
        return client.post(f"/answer/{token}/renewal").text.replace(token, "")

    answers = {ask(foreign), ask(good[:-2] + "xx")}
    assert house.mails() == []
    for _ in range(6):
        house.now.pass_by(minutes=1)
        answers.add(ask(good))
    assert len(answers) == 1, "the answer tells whether a link was good"
    assert len(house.mails()) == 3


def test_the_link_of_another_commitment_or_post_is_refused(house: House, client: PageClient) -> None:
    token = house.token(house.promise(), held=house.cast.second_owner)
    assert client.get(f"/answer/{token}").status_code == 410
    unpublished = house.promise(published=False)
    assert client.get(f"/answer/{house.token(unpublished)}").status_code == 410


@pytest.mark.parametrize("ending", ["tenure", "person"])
def test_the_link_of_an_ended_tenure_is_refused(house: House, client: PageClient, ending: str) -> None:
    token = house.token(house.promise())
    with house.app.app_context():
        if ending == "tenure":
            until = TODAY - timedelta(days=1)
            db.session.execute(
                update(Tenure).where(Tenure.id == house.cast.owner.tenure_id).values(until_on=until)
            )
        else:
            db.session.execute(
                update(Person).where(Person.id == house.cast.owner.person_id).values(active=False)
            )
        db.session.commit()
    assert client.get(f"/answer/{token}").status_code == 410


def test_a_closed_commitment_says_so_and_takes_nothing(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.verify(commitment_id, accepted=True)
    path = f"/answer/{house.token(commitment_id)}"
    assert "sudah ditutup" in client.get(path).text
    client.post(path, data={"answer": "progress", "note": "Masih"})
    assert len(house.updates(commitment_id)) == 1


def test_a_link_that_is_sent_to_again_and_again_is_stopped(house: House, client: PageClient) -> None:
    path = f"/answer/{house.token(house.promise())}"
    answers = [client.post(path, data={"answer": "done", "note": ""}).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


def test_news_while_waiting_stays_waiting_with_the_newer_report(house: House) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    with house.commitment(commitment_id) as commitment:
        first = commitment.proposed_at
    house.now.pass_by(hours=3)
    house.report(commitment_id, note="Foto tambahan.")
    latest = house.updates(commitment_id)[-1]
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.PROPOSED_DONE
        assert commitment.last_update_id == latest.id
        assert commitment.proposed_at == first, "more evidence must not send it to the end of the queue"


def test_a_report_is_never_changed_by_later_ones(house: House) -> None:
    commitment_id = house.promise()
    house.report(commitment_id, Answer.PROGRESS, note="Yang pertama.")
    before = house.updates(commitment_id)[0]
    house.now.pass_by(hours=1)
    house.report(commitment_id, note="Yang kedua.")
    house.verify(commitment_id, accepted=False, reason="Kurang.")
    after = house.updates(commitment_id)[0]
    columns = [column.key for column in before.__table__.columns]
    assert [getattr(before, key) for key in columns] == [getattr(after, key) for key in columns]
