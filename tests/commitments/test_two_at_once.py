"""Whoever decides on a page that is no longer true is shown what happened since, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import House, as_actor
from tests.commitments.test_petitions import answer, say_impossible
from tracker.commitments import actions
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.people.models import Tenure

REASON = "Foto papan jadwal dari puskesmas Lasalimu belum ada."
NEWS = "Dua puskesmas ternyata belum aktif."
NEXT = date(2025, 11, 28)


def sent_after(
    client: PageClient, commitment_id: int, form: str, fields: dict[str, Any], act: Callable[[], None]
) -> TestResponse:
    """Opens the page, lets `act` happen, and only then sends the form that was filled in meanwhile."""
    seen: list[Callable[[], None]] = [act]
    get = client.get

    def opened(*args: Any, **kwargs: Any) -> TestResponse:
        page = get(*args, **kwargs)
        seen.pop()()
        return page

    client.get = opened  # type: ignore[method-assign]  # between the opening and the sending, as two people would
    try:
        return client.submit(f"/commitments/{commitment_id}", fields, action=form)
    finally:
        client.get = get  # type: ignore[method-assign]


@pytest.fixture
def desk(client: PageClient, house: House, sign_in: SignIn) -> PageClient:
    sign_in(client, house.cast.reviewer)
    return client


def told_since(page: TestResponse) -> str:
    """What the page says happened since it was opened."""
    _before, said, after = page.text.partition("Sejak Anda membuka halaman ini")
    assert said
    return after.partition("</ol>")[0]


def add_a_word(house: House, commitment_id: int) -> None:
    house.now.pass_by(hours=1)
    with house.commitment(commitment_id) as commitment:
        actions.comment(
            commitment,
            tenure=db.session.get_one(Tenure, house.cast.owner.tenure_id),
            by=as_actor(house.cast.owner, acted_as="Kepala Dinas Kesehatan"),
            text=NEWS,
            files=[],
            at=house.now.at,
        )


def test_a_report_that_was_added_to_is_not_judged_unread(house: House, desk: PageClient) -> None:
    number = house.promise()
    house.report(number)
    verdict = {"verdict": "sent back", "reason": REASON}
    answered = sent_after(desk, number, "/verification", verdict, lambda: house.report(number, note=NEWS))
    assert answered.status_code == 422
    assert NEWS in told_since(answered)
    assert answered.text.count(REASON) == 1
    assert "Belum tercatat." in answered.text
    with house.commitment(number) as commitment:
        assert commitment.status is Status.PROPOSED_DONE
    assert desk.submit(f"/commitments/{number}", verdict, action="/verification").status_code == 303


def test_who_judges_second_reads_who_was_first_and_keeps_the_reason(house: House, desk: PageClient) -> None:
    number = house.promise()
    house.report(number)

    def first() -> None:
        house.verify(number, accepted=True, reason="Dilihat di lapangan.", by=house.cast.second_reviewer)

    verdict = {"verdict": "sent back", "reason": REASON}
    answered = sent_after(desk, number, "/verification", verdict, first)
    assert answered.status_code == 422
    above = answered.text.split("Yang dijanjikan")[0]
    for told in ("Dilihat di lapangan.", REASON, "Tidak ada lagi yang menunggu verifikasi"):
        assert told in above
    with house.commitment(number) as commitment:
        assert commitment.status is Status.VERIFIED


def test_a_request_for_time_is_answered_with_the_news_read(house: House, desk: PageClient) -> None:
    number = house.promise()
    house.report(number, Answer.MORE_TIME, asked_due_on=NEXT)
    fields = {"decision": "refused", "answer_reason": REASON}

    def news() -> None:
        house.now.pass_by(hours=1)
        house.report(number, Answer.PROGRESS, note=NEWS)

    answered = sent_after(desk, number, "/extension", fields, news)
    assert answered.status_code == 422
    assert NEWS in told_since(answered)
    assert REASON in answered.text
    assert desk.submit(f"/commitments/{number}", fields, action="/extension").status_code == 303


def test_a_petition_that_somebody_answered_first(house: House, desk: PageClient) -> None:
    number = house.promise()
    say_impossible(house, number)

    def first() -> None:
        answer(house, number, accepted=False, by=house.cast.second_reviewer, reason="Masih dapat.")

    fields = {"petition": "accepted", "petition_reason": REASON}
    answered = sent_after(desk, number, "/petition", fields, first)
    assert answered.status_code == 422
    above = answered.text.split("Yang dijanjikan")[0]
    for told in ("Masih dapat.", REASON):
        assert told in above


def test_another_look_takes_in_the_last_word(house: House, desk: PageClient) -> None:
    number = house.promise()
    house.report(number)
    house.verify(number, accepted=True)
    add_a_word(house, number)
    answered = sent_after(
        desk, number, "/confirmation", {"confirmed": REASON}, lambda: add_a_word(house, number)
    )
    assert answered.status_code == 422
    assert NEWS in told_since(answered)
    assert REASON in answered.text
    with house.commitment(number) as commitment:
        assert commitment.look_again_at is not None


def test_what_an_owner_typed_while_it_was_withdrawn_is_given_back(house: House, client: PageClient) -> None:
    number = house.promise()
    path = f"/answer/{house.token(number)}"
    house.withdraw(number)
    answered = client.post(path, data={"answer": "progress", "note": NEWS})
    assert NEWS in answered.text
    assert house.updates(number) == []
