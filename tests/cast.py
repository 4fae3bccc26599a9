"""A small cast: two kabupaten, one person for each audience in the first, and a stranger in the second.

The Dinkes head owns, the Kabag Kesra reviews, the Bupati leads, Diskominfo operates; Berau's Kabag may see nothing of
Buton. `sign_in(client, person)` goes through the real sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from tests.client import PageClient
from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind
from tracker.regions.models import Office, Region
from tracker.regions.rules import OfficeKind

PASSWORD = "rahasia-sekali-2025"
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """Ids of one person of the cast and what they hold; ids, so that they survive any session."""

    person_id: int
    post_id: int
    tenure_id: int
    office_id: int
    region_id: int
    email: str


@dataclass(frozen=True)
class Cast:
    region_id: int
    other_region_id: int
    owner: Held
    second_owner: Held
    reviewer: Held
    second_reviewer: Held
    leader: Held
    operator: Held
    stranger: Held
    stranger_owner: Held
    postless: int
    postless_email: str = "tanpa.jabatan@buton.example"


def person(name: str, email: str, region_id: int | None = None) -> Person:
    made = Person(
        name=name,
        email=email,
        region_id=region_id,
        password=PASSWORD,
        active=True,
        fs_uniquifier=email.ljust(32, "x"),
        made_at=LONG_AGO,
    )
    db.session.add(made)
    db.session.flush()
    return made


def hold(
    region: Region, office: tuple[str, str, OfficeKind], title: str, duty: Duty, name: str, email: str
) -> Held:
    """Puts an office, a post and its definitive holder in place."""
    full, short, kind = office
    place = db.session.query(Office).filter_by(region_id=region.id, name=full).first()
    if place is None:
        place = Office(region_id=region.id, name=full, short=short, kind=kind, aliases=[])
        db.session.add(place)
        db.session.flush()
    post = Post(office_id=place.id, title=title, duty=duty)
    holder = person(name, email, region.id)
    db.session.add(post)
    db.session.flush()
    tenure = Tenure(post_id=post.id, person_id=holder.id, kind=TenureKind.DEFINITIF, from_on=date(2024, 1, 1))
    db.session.add(tenure)
    db.session.flush()
    return Held(holder.id, post.id, tenure.id, place.id, region.id, email)


DINKES = ("Dinas Kesehatan", "Dinkes", OfficeKind.DINAS)
DINSOS = ("Dinas Sosial", "Dinsos", OfficeKind.DINAS)
SETDA = ("Sekretariat Daerah", "Setda", OfficeKind.SETDA)
BUPATI = ("Bupati", "Bupati", OfficeKind.LEADER)
KOMINFO = ("Dinas Komunikasi dan Informatika", "Diskominfo", OfficeKind.DINAS)


def fill() -> Cast:
    """Writes the cast into the empty database (regions are there from the migration) and commits."""
    buton = db.session.query(Region).filter_by(code="74.04").one()
    berau = db.session.query(Region).filter_by(code="64.03").one()
    buton.opened_at = berau.opened_at = LONG_AGO
    cast = Cast(
        region_id=buton.id,
        other_region_id=berau.id,
        owner=hold(
            buton, DINKES, "Kepala Dinas Kesehatan", Duty.OWNER, "dr. Wa Ode Ramlah", "dinkes@buton.example"
        ),
        second_owner=hold(
            buton, DINSOS, "Kepala Dinas Sosial", Duty.OWNER, "La Ode Hasmin", "dinsos@buton.example"
        ),
        reviewer=hold(
            buton, SETDA, "Kepala Bagian Kesra", Duty.REVIEWER, "Sitti Hasnah", "kesra@buton.example"
        ),
        second_reviewer=hold(
            buton, SETDA, "Asisten I", Duty.REVIEWER, "Hamzah Rauf", "asisten@buton.example"
        ),
        leader=hold(buton, BUPATI, "Bupati Buton", Duty.LEADER, "Anwar Lakansai", "bupati@buton.example"),
        operator=hold(
            buton, KOMINFO, "Administrator Sistem", Duty.OPERATOR, "Nurlia Madjid", "kominfo@buton.example"
        ),
        stranger=hold(
            berau, SETDA, "Kepala Bagian Kesra", Duty.REVIEWER, "Maya Lestari", "kesra@berau.example"
        ),
        stranger_owner=hold(
            berau, DINKES, "Kepala Dinas Kesehatan", Duty.OWNER, "Irfan Malik", "dinkes@berau.example"
        ),
        postless=person("Tanpa Jabatan", "tanpa.jabatan@buton.example", buton.id).id,
    )
    db.session.commit()
    return cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    with app.app_context():
        return fill()


SignIn = Callable[[PageClient, "Held | str"], Any]


@pytest.fixture
def sign_in() -> SignIn:
    """Signs a client in through the page, as a person would."""

    def by_page(client: PageClient, who: Held | str) -> Any:
        email = who if isinstance(who, str) else who.email
        return client.submit("/sign-in", {"email": email, "password": PASSWORD}, action="/sign-in")

    return by_page
