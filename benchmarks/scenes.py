"""Filled databases for the benchmark of the review table, and somebody signed in to each."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import Select, select

from benchmarks.database import migrated
from benchmarks.fill import ZONE, NotEmpty, fill
from benchmarks.fill.places import hashed
from benchmarks.pages import TOKEN
from config import Settings
from tracker import clock
from tracker.commitments import words
from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind
from tracker.regions.models import Office, Region
from tracker.regions.rules import Level, OfficeKind, local_day

IN_A_REGION = 2_000


@dataclass(frozen=True)
class Scene:
    """A filled database, somebody who may open its board, and the region of that board."""

    app: Flask
    settings: Settings
    today: date
    email: str
    password: str
    region_id: int
    above: str


def filled(settings: Settings, commitments: int, password: str | None) -> Scene:
    app, password = migrated(settings), password or secrets.token_urlsafe(12)
    today = local_day(clock.now(), ZONE)
    regions = max(1, commitments // IN_A_REGION)
    with suppress(NotEmpty):
        fill(app, regions=regions, commitments=commitments, today=today, password=password)
        with app.app_context():
            words.index_all()
            db.session.commit()
    with app.app_context():
        _settle()
        email, region_id = db.session.execute(_reviewers().where(Region.level != Level.NATION)).first() or (
            "",
            0,
        )
        above = _above(password)
        db.engine.dispose()
    return Scene(app, settings, today, email, password, region_id, above)


def _settle() -> None:
    """Lets the database look at what it holds, as it does by itself after a while."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    else:
        db.session.connection().exec_driver_sql("ANALYZE")
        db.session.commit()


def _reviewers() -> Select[str, int]:
    return (
        select(Person.email, Office.region_id)
        .join(Tenure, Tenure.person_id == Person.id)
        .join(Post, Post.id == Tenure.post_id)
        .join(Office, Office.id == Post.office_id)
        .join(Region, Region.id == Office.region_id)
        .where(Post.duty == Duty.REVIEWER, Tenure.until_on.is_(None))
        .order_by(Office.region_id)
        .limit(1)
    )


def _above(password: str) -> str:
    """The address of a reviewer of the nation, who is made where there is none."""
    found = db.session.execute(_reviewers().where(Region.level == Level.NATION)).first()
    if found:
        return str(found[0])
    nation = db.session.scalars(select(Region).where(Region.level == Level.NATION)).one()
    office = Office(region_id=nation.id, name="Pusat", short="Pusat", kind=OfficeKind.SETDA)
    email = "peninjau@pusat.example"
    person = Person(
        name="Peninjau", email=email, password=hashed(password), active=True, fs_uniquifier="p" * 32,
        region_id=nation.id, made_at=clock.now(),
    )  # fmt: skip
    db.session.add_all([office, person])
    db.session.flush()
    post = Post(office_id=office.id, title="Peninjau", duty=Duty.REVIEWER)
    db.session.add(post)
    db.session.flush()
    db.session.add(
        Tenure(post_id=post.id, person_id=person.id, kind=TenureKind.DEFINITIF, from_on=date(2020, 1, 1))
    )
    db.session.commit()
    return email


@contextmanager
def opened(scene: Scene, address: str = "/review", email: str = "") -> Iterator[Callable[[], Any]]:
    client = scene.app.test_client()
    form = TOKEN.search(client.get("/sign-in").text)
    assert form, "the sign-in page has no form"
    typed = {"csrf_token": form[1], "email": email or scene.email, "password": scene.password}
    assert client.post("/sign-in", data=typed).status_code == 302
    assert client.get(address).status_code == 200
    yield lambda: client.get(address)
    with scene.app.app_context():
        db.engine.dispose()
