"""`flask --app tracker …`: what operators and other programs rely on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select, update

from tests.cast import Cast, cast
from tracker.extensions import db
from tracker.forums.models import Forum, MinutesFile, Series
from tracker.forums.rules import Rhythm
from tracker.mail.models import Message
from tracker.minutes.models import Draft
from tracker.people import queries as people
from tracker.people.models import AuditRow
from tracker.people.rules import Duty

__all__ = ["cast"]

MINUTES = """NOTULA FORUM KEMITRAAN
Kamis, 24 Juli 2025

Kesimpulan:
1. Dinas Kesehatan menyusun jadwal jaga dokter di enam puskesmas paling lambat 30 September 2025.
2. Dinas Sosial memadankan data peserta PBI JK dengan data kependudukan.
"""
KEYS = {"quote", "start", "end", "action", "owner", "office", "deadline_text", "due_on", "kind", "indicator"}


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "notula.txt"
    file.write_text(MINUTES, encoding="utf-8")
    return file


def run(runner: FlaskCliRunner, *words: object) -> Result:
    return runner.invoke(args=[str(word) for word in words])


def said(runner: FlaskCliRunner, *words: object) -> str:
    done = run(runner, *words)
    assert done.exit_code == 0, done.output
    return done.stdout


class TestReading:
    """`minutes read`, which touches no database."""

    pytestmark = pytest.mark.databases("sqlite")

    def test_quotes_are_exact_parts_of_the_text(self, runner: FlaskCliRunner, minutes: Path) -> None:
        text = said(runner, "minutes", "read", minutes, "--text")
        found: list[dict[str, Any]] = json.loads(said(runner, "minutes", "read", minutes, "--json"))
        assert len(found) == 2
        for proposal in found:
            assert proposal.keys() >= KEYS
            assert text[proposal["start"] : proposal["end"]] == proposal["quote"]
        assert found[0]["due_on"] == "2025-09-30"
        assert "Dinas Kesehatan" in found[0]["office"]
        assert found[1]["due_on"] is None

    def test_people_get_a_numbered_list(self, runner: FlaskCliRunner, minutes: Path) -> None:
        page = said(runner, "minutes", "read", minutes)
        assert page.startswith("1. ")
        assert page.endswith("2 proposals\n")
        assert "2025-09-30" in page

    def test_the_forums_day_can_be_given(self, runner: FlaskCliRunner, tmp_path: Path) -> None:
        file = tmp_path / "n.txt"
        file.write_text("Kesimpulan:\n1. Dinas Sosial memutakhirkan data dalam 14 hari kerja ke depan.\n")
        [late] = json.loads(said(runner, "minutes", "read", file, "--json", "--held-on", "2025-08-11"))
        assert late["due_on"] == "2025-09-01", "18 August is cuti bersama"

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("kosong.txt", b" \n", "empty"),
            ("rusak.pdf", b"%PDF-1.7\nno such thing", "broken"),
            ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        ],
    )
    def test_an_unreadable_file_gets_a_sentence_saying_what_to_do(
        self, runner: FlaskCliRunner, tmp_path: Path, name: str, content: bytes, reason: str
    ) -> None:
        file = tmp_path / name
        file.write_bytes(content)
        done = run(runner, "minutes", "read", file, "--json")
        assert done.exit_code == 1
        assert done.stdout == ""
        assert done.stderr.startswith(f"Error: {name} cannot be read ({reason}). ")
        assert done.stderr.count("\n") == 1
        assert len(done.stderr.split(". ")) > 1


@pytest.fixture
def forum_id(app: Flask, cast: Cast) -> int:
    """A forum of Buton without minutes."""
    with app.app_context():
        series = Series(region_id=cast.region_id, name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
        db.session.add(series)
        db.session.flush()
        forum = Forum(
            region_id=cast.region_id, series_id=series.id, title="Forum Kemitraan",
            held_on=date(2025, 7, 24), made_at=datetime(2025, 7, 24, tzinfo=UTC),
        )  # fmt: skip
        db.session.add(forum)
        db.session.commit()
        return forum.id


def test_minutes_are_taken_into_a_forum(
    app: Flask, runner: FlaskCliRunner, minutes: Path, forum_id: int
) -> None:
    assert said(runner, "minutes", "import", minutes, "--forum", forum_id) == "2 drafts\n"
    with app.app_context():
        forum = db.session.get_one(Forum, forum_id)
        assert "Dinas Sosial memadankan" in forum.minutes_text
        drafts = db.session.scalars(select(Draft).order_by(Draft.number)).all()
        assert all(forum.minutes_text[d.start : d.end] == d.quote for d in drafts)
        [kept] = db.session.scalars(select(MinutesFile)).all()
        assert kept.name == "notula.txt"
        stored = app.config["SETTINGS"].evidence_path / kept.sha256[:2] / kept.sha256[2:]
        assert stored.read_text(encoding="utf-8") == MINUTES


def test_minutes_for_no_forum_are_refused(runner: FlaskCliRunner, minutes: Path) -> None:
    done = run(runner, "minutes", "import", minutes, "--forum", 99)
    assert (done.exit_code, done.stderr) == (1, "Error: there is no forum 99\n")


def test_unreadable_minutes_leave_the_forum_as_it_was(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, forum_id: int
) -> None:
    file = tmp_path / "kosong.txt"
    file.write_bytes(b"\n")
    assert run(runner, "minutes", "import", file, "--forum", forum_id).exit_code == 1
    with app.app_context():
        assert db.session.get_one(Forum, forum_id).minutes_text == ""
        assert db.session.scalars(select(MinutesFile)).all() == []


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
        "ok  clock zones": "WIB, WITA, WIT",
    }


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
