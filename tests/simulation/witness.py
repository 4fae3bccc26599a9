"""What the outbox and the ledger say in the end, and what a witness who saw everything expected of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.simulation.histories import DAY, Promise
from tests.simulation.world import BEGIN, ZONES, Choice, World
from tracker.commitments.models import CommitmentMessage
from tracker.commitments.rules import EventKind, Status
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.regions.queries import calendar
from tracker.reminders.models import Entry, ReminderKind, RungTold

OPENS, CLOSES, LAST_CALL = 8, 20, 19
FIRST_LEADER = 2
"""Of the posts above the owners, the first that leads; those before it review."""

MOVED_SINCE = timedelta(days=60)
MOVING = {EventKind.VERIFIED, EventKind.SENT_BACK, EventKind.TIME_GRANTED, EventKind.OBSTRUCTED}
NATIONAL = frozenset(calendar([2024, 2025]).days_off)


@dataclass(frozen=True)
class Sent:
    """A mail of the schedule, by whom, where and when on the region's own clock."""

    number: int
    kind: str
    region: str
    person_id: int
    here: datetime

    @property
    def week(self) -> tuple[int, int]:
        return self.here.isocalendar()[:2]


def sent() -> list[Sent]:
    """Every mail, from the names in the outbox."""
    found = []
    for message in db.session.execute(select(Message.id, Message.key, Message.queued_at)):
        kind, _, region, person = message.key.split("/")
        here = message.queued_at.astimezone(ZoneInfo(ZONES[region]))
        found.append(Sent(message.id, kind, region, int(person.removeprefix("person-")), here))
    return found


