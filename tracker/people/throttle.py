"""Tries counted by rows in the database, so that every process counts together."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, select

from tracker.extensions import db
from tracker.people.models import Throttle


def key(kind: str, what: str) -> str:
    """A row's name; what was typed is kept as a hash only."""
    return f"{kind}:{hashlib.sha256(what.strip().lower().encode()).hexdigest()[:40]}"


def count(name: str, *, window: timedelta, at: datetime) -> int:
    """Counts one more try and answers how many there were in this window; one atomic statement."""
    fresh = Throttle.window_start > at - window
    statement = (
        _insert()
        .values(key=name, window_start=at, tries=1)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "tries": case((fresh, Throttle.tries + 1), else_=1),
                "window_start": case((fresh, Throttle.window_start), else_=at),
            },
        )
        .returning(Throttle.tries)
    )
    return int(db.session.execute(statement).scalar_one())


def peek(name: str, *, window: timedelta, at: datetime) -> int:
    """How many tries there were in this window, without counting one."""
    wanted = select(Throttle.tries).where(Throttle.key == name, Throttle.window_start > at - window)
    return db.session.scalar(wanted) or 0


def forget(name: str) -> None:
    """After a success the count starts anew."""
    db.session.execute(delete(Throttle).where(Throttle.key == name))


def _insert() -> Any:
    if db.session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        return pg_insert(Throttle)
    from sqlalchemy.dialects.sqlite import insert as lite_insert

    return lite_insert(Throttle)
