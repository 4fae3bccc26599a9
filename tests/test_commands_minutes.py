"""`flask --app tracker minutes …`: promises out of a file, for programs and into a forum."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from tests.cast import Cast, cast
from tests.running import run, said
from tracker.extensions import db
from tracker.forums.models import Forum, MinutesFile, Series
from tracker.forums.rules import Rhythm
from tracker.minutes.models import Draft

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
