"""A reviewer who is not the author accepts what is said to be done, or sends it back with a reason."""

from __future__ import annotations

import pytest

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import House
from tracker.commitments.models import Commitment, Verification
from tracker.commitments.rules import Answer, Refusal, Refused, Status
from tracker.extensions import db
from tracker.people.audit import first_bad_row


def test_a_reviewer_accepts_and_the_owner_is_told(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    sign_in(client, house.cast.reviewer)
    sent = client.submit(f"/commitments/{commitment_id}", {"verdict": "verified"}, action="/verification")
    assert sent.status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.VERIFIED
        assert commitment.closed_at == house.now.at
        assert first_bad_row() is None
    [mail] = house.mails()
    assert mail.to_email == house.cast.owner.email
    assert mail.subject.startswith("Diterima:")
    assert "menerima laporan" in client.get(f"/commitments/{commitment_id}").text


def test_sent_back_with_reason_and_again_and_then_accepted(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    sign_in(client, house.cast.reviewer)
    for reason in ("Foto tidak memuat tanggal.", "Masih kurang dua puskesmas."):
        house.now.pass_by(days=1)
        house.report(commitment_id, note=f"Selesai, sebelum: {reason}")
        fields = {"verdict": "sent back", "reason": reason}
        assert (
            client.submit(f"/commitments/{commitment_id}", fields, action="/verification").status_code == 303
        )
        answer = client.get(f"/answer/{house.token(commitment_id)}").text
        assert reason in answer
    house.now.pass_by(days=1)
    house.report(commitment_id, note="Kini lengkap.")
    house.verify(commitment_id, accepted=True)
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.VERIFIED
        verdicts = [v.accepted for v in db.session.query(Verification).order_by(Verification.id)]
        assert verdicts == [False, False, True]
    mails = house.mails()
    assert [mail.kind for mail in mails] == ["sent back", "sent back", "verified"]
    assert "Foto tidak memuat tanggal." in mails[0].text
    assert "/answer/" in mails[0].text
    story = client.get(f"/commitments/{commitment_id}").text
    assert "mengembalikan laporan" in story
    assert "melaporkan selesai melalui tautan surat" in story


def test_sending_back_needs_a_reason_and_the_form_stays(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    sign_in(client, house.cast.reviewer)
    refused = client.submit(f"/commitments/{commitment_id}", {"verdict": "sent back"}, action="/verification")
    assert refused.status_code == 422
    assert "Tuliskan alasannya" in refused.text
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.PROPOSED_DONE


def test_the_author_may_not_verify(house: House) -> None:
    commitment_id = house.promise(owner=house.cast.reviewer)
    house.report(commitment_id, by=house.cast.reviewer)
    with pytest.raises(Refused) as refused:
        house.verify(commitment_id, accepted=True, by=house.cast.reviewer)
    assert refused.value.reason is Refusal.AUTHOR
    house.verify(commitment_id, accepted=True, by=house.cast.second_reviewer)


def test_who_proposed_may_not_verify_after_another_has_added_to_it(house: House) -> None:
    commitment_id = house.promise()
    house.report(commitment_id, by=house.cast.reviewer)
    house.now.pass_by(hours=1)
    house.report(commitment_id, Answer.PROGRESS, note="Tambahan dari pemilik.")
    with pytest.raises(Refused):
        house.verify(commitment_id, accepted=True, by=house.cast.reviewer)


def test_the_author_sees_why_no_form_is_there(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise(owner=house.cast.reviewer)
    house.report(commitment_id, by=house.cast.reviewer)
    sign_in(client, house.cast.reviewer)
    assert "/verification" not in client.get(f"/commitments/{commitment_id}").text


def test_nothing_is_verified_twice(house: House) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.verify(commitment_id, accepted=True)
    with pytest.raises(Refused) as refused:
        house.verify(commitment_id, accepted=False, reason="Terlambat", by=house.cast.second_reviewer)
    assert refused.value.reason is Refusal.NOT_WAITING


@pytest.mark.parametrize("who", ["owner", "leader", "operator"])
def test_only_a_reviewer_may_verify(house: House, client: PageClient, sign_in: SignIn, who: str) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.app.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, getattr(house.cast, who))
    answer = client.post(f"/commitments/{commitment_id}/verification", data={"verdict": "verified"})
    assert answer.status_code == 403
    with house.commitment(commitment_id) as commitment:
        assert isinstance(commitment, Commitment)
        assert commitment.status is Status.PROPOSED_DONE
