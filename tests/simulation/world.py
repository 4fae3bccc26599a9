"""Three regions in three zones with two hundred owners; writes their histories into the database as the clock goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import insert, update

from tests.simulation.histories import DAY, Change, Promise
from tracker.commitments.models import Commitment, Event, Extension, Update
from tracker.commitments.rules import Answer, EventKind, ExtensionState, Status
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.people.rules import PRECEDENCE, Door, Duty, TenureKind
from tracker.regions.models import Holiday
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
