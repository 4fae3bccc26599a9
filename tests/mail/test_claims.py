"""A message belongs to one process at a time, and what became of it is written down once."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.mail.conftest import (
    LATER,
    LEASE,
    MONDAY,
    REFUSED,
    Now,
    PostOffice,
    put_without_commit,
    race,
    taken,
)
from tracker.extensions import db
from tracker.mail import claims, outbox, queries
from tracker.mail.rules import MessageState


def test_processes_that_claim_at_once_never_get_the_same(app: Flask) -> None:
    with app.app_context():
        for number in range(60):
            put_without_commit(f"p{number}", MONDAY)
        db.session.commit()

    def claim_all(number: int) -> list[str]:
        mine: list[str] = []
        while got := claims.claim(MONDAY, limit=5, lease=LEASE, claimed_by=f"racer-{number}"):
            mine += [message.key for message in got]
            db.session.commit()
        db.session.commit()
        return mine

    claimed = race(app, claim_all)
    assert len(claimed) == len(set(claimed)) == 60


def test_the_longest_waiting_go_first(office: PostOffice, now: Now) -> None:
    office.put("third", send_after=now() + timedelta(seconds=2))
    office.put("first", "second")
    now.passes(minutes=1)
    assert [message.to_name for message in taken("a", now, limit=2)] == ["first", "second"]
    assert [message.to_name for message in taken("a", now, limit=2)] == ["third"]


def test_a_message_may_wait_for_its_moment(office: PostOffice, now: Now) -> None:
    office.put("dinkes", send_after=now() + timedelta(hours=1))
    assert taken("a", now) == []
    now.passes(hours=1)
    assert len(taken("a", now)) == 1


def test_a_claimed_message_is_free_again_when_the_lease_runs_out(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    taken("crashed", now)
    assert office.letter("dinkes").leased_until == MONDAY + LEASE

    now.passes(minutes=4, seconds=59)
    assert taken("other", now) == []
    now.passes(seconds=1)
    (message,) = taken("other", now)
    assert (message.claimed_by, message.attempts) == ("other", 2)


def test_a_lease_is_renewed_only_by_its_holder(office: PostOffice, now: Now) -> None:
    office.put("dinkes", "dinsos")
    slow = taken("slow", now)
    now.passes(minutes=6)
    taken("quick", now, limit=1)

    assert [message.to_name for message in claims.extend(slow, now(), lease=LEASE)] == ["dinsos"]
    assert office.letter("dinkes").claimed_by == "quick"


def test_one_who_lost_the_lease_cannot_fail_or_release_the_message(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    (mine,) = taken("slow", now)
    now.passes(minutes=6)
    taken("quick", now)

    claims.mark_failed(mine, now(), fault=REFUSED)
    claims.release([mine], now())
    db.session.commit()
    letter = office.letter("dinkes")
    assert (letter.state, letter.claimed_by) == (MessageState.SENDING, "quick")


def test_what_has_left_is_sent_even_when_the_lease_was_lost(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    (mine,) = taken("slow", now)
    now.passes(minutes=6)
    (theirs,) = taken("quick", now)

    claims.mark_sent([mine], now())
    db.session.commit()
    claims.mark_failed(theirs, now(), fault=LATER)
    db.session.commit()
    letter = office.letter("dinkes")
    assert (letter.state, letter.sent_at, letter.next_try_at) == (MessageState.SENT, now(), None)


def test_a_released_message_was_not_tried(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    claims.release(taken("a", now), now())
    db.session.commit()
    letter = office.letter("dinkes")
    assert (letter.state, letter.attempts, letter.claimed_by) == (MessageState.QUEUED, 0, None)


def test_a_failed_message_waits_longer_each_time(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    for minutes in (1, 5, 15):
        (message,) = taken("a", now)
        assert claims.mark_failed(message, now(), fault=LATER) is MessageState.QUEUED
        db.session.commit()
        assert office.letter("dinkes").next_try_at == now() + timedelta(minutes=minutes)
        now.passes(minutes=minutes)


def test_a_dead_message_can_be_tried_anew(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    (message,) = taken("a", now)
    assert claims.mark_failed(message, now(), fault=REFUSED) is MessageState.DEAD
    db.session.commit()
    assert queries.backlog() == (0, None, 1)
    assert taken("a", now) == []

    assert outbox.retry(office.letter("dinkes"), at=now())
    db.session.commit()
    assert not outbox.retry(office.letter("dinkes"), at=now())
    db.session.commit()
    assert [message.attempts for message in taken("a", now)] == [1]
