"""When a digest goes out: on Monday at eight in the region's own zone, or on the week's next working day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments.rules import OWED, Burning, Status
from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar, iso_week, local_day, monday_of
from tracker.reminders.rules import (
    CLOSING_HOUR,
    HOUR,
    is_moved,
    key,
    may_run,
    next_slot,
    part_of,
    send_slot,
    silent,
    week_due,
)

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
WITA = "Asia/Makassar"
PLAIN = WorkingCalendar()
NATIONAL = calendar({2024, 2025, 2026})

mondays = st.dates(date(2024, 1, 1), date(2026, 11, 30)).map(monday_of)
zones = st.sampled_from(ZONES)
moments = st.integers(0, 1000 * 24 * 60).map(
    lambda n: datetime(2024, 1, 3, tzinfo=UTC) + timedelta(minutes=n)
)


def local(day: date, hour: int, minute: int = 0, zone: str = WITA) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))


def test_an_ordinary_monday_is_the_day() -> None:
    assert send_slot(date(2025, 10, 13), NATIONAL, WITA) == datetime(2025, 10, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [("Asia/Jayapura", (12, 23)), ("Asia/Makassar", (13, 0)), ("Asia/Jakarta", (13, 1))],
)
def test_eight_o_clock_is_the_regions_own(zone: str, utc: tuple[int, int]) -> None:
    slot = send_slot(date(2025, 10, 13), NATIONAL, zone)

    assert slot == datetime(2025, 10, *utc, tzinfo=UTC)


def test_cuti_bersama_on_monday_moves_the_digest_to_tuesday() -> None:
    slot = send_slot(date(2025, 8, 18), NATIONAL, WITA)

    assert slot == local(date(2025, 8, 19), 8)
    assert is_moved(local(date(2025, 8, 19), 8), WITA)


def test_the_week_of_idul_fitri_has_no_digest_and_the_next_one_is_on_its_first_working_day() -> None:
    assert send_slot(date(2025, 3, 31), NATIONAL, WITA) is None
    assert next_slot(local(date(2025, 3, 30), 9), NATIONAL, WITA) == local(date(2025, 4, 8), 8)


@given(monday=mondays, zone=zones)
def test_a_slot_lies_on_a_working_day_of_its_own_week_at_eight(monday: date, zone: str) -> None:
    slot = send_slot(monday, NATIONAL, zone)

    working = [day for n in range(7) if NATIONAL.is_working(day := monday + timedelta(days=n))]
    if slot is None:
        assert not working
        return
    here = slot.astimezone(ZoneInfo(zone))
    assert here.date() == working[0]
    assert (here.hour, here.minute) == (HOUR, 0)


@given(at=moments, zone=zones)
def test_nothing_is_queued_before_its_slot_or_on_a_day_off_or_at_night(at: datetime, zone: str) -> None:
    week = week_due(at, NATIONAL, zone)

    here = at.astimezone(ZoneInfo(zone))
    if week is None:
        return
    assert at >= week.slot
    assert week.period == iso_week(here.date())
    assert NATIONAL.is_working(here.date())
    assert HOUR <= here.hour < CLOSING_HOUR


@given(monday=mondays, zone=zones, late=st.timedeltas(timedelta(), timedelta(days=4)))
def test_a_server_that_comes_back_within_the_week_catches_up(
    monday: date, zone: str, late: timedelta
) -> None:
    """However long it was away, there is a moment left that week unless the working days are over."""
    slot = send_slot(monday, PLAIN, zone)
    assert slot is not None
    back = slot + late

    chances = [back + timedelta(hours=n) for n in range(24 * 5)]
    friday_evening = local(monday + timedelta(days=4), CLOSING_HOUR, zone=zone)
    caught_up = any(may_run(at, slot, PLAIN, zone) for at in chances)
    assert caught_up == (back < friday_evening)


def test_a_slot_is_not_made_up_for_in_another_week() -> None:
    slot = send_slot(date(2025, 10, 13), NATIONAL, WITA)

    assert not may_run(local(date(2025, 10, 20), 7, 59), slot, NATIONAL, WITA)
    assert not may_run(local(date(2025, 10, 20), 9), slot, NATIONAL, WITA)


def test_new_year_belongs_to_its_iso_week() -> None:
    """Monday 29 December 2025 is in the first ISO week of 2026."""
    week = week_due(local(date(2025, 12, 29), 9), NATIONAL, WITA)

    assert week is not None
    assert week.period == "2026-W01"


@given(at=moments, zone=zones)
def test_the_next_slot_is_the_earliest_one_to_come(at: datetime, zone: str) -> None:
    coming = next_slot(at, NATIONAL, zone)

    monday = monday_of(local_day(at, zone))
    slots = [send_slot(monday + timedelta(weeks=n), NATIONAL, zone) for n in range(4)]
    assert coming == min(slot for slot in slots if slot and slot > at)


TODAY = date(2025, 10, 13)


@pytest.mark.parametrize(
    ("status", "due_on", "part"),
    [
        (Status.NOT_STARTED, date(2025, 10, 12), Burning.OVERDUE),
        (Status.IN_PROGRESS, date(2025, 9, 1), Burning.OVERDUE),
        (Status.SENT_BACK, date(2025, 10, 12), Burning.OVERDUE),
        (Status.SENT_BACK, date(2025, 12, 1), Burning.SENT_BACK),
        (Status.SENT_BACK, None, Burning.SENT_BACK),
        (Status.NOT_STARTED, date(2025, 10, 13), Burning.THIS_WEEK),
        (Status.NOT_STARTED, date(2025, 10, 20), Burning.THIS_WEEK),
        (Status.NOT_STARTED, date(2025, 10, 21), None),
        (Status.NOT_STARTED, None, None),
        (Status.PROPOSED_DONE, date(2025, 9, 1), None),
        (Status.VERIFIED, date(2025, 9, 1), None),
        (Status.RATIFIED, date(2025, 9, 1), None),
        (Status.CANNOT_BE_DONE, date(2025, 9, 1), None),
        (Status.WITHDRAWN, date(2025, 9, 1), None),
    ],
)
def test_where_an_owner_reads_of_a_commitment(
    status: Status, due_on: date | None, part: Burning | None
) -> None:
    assert part_of(status, due_on, asked_for_time=False, today=TODAY) is part


@given(status=st.sampled_from(sorted(OWED)), due_on=st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_a_request_for_time_is_the_reviewers_turn(status: Status, due_on: date) -> None:
    assert part_of(status, due_on, asked_for_time=True, today=TODAY) is None


@pytest.mark.parametrize(
    ("heard", "expected"),
    [(date(2025, 10, 10), False), (date(2025, 9, 15), False), (date(2025, 9, 14), True), (None, True)],
)
def test_an_office_is_silent_after_four_weeks(heard: date | None, expected: bool) -> None:
    assert silent(heard, date(2025, 5, 23), today=TODAY) is expected


def test_an_office_is_not_silent_in_the_first_weeks_after_publishing() -> None:
    assert not silent(None, date(2025, 10, 1), today=TODAY)


def test_a_message_is_named_by_what_why_where_and_whom() -> None:
    assert key("weekly digest", "2025-W42", "74.04", 12) == "weekly-digest/2025-W42/74.04/person-12"
