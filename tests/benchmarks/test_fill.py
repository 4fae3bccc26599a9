"""`python -m benchmarks.fill`: a national-size data set on which the product's pages open."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from benchmarks.fill import TABLES, ZONE, NotEmpty, __main__, fill
from config import Settings
from tests.database import with_database
from tracker import clock, create_app
from tracker.commitments.models import Commitment, Event, Update
from tracker.commitments.rules import CLOSED, OWED
from tracker.extensions import db
from tracker.regions.models import Region
from tracker.regions.rules import local_day

COMMITMENTS = 300
DAY = date(2026, 3, 2)


def filled(app: Flask, **more: Any) -> dict[str, int]:
    return fill(app, **{"regions": 2, "commitments": COMMITMENTS, "today": DAY, **more})


def count(*conditions: Any) -> int:
    return db.session.scalar(select(func.count(Commitment.id)).where(*conditions)) or 0


def test_three_in_ten_are_overdue_four_are_due_later_and_three_are_closed(app: Flask) -> None:
    rows = filled(app)
    with app.app_context():
        assert rows["commitments"] == count() == COMMITMENTS
        assert count(Commitment.status.in_(OWED), Commitment.due_on < DAY) == 90
        assert count(Commitment.status.not_in(CLOSED), Commitment.due_on > DAY) == 120
        assert count(Commitment.status.in_(CLOSED)) == 90
        opened = db.session.scalars(select(Region.id).where(Region.opened_at.is_not(None))).all()
        assert [count(Commitment.region_id == region) for region in opened] == [150, 150]


def test_what_is_said_to_be_written_is_there(app: Flask) -> None:
    rows = filled(app)
    with app.app_context():
        for model in TABLES:
            assert rows[model.__tablename__] == db.session.scalar(select(func.count()).select_from(model))
    assert min(rows.values()) > 0


def test_each_commitment_agrees_with_its_own_story(app: Flask) -> None:
    filled(app)
    with app.app_context():
        for commitment in db.session.scalars(select(Commitment)):
            told = db.session.scalars(
                select(Event).where(Event.commitment_id == commitment.id).order_by(Event.id)
            ).all()
            assert told[-1].status_after == commitment.status
            assert [step.at for step in told] == sorted(step.at for step in told)
            last = select(func.max(Update.id)).where(Update.commitment_id == commitment.id)
            assert commitment.last_update_id == db.session.scalar(last)


def test_quotes_stand_in_the_minutes_where_they_say(app: Flask) -> None:
    filled(app)
    with app.app_context():
        for commitment in db.session.scalars(select(Commitment)):
            decision = commitment.decision
            assert commitment.forum.minutes_text[decision.start : decision.end] == decision.quote
            assert 150 <= len(commitment.action) <= 250


def test_new_rows_are_numbered_after_those_of_the_data_set(app: Flask) -> None:
    rows = filled(app)
    with app.app_context():
        first = db.session.scalars(select(Event).limit(1)).one()
        values = {c.name: getattr(first, c.name) for c in Event.__table__.columns if c.name != "id"}
        event = Event(**values)
        db.session.add(event)
        db.session.flush()
        assert event.id == rows["events"] + 1
        db.session.rollback()


@pytest.mark.parametrize(("seed", "same"), [(7, True), (8, False)])
def test_the_same_seed_gives_the_same_rows(
    settings: Settings, database_kind: str, request: pytest.FixtureRequest, seed: int, same: bool
) -> None:
    databases, prints = request.getfixturevalue(f"{database_kind}_databases"), set()
    for chosen in (7, seed):
        with databases.fresh() as url:
            app = create_app(with_database(settings, url))
            filled(app, seed=chosen, password="satu untuk semua")
            prints.add(fingerprint(app))
    assert (len(prints) == 1) is same


def fingerprint(app: Flask) -> str:
    """Of every row of every table."""
    found = hashlib.sha256()
    with app.app_context():
        for table in (model.__table__ for model in TABLES):
            rows = db.session.execute(select(*table.columns).order_by(table.c.id))
            found.update(repr([tuple(row) for row in rows]).encode())
    return found.hexdigest()


def test_a_database_in_use_is_left_alone(app: Flask) -> None:
    filled(app)
    with pytest.raises(NotEmpty):
        filled(app)
    with app.app_context():
        assert count() == COMMITMENTS


def test_there_are_no_more_regions_than_the_country_has(app: Flask) -> None:
    with pytest.raises(ValueError, match="between 1 and 553"):
        filled(app, regions=554)


@pytest.mark.databases("sqlite")
def test_the_command_prepares_a_new_database_and_fills_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    words = ["fill", "--regions", "1", "--commitments", "20", "--database", url]
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path / "instance"))
    monkeypatch.setattr(sys, "argv", words)
    __main__.main()
    assert "commitments              20" in capsys.readouterr().out
    app = create_app(replace(settings, database_url=url))
    with app.app_context():
        assert count(Commitment.status.in_(OWED), Commitment.due_on < local_day(clock.now(), ZONE)) == 6
    with pytest.raises(SystemExit, match="holds offices already"):
        __main__.main()
