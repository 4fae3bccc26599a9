"""After the end: without evidence but waived, reopened, looked at again, ratified by the next forum."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import DUE, TODAY, House, as_actor
from tests.reminders.promises import PHOTO
from tracker.commitments import actions, queries
from tracker.commitments.acts import Hindered
from tracker.commitments.models import Commitment, Event, Extension
from tracker.commitments.rules import Answer, EventKind, ExtensionState, Refusal, Refused, Status
from tracker.extensions import db
from tracker.forums.models import Forum, Series
from tracker.forums.rules import Rhythm
from tracker.people.models import Tenure

NEW_DUE = date(2025, 11, 28)


def verified(house: House, **values: Any) -> int:
    commitment_id = house.promise(**values)
    house.report(commitment_id)
    house.verify(commitment_id, accepted=True)
    return commitment_id


def next_forum(house: House, held_on: date = date(2025, 10, 10)) -> int:
    with house.app.app_context():
        series = db.session.scalars(select(Series)).first()
        forum = Forum(
            region_id=house.cast.region_id, series_id=series.id if series else 0, title="Forum Oktober",
            held_on=held_on, made_at=house.now.at, published_at=house.now.at,
        )  # fmt: skip
        db.session.add(forum)
        db.session.commit()
        return forum.id


def reopen(
    house: House, commitment_id: int, due_on: date | None = NEW_DUE, reason: str = "Tutup lagi."
) -> None:
    with house.commitment(commitment_id) as commitment:
        actions.reopen(
            commitment,
            reason=reason,
            due_on=due_on,
            by=as_actor(house.cast.reviewer),
            at=house.now.at,
            today=TODAY,
        )


# Without evidence


def test_done_without_evidence_needs_a_reason_and_is_accepted_only_by_waiving_it(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    fields = {"answer": "done", "note": "Rapat koordinasi telah diadakan."}
    refused = house.send(client, path, fields)
    assert "atau tulis mengapa tidak ada" in refused.text
    excused = fields | {"no_evidence": "Rapat lisan tanpa daftar hadir."}
    assert house.send(client, path, excused).status_code == 303
    sign_in(client, house.cast.reviewer)
    page = f"/commitments/{commitment_id}"
    assert "Rapat lisan tanpa daftar hadir." in client.get(page).text
    assert "Tanpa bukti" in client.get("/review?tab=waiting").text
    refused = client.submit(page, {"verdict": "verified", "reason": ""}, action="/verification")
    assert refused.status_code == 422
    assert "tulis mengapa Anda menerimanya tanpa bukti" in refused.text
    fields = {"verdict": "verified", "reason": "Disaksikan Asisten I."}
    assert client.submit(page, fields, action="/verification").status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.status, commitment.waived) == (Status.VERIFIED, "Disaksikan Asisten I.")
    shown = client.get(page).text
    assert "Bukti dikecualikan" in shown
    assert "tanpa mensyaratkan bukti" in shown
    for address in ("/review?tab=all", "/review/print?tab=all"):
        assert "Bukti dikecualikan" in client.get(address).text


def test_evidence_that_comes_while_it_waits_needs_no_waiver(house: House) -> None:
    commitment_id = house.promise()
    house.report(commitment_id, evidence=[], no_evidence="Berkas menyusul.")
    house.now.pass_by(hours=1)
    house.report(commitment_id, Answer.PROGRESS, note="Ini fotonya.", evidence=[PHOTO])
    house.verify(commitment_id, accepted=True)
    with house.commitment(commitment_id) as commitment:
        assert (commitment.without_evidence, commitment.waived) == ("", "")


# Reopened


def test_a_reviewer_reopens_what_was_verified_and_the_owner_is_told(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = verified(house)
    sign_in(client, house.cast.reviewer)
    path = f"/commitments/{commitment_id}/reopening"
    refused = client.submit(path, {"reason": "Layanan tutup lagi.", "new_due_on": ""}, action=path)
    assert refused.status_code == 422
    assert "Layanan tutup lagi." in refused.text
    fields = {"reason": "Layanan tutup lagi.", "new_due_on": NEW_DUE.isoformat()}
    assert client.submit(path, fields, action=path).status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.status, commitment.due_on) == (Status.IN_PROGRESS, NEW_DUE)
        assert (commitment.original_due_on, commitment.closed_at) == (DUE, None)
    mail = house.mails()[-1]
    assert (mail.kind, mail.to_email) == ("reopened", house.cast.owner.email)
    assert "Layanan tutup lagi." in mail.text
    assert "membuka kembali:" in client.get(f"/commitments/{commitment_id}").text


def test_what_is_withdrawn_is_reopened_and_a_request_of_old_lapses(house: House) -> None:
    commitment_id = house.promise(due_on=NEW_DUE)
    house.report(commitment_id, Answer.MORE_TIME, asked_due_on=date(2025, 12, 31))
    house.withdraw(commitment_id)
    reopen(house, commitment_id, due_on=None)
    with house.commitment(commitment_id) as commitment:
        assert (commitment.status, commitment.due_on) == (Status.IN_PROGRESS, NEW_DUE)
        assert [e.state for e in db.session.query(Extension)] == [ExtensionState.LAPSED]
    house.now.pass_by(hours=1)
    house.report(commitment_id, Answer.MORE_TIME, asked_due_on=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("due_on", "reason", "refusal"),
    [
        (None, "Tutup lagi.", Refusal.NOT_LATER),
        (NEW_DUE, " ", Refusal.REASON_MISSING),
        (DUE, "x", Refusal.NOT_LATER),
    ],
)
def test_a_reopening_needs_a_reason_and_a_day_to_come(
    house: House, due_on: date | None, reason: str, refusal: Refusal
) -> None:
    commitment_id = verified(house)
    with pytest.raises(Refused) as refused:
        reopen(house, commitment_id, due_on, reason)
    assert refused.value.reason is refusal


def test_what_is_open_is_not_reopened(house: House) -> None:
    with pytest.raises(Refused) as refused:
        reopen(house, house.promise())
    assert refused.value.reason is Refusal.NOT_CLOSED


# Another look


def test_words_by_the_link_after_the_acceptance_call_for_another_look_and_change_nothing(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = verified(house)
    house.now.pass_by(days=1)
    since = house.now.at
    path = f"/answer/{house.token(commitment_id)}"
    assert house.send(client, path, {"note": "Foto kedua menyusul."}).status_code == 303
    assert "meninjau ulang" in client.get(path.replace("/answer/", "/answer/thanks/")).text
    house.now.pass_by(hours=1)
    house.send(client, path, {"note": "Dan yang ketiga."})
    with house.commitment(commitment_id) as commitment:
        assert (commitment.status, commitment.look_again_at) == (Status.VERIFIED, since)
    sign_in(client, house.cast.reviewer)
    assert "Tinjau ulang" in client.get("/review").text
    assert "Aktifkan layanan" in client.get("/review?tab=look-again").text
    page = f"/commitments/{commitment_id}"
    assert "Dan yang ketiga." in client.get(page).text
    assert client.submit(page, {"confirmed": "Sudah sesuai."}, action="/confirmation").status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.status, commitment.look_again_at) == (Status.VERIFIED, None)
    assert "meninjau ulang dan menegaskannya" in client.get(page).text


def test_who_added_the_words_does_not_confirm(house: House) -> None:
    commitment_id = verified(house)
    with house.commitment(commitment_id) as commitment:
        tenure = db.session.get_one(Tenure, house.cast.second_reviewer.tenure_id)
        by = as_actor(house.cast.second_reviewer)
        actions.comment(commitment, tenure=tenure, by=by, text="Perlu dicek.", files=[], at=house.now.at)
    with house.commitment(commitment_id) as commitment, pytest.raises(Refused) as refused:
        actions.confirm(commitment, note="", by=as_actor(house.cast.second_reviewer), at=house.now.at)
    assert refused.value.reason is Refusal.AUTHOR


def test_a_withdrawn_commitment_has_nothing_to_add(house: House, client: PageClient) -> None:
    commitment_id = house.promise()
    house.withdraw(commitment_id)
    assert 'name="note"' not in client.get(f"/answer/{house.token(commitment_id)}").text


# Ratified


def test_the_next_forum_ratifies_what_is_ticked_and_says_why_not_the_rest(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    first, second = verified(house), verified(house, action="Buka loket informasi")
    forum_id = next_forum(house)
    sign_in(client, house.cast.reviewer)
    assert "2 komitmen forum terdahulu" in client.get(f"/forums/{forum_id}").text
    path = f"/forums/{forum_id}/ratification"
    fields = {"commitment": [str(first)], f"why-{second}": "Loket belum dilihat."}
    assert client.submit(path, fields, action=path).status_code == 303
    with house.commitment(first) as commitment:
        assert (commitment.status, commitment.ratified_forum_id) == (Status.RATIFIED, forum_id)
    with house.commitment(second) as commitment:
        assert (commitment.status, commitment.ratified_forum_id) == (Status.VERIFIED, None)
    assert "Yang disahkan forum ini" in client.get(f"/forums/{forum_id}").text
    assert "Disahkan “Forum Oktober” pada" in client.get(f"/commitments/{first}").text
    again = client.get(path).text
    assert "Loket belum dilihat." in again
    assert "Aktifkan layanan" not in again


def test_what_cannot_be_done_is_ratified_and_never_counts_as_done(house: House) -> None:
    commitment_id = verified(house)
    forum_id = next_forum(house)
    with house.commitment(commitment_id) as commitment:
        commitment.status = Status.CANNOT_BE_DONE
        forum = db.session.get_one(Forum, forum_id)
        actions.ratify(forum, [commitment], seen={}, by=as_actor(house.cast.reviewer), at=house.now.at)
        assert (commitment.status, commitment.ratified_forum_id) == (Status.CANNOT_BE_DONE, forum_id)
        assert [c.id for c in queries.ratified_by(forum_id)] == [commitment_id]
        assert queries.ratifiable(forum) == []


@pytest.mark.parametrize("which", ["own", "later", "other region"])
def test_a_forum_ratifies_neither_its_own_nor_what_came_later_nor_a_stranger_s(
    house: House, which: str
) -> None:
    held = house.cast.stranger_owner if which == "other region" else house.cast.owner
    commitment_id = house.promise(owner=held)
    earlier = next_forum(house, date(2025, 5, 1) if which == "later" else date(2025, 10, 10))
    with house.commitment(commitment_id) as commitment:
        commitment.status = Status.VERIFIED
        forum = commitment.forum if which == "own" else db.session.get_one(Forum, earlier)
        assert queries.ratifiable_count(forum) == 0
        with pytest.raises(Hindered) as hindered:
            actions.ratify(forum, [commitment], seen={}, by=as_actor(house.cast.reviewer), at=house.now.at)
        assert hindered.value.hindrances[0].reason is Refusal.OWN_FORUM


def test_all_are_ratified_or_none(house: House, client: PageClient, sign_in: SignIn) -> None:
    first, second = verified(house), verified(house)
    forum_id = next_forum(house)
    sign_in(client, house.cast.reviewer)
    path = f"/forums/{forum_id}/ratification"
    page = client.get(path).text
    house.now.pass_by(hours=1)
    reopen(house, second)
    house.app.config["WTF_CSRF_ENABLED"] = False
    seen = [part.split('"')[0] for part in page.split('name="seen" value="')[1:]]
    sent = client.post(path, data={"seen": seen, "commitment": [first, second]})
    assert sent.status_code == 422
    assert "Tidak ada yang dicatat." in sent.text
    with house.commitment(first) as commitment:
        assert commitment.status is Status.VERIFIED
        kinds = db.session.scalars(select(Event.kind).where(Event.commitment_id == first)).all()
        assert EventKind.RATIFIED not in kinds


def test_the_same_series_stands_first(house: House) -> None:
    first, second = verified(house), verified(house)
    forum_id = next_forum(house)
    with house.commitment(first) as commitment:
        other = Series(region_id=house.cast.region_id, name="Forum lain", rhythm=Rhythm.YEARLY)
        db.session.add(other)
        db.session.flush()
        db.session.execute(update(Forum).where(Forum.id == commitment.forum_id).values(series_id=other.id))
        found = queries.ratifiable(db.session.get_one(Forum, forum_id))
        assert [c.id for c in found] == [second, first]
        assert isinstance(found[0], Commitment)
