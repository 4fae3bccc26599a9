"""Three regions in three zones with two hundred owners; writes their histories into the database as the clock goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import insert, update

from tests.simulation.histories import DAY, Change, Promise, history
from tracker.commitments.models import Commitment, Event, Extension, Update
from tracker.commitments.rules import Answer, EventKind, ExtensionState, Status
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, Series
from tracker.forums.rules import Rhythm
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import PRECEDENCE, Door, Duty, TenureKind
from tracker.regions.models import Holiday, Office, Region
from tracker.regions.rules import OfficeKind
from tracker.reminders.models import Preference

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = {"74.04": "Asia/Makassar", "32.04": "Asia/Jakarta", "91.03": "Asia/Jayapura"}
OTHER_HOURS = {"74.04": 14, "32.04": 10, "91.03": 16}
"""Beside eight o'clock, the hour that people of a region may choose."""

ABOVE = (
    ("Kepala Bagian Kesra", Duty.REVIEWER),
    ("Asisten Pemerintahan dan Kesra", Duty.REVIEWER),
    ("Sekretaris Daerah", Duty.LEADER),
    ("Bupati", Duty.LEADER),
)


class Seat(NamedTuple):
    """A tenure, as the test knows it."""

    post_id: int
    person_id: int
    kind: TenureKind
    from_on: date
    until_on: date | None


class Choice(NamedTuple):
    """What a person chose at a moment."""

    at: datetime
    person_id: int
    weekday: int | None
    hour: int | None
    stopped: bool


class Off(NamedTuple):
    """A local holiday and when it was announced."""

    at: datetime
    region: str
    day: date


