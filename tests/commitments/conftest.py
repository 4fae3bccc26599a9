"""A promise of the Dinkes head, published in Buton, and what may happen to it; it is Monday, 13 October 2025."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.test import TestResponse

from tests.cast import Cast, Held, cast, sign_in
from tests.client import PageClient
from tracker import clock
from tracker.commitments import actions
from tracker.commitments.acts import Act
from tracker.commitments.models import Commitment, Update
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.forums.models import Forum, Series
from tracker.forums.rules import Rhythm
from tracker.mail.models import Message
from tracker.people.links import Link, sign
from tracker.people.models import Post, Tenure
from tracker.people.rules import Actor, Door
from tracker.regions.models import Office

__all__ = ["cast", "sign_in"]

NOW = datetime(2025, 10, 13, 1, 0, tzinfo=UTC)
TODAY = date(2025, 10, 13)
DUE = date(2025, 10, 7)
QUOTE = "Seluruh puskesmas mengaktifkan layanan gawat darurat 24 jam, paling lambat 7 Oktober 2025."
ACTION = "Aktifkan layanan gawat darurat 24 jam di 20 puskesmas"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


class Now:
    """The time, which passes when the test says so."""

    def __init__(self) -> None:
        self.at = NOW

    def pass_by(self, **how_long: float) -> datetime:
        self.at += timedelta(**how_long)
        return self.at


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    moving = Now()
    monkeypatch.setattr(clock, "now", lambda: moving.at)
    return moving


def as_actor(held: Held, door: Door = Door.PAGE, acted_as: str = "Kepala Bagian Kesra") -> Actor:
    return Actor(held.person_id, held.tenure_id, acted_as, door)


def pdf(name: str = "bukti.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    """A file as the test client sends it."""
    return io.BytesIO(content), name


@dataclass
class House:
    """The product with its cast, and short ways to bring a commitment to where a test begins."""

    app: Flask
    cast: Cast
    now: Now

    def promise(
        self, *, owner: Held | None = None, due_on: date | None = DUE, published: bool = True, **values: Any
    ) -> int:
        """Id of a commitment; by default the Dinkes head's, due last Tuesday."""
        held = owner or self.cast.owner
        reviewer = self.cast.reviewer if held.region_id == self.cast.region_id else self.cast.stranger
        by, at = as_actor(reviewer), datetime(2025, 7, 24, 3, tzinfo=UTC)
        with self.app.app_context():
            forum = self._forum(held.region_id, at)
            made = actions.owe(
                forum=forum,
                quote=QUOTE,
                start=0,
                end=len(QUOTE),
                action=values.pop("action", ACTION),
                measure="20 puskesmas",
                owner=db.session.get_one(Post, held.post_id),
                due_on=due_on,
                due_words="paling lambat 7 Oktober 2025" if due_on else "",
                undated_reason=values.pop("undated_reason", "" if due_on else "Menunggu DAK"),
                supporting=[db.session.get_one(Office, office) for office in values.pop("supporting", [])],
                by=by,
                at=at,
                today=date(2025, 7, 24),
                **values,
            )
            if published:
                actions.publish(forum, by=by, at=at + timedelta(days=4))
            db.session.commit()
            return made.id

    def _forum(self, region_id: int, at: datetime) -> Forum:
        series = db.session.scalar(select(Series).where(Series.region_id == region_id))
        if series is None:
            series = Series(region_id=region_id, name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
            db.session.add(series)
            db.session.flush()
        forum = Forum(
            region_id=region_id,
            series_id=series.id,
            title="Forum Kemitraan JKN",
            held_on=date(2025, 7, 24),
            made_at=at,
        )
        db.session.add(forum)
        db.session.flush()
        return forum

    def report(
        self, commitment_id: int, answer: Answer = Answer.DONE, *, by: Held | None = None, **values: Any
    ) -> None:
        """What an owner said, through the link, at the test's time."""
        held = by or self.cast.owner
        proof = [NewEvidence("bukti.pdf", "application/pdf", 9, "a" * 64)] if answer is Answer.DONE else []
        with self.commitment(commitment_id) as commitment:
            actions.report(
                commitment,
                tenure=db.session.get_one(Tenure, held.tenure_id),
                by=as_actor(held, Door.LINK, "Kepala Dinas Kesehatan"),
                answer=answer,
                note=values.pop("note", "Sudah aktif di 20 puskesmas."),
                at=self.now.at,
                today=TODAY,
                evidence=values.pop("evidence", proof),
                **values,
            )

    def verify(self, commitment_id: int, *, accepted: bool, reason: str = "", by: Held | None = None) -> None:
        with self.commitment(commitment_id) as commitment:
            actions.verify(
                commitment,
                accepted=accepted,
                reason=reason,
                by=as_actor(by or self.cast.reviewer),
                at=self.now.at,
            )

    def withdraw(self, commitment_id: int) -> None:
        with self.commitment(commitment_id) as commitment:
            by = as_actor(self.cast.reviewer)
            actions.oversee(
                [commitment],
                Act.WITHDRAW,
                reason="Tidak relevan.",
                seen={},
                by=by,
                at=self.now.at,
                today=TODAY,
            )

    @contextmanager
    def commitment(self, commitment_id: int) -> Iterator[Commitment]:
        """The row, in a transaction that is committed at the end."""
        with self.app.app_context():
            yield db.session.get_one(Commitment, commitment_id)
            db.session.commit()

    def token(self, commitment_id: int, *, held: Held | None = None, days: int = 14) -> str:
        expires_at = self.now.at + timedelta(days=days)
        with self.app.app_context():
            return sign(Link((held or self.cast.owner).tenure_id, commitment_id, expires_at))

    def send(self, client: PageClient, path: str, fields: dict[str, Any]) -> TestResponse:
        """Fills the form of a page that answers at its own address, and sends it."""
        return client.submit(path, fields, action=path)

    def updates(self, commitment_id: int) -> list[Update]:
        with self.app.app_context():
            wanted = select(Update).where(Update.commitment_id == commitment_id).order_by(Update.id)
            return list(db.session.scalars(wanted))

    def mails(self) -> list[Message]:
        with self.app.app_context():
            return list(
                db.session.scalars(select(Message).options(joinedload(Message.body)).order_by(Message.id))
            )

    def rows(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self.app.app_context():
            return {
                table.name: db.session.execute(select(db.func.count()).select_from(table)).scalar_one()
                for table in db.metadata.sorted_tables
            }


@pytest.fixture
def house(app: Flask, cast: Cast, now: Now) -> House:
    return House(app, cast, now)
