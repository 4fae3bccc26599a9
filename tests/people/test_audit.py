"""The record of acts: a change or a gap shows, and writers at the same time keep one chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

from flask import Flask
from sqlalchemy import delete, func, select, update

from tests.cast import Cast
from tracker.extensions import db
from tracker.people import audit
from tracker.people.models import AuditRow
from tracker.people.rules import Actor, Door

AT = datetime(2025, 10, 13, 1, tzinfo=UTC)
BY = Actor(None, None, "Kepala Bagian Kesra", Door.PAGE)
WRITERS, EACH = 4, 10


def write(number: int, at: datetime = AT) -> None:
    audit.record(
        "forum.held", f"forum/{number}", by=BY, at=at, note="ñ – “catatan”", held_on="2025-07-24", n=number
    )


def written(app: Flask, count: int = 5) -> list[int]:
    with app.app_context():
        for number in range(count):
            write(number)
        db.session.commit()
        return list(db.session.scalars(select(AuditRow.id).order_by(AuditRow.id)))


def test_a_chain_of_true_rows_is_whole(app: Flask) -> None:
    written(app)
    with app.app_context():
        assert audit.first_bad_row() is None
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        assert [row.before_sha256 for row in rows] == [audit.FIRST, *(row.sha256 for row in rows[:-1])]


def test_a_moment_given_in_local_time_is_the_same_moment(app: Flask) -> None:
    with app.app_context():
        write(1, AT.astimezone(timezone(timedelta(hours=8))))
        db.session.commit()
        db.session.expunge_all()
        assert audit.first_bad_row() is None


def test_a_changed_row_is_named(app: Flask) -> None:
    ids = written(app)
    for column, value in (
        ("note", "lain"),
        ("acted_as", "Bupati"),
        ("data", {"n": 9}),
        ("at", AT + timedelta(hours=1)),
    ):
        with app.app_context():
            db.session.execute(update(AuditRow).where(AuditRow.id == ids[2]).values({column: value}))
            assert audit.first_bad_row() == ids[2], column
            db.session.rollback()


def test_a_row_that_is_gone_is_noticed_at_the_next_one(app: Flask) -> None:
    ids = written(app)
    with app.app_context():
        db.session.execute(delete(AuditRow).where(AuditRow.id == ids[1]))
        assert audit.first_bad_row() == ids[2]
        db.session.rollback()
        db.session.execute(delete(AuditRow).where(AuditRow.id == ids[0]))
        assert audit.first_bad_row() == ids[1]


def test_writers_at_the_same_time_keep_one_chain(app: Flask) -> None:
    start = Barrier(WRITERS)

    def writer(number: int) -> None:
        with app.app_context():
            start.wait()
            for step in range(EACH):
                write(100 * number + step)
                db.session.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(writer, range(WRITERS)))
    with app.app_context():
        assert db.session.scalar(select(func.count(AuditRow.id))) == WRITERS * EACH
        assert audit.first_bad_row() is None


def test_what_was_given_up_leaves_no_trace(app: Flask, cast: Cast) -> None:
    with app.app_context():
        write(1)
        db.session.rollback()
        write(2)
        db.session.commit()
        [row] = db.session.scalars(select(AuditRow)).all()
        assert row.subject == "forum/2"
        assert audit.first_bad_row() is None