@dataclass
class World:
    """Everything that will happen, and who holds what."""

    random: Random
    owners: int
    end: datetime
    regions: dict[str, int] = field(default_factory=dict)
    posts: dict[int, str] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    promises: dict[int, Promise] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    days_off: list[Off] = field(default_factory=list)
    above: dict[str, list[int]] = field(default_factory=dict)
    _people: int = 0
    _offices: dict[str, int] = field(default_factory=dict)

    def build(self) -> None:
        """Makes regions, posts, persons and all histories. Commits."""
        for code, zone in ZONES.items():
            region = db.session.query(Region).filter_by(code=code).one()
            region.opened_at, region.zone = BEGIN, zone
            self.regions[code] = region.id
            self._add_region(code)
        self._share_posts()
        self._choose()
        self._announce()
        db.session.commit()

    def holder(self, post_id: int, day: date) -> int | None:
        """Who answers for a post on a day: Plh. before Plt. before the definitive holder."""
        here = [
            seat
            for seat in self.seats_of[post_id]
            if seat.from_on <= day and (seat.until_on is None or day <= seat.until_on)
        ]
        return min(here, key=lambda seat: PRECEDENCE[seat.kind]).person_id if here else None

    @cached_property
    def seats_of(self) -> dict[int, list[Seat]]:
        """By post; complete once the world is built."""
        found: dict[int, list[Seat]] = {}
        for seat in self.seats:
            found.setdefault(seat.post_id, []).append(seat)
        return found

    def happenings(self) -> list[tuple[datetime, Any]]:
        """All that is to be written, in the order of its moments."""
        changes = [
            (change.at, (promise, change)) for promise in self.promises.values() for change in promise.changes
        ]
        chosen = [(choice.at, choice) for choice in self.choices]
        off = [(day.at, day) for day in self.days_off]
        return sorted([*changes, *chosen, *off], key=lambda happening: happening[0])

    def apply(self, what: Any) -> None:
        """Writes one happening."""
        if isinstance(what, Choice):
            values = {"weekday": what.weekday, "hour": what.hour}
            stopped_at = what.at if what.stopped else None
            db.session.merge(Preference(person_id=what.person_id, stopped_at=stopped_at, **values))
            db.session.flush()
        elif isinstance(what, Off):
            row = {
                "region_id": self.regions[what.region],
                "day": what.day,
                "name": "Hari jadi",
                "added_at": what.at,
            }
            db.session.execute(insert(Holiday), [row])
        else:
            self._write(*what)

    def _write(self, promise: Promise, change: Change) -> None:
        values: dict[str, Any] = {"status": change.status, "due_on": change.due_on}
        if change.kind is EventKind.PUBLISHED:
            values["published_at"] = change.at
        values["proposed_at"] = change.at if change.status is Status.PROPOSED_DONE else None
        values["closed_at"] = change.at if change.status in {Status.VERIFIED, Status.WITHDRAWN} else None
        db.session.execute(update(Commitment).where(Commitment.id == promise.number).values(**values))
        event = {
            "commitment_id": promise.number,
            "at": change.at,
            "kind": change.kind,
            "door": Door.PAGE,
            "status_after": change.status,
            "due_after": change.due_on,
        }
        db.session.execute(insert(Event), [event])
        if change.kind is EventKind.ASKED_FOR_TIME:
            self._ask(promise, change)
        if change.kind in {EventKind.TIME_GRANTED, EventKind.TIME_REFUSED}:
            granted = change.kind is EventKind.TIME_GRANTED
            state = ExtensionState.GRANTED if granted else ExtensionState.REFUSED
            db.session.execute(
                update(Extension)
                .where(Extension.commitment_id == promise.number, Extension.state == ExtensionState.ASKED)
                .values(state=state, answered_at=change.at, granted_due_on=change.due_on if granted else None)
            )

    def _ask(self, promise: Promise, change: Change) -> None:
        tenure = db.session.query(Tenure.id).filter_by(post_id=promise.post_id).first()
        assert tenure is not None
        said = Update(
            commitment_id=promise.number,
            at=change.at,
            tenure_id=tenure.id,
            door=Door.PAGE,
            answer=Answer.MORE_TIME,
            note="Menunggu anggaran.",
        )
        db.session.add(said)
        db.session.flush()
        db.session.add(
            Extension(
                commitment_id=promise.number,
                update_id=said.id,
                asked_at=change.at,
                asked_due_on=change.due_on + 30 * DAY,
            )
        )
        db.session.flush()

    def _add_region(self, code: str) -> None:
        office = Office(
            region_id=self.regions[code],
            name="Sekretariat Daerah",
            short="Setda",
            kind=OfficeKind.SETDA,
            aliases=[],
        )
        series = Series(region_id=self.regions[code], name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
        db.session.add_all([office, series])
        db.session.flush()
        self._offices[code] = office.id
        forum = Forum(
            region_id=self.regions[code],
            series_id=series.id,
            title="Forum Kemitraan",
            held_on=BEGIN.date(),
            made_at=BEGIN,
        )
        db.session.add(forum)
        db.session.flush()
        self.above[code] = [self._post(code, title, duty) for title, duty in ABOVE]
        for post_id in self.above[code]:
            self._sit(post_id, self._person(code))
        for number in range(self.owners // len(ZONES)):
            self._add_owner(code, forum.id, number)

    def _add_owner(self, code: str, forum_id: int, number: int) -> None:
        post_id = self._post(code, f"Kepala UPTD {number}", Duty.OWNER)
        person_id = self._person(code)
        if self.random.random() < 0.1:
            leaves_on = BEGIN.date() + timedelta(days=self.random.randint(100, 500))
            vacant_for = self.random.choice([0, 0, 30])
            self._sit(post_id, person_id, until_on=leaves_on)
            self._sit(post_id, self._person(code), from_on=leaves_on + (1 + vacant_for) * DAY)
        else:
            self._sit(post_id, person_id)
        for _ in range(self.random.randint(1, 4)):
            self._promise(code, forum_id, post_id)

    def _promise(self, code: str, forum_id: int, post_id: int) -> None:
        decision = Decision(
            forum_id=forum_id, number=len(self.promises) + 1, quote="Butir.", start=0, end=6, made_at=BEGIN
        )
        db.session.add(decision)
        db.session.flush()
        row = Commitment(
            region_id=self.regions[code],
            forum_id=forum_id,
            decision_id=decision.id,
            action="Lengkapi obat",
            owner_post_id=post_id,
            owner_office_id=self._offices[code],
            made_at=BEGIN,
        )
        db.session.add(row)
        db.session.flush()
        self.promises[row.id] = history(row.id, post_id, ZONES[code], BEGIN, self.end, self.random)

    def _share_posts(self) -> None:
        """Some stand in for another for a while, some hold a post in another region too."""
        owners = [post for post, code in self.posts.items() if self._is_owner(post)]
        for post_id in self.random.sample(owners, max(2, len(owners) // 10)):
            from_on = BEGIN.date() + timedelta(days=self.random.randint(10, 600))
            other = self.random.choice(owners)
            stand_in = next(seat.person_id for seat in self.seats if seat.post_id == other)
            until_on = from_on + timedelta(days=self.random.randint(1, 40))
            self._sit(post_id, stand_in, TenureKind.PLH, from_on, until_on)

    def _is_owner(self, post_id: int) -> bool:
        return post_id in {promise.post_id for promise in self.promises.values()}

    def _choose(self) -> None:
        everyone = {seat.person_id: self.posts[seat.post_id] for seat in self.seats}
        for person_id, code in everyone.items():
            at = BEGIN
            while self.random.random() < 0.35:
                at += timedelta(days=self.random.expovariate(1 / 150), minutes=self.random.randint(1, 600))
                weekday = self.random.choice([None, 0, 1, 2, 3, 4, 4])
                hour = self.random.choice([None, None, 8, OTHER_HOURS[code]])
                stopped = self.random.random() < 0.2
                self.choices.append(Choice(at, person_id, weekday, hour, stopped))

    def _announce(self) -> None:
        for code in ZONES:
            for _ in range(16):
                day = BEGIN.date() + timedelta(days=self.random.randint(5, (self.end - BEGIN).days))
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
                at = midnight - timedelta(days=self.random.choice([-0.3, 0.1, 0.5, 0.9, 3, 20]))
                if all((off.region, off.day) != (code, day) for off in self.days_off):
                    self.days_off.append(Off(at, code, day))

    def _post(self, code: str, title: str, duty: Duty) -> int:
        post = Post(office_id=self._offices[code], title=title, duty=duty)
        db.session.add(post)
        db.session.flush()
        self.posts[post.id] = code
        return post.id

    def _person(self, code: str) -> int:
        self._people += 1
        name = f"pejabat{self._people}"
        person = Person(
            name=name, email=f"{name}@{code}.example", fs_uniquifier=name.ljust(32, "x"), made_at=BEGIN
        )
        db.session.add(person)
        db.session.flush()
        return person.id

    def _sit(
        self,
        post_id: int,
        person_id: int,
        kind: TenureKind = TenureKind.DEFINITIF,
        from_on: date = date(2023, 1, 1),
        until_on: date | None = None,
    ) -> None:
        seat = Seat(post_id, person_id, kind, from_on, until_on)
        self.seats.append(seat)
        db.session.add(Tenure(**seat._asdict()))
        db.session.flush()
