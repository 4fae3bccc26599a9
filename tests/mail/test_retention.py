"""Texts of old mails are dropped; that the mail went out stays known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from tests.mail.conftest import MONDAY, Now, PostOffice
from tests.smtp import MailServer
from tracker import clock
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.models import Message, MessageBody
from tracker.mail.retention import drop_old_words
from tracker.mail.rules import MessageState

YEAR = timedelta(days=365)


def with_words(office: PostOffice) -> set[str]:
    db.session.rollback()
    found = {message.to_name for message in db.session.scalars(select(Message)) if message.body}
    db.session.rollback()
    return found


def test_words_older_than_asked_are_dropped_and_the_rest_stays(
    office: PostOffice, smtp: MailServer, now: Now
) -> None:
    smtp.refuse("dead@buton.example", "550 no such user")
    office.put("old", "dead")
    office.put("waiting", send_after=now() + 2 * YEAR)
    office.deliver()
    now.passes(days=200)
    office.put("young")
    office.deliver()
    now.passes(days=165)

    assert outbox.shrink(now(), YEAR) == 2
    db.session.commit()
    assert with_words(office) == {"waiting", "young"}
    old = office.letter("old")
    assert (old.state, old.sent_at, old.text, old.html) == (MessageState.SENT, MONDAY, "", "")
    assert outbox.shrink(now(), YEAR) == 0


def test_it_goes_on_until_all_old_words_are_gone(
    office: PostOffice, smtp: MailServer, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.mail.retention.AT_ONCE", 2)
    office.put(*(f"p{number}" for number in range(5)))
    office.deliver()
    now.passes(days=400)
    assert drop_old_words(now()) == 5
    assert db.session.scalar(select(func.count()).select_from(MessageBody)) == 0


def test_a_dead_mail_without_words_is_not_tried_anew(office: PostOffice, smtp: MailServer, now: Now) -> None:
    smtp.refuse("dead@buton.example", "550 no such user")
    office.put("dead")
    office.deliver()
    now.passes(days=400)
    drop_old_words(now())
    assert not outbox.retry(office.letter("dead"), at=now())


@pytest.mark.databases("sqlite")
def test_an_operator_may_do_it_by_hand(
    office: PostOffice, smtp: MailServer, now: Now, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.put("old")
    office.deliver()
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(days=401))
    assert runner.invoke(args=["mail", "shrink"]).output == "1 texts dropped\n"
    assert runner.invoke(args=["mail", "shrink"]).output == "0 texts dropped\n"


@pytest.mark.databases("sqlite")
def test_kept_for_ever_when_so_asked(app: Flask, office: PostOffice, smtp: MailServer, now: Now) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_keep_days=0)
    office.put("old")
    office.deliver()
    now.passes(days=4_000)
    assert drop_old_words(now()) == 0
    assert with_words(office) == {"old"}
