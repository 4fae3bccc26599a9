"""`flask --app tracker …`: what operators and other programs rely on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select, update

from tests.cast import Cast, cast
from tests.running import run, said
from tracker import clock
from tracker.extensions import db
from tracker.mail.channels import actions as channels
from tracker.mail.channels.models import Channel
from tracker.mail.channels.rules import ChannelKind
from tracker.mail.models import Message
from tracker.people import queries as people
from tracker.people.models import AuditRow
from tracker.people.rules import Duty
from tracker.reminders.models import JobRun

__all__ = ["cast"]


def test_a_person_is_added_and_made_operator(app: Flask, runner: FlaskCliRunner) -> None:
    words = ("person", "add", "--name", "Nurlia", "--email", "Kominfo@Buton.example", "--region", "74.04")
    assert "kominfo@buton.example" in said(runner, *words, "--operator")
    with app.app_context():
        made = people.by_email("kominfo@buton.example")
        assert made is not None
        [held] = people.asker(made, at=datetime.now(UTC)).holdings
        assert (held.duty, held.region) == (Duty.OPERATOR, "Kabupaten Buton")
        assert db.session.scalars(select(Message.kind)).all() == ["invitation"]
    again = run(runner, *words)
    assert (again.exit_code, again.stderr) == (1, "Error: email taken\n")


@pytest.mark.parametrize(
    ("email", "region", "complaint"),
    [("nobody", "74.04", "not an address"), ("a@b.example", "00.00", "there is no region 00.00")],
)
def test_a_person_nobody_could_write_to_is_refused(
    app: Flask, runner: FlaskCliRunner, email: str, region: str, complaint: str
) -> None:
    done = run(runner, "person", "add", "--name", "X", "--email", email, "--region", region)
    assert done.exit_code == 1
    assert complaint in done.stderr
    with app.app_context():
        assert not people.anyone_yet()


@pytest.mark.parametrize(
    ("at", "complaint"),
    [("13 Oktober", "is not an ISO 8601 moment"), ("2025-10-13T08:05:00", "names no offset")],
)
def test_a_moment_that_could_be_several_is_refused(runner: FlaskCliRunner, at: str, complaint: str) -> None:
    for command in ("tick", "preview"):
        done = run(runner, "reminders", command, "--at", at)
        assert done.exit_code == 2
        assert complaint in done.stderr


def test_the_tick_is_harmless_when_repeated(app: Flask, cast: Cast, runner: FlaskCliRunner) -> None:
    at = ("--at", "2025-10-13T08:05:00+08:00")
    preview = said(runner, "reminders", "preview", *at)
    first = said(runner, "reminders", "tick", *at)
    assert first.startswith("2 regions, 0 messages queued")
    assert said(runner, "reminders", "tick", *at).startswith("0 regions, 0 messages queued")
    assert isinstance(preview, str)


def test_mail_is_listed_for_programs_and_rendered_for_people(
    runner: FlaskCliRunner, cast: Cast, tmp_path: Path
) -> None:
    assert json.loads(said(runner, "mail", "list", "--json")) == []
    assert said(runner, "mail", "render", tmp_path / "out") == "The outbox is empty: nothing to render yet\n"
    said(runner, "person", "add", "--name", "Rina", "--email", "rina@buton.example", "--region", "74.04")
    [row] = json.loads(said(runner, "mail", "list", "--json"))
    assert set(row) == {"to", "kind", "period", "state", "message_id", "attempts", "sent_at"}
    assert (row["to"], row["kind"], row["state"], row["attempts"], row["sent_at"]) == (
        "rina@buton.example", "invitation", "queued", 0, None,
    )  # fmt: skip
    assert said(runner, "mail", "list").split("\t")[3:] == ["queued", "0", "-\n"]
    said(runner, "mail", "render", tmp_path / "out")
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"invitation.html", "invitation.txt"}
    assert "Rina" in (tmp_path / "out" / "invitation.txt").read_text(encoding="utf-8")


def test_without_a_mail_server_delivering_says_so(runner: FlaskCliRunner, cast: Cast) -> None:
    said(runner, "person", "add", "--name", "Rina", "--email", "rina@buton.example", "--region", "74.04")
    done = run(runner, "mail", "deliver", "--until-empty")
    assert done.exit_code == 1
    assert "MAIL_SERVER is not set" in done.stderr


def test_the_doctor_names_the_fault(app: Flask, runner: FlaskCliRunner) -> None:
    done = run(runner, "doctor")
    assert done.exit_code == 1
    lines = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert lines == {
        "ok  settings": "reached at http://127.0.0.1:8000",
        "ok  data folder": "evidence can be written",
        "ok  database": lines["ok  database"],
        "BAD mail": "MAIL_SERVER is not set: mails wait in the outbox",
        "ok  answers by mail": "MAIL_INBOX is not set: mails are answered by their links",
        "ok  clock zones": "WIB, WITA, WIT",
        "ok  scheduler": "has not run yet: `python run.py` or `python run.py scheduler` starts it",
        "ok  channels": "none",
        "ok  ping": "PING_URL is not set: nobody hears of silence",
    }


def test_the_doctor_tells_of_jobs_and_of_channels_that_lost_their_key(
    app: Flask, runner: FlaskCliRunner, cast: Cast
) -> None:
    now = clock.now()
    with app.app_context():
        kinds = [ChannelKind.WEEKLY]
        for name in ("Grup Setda", "SMS"):
            channels.add(cast.region_id, name=name, address="json://a.example.org", kinds=kinds, at=now)
        db.session.query(Channel).filter_by(name="SMS").one().sealed = "disegel kunci lama"
        db.session.add(JobRun(job="tick", started_at=now, ended_at=now))
        db.session.add(JobRun(job="outbox", started_at=now, failed_at=now, error="OSError: penuh"))
        db.session.commit()
    told = run(runner, "doctor").stdout
    assert "ok  job tick: began 0 s ago" in told
    assert "BAD job outbox: began 0 s ago; failed: OSError: penuh" in told
    assert "BAD channels: enter the address again of: SMS\n" in told


def test_the_doctor_finds_a_database_left_behind(app: Flask, runner: FlaskCliRunner) -> None:
    import flask_migrate

    with app.app_context():
        flask_migrate.downgrade(revision="0001")
    assert "BAD database: is at revision 0001, wants" in run(runner, "doctor").stdout


def test_the_access_table_is_printed(app: Flask, runner: FlaskCliRunner) -> None:
    rows = json.loads(said(runner, "access", "table", "--json"))
    [board] = [row for row in rows if row["endpoint"] == "review.board"]
    assert board == {
        "endpoint": "review.board", "rule": "/review", "methods": ["GET"], "audiences": ["leader", "reviewer"],
    }  # fmt: skip
    assert len(said(runner, "access", "table").splitlines()) == len(rows)


def test_a_tampered_record_is_found(app: Flask, runner: FlaskCliRunner) -> None:
    said(
        runner,
        "person",
        "add",
        "--name",
        "Rina",
        "--email",
        "rina@buton.example",
        "--region",
        "74.04",
        "--operator",
    )
    assert said(runner, "audit", "verify") == "the record is whole\n"
    with app.app_context():
        first = db.session.scalars(select(AuditRow.id).order_by(AuditRow.id)).first()
        db.session.execute(update(AuditRow).where(AuditRow.id == first).values(acted_as="Bupati"))
        db.session.commit()
    done = run(runner, "audit", "verify")
    assert done.exit_code == 1
    assert f"row {first} was changed" in done.stderr


def test_the_demo_is_loaded_nowhere_else(runner: FlaskCliRunner) -> None:
    assert "set DEMO=1" in run(runner, "demo", "load").stderr
