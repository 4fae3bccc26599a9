"""A message is written once and belongs to one process at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.mail.conftest import MONDAY, Now, PostOffice, key_of, put_without_commit
from tracker.extensions import db
from tracker.mail import claims, outbox, queries
from tracker.mail.claims import Claimed
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.outbox import Queued
from tracker.mail.rules import Fault, MessageState, Verdict

LEASE = timedelta(minutes=5)
LATER = Fault(Verdict.LATER, "451 try later")
REFUSED = Fault(Verdict.REFUSED, "550 no such user")


def taken(who: str, now: Now, limit: int = 10) -> list[Claimed]:
    messages = claims.claim(now(), limit=limit, lease=LEASE, claimed_by=who)
    db.session.commit()
    return messages


def mail_to(name: str) -> Queued:
    words = Composed(f"Untuk {name}", f"Yth. {name}\n", f"<p>Yth. {name}</p>")
    return Queued(key_of(name), "weekly-digest", "2025-W42", f"{name}@buton.example", name, words)


def race(app: Flask, run: Callable[[int], list[str]], racers: int = 4) -> list[str]:
    """What several threads brought home that did the same at once, each with a context of its own."""
    start = Barrier(racers)

    def racer(number: int) -> list[str]:
        with app.app_context():
            start.wait()
            return run(number)

    with ThreadPoolExecutor(racers) as pool:
        return list(chain.from_iterable(pool.map(racer, range(racers))))


def test_a_message_is_queued_once(office: PostOffice) -> None:
    assert put_without_commit("dinkes", MONDAY) is not None
    assert put_without_commit("dinkes", MONDAY) is None
    db.session.commit()
    assert queries.backlog() == (1, MONDAY, 0)


def test_many_are_queued_at_once_and_only_the_new_ones_are_told(office: PostOffice, now: Now) -> None:
    office.put("p3")
    mails = [mail_to(f"p{number}") for number in (*range(500), 7)]
    written = outbox.queue_all(mails, at=now())
    db.session.commit()
    assert set(written) == {key_of(f"p{number}") for number in range(500)} - {key_of("p3")}
    for name in ("p0", "p7", "p499"):
        letter = office.letter(name)
        assert (letter.id, letter.subject, letter.text) == (
            written[letter.key],
            f"Untuk {name}",
            f"Yth. {name}\n",
        )
    assert outbox.queue_all(mails, at=now()) == {}
    assert outbox.queue_all([], at=now()) == {}


def test_two_processes_that_queue_the_same_many_share_them(app: Flask) -> None:
    def queue(_number: int) -> list[str]:
        written = outbox.queue_all([mail_to(f"p{number}") for number in range(200)], at=MONDAY)
        db.session.commit()
        return list(written)

    assert sorted(race(app, queue, racers=2)) == sorted(key_of(f"p{number}") for number in range(200))


def test_what_was_not_committed_was_never_queued(office: PostOffice) -> None:
    put_without_commit("dinkes", MONDAY)
    db.session.rollback()
    assert queries.by_key(key_of("dinkes")) is None


def test_four_processes_that_queue_the_same_leave_one(app: Flask) -> None:
    def queue(_number: int) -> list[str]:
        queued = [str(n) for n in range(10) if put_without_commit(f"p{n}", MONDAY) is not None]
        db.session.commit()
        return queued

    queued = race(app, queue)
    assert sorted(queued) == sorted(str(n) for n in range(10))
    with app.app_context():
        assert db.session.scalar(select(func.count(Message.id))) == 10


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


def test_names_and_subjects_are_kept_on_one_line(office: PostOffice) -> None:
    office.put("dinkes", to_name="Kepala\r\nBcc: x@y.example " + "x" * 500)
    letter = office.letter("dinkes")
    assert letter.to_name.startswith("Kepala Bcc: x@y.example xxx")
    assert len(letter.to_name) == 200


def test_a_wrong_reply_address_does_not_stop_the_mail(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        office.put("dinkes", reply_to="kesra setda")
    assert office.letter("dinkes").reply_to is None
    assert "without Reply-To" in caplog.text


def test_a_header_that_may_not_be_sent_is_refused_at_once(office: PostOffice) -> None:
    with pytest.raises(ValueError, match="Bcc"):
        put_without_commit("dinkes", MONDAY, headers={"Bcc": "x@y.example"})


def test_the_list_is_read_page_by_page(office: PostOffice) -> None:
    office.put(*(f"p{number}" for number in range(5)))
    first = queries.newest(limit=3)
    second = queries.newest(before=first[-1].id, limit=3)
    assert [message.to_name for message in [*first, *second]] == ["p4", "p3", "p2", "p1", "p0"]


def test_a_message_tells_its_story_in_json(office: PostOffice, now: Now) -> None:
    office.put("dinkes")
    claims.mark_sent(taken("a", now), now())
    db.session.commit()
    letter = office.letter("dinkes")
    assert queries.as_json(letter) == {
        "to": "dinkes@buton.example",
        "kind": "weekly-digest",
        "period": "2025-W42",
        "state": "sent",
        "message_id": letter.message_id,
        "attempts": 1,
        "sent_at": "2025-10-13T00:00:00+00:00",
    }


@pytest.mark.databases("sqlite")
def test_what_is_due_is_found_by_the_small_index(office: PostOffice) -> None:
    plan = db.session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN SELECT id FROM messages WHERE next_try_at <= ? ORDER BY next_try_at, id LIMIT 20",
        ("x",),
    )
    steps = " ".join(str(row) for row in plan)
    assert "ix_messages_waiting" in steps
    assert "TEMP B-TREE" not in steps
