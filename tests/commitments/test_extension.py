"""An owner asks for time; a reviewer grants this or another date, or refuses; the first date is kept for ever."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Held, SignIn
from tests.client import PageClient
from tests.commitments.conftest import DUE, TODAY, House, as_actor
from tracker.commitments import actions, queries
from tracker.commitments.models import Extension
from tracker.commitments.rules import Answer, ExtensionState, Refusal, Refused, Status
from tracker.extensions import db

ASKED = date(2025, 10, 31)


def ask(house: House, commitment_id: int, **values: Any) -> None:
    house.report(
        commitment_id, Answer.MORE_TIME, note="Pelatihan belum selesai.", asked_due_on=ASKED, **values
    )


@pytest.mark.parametrize("typed", ["2025-10-31", "31/10/2025", "31 Oktober 2025"])
def test_time_is_asked_for_from_the_link(house: House, client: PageClient, typed: str) -> None:
    commitment_id = house.promise()
    path = f"/answer/{house.token(commitment_id)}"
    fields = {"answer": "more time", "note": "Pelatihan belum selesai.", "asked_due_on": typed}
    assert house.send(client, path, fields).status_code == 303
    with house.commitment(commitment_id) as commitment:
        extension = queries.open_extension(commitment_id)
        assert extension is not None
        assert extension.asked_due_on == ASKED
        assert (commitment.due_on, commitment.status) == (DUE, Status.NOT_STARTED)


@pytest.mark.parametrize("typed", ["", "2025-10-13", "1 Oktober 2025", "31 Februari 2026", "besok"])
def test_a_date_that_is_not_later_is_refused(house: House, client: PageClient, typed: str) -> None:
    commitment_id = house.promise()
    fields = {"answer": "more time", "note": "Perlu waktu.", "asked_due_on": typed}
    refused = house.send(client, f"/answer/{house.token(commitment_id)}", fields)
    assert refused.status_code == 422
    assert "Perlu waktu." in refused.text
    assert house.updates(commitment_id) == []


def test_one_request_at_a_time(house: House) -> None:
    commitment_id = house.promise()
    ask(house, commitment_id)
    house.now.pass_by(hours=1)
    with pytest.raises(Refused) as refused:
        ask(house, commitment_id)
    assert refused.value.reason is Refusal.ALREADY_ASKED


def test_shortened_and_the_first_date_stays(house: House, client: PageClient, sign_in: SignIn) -> None:
    commitment_id = house.promise()
    ask(house, commitment_id)
    sign_in(client, house.cast.reviewer)
    fields = {"decision": "shortened", "due_on": "24 Oktober 2025", "answer_reason": "Cukup untuk pelatihan."}
    assert client.submit(f"/commitments/{commitment_id}", fields, action="/extension").status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.due_on, commitment.original_due_on) == (date(2025, 10, 24), DUE)
        assert commitment.extended == 1
        extension = db.session.query(Extension).one()
        assert (extension.state, extension.previous_due_on) == (ExtensionState.GRANTED, DUE)
    [mail] = house.mails()
    words = " ".join(mail.text.split())
    assert "Permohonan Saudara: sampai Jumat, 31 Oktober 2025." in words
    page = client.get(f"/commitments/{commitment_id}").text
    assert "1 kali diperpanjang" in page
    assert "Selasa, 7 Oktober 2025" in page
    assert "perpanjangan yang dipersingkat: diminta sampai Jumat, 31 Oktober 2025" in page
    assert (
        "Dipersingkat: diberi sampai Jumat, 24 Oktober 2025, diminta sampai Jumat, 31 Oktober 2025." in page
    )
    assert "dipersingkat" in mail.subject
    assert "yang dipersingkat, sampai Jumat, 24 Oktober 2025" in words


@pytest.mark.parametrize("typed", ["", "2025-10-31", "2025-11-01", "2025-10-13", "2025-10-07", "besok"])
def test_a_shortened_date_lies_between_now_and_what_was_asked(
    house: House, client: PageClient, sign_in: SignIn, typed: str
) -> None:
    commitment_id = house.promise()
    ask(house, commitment_id)
    sign_in(client, house.cast.reviewer)
    fields = {"decision": "shortened", "due_on": typed, "answer_reason": "Cukup."}
    refused = client.submit(f"/commitments/{commitment_id}", fields, action="/extension")
    assert refused.status_code == 422
    assert "Cukup." in refused.text
    with house.commitment(commitment_id) as commitment:
        assert (commitment.due_on, commitment.extended) == (DUE, 0)


def test_granted_as_asked_whatever_stands_in_the_shorter_date(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    ask(house, commitment_id)
    sign_in(client, house.cast.reviewer)
    fields = {"decision": "granted", "due_on": "2025-10-20"}
    assert client.submit(f"/commitments/{commitment_id}", fields, action="/extension").status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.due_on, commitment.extended) == (ASKED, 1)
    [mail] = house.mails()
    assert "mengabulkan permohonan perpanjangan" in mail.text
    assert (
        "memberi perpanjangan sampai Jumat, 31 Oktober 2025"
        in client.get(f"/commitments/{commitment_id}").text
    )


def test_refusing_needs_a_reason_and_leaves_the_date(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = house.promise()
    ask(house, commitment_id)
    sign_in(client, house.cast.reviewer)
    path = f"/commitments/{commitment_id}"
    assert client.submit(path, {"decision": "refused"}, action="/extension").status_code == 422
    fields = {"decision": "refused", "answer_reason": "Sudah dua kali ditunda."}
    assert client.submit(path, fields, action="/extension").status_code == 303
    with house.commitment(commitment_id) as commitment:
        assert (commitment.due_on, commitment.extended) == (DUE, 0)
    [mail] = house.mails()
    assert "Sudah dua kali ditunda." in mail.text
    house.now.pass_by(days=1)
    ask(house, commitment_id)


def test_nobody_answers_an_own_request_and_none_is_answered_twice(house: House) -> None:
    commitment_id = house.promise(owner=house.cast.reviewer)
    ask(house, commitment_id, by=house.cast.reviewer)

    def answer(held: Held) -> None:
        with house.commitment(commitment_id):
            extension = db.session.query(Extension).one()
            actions.answer_extension(
                extension,
                granted=True,
                due_on=None,
                reason="",
                by=as_actor(held),
                at=house.now.at,
                today=TODAY,
            )

    with pytest.raises(Refused) as own:
        answer(house.cast.reviewer)
    assert own.value.reason is Refusal.AUTHOR
    answer(house.cast.second_reviewer)
    with pytest.raises(Refused) as twice:
        answer(house.cast.second_reviewer)
    assert twice.value.reason is Refusal.ALREADY_ANSWERED
