"""A message is written once and belongs to one process at a time."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.mail.conftest import (
    MONDAY,
    Now,
    PostOffice,
    key_of,
    put_without_commit,
    race,
    taken,
)
from tracker.extensions import db
from tracker.mail import claims, outbox, queries
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.outbox import Queued


def mail_to(name: str) -> Queued:
    words = Composed(f"Untuk {name}", f"Yth. {name}\n", f"<p>Yth. {name}</p>")
    return Queued(key_of(name), "weekly-digest", "2025-W42", f"{name}@buton.example", name, words)


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
