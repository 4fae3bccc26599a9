"""What people see of answers by mail: the story, the candidates in the owner's form, the reviewers' list to place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from config import Settings
from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import House
from tests.commitments.letterbox import INBOX, SENDER, Letterbox
from tests.database import settings_for
from tests.queries import count_queries
from tracker.commitments.mail_rules import Outcome
from tracker.commitments.models import Evidence
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.people.models import AuditRow, Person


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    settings = settings_for(database_url, tmp_path / "instance")
    return replace(settings, mail_inbox=INBOX, mail_sender=SENDER)


@pytest.fixture
def box(house: House) -> Letterbox:
    return Letterbox(house)


def answered(house: House, box: Letterbox) -> int:
    commitment_id = house.promise()
    assert box.receive(box.sample("gmail-indonesian", box.address(commitment_id))) is Outcome.COMMENT
    return commitment_id


def waiting(house: House, box: Letterbox, **given: str) -> int:
    """Id of a mail to place, from another address of the Dinkes."""
    sender = given.pop("sender", "staf@gmail.example")
    raw = box.sample("gmail-indonesian", box.address(house.promise()), sender=sender)
    assert box.receive(raw) is Outcome.UNPLACED
    return box.mails()[-1].id


def test_the_story_shows_the_words_and_says_that_files_prove_nothing_yet(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = answered(house, box)
    sign_in(client, house.cast.reviewer)
    page = client.get(f"/commitments/{commitment_id}").text
    assert "Kepala Dinas Kesehatan menjawab lewat surel" in page
    assert "14 dari 20 puskesmas sudah aktif 24 jam." in page
    assert "Laporan Puskesmas.pdf" in page
    assert page.count("calon bukti") == 2
    [comment] = box.comments()
    file = client.get(f"/comments/files/{comment.files[0].id}", buffered=True)
    assert file.status_code == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_comments_cost_the_page_two_queries_at_most_however_many_there_are(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    sign_in(client, house.cast.reviewer)
    client.get(f"/commitments/{commitment_id}")
    with count_queries() as before:
        client.get(f"/commitments/{commitment_id}")
    for _ in range(5):
        box.receive(box.mail(box.address(commitment_id)))
    with count_queries() as after:
        client.get(f"/commitments/{commitment_id}")
    assert len(after) <= len(before) + 2, "\n".join(after)


@pytest.mark.parametrize("by_link", [True, False])
def test_the_owner_ticks_what_was_sent_by_mail_and_needs_no_upload(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn, by_link: bool
) -> None:
    commitment_id = answered(house, box)
    [comment] = box.comments()
    photo = comment.files[1]
    if not by_link:
        sign_in(client, house.cast.owner)
    path = f"/answer/{house.token(commitment_id)}" if by_link else f"/commitments/{commitment_id}/update"
    page = client.get(path).text
    assert "Laporan Puskesmas.pdf" in page
    assert "IMG_20251012.jpg" in page
    response = house.send(client, path, {"answer": "done", "note": "Selesai.", "mailed": [str(photo.id)]})
    assert response.status_code == 303
    [said] = house.updates(commitment_id)
    assert said.answer is Answer.DONE
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.PROPOSED_DONE
        evidence = db.session.scalars(select(Evidence)).all()
        assert [(file.name, file.sha256) for file in evidence] == [(photo.name, photo.sha256)]
    again = client.get(path).text
    assert "Laporan Puskesmas.pdf" in again
    assert "IMG_20251012.jpg" not in again, "what is evidence already is not offered again"
    reviewer = house.app.test_client()
    assert isinstance(reviewer, PageClient)
    sign_in(reviewer, house.cast.reviewer)
    assert "dipakai sebagai bukti" in reviewer.get(f"/commitments/{commitment_id}").text


def test_nobody_ticks_what_was_sent_for_another_commitment(
    house: House, box: Letterbox, client: PageClient
) -> None:
    answered(house, box)
    other = house.promise(owner=house.cast.second_owner)
    [comment] = box.comments()
    path = f"/answer/{house.token(other, held=house.cast.second_owner)}"
    assert "Laporan Puskesmas.pdf" not in client.get(path).text
    fields = {"answer": "done", "note": "Selesai.", "mailed": str(comment.files[0].id)}
    assert client.post(path, data=fields).status_code == 422
    assert house.updates(other) == []


def test_a_reviewer_places_a_mail_and_the_owner_may_tick_its_files(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    mail_id = waiting(house, box)
    target = house.promise(action="Susun regulasi")
    sign_in(client, house.cast.reviewer)
    page = client.get("/inbox").text
    assert "staf@gmail.example" in page
    assert "alamat lain" in page
    assert "14 dari 20 puskesmas" in page
    response = client.submit(
        "/inbox", {f"m{mail_id}-commitment": str(target)}, action=f"/inbox/{mail_id}/placement"
    )
    assert response.status_code == 303
    [comment] = box.comments()
    assert (comment.commitment_id, len(comment.files)) == (target, 2)
    story = client.get(f"/commitments/{target}").text
    assert "Kepala Bagian Kesra menempatkan surel dari staf@gmail.example" in story
    assert "Laporan Puskesmas.pdf" in client.get(f"/answer/{house.token(target)}").text
    assert "staf@gmail.example" not in client.get("/inbox").text
    again = client.post(f"/inbox/{mail_id}/placement", data={f"m{mail_id}-commitment": str(target)})
    assert again.status_code in {400, 404}
    assert len(box.comments()) == 1


def test_a_mail_goes_to_the_writer_s_office_only(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    mail_id = waiting(house, box)
    theirs = house.promise(owner=house.cast.second_owner, action="Urusan Dinas Sosial")
    sign_in(client, house.cast.reviewer)
    assert "Urusan Dinas Sosial" not in client.get("/inbox").text
    response = client.submit(
        "/inbox", {f"m{mail_id}-commitment": str(theirs)}, action=f"/inbox/{mail_id}/placement"
    )
    assert response.status_code == 422
    assert box.comments() == []


def test_a_mail_is_discarded_with_a_reason_only(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    mail_id = waiting(house, box)
    sign_in(client, house.cast.reviewer)
    action = f"/inbox/{mail_id}/discarding"
    refused = client.submit("/inbox", {f"m{mail_id}-discard_reason": ""}, action=action)
    assert refused.status_code == 422
    assert box.mails()[0].outcome is Outcome.UNPLACED
    done = client.submit("/inbox", {f"m{mail_id}-discard_reason": "Undangan rapat."}, action=action)
    assert done.status_code == 303
    [mail] = box.mails()
    assert (mail.outcome, mail.reason, mail.text[:14]) == (
        Outcome.DISCARDED,
        "Undangan rapat.",
        "14 dari 20 pus",
    )
    with house.app.app_context():
        row = db.session.scalars(select(AuditRow).where(AuditRow.act == "mail.discarded")).one()
        assert (row.subject, row.note) == (f"mail/{mail_id}", "Undangan rapat.")


def test_reviewers_of_another_region_see_nothing_of_it(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    mail_id = waiting(house, box)
    file_id = box.mails()[0].files[0].id
    sign_in(client, house.cast.stranger)
    assert "staf@gmail.example" not in client.get("/inbox").text
    for path in (f"/inbox/{mail_id}/placement", f"/inbox/{mail_id}/discarding"):
        client.application.config["WTF_CSRF_ENABLED"] = False
        assert client.post(path, data={}).status_code == 404
    assert client.get(f"/comments/files/{file_id}").status_code == 404


def test_owners_see_no_files_of_a_mail_that_is_not_placed(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    waiting(house, box)
    sign_in(client, house.cast.owner)
    assert client.get(f"/comments/files/{box.mails()[0].files[0].id}").status_code == 404
    assert client.get("/inbox").status_code == 403


def test_the_operator_sees_numbers_and_no_words(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    waiting(house, box)
    box.receive(box.sample("auto-gmail", INBOX))
    box.receive(box.mail(INBOX, sender="orang@lain.example"))
    sign_in(client, house.cast.operator)
    page = client.get("/inbox").text
    for words in (
        "Balasan otomatis, diabaikan",
        "Dari pengirim tak dikenal, disimpan",
        "Menunggu peninjau",
        INBOX,
    ):
        assert words in page, words
    assert "staf@gmail.example" not in page
    assert "puskesmas" not in page


def test_markup_in_a_mail_stays_text(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    to = box.address(commitment_id)
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    box.receive(box.mail(to, evil))
    box.receive(box.mail(to, evil, sender="x@y.example", Subject=evil))
    sign_in(client, house.cast.reviewer)
    for path in (f"/commitments/{commitment_id}", "/inbox"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_page_to_place_costs_eight_queries_at_most(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    for _ in range(4):
        raw = box.mail(box.address(house.promise()), sender="staf@gmail.example")
        box.receive(raw)
    sign_in(client, house.cast.reviewer)
    client.get("/inbox")
    with count_queries() as queries:
        client.get("/inbox")
    assert len(queries) <= 8, "\n".join(queries)


def test_english_speakers_read_it_in_english(
    house: House, box: Letterbox, client: PageClient, sign_in: SignIn
) -> None:
    waiting(house, box)
    with house.app.app_context():
        db.session.execute(
            update(Person).where(Person.id == house.cast.reviewer.person_id).values(locale="en")
        )
        db.session.commit()
    sign_in(client, house.cast.reviewer)
    assert "comes from another address" in client.get("/inbox").text
