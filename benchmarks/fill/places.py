"""Who there is: regions opened, their offices and posts, and the persons who hold or held them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from random import Random
from typing import NamedTuple

import argon2
from sqlalchemy import select, update

from benchmarks.fill import words
from benchmarks.fill.store import Store
from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind, called
from tracker.regions.models import Office, Region
from tracker.regions.rules import Level, OfficeKind

YEAR = timedelta(days=365)
FORMER_SHARE = 0.8
"""Posts that somebody else held before: with them the nation has about 58,000 persons."""

ACTING_SHARE = 0.1

STAFF: list[tuple[str, OfficeKind, str, Duty]] = [
    ("Sekretariat Daerah", OfficeKind.SETDA, "Sekretaris Daerah", Duty.REVIEWER),
    ("Sekretariat Daerah", OfficeKind.SETDA, "Asisten Pemerintahan dan Kesejahteraan Rakyat", Duty.REVIEWER),
    ("Sekretariat Daerah", OfficeKind.SETDA, "Kepala Bagian Kesejahteraan Rakyat", Duty.REVIEWER),
    ("Kepala Daerah", OfficeKind.LEADER, "Kepala Daerah", Duty.LEADER),
    ("Dinas Komunikasi dan Informatika", OfficeKind.DINAS, "Administrator Sistem", Duty.OPERATOR),
]


class Opened(NamedTuple):
    """A region that uses the product."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class Held:
    """A post of the data set, with the tenure that holds it today."""

    post_id: int
    office_id: int
    tenure_id: int
    called: str


@dataclass(frozen=True)
class Place:
    """An opened region with those who owe and the one who reviews."""

    region_id: int
    name: str
    owners: list[Held]
    reviewer: Held


class Census:
    """Numbers and writes offices, posts, persons and tenures."""

    def __init__(self, store: Store, random: Random, today: date, password: str | None) -> None:
        self._store, self._random, self._today = store, random, today
        self._password = hashed(password) if password else None
        self._offices, self._posts, self._persons, self._tenures = count(1), count(1), count(1), count(1)

    def settle(self, region: Opened) -> Place:
        """Writes one region's people."""
        found: dict[str, int] = {}
        owners = []
        for office, short, kind, title in words.OWNERS:
            found[office] = self._office(region.id, office, short, kind)
            owners.append(self._post(region, found[office], title, Duty.OWNER))
        staff = []
        for office, kind, title, duty in STAFF:
            found[office] = found.get(office) or self._office(region.id, office, office, kind)
            staff.append(self._post(region, found[office], title, duty))
        return Place(region.id, region.name, owners, staff[2])

    def _office(self, region_id: int, name: str, short: str, kind: OfficeKind) -> int:
        number = next(self._offices)
        self._store.add(Office, id=number, region_id=region_id, name=name, short=short, kind=kind)
        return number

    def _post(self, region: Opened, office_id: int, title: str, duty: Duty) -> Held:
        number = next(self._posts)
        self._store.add(Post, id=number, office_id=office_id, title=title, duty=duty)
        began = self._today - timedelta(days=self._random.randrange(40, 900))
        if self._random.random() < FORMER_SHARE:
            self._tenure(region, number, TenureKind.DEFINITIF, began - 3 * YEAR, began - timedelta(days=1))
        kind = TenureKind.PLT if self._random.random() < ACTING_SHARE else TenureKind.DEFINITIF
        tenure_id = self._tenure(region, number, kind, began, None)
        return Held(number, office_id, tenure_id, called(title, kind))

    def _tenure(
        self, region: Opened, post_id: int, kind: TenureKind, from_on: date, until_on: date | None
    ) -> int:
        person_id, number = self._person(region), next(self._tenures)
        self._store.add(
            Tenure,
            id=number,
            post_id=post_id,
            person_id=person_id,
            kind=kind,
            from_on=from_on,
            until_on=until_on,
        )
        return number

    def _person(self, region: Opened) -> int:
        number, name = next(self._persons), words.name(self._random)
        email = f"{name.replace(' ', '.').lower()}.{number}@wilayah{region.code.replace('.', '')}.example"
        self._store.add(
            Person,
            id=number,
            name=name,
            email=email,
            password=self._password,
            fs_uniquifier=hashlib.sha256(email.encode()).hexdigest()[:32],
            region_id=region.id,
            made_at=moment(self._today - 3 * YEAR),
        )
        return number


def opened(how_many: int, random: Random, today: date) -> list[Opened]:
    """Opens that many regions: kabupaten and kota first, then provinces, then the nation; commits.

    ValueError when there are not so many.
    """
    rows = db.session.execute(
        select(Region.id, Region.code, Region.name, Region.level).order_by(Region.code)
    ).all()
    if not 1 <= how_many <= len(rows):
        raise ValueError(f"--regions lies between 1 and {len(rows)}")
    tiers = {Level.REGENCY: 0, Level.CITY: 0, Level.PROVINCE: 1, Level.NATION: 2}
    by_lot = sorted(random.sample(rows, len(rows)), key=lambda row: tiers[row.level])
    chosen = sorted(by_lot[:how_many], key=lambda row: row.code)
    opened_at = moment(today - 3 * YEAR)
    db.session.execute(
        update(Region).where(Region.id.in_([row.id for row in chosen])).values(opened_at=opened_at)
    )
    db.session.commit()
    return [Opened(row.id, row.code, row.name) for row in chosen]


@lru_cache(maxsize=16_384)
def moment(day: date, minute: int = 0) -> datetime:
    """A moment of that day's office hours in every Indonesian zone."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC) + timedelta(minutes=minute)


def hashed(password: str) -> str:
    """A password as the product keeps it, the same at each run: the salt comes from the password itself."""
    usual = argon2.PasswordHasher()
    return argon2.low_level.hash_secret(
        password.encode(),
        hashlib.sha256(f"salt of {password}".encode()).digest()[:16],
        time_cost=usual.time_cost,
        memory_cost=usual.memory_cost,
        parallelism=usual.parallelism,
        hash_len=usual.hash_len,
        type=argon2.Type.ID,
    ).decode()
