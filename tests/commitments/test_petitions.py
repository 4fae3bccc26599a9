"""An owner says that it cannot be done, or that it is another's task; a reviewer decides, and all are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Held, SignIn
from tests.client import PageClient
from tests.commitments.conftest import TODAY, House, as_actor
from tests.reminders.promises import REVIEWERS, queued, tick
from tracker.commitments import actions, queries
from tracker.commitments.acts import Act, Hindered
from tracker.commitments.petition_rules import Ground, PetitionState, Wish
from tracker.commitments.petitions import Petition
from tracker.commitments.rules import Answer, Refusal, Refused, Status
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.models import Person, Post
from tracker.people.rules import Asker
from tracker.reminders import queries as reminders
from tracker.review import queries as review
from tracker.review.rules import Filters, Tab

GONE = Wish(ground=Ground.GONE)


def say_impossible(house: House, commitment_id: int, **values: Any) -> None:
    house.report(commitment_id, Answer.CANNOT, note="Puskesmas pembantu sudah ditutup.", wish=GONE, **values)


def say_not_ours(house: House, commitment_id: int, wish: Wish | None = None) -> None:
    wish = wish or Wish(post_id=house.cast.second_owner.post_id)
    house.report(commitment_id, Answer.NOT_OURS, note="Ini urusan data sosial.", wish=wish)


def answer(
    house: House, commitment_id: int, *, accepted: bool, by: Held | None = None, **values: Any
) -> None:
    with house.commitment(commitment_id):
        petition = queries.open_petition(commitment_id)
        assert petition is not None
        actions.answer_petition(
            petition, accepted=accepted, reason=values.pop("reason", "Sudah diperiksa."),
            by=as_actor(by or house.cast.reviewer), at=house.now.at, **values,
        )  # fmt: skip


def test_an_owner_says_by_the_link_that_it_cannot_be_done(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    fields = {"answer": "cannot be done", "ground": "gone", "note": "Puskesmas pembantu sudah ditutup."}
    assert house.send(client, path, fields).status_code == 303
    assert "Sekretariat Daerah memutuskan" in client.get(path.replace("/answer/", "/answer/thanks/")).text
    with house.commitment(commitment_id) as commitment:
        petition = queries.open_petition(commitment_id)
        assert petition is not None
        assert (petition.kind, petition.ground) == (Answer.CANNOT, Ground.GONE)
        assert commitment.status is Status.NOT_STARTED
    assert "Anda menyatakan bahwa ini tidak dapat ditindaklanjuti" in client.get(path).text


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"answer": "cannot be done"}, "Pilih alasan mengapa tidak dapat ditindaklanjuti."),
        ({"answer": "not ours"}, "Sebutkan kewenangan siapa"),
    ],
)
def test_what_a_petition_lacks_is_asked_for_and_nothing_typed_is_lost(
    house: House, client: PageClient, fields: dict[str, str], refusal: str
) -> None:
    commitment_id = house.promise()
    refused = house.send(
        client, f"/answer/{house.token(commitment_id)}", {**fields, "note": "Bukan urusan kami."}
    )
    assert refused.status_code == 422
    assert refusal in refused.text
    assert "Bukan urusan kami." in refused.text
    assert house.updates(commitment_id) == []


def test_while_it_waits_it_is_the_reviewers_turn(house: House) -> None:
    commitment_id = house.promise()
    assert behind_tabs(house)[Tab.OVERDUE] == 1
    say_impossible(house, commitment_id)
    counts = behind_tabs(house)
    assert (counts[Tab.OVERDUE], counts[Tab.REQUESTS]) == (0, 1)
    with house.commitment(commitment_id) as commitment:
        [hearing] = reminders.next_hearing(commitment, at=house.now.at)
        assert hearing.audience.value == "reviewers"
        asker = as_asker(house, house.cast.reviewer)
        among = reminders.overdue_among(asker, [commitment_id], region_id=house.cast.region_id, today=TODAY)
        assert list(among) == []
        pauses = reminders.pauses(
            reminders.in_region(house.cast.region_id), due_before=TODAY, zone="Asia/Makassar"
        )
        assert pauses[commitment_id][0].until_on is None


def behind_tabs(house: House) -> dict[Tab, int]:
    """How many the reviewer finds behind each tab of the board."""
    with house.app.app_context():
        who = as_asker(house, house.cast.reviewer)
        see, _days = review.sight(who, house.cast.region_id, "Asia/Makassar", wide=False, at=house.now.at)
        return review.counts(Filters(), see)[0]


def as_asker(house: House, held: Held) -> Asker:
    return people.asker(db.session.get_one(Person, held.person_id), at=house.now.at)


def test_a_reviewer_accepts_and_it_is_closed_and_the_owner_told(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    say_impossible(house, commitment_id)
    house.now.pass_by(hours=1)
    sign_in(client, house.cast.reviewer)
    page = client.get(f"/commitments/{commitment_id}").text
    assert "Objek atau pihaknya sudah tidak ada" in page
    sent = client.submit(f"/commitments/{commitment_id}", {"petition": "accepted"}, action="/petition")
    assert sent.status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.status, commitment.closed_at) == (Status.CANNOT_BE_DONE, house.now.at)
    [mail] = house.mails()
    assert mail.to_email == house.cast.owner.email
    assert mail.subject.startswith("Ditutup:")
    assert "menerima bahwa ini tidak dapat" in client.get(f"/commitments/{commitment_id}").text


def test_refused_it_goes_back_to_the_owner_with_the_reason(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    say_impossible(house, commitment_id)
    with pytest.raises(Refused) as refused:
        answer(house, commitment_id, accepted=False, reason=" ")
    assert refused.value.reason is Refusal.REASON_MISSING
    answer(house, commitment_id, accepted=False, reason="Pindahkan ke puskesmas induk.")
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.NOT_STARTED
        assert queries.open_petition(commitment_id) is None
    [mail] = house.mails()
    assert "Pindahkan ke puskesmas induk." in mail.text
    assert "/answer/" in mail.text


@pytest.mark.parametrize("owned_by", ["reviewer", "owner"])
def test_neither_the_author_nor_the_owner_decides(house: House, owned_by: str) -> None:
    owner: Held = getattr(house.cast, owned_by)
    commitment_id = house.promise(owner=owner)
    say_impossible(house, commitment_id, by=owner)
    with pytest.raises(Refused) as refused:
        answer(house, commitment_id, accepted=True, by=owner)
    assert refused.value.reason is Refusal.AUTHOR


def test_what_is_another_s_task_is_handed_over_and_both_are_told(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    say_not_ours(house, commitment_id)
    sign_in(client, house.cast.reviewer)
    sent = client.submit(f"/commitments/{commitment_id}", {"petition": "accepted"}, action="/petition")
    assert sent.status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert commitment.owner_post_id == house.cast.second_owner.post_id
        assert commitment.owner_office_id == house.cast.second_owner.office_id
    to = {mail.to_email: mail for mail in house.mails()}
    assert set(to) == {house.cast.owner.email, house.cast.second_owner.email}
    assert "/answer/" in to[house.cast.second_owner.email].text
    assert "Ini urusan data sosial." in to[house.cast.second_owner.email].text
    assert "/answer/" not in to[house.cast.owner.email].text
    assert "Kepala Dinas Sosial" in to[house.cast.owner.email].text
    assert "dari Kepala Dinas Kesehatan kepada Kepala Dinas Sosial" in " ".join(
        client.get(f"/commitments/{commitment_id}").text.split()
    )


def test_an_office_that_is_not_on_the_list_is_chosen_by_the_reviewer(house: House) -> None:
    commitment_id = house.promise()
    say_not_ours(house, commitment_id, Wish(words="Balai POM"))
    with pytest.raises(Refused) as refused:
        answer(house, commitment_id, accepted=True)
    assert refused.value.reason is Refusal.OTHER_MISSING
    with house.app.app_context():
        post = db.session.get_one(Post, house.cast.second_owner.post_id)
        db.session.expunge(post)
    answer(house, commitment_id, accepted=True, owner=post)
    with house.commitment(commitment_id) as commitment:
        assert commitment.owner_post_id == post.id


def test_a_post_of_another_region_is_not_proposed(house: House) -> None:
    commitment_id = house.promise()
    with pytest.raises(Refused) as refused:
        say_not_ours(house, commitment_id, Wish(post_id=house.cast.stranger_owner.post_id))
    assert refused.value.reason is Refusal.OTHER_MISSING


def test_one_request_at_a_time_of_whatever_kind(house: House) -> None:
    commitment_id = house.promise()
    say_impossible(house, commitment_id)
    house.now.pass_by(hours=1)
    with pytest.raises(Refused) as refused:
        house.report(commitment_id, Answer.MORE_TIME, asked_due_on=TODAY + timedelta(days=30))
    assert refused.value.reason is Refusal.ALREADY_ASKED
    with house.commitment(commitment_id) as commitment, pytest.raises(Hindered):
        actions.oversee(
            [commitment], Act.EXTEND, reason="Rapat.", seen={}, by=as_actor(house.cast.reviewer),
            at=house.now.at, today=TODAY, due_on=TODAY + timedelta(days=30),
        )  # fmt: skip


def test_what_is_done_after_all_needs_no_answer_any_more(house: House) -> None:
    commitment_id = house.promise()
    say_impossible(house, commitment_id)
    house.now.pass_by(hours=1)
    house.report(commitment_id)
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.PROPOSED_DONE
        assert [p.state for p in db.session.query(Petition)] == [PetitionState.LAPSED]
    house.verify(commitment_id, accepted=True)


def test_a_petition_is_answered_once(house: House) -> None:
    commitment_id = house.promise()
    say_impossible(house, commitment_id)
    with house.commitment(commitment_id):
        petition = queries.open_petition(commitment_id)
        assert petition is not None
        kept = petition.id
    answer(house, commitment_id, accepted=False)
    with house.commitment(commitment_id), pytest.raises(Refused) as refused:
        actions.answer_petition(
            db.session.get_one(Petition, kept), accepted=True, reason="", by=as_actor(house.cast.reviewer),
            at=house.now.at,
        )  # fmt: skip
    assert refused.value.reason is Refusal.ALREADY_ANSWERED


def test_the_reviewers_digest_names_it(house: House) -> None:
    commitment_id = house.promise()
    house.now.at = datetime(2025, 10, 9, 1, tzinfo=UTC)
    say_not_ours(house, commitment_id, Wish(words="Balai POM"))
    with house.app.app_context():
        tick()
        mails = queued(REVIEWERS)
        assert {mail.to_email for mail in mails} == {
            house.cast.reviewer.email, house.cast.second_reviewer.email,
        }  # fmt: skip
        assert "1 permohonan pelepasan" in mails[0].subject
        assert "Dinyatakan kewenangan Balai POM." in mails[0].text
        assert queued("weekly digest") == []
