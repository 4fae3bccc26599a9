"""Letters reach a real SMTP server once each, and one bad address or a bad hour of the server costs no one else's."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import create_engine, delete, text

from tests.mail.conftest import Now, PostOffice, key_of
from tests.smtp import MailServer
from tracker.extensions import db
from tracker.mail import claims, queries
from tracker.mail.compose import Composed
from tracker.mail.delivery import Delivered, deliver_due
from tracker.mail.models import MessageBody
from tracker.mail.rules import MessageState

QUEUED, SENDING, SENT, DEAD = MessageState


@pytest.fixture(params=["one by one", "in groups"])
def smtp(request: pytest.FixtureRequest) -> Iterator[MailServer]:
    """A server of either kind: one that takes command after command, and one that takes them in groups."""
    with MailServer(pipelining=request.param == "in groups") as server:
        yield server


def recipients(smtp: MailServer) -> list[str]:
    return [mail.to[0].partition("@")[0] for mail in smtp.received]


def set_up(app: Flask, **changes: object) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **changes)


def test_each_letter_arrives_once_over_one_connection(office: PostOffice, smtp: MailServer, now: Now) -> None:
    office.put(*(f"p{number}" for number in range(50)))
    assert office.deliver() == Delivered(sent=50)
    assert office.deliver() == Delivered()
    assert recipients(smtp) == [f"p{number}" for number in range(50)]
    assert smtp.connections == 1


def test_the_letter_is_the_one_that_was_queued(office: PostOffice, smtp: MailServer) -> None:
    office.put(
        "dinkes", reply_to="kesra@buton.example", headers={"List-Unsubscribe": "<https://x.example/u>"}
    )
    office.deliver()
    mail = smtp.received[0]
    assert mail.text() == "Yth. dinkes\r\n" or mail.text() == "Yth. dinkes\n"
    assert "<p>Yth. dinkes</p>" in mail.text("html")
    assert mail.message["Subject"] == "Untuk dinkes"
    assert mail.message["From"] == "Tindak Lanjut <tindak-lanjut@buton.example>"
    assert mail.message["Reply-To"] == "kesra@buton.example"
    assert mail.message["List-Unsubscribe"] == "<https://x.example/u>"
    assert mail.message["Message-ID"] == office.letter("dinkes").message_id


def test_an_unknown_address_is_given_up_with_its_reason(office: PostOffice, smtp: MailServer) -> None:
    smtp.refuse("p1@buton.example", "550 5.1.1 no such user")
    office.put("p0", "p1", "p2")
    assert office.deliver() == Delivered(sent=2, dead=1)
    assert office.states() == {"p0": SENT, "p1": DEAD, "p2": SENT}
    assert office.letter("p1").last_error == "550 5.1.1 no such user"


def test_what_is_no_address_is_given_up_alone(office: PostOffice, smtp: MailServer) -> None:
    office.put("p0")
    office.put("p1", to_email="dinkes buton\r\nRCPT TO:<x@y.example>")
    office.put("p2")
    assert office.deliver() == Delivered(sent=2, dead=1)
    assert recipients(smtp) == ["p0", "p2"]
    assert "not an address" in (office.letter("p1").last_error or "")


def test_a_full_mailbox_is_tried_again_after_a_minute(office: PostOffice, smtp: MailServer, now: Now) -> None:
    smtp.refuse("p1@buton.example", "452 mailbox full", times=1)
    office.put("p0", "p1", "p2")
    assert office.deliver() == Delivered(sent=2, failed=1)
    assert office.deliver() == Delivered()
    now.passes(minutes=1)
    assert office.deliver() == Delivered(sent=1)
    assert recipients(smtp) == ["p0", "p2", "p1"]
    assert office.letter("p1").attempts == 2


def test_a_mailbox_full_for_days_is_given_up(office: PostOffice, smtp: MailServer, now: Now) -> None:
    smtp.refuse_data("451 come back later")
    office.put("p0")
    runs = 0
    while office.states() == {"p0": QUEUED}:
        office.deliver()
        now.passes(hours=6)
        runs += 1
    assert (office.states(), runs) == ({"p0": DEAD}, 12)


def test_a_server_that_hangs_up_now_and_then_delays_no_one(office: PostOffice, smtp: MailServer) -> None:
    smtp.hang_up(after=3)
    office.put(*(f"p{number}" for number in range(6)))
    assert office.deliver() == Delivered(sent=6)
    assert recipients(smtp) == [f"p{number}" for number in range(6)]
    assert smtp.connections == 2


def test_a_server_that_says_goodbye_is_left_alone_until_the_next_run(
    office: PostOffice, smtp: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(6):
        smtp.refuse(f"p{number}@buton.example", "421 closing for maintenance")
    office.put(*(f"p{number}" for number in range(6)))
    done = office.deliver()
    assert (done.sent, done.failed, done.dead, done.left) == (0, 3, 0, 3)
    assert done.trouble == "421 closing for maintenance"
    assert set(office.states().values()) == {QUEUED}
    assert "in trouble: 421 closing" in caplog.text


def test_a_silent_server_holds_no_one_for_ever(office: PostOffice, smtp: MailServer, app: Flask) -> None:
    set_up(app, mail_timeout=1)
    smtp.pause = 1.6
    office.put("p0")
    done = office.deliver()
    assert (done.sent, done.failed, done.left) == (0, 1, 0)
    assert "timed out" in (done.trouble or "")
    assert office.states() == {"p0": QUEUED}


def test_a_server_that_is_not_there_costs_no_attempt(
    office: PostOffice, smtp: MailServer, app: Flask
) -> None:
    set_up(app, mail_port=1)
    office.put("p0")
    done = office.deliver()
    assert (done.sent, done.failed, done.left) == (0, 0, 1)
    assert "refused" in (done.trouble or "").lower()
    assert office.letter("p0").attempts == 0


def test_a_server_that_dislikes_our_address_kills_no_letter(
    office: PostOffice, smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def handle_mail(
        self: MailServer, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        return "553 5.7.1 sender address rejected"

    monkeypatch.setattr(MailServer, "handle_MAIL", handle_mail, raising=False)
    smtp._controller.handler = smtp
    office.put(*(f"p{number}" for number in range(6)))
    done = office.deliver()
    assert (done.sent, done.dead, done.left) == (0, 0, 3)
    assert "553" in (done.trouble or "")


def test_a_crash_repeats_the_letter_under_the_same_name(
    office: PostOffice, smtp: MailServer, now: Now
) -> None:
    """The process sent the letter and died before it could write that down."""
    office.put("p0")
    lease = timedelta(seconds=300)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claims, "mark_sent", crash)
        with pytest.raises(KeyboardInterrupt):
            office.deliver()
    db.session.rollback()

    assert office.states() == {"p0": SENDING}
    assert office.deliver() == Delivered()
    now.at += lease
    assert office.deliver() == Delivered(sent=1)
    first, second = (mail.message["Message-ID"] for mail in smtp.received)
    assert first == second


def test_a_run_that_is_interrupted_writes_down_what_it_sent(office: PostOffice, smtp: MailServer) -> None:
    office.put("p0", "p1", "p2")
    interruptions = iter([KeyboardInterrupt])

    def interrupted() -> datetime:
        if smtp.received:
            for interruption in interruptions:
                raise interruption
        return office.now()

    with pytest.raises(KeyboardInterrupt):
        deliver_due(interrupted)
    assert office.states() == {"p0": SENT, "p1": QUEUED, "p2": QUEUED}
    assert office.deliver() == Delivered(sent=2)
    assert recipients(smtp) == ["p0", "p1", "p2"]


def test_a_lease_is_renewed_before_it_grows_short(office: PostOffice, smtp: MailServer, app: Flask) -> None:
    """Each look at the clock takes 5 s: without renewal the batch's lease of a minute would end midway."""
    set_up(app, mail_lease=60, mail_timeout=2)
    office.put(*(f"p{number}" for number in range(8)))

    def slow() -> datetime:
        at = office.now.passes(seconds=5)
        stolen = claims.claim(at, limit=99, lease=timedelta(seconds=60), claimed_by="thief")
        db.session.commit()
        assert not (stolen and smtp.received), "another process could take a letter that was being sent"
        if stolen:
            claims.release(stolen, at)
            db.session.commit()
        return at

    assert deliver_due(slow).sent == 8
    assert recipients(smtp) == [f"p{number}" for number in range(8)]


