"""Reviewers hear weekly of mails that nobody could place, and of addresses that refuse ours."""

from __future__ import annotations

import pytest

from tests.cast import Cast, Held
from tests.database import SQLITE
from tests.reminders.promises import ANSWERED_AT, LATE, MONDAY, REVIEWERS, Promises, queued, receivers, tick
from tracker.commitments.mail_rules import Doubt, Outcome
from tracker.commitments.mailed import ReceivedMail
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.mail.rules import MessageState
from tracker.people.models import Person

pytestmark = [pytest.mark.databases(SQLITE), pytest.mark.usefixtures("promises")]


def unplaced(region_id: int, number: int, outcome: Outcome = Outcome.UNPLACED) -> None:
    for n in range(number):
        db.session.add(
            ReceivedMail(
                key=f"{region_id}-{n}-{outcome}",
                at=ANSWERED_AT,
                outcome=outcome,
                doubt=Doubt.UNSIGNED,
                region_id=region_id,
            )
        )
    db.session.commit()


def refused(held: Held, *, then_sent: bool = False) -> None:
    """A mail to this person that the server refused for good, and perhaps a later one that arrived."""
    states = [MessageState.DEAD, *([MessageState.SENT] if then_sent else [])]
    for state in states:
        db.session.add(
            Message(
                key=f"{held.email}-{state}",
                kind="test",
                period="2025-W41",
                to_email=held.email,
                to_name="Ibu",
                subject="Tindak lanjut",
                headers={},
                message_id=f"<{held.email}-{state}@buton.example>",
                state=state,
                queued_at=ANSWERED_AT,
                sent_at=ANSWERED_AT if state is MessageState.SENT else None,
                last_error="550 5.1.1 no such user" if state is MessageState.DEAD else None,
            )
        )
    db.session.commit()


def name(held: Held) -> str:
    return db.session.get_one(Person, held.person_id).name


def test_mails_that_fit_no_commitment_are_told_with_the_way_to_place_them(cast: Cast) -> None:
    unplaced(cast.region_id, 2)
    unplaced(cast.region_id, 1, Outcome.DISCARDED)
    tick()

    [message, _] = queued(REVIEWERS)
    assert "2 surat perlu ditempatkan" in message.subject
    assert "2 surat menunggu Saudara menentukan komitmen yang dimaksud." in message.text
    assert "/inbox" in message.text
    assert "/inbox" in message.html


def test_mails_of_another_region_are_none_of_ours(cast: Cast) -> None:
    unplaced(cast.other_region_id, 1)
    tick()
    assert "ditempatkan" not in "".join(
        m.text for m in queued(REVIEWERS) if m.to_email == cast.reviewer.email
    )


def test_who_cannot_be_reached_is_named(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    refused(cast.owner)
    refused(cast.second_owner, then_sent=True)
    refused(cast.stranger_owner)
    tick()

    [message, *_] = [m for m in queued(REVIEWERS) if m.to_email == cast.reviewer.email]
    told = " ".join(message.text.split())
    assert "ALAMAT YANG MENOLAK SURAT" in told.upper()
    found = told.partition("Surat tidak sampai kepada pejabat berikut:")[2].partition("Beri tahu operator")[0]
    assert name(cast.owner) in found
    assert name(cast.second_owner) not in found
    assert name(cast.stranger_owner) not in found


def test_nobody_unreached_and_nothing_to_place_is_nothing_to_say(cast: Cast) -> None:
    unplaced(cast.region_id, 1, Outcome.DISCARDED)
    refused(cast.owner, then_sent=True)
    tick(MONDAY)
    assert cast.reviewer.email not in receivers(REVIEWERS)