@dataclass(frozen=True)
class Witness:
    """Knows the world and when a scheduler was awake."""

    world: World
    ticks: list[datetime]
    killed: list[datetime]

    def is_working(self, region: str, day: date, *, known_at: datetime) -> bool:
        """On the calendar as it was known at a moment."""
        local = {off.day for off in self.world.days_off if off.region == region and off.at <= known_at}
        return day.weekday() < 5 and day not in NATIONAL and day not in local

    def told(self) -> Iterator[tuple[Promise, datetime]]:
        """Each commitment that a mail told of, and when; not what a new holder reads of all that was taken over."""
        handed = select(Entry.message_id).where(
            Entry.kind == ReminderKind.HANDOVER, Entry.message_id.is_not(None)
        )
        rows = db.session.execute(
            select(CommitmentMessage.commitment_id, Message.queued_at)
            .join(Message, Message.id == CommitmentMessage.message_id)
            .where(Message.id.not_in(handed))
        )
        for number, at in rows:
            yield self.world.promises[number], at

    def rungs(self) -> Iterator[tuple[Promise, RungTold]]:
        for row in db.session.scalars(select(RungTold)):
            yield self.world.promises[row.commitment_id], row

    def late(self, promise: Promise, due_on: date, at: datetime) -> int:
        """Working days after a due date, counted one by one."""
        published = promise.day(promise.changes[0].at)
        region = self.world.posts[promise.post_id]
        day, late, waited = max(due_on, published), 0, promise.waited_on(at)
        while (day := day + DAY) <= promise.day(at):
            late += self.is_working(region, day, known_at=at) and day not in waited
        return late

    def to_go(self, promise: Promise, due_on: date, at: datetime) -> int:
        region, day, left = self.world.posts[promise.post_id], promise.day(at), 0
        while (day := day + DAY) <= due_on:
            left += self.is_working(region, day, known_at=at)
        return left

    def has_to_hear(self, person_id: int, region: str, at: datetime) -> bool | None:
        """Whether the person's digest had something to say; None where it is hard to say."""
        post = next((post for post in self.world.above[region] if self._sits_on(post, person_id)), None)
        if post is None:
            return self.owes(person_id, region, at)
        leads = self.world.above[region].index(post) >= FIRST_LEADER
        return self.was_late_or_moved(region, at) if leads else self.has_to_review(region, at)

    def _sits_on(self, post_id: int, person_id: int) -> bool:
        return any(seat.person_id == person_id for seat in self.world.seats_of[post_id])

    def has_to_review(self, region: str, at: datetime) -> bool | None:
        """Something waits, asks for time, is late, or burns on a post that nobody holds."""
        day, unsure = at.astimezone(ZoneInfo(ZONES[region])).date(), False
        for promise in self._by_region[region]:
            now = promise.standing(at)
            if now is None:
                continue
            if now.status is Status.PROPOSED_DONE or now.asked or self._is_late(promise, at, day):
                return True
            if promise.asks(at) and self.world.holder(promise.post_id, day) is None:
                if now.status is Status.SENT_BACK or now.due_on <= day + 7 * DAY:
                    return True
                unsure = unsure or now.due_on <= day + 16 * DAY
        return None if unsure else False

    def was_late_or_moved(self, region: str, at: datetime) -> bool | None:
        """What moved is counted from the leaders' digest before, whose day the witness does not keep."""
        day = at.astimezone(ZoneInfo(ZONES[region])).date()
        if any(self._is_late(promise, at, day) for promise in self._by_region[region]):
            return True
        moved = any(
            change.at <= at and change.at > at - MOVED_SINCE and change.kind in MOVING
            for promise in self._by_region[region]
            for change in promise.changes
        )
        return None if moved else False

    @staticmethod
    def _is_late(promise: Promise, at: datetime, day: date) -> bool:
        now = promise.standing(at)
        return now is not None and promise.asks(at) and now.due_on < day

    def owes(self, person_id: int, region: str, at: datetime) -> bool | None:
        """Whether the person's digest had something to say as an owner; None where a holiday makes it hard to say."""
        day = at.astimezone(ZoneInfo(ZONES[region])).date()
        unsure = False
        for promise in self._by_region[region]:
            now = promise.standing(at)
            if now is None or not promise.asks(at) or self.world.holder(promise.post_id, day) != person_id:
                continue
            if now.status is Status.SENT_BACK or now.due_on <= day + 7 * DAY:
                return True
            unsure = unsure or now.due_on <= day + 16 * DAY
        return None if unsure else False

    @cached_property
    def _by_region(self) -> dict[str, list[Promise]]:
        found: dict[str, list[Promise]] = {code: [] for code in ZONES}
        for promise in self.world.promises.values():
            found[self.world.posts[promise.post_id]].append(promise)
        return found

    def choice(self, person_id: int, at: datetime) -> Choice:
        """What holds for the person at a moment."""
        made = [one for one in self.world.choices if one.person_id == person_id and one.at <= at]
        return max(made, key=lambda one: one.at) if made else Choice(BEGIN, person_id, None, None, False)

    def planned(self, person_id: int, region: str, monday: date, *, known_at: datetime) -> datetime | None:
        """When the digest of a week was planned, as it was known at a moment."""
        chosen = self.choice(person_id, known_at)
        days = [monday + n * DAY for n in range(7)]
        working = [day for day in days if self.is_working(region, day, known_at=known_at)]
        wanted = monday + (chosen.weekday or 0) * DAY
        day = next((day for day in working if day >= wanted), working[-1] if working else None)
        if day is None:
            return None
        return datetime(day.year, day.month, day.day, chosen.hour or 8, tzinfo=ZoneInfo(ZONES[region]))

    def changed_in(self, person_id: int, region: str, monday: date) -> list[datetime]:
        """When a choice, a holder or the calendar changed such that this week's plan may have moved."""
        zone = ZoneInfo(ZONES[region])
        begin = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
        end = begin + timedelta(days=7)
        moved = [one.at for one in self.world.choices if one.person_id == person_id and begin <= one.at < end]
        moved += [
            off.at
            for off in self.world.days_off
            if off.region == region and monday <= off.day < monday + 7 * DAY and off.at >= begin
        ]
        return moved

    def is_due(self, person_id: int, region: str, monday: date, at: datetime) -> bool:
        planned = self.planned(person_id, region, monday, known_at=at)
        return planned is not None and planned <= at

    def chances(self, region: str, monday: date, *, of: list[datetime] | None = None) -> list[datetime]:
        """Whole ticks of a week on a working day of the region, within the hours in which mail may leave."""
        moments = self._weeks.get((region, monday), []) if of is None else of
        zone = ZoneInfo(ZONES[region])
        return [
            at
            for at in moments
            if monday <= (here := at.astimezone(zone)).date() < monday + 7 * DAY
            and OPENS <= here.hour < CLOSES
            and self.is_working(region, here.date(), known_at=at)
        ]

    def ticks_of(self, region: str) -> list[datetime]:
        """All chances of a region."""
        return self._chances[region]

    @cached_property
    def _chances(self) -> dict[str, list[datetime]]:
        return {
            code: [at for week in sorted(self._weeks) if week[0] == code for at in self.chances(*week)]
            for code in ZONES
        }

    @cached_property
    def _weeks(self) -> dict[tuple[str, date], list[datetime]]:
        found: dict[tuple[str, date], list[datetime]] = {}
        for region, zone in ZONES.items():
            for at in self.ticks:
                day = at.astimezone(ZoneInfo(zone)).date()
                found.setdefault((region, day - day.weekday() * DAY), []).append(at)
        return found

    def holds(self, person_id: int, region: str, at: datetime) -> bool:
        """Whether the person answers for any post of the region that day."""
        day = at.astimezone(ZoneInfo(ZONES[region])).date()
        return any(
            self.world.holder(seat.post_id, day) == person_id
            for seat in self.world.seats
            if seat.person_id == person_id and self.world.posts[seat.post_id] == region
        )

    def holds_post(self, post_id: int, at: datetime) -> bool:
        zone = ZoneInfo(ZONES[self.world.posts[post_id]])
        return self.world.holder(post_id, at.astimezone(zone).date()) is not None

    def hearers(self, promise: Promise) -> dict[int, list[int]]:
        """Who is to hear on the rungs of the ladder: the owner, the Asisten, the Sekda."""
        region = self.world.posts[promise.post_id]
        asisten, sekda = self.world.above[region][1:3]
        return {1: [promise.post_id], 5: [promise.post_id, asisten], 10: [sekda]}
