"""When a region's digests are sent, what belongs in one, and the name of each message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tracker.commitments.rules import Burning, Status, burning
from tracker.regions.rules import WorkingCalendar, iso_week, local_day, moment, monday_of

HOUR = 8
CLOSING_HOUR = 20
"""A server mended at night does not wake anyone: what was missed waits for the morning."""

QUIET_AFTER = timedelta(days=28)
"""How long an office may say nothing about what is overdue before the reviewers hear that it is silent."""


ASKED = (Burning.OVERDUE, Burning.SENT_BACK, Burning.THIS_WEEK)
"""The parts of an owner's digest, in their order."""


class Refusal(StrEnum):
    """Why nobody can be reminded now."""

    NOTHING_OVERDUE = "nothing overdue"


class Refused(Exception):
    """A reminder that may not be asked for; nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Week:
    """A region's digest week: its name in keys, and when its mail is planned."""

    period: str
    slot: datetime


def send_slot(
    monday: date, calendar: WorkingCalendar, zone: str, *, hour: int = HOUR, weekday: int = 0
) -> datetime | None:
    """The moment of the digest in the ISO week of `monday`: on a day off, the next working day of that week.

    None when no working day is left; the following week's digest then holds it all.
    """
    day = calendar.slot_day(monday, weekday)
    return moment(day, hour, zone) if day else None


def may_run(at: datetime, slot: datetime | None, calendar: WorkingCalendar, zone: str) -> bool:
    """Whether the digest planned for `slot` may be queued now; so a missed Monday is caught up that same week."""
    if slot is None or at < slot:
        return False
    here = at.astimezone(ZoneInfo(zone))
    same_week = monday_of(here.date()) == monday_of(local_day(slot, zone))
    return same_week and calendar.is_working(here.date()) and HOUR <= here.hour < CLOSING_HOUR


def week_due(at: datetime, calendar: WorkingCalendar, zone: str) -> Week | None:
    """The week whose digest may be queued at this moment in this zone, or None."""
    monday = monday_of(local_day(at, zone))
    slot = send_slot(monday, calendar, zone)
    return Week(iso_week(monday), slot) if slot and may_run(at, slot, calendar, zone) else None


def next_slot(at: datetime, calendar: WorkingCalendar, zone: str) -> datetime:
    """The first planned moment after `at`; weeks without a working day are passed over."""
    monday = monday_of(local_day(at, zone))
    while True:
        slot = send_slot(monday, calendar, zone)
        if slot and slot > at:
            return slot
        monday += timedelta(days=7)


def part_of(status: Status, due_on: date | None, *, asked_for_time: bool, today: date) -> Burning | None:
    """Where an owner's digest tells of a commitment; None: nothing is asked of the owner now.

    News of progress or of an obstacle changes nothing here: only an answer that makes it the reviewer's turn, or one
    that closes or moves it, silences what is late.
    """
    part = burning(status, due_on, asked_for_time=asked_for_time, today=today)
    return part if part in ASKED else None


def silent(last_heard_on: date | None, published_on: date, *, today: date) -> bool:
    """Whether an office owes news of something overdue: none for four weeks, counted from publishing at first."""
    return today - max(last_heard_on or published_on, published_on) > QUIET_AFTER


def key(kind: str, period: str, region: str, person_id: int) -> str:
    """Names one person's message of a kind and period in a region, so that nothing can queue it twice.

    By person, not by post: whoever holds two posts gets one mail that tells of both.
    """
    return f"{kind.replace(' ', '-')}/{period}/{region}/person-{person_id}"


def is_moved(slot: datetime, zone: str, *, weekday: int = 0) -> bool:
    """Whether a planned moment is not on the usual day of the week, which was a day off."""
    return local_day(slot, zone).weekday() != weekday