def test_others_can_write_while_a_letter_is_on_its_way(
    office: PostOffice, smtp: MailServer, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite an open transaction would keep every page from saving for as long as the mail server takes."""
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    seen: list[str] = []

    async def handle_rcpt(
        self: MailServer, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE messages SET period = 'seen' WHERE to_email = :to"), {"to": address}
            )
        seen.append(address)
        return "250 OK"

    monkeypatch.setattr(MailServer, "handle_RCPT", handle_rcpt)
    office.put("p0", "p1")
    assert office.deliver() == Delivered(sent=2)
    assert len(seen) == 2
    assert office.letter("p1").period == "seen"
    engine.dispose()


def test_a_minute_takes_no_more_than_its_share(
    office: PostOffice, smtp: MailServer, app: Flask, now: Now
) -> None:
    set_up(app, mail_per_minute=4, mail_batch=3)
    office.put(*(f"p{number}" for number in range(10)))
    assert office.deliver() == Delivered(sent=4, left=6)
    now.passes(seconds=59)
    assert office.deliver() == Delivered(sent=0, left=6)
    now.passes(seconds=1)
    assert office.deliver() == Delivered(sent=4, left=2)
    now.passes(minutes=1)
    assert office.deliver() == Delivered(sent=2)


def test_two_connections_share_the_work(office: PostOffice, smtp: MailServer, app: Flask) -> None:
    set_up(app, mail_connections=2, mail_batch=5)
    smtp.pause = 0.01
    office.put(*(f"p{number}" for number in range(40)))
    assert office.deliver() == Delivered(sent=40)
    assert sorted(recipients(smtp)) == sorted(f"p{number}" for number in range(40))
    assert smtp.connections == 2


def test_no_more_connections_are_opened_than_there_are_batches(
    office: PostOffice, smtp: MailServer, app: Flask
) -> None:
    set_up(app, mail_connections=8, mail_batch=5)
    office.put(*(f"p{number}" for number in range(5)))
    assert office.deliver() == Delivered(sent=5)
    assert smtp.connections == 1


def test_several_connections_keep_to_one_share_of_the_minute(
    office: PostOffice, smtp: MailServer, app: Flask
) -> None:
    set_up(app, mail_connections=3, mail_batch=2, mail_per_minute=7)
    office.put(*(f"p{number}" for number in range(20)))
    assert office.deliver() == Delivered(sent=7, left=13)
    assert len(smtp.received) == 7


def test_an_error_in_one_connection_is_not_swallowed(
    office: PostOffice, smtp: MailServer, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(app, mail_connections=2, mail_batch=1)
    office.put("p0", "p1")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(claims, "mark_sent", broken)
    with pytest.raises(RuntimeError, match="disk"):
        office.deliver()


def test_lines_of_dots_and_letters_outside_ascii_arrive_as_they_were(
    office: PostOffice, smtp: MailServer
) -> None:
    text = "Yth. Ibu – “segera”\n.\n..\n.titik\n"
    office.put("dinkes", composed=Composed("Subjek", text, f"<p>{'é' * 600}</p>" * 3))
    office.put("dinsos")
    assert office.deliver().sent == 2
    assert smtp.received[0].text() == text
    assert smtp.received[0].text("html").count("é") == 1_800
    assert smtp.received[1].message["To"] == "dinsos <dinsos@buton.example>"


def test_a_letter_whose_words_are_gone_is_given_up(office: PostOffice, smtp: MailServer) -> None:
    office.put("p0", "p1")
    db.session.execute(delete(MessageBody).where(MessageBody.message_id == office.letter("p0").id))
    db.session.commit()
    assert office.deliver() == Delivered(sent=1, dead=1)
    assert office.letter("p0").last_error == "its text is no longer kept"


def test_in_the_demo_letters_are_kept(office: PostOffice, smtp: MailServer, app: Flask) -> None:
    set_up(app, mail_server="", demo=True)
    office.put("p0")
    assert office.deliver() == Delivered(sent=1)
    assert (office.states(), smtp.received) == ({"p0": SENT}, [])
    assert office.letter("p0").text == "Yth. p0\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mail_server": ""}, "MAIL_SERVER is not set"),
        ({"mail_sender": "nobody"}, "MAIL_SENDER is not an address"),
    ],
)
def test_without_a_working_set_up_letters_wait_and_it_is_said_once(
    office: PostOffice,
    smtp: MailServer,
    app: Flask,
    caplog: pytest.LogCaptureFixture,
    changes: dict[str, str],
    said: str,
) -> None:
    set_up(app, **changes)
    office.put("p0")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert (office.deliver().trouble or "").startswith(said)
    assert caplog.text.count(said) == 1
    assert queries.by_key(key_of("p0")) is not None
    assert office.states() == {"p0": QUEUED}
