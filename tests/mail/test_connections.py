"""How mail leaves: over as many connections as allowed, no faster than allowed, in the form the server takes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import create_engine, text

from tests.mail.conftest import Now, PostOffice, recipients, set_up
from tests.smtp import MailServer
from tracker.extensions import db
from tracker.mail import claims
from tracker.mail.compose import Composed
from tracker.mail.delivery import Delivered, deliver_due


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


@pytest.fixture
def smtp(either_server: MailServer) -> MailServer:
    return either_server


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
