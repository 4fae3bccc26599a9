"""Working days, cuti bersama, and where a Monday's slot falls; in three zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.regions.queries import calendar
from tracker.regions.rules import (
    WorkingCalendar,
    iso_week,
    local_day,
    moment,
    monday_of,
    split_aliases,
)

DAYS_2025 = calendar([2025])
DATES = st.dates(date(2024, 6, 1), date(2026, 6, 1))
CALENDARS = st.frozensets(st.dates(date(2025, 1, 1), date(2025, 3, 1)), max_size=20).map(WorkingCalendar)
WEEK_OF_IDUL_FITRI = date(2025, 3, 31)


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 8, 18),  # cuti bersama after Independence Day
        date(2025, 3, 31),  # Idul Fitri
        date(2025, 4, 7),  # last day of its cuti bersama
        date(2025, 12, 26),  # cuti bersama of Christmas
        date(2025, 10, 11),  # a Saturday
    ],
)
def test_a_day_off_is_no_working_day(day: date) -> None:
    assert not DAYS_2025.is_working(day)


def test_an_ordinary_monday_is_one() -> None:
    assert DAYS_2025.is_working(date(2025, 10, 13))


def test_the_count_runs_over_new_year() -> None:
    assert not DAYS_2025.is_working(date(2026, 1, 1))
    assert not DAYS_2025.is_working(date(2024, 12, 25))


def test_in_the_week_of_idul_fitri_nothing_is_sent() -> None:
    assert DAYS_2025.slot_day(WEEK_OF_IDUL_FITRI) is None
    assert DAYS_2025.slot_day(date(2025, 4, 7)) == date(2025, 4, 8)


def test_after_a_monday_off_the_slot_is_tuesday() -> None:
    assert DAYS_2025.slot_day(date(2025, 8, 18)) == date(2025, 8, 19)
    assert DAYS_2025.slot_day(date(2025, 10, 13)) == date(2025, 10, 13)
    assert DAYS_2025.slot_day(date(2025, 10, 13), weekday=3) == date(2025, 10, 16)


@given(CALENDARS, DATES)
def test_the_slot_stays_in_its_week_on_a_working_day(days: WorkingCalendar, day: date) -> None:
    monday = monday_of(day)
    slot = days.slot_day(monday)
    week = [monday + timedelta(days=n) for n in range(7)]
    working = [d for d in week if days.is_working(d)]
    assert slot == (working[0] if working else None)
    assert {iso_week(d) for d in week} == {iso_week(monday)}


@given(CALENDARS, st.dates(date(2025, 1, 1), date(2025, 3, 1)), st.integers(1, 30))
def test_adding_and_counting_agree(days: WorkingCalendar, day: date, number: int) -> None:
    later = days.add(day, number)
    assert days.is_working(later)
    assert days.count(day, later) == number
    assert days.count(later, day) == 0
    assert days.add(day, 0) == day
    earlier = days.add(day, -number)
    assert days.is_working(earlier)
    assert days.count(earlier - timedelta(days=1), day - timedelta(days=1)) == number


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Jakarta", datetime(2025, 10, 13, 1, tzinfo=UTC)),
        ("Asia/Pontianak", datetime(2025, 10, 13, 1, tzinfo=UTC)),
        ("Asia/Makassar", datetime(2025, 10, 13, 0, tzinfo=UTC)),
        ("Asia/Jayapura", datetime(2025, 10, 12, 23, tzinfo=UTC)),
    ],
)
def test_eight_o_clock_is_three_moments(zone: str, utc: datetime) -> None:
    assert moment(date(2025, 10, 13), 8, zone) == utc
    assert local_day(utc, zone) == date(2025, 10, 13)


def test_the_day_begins_in_the_east() -> None:
    late = datetime(2025, 10, 12, 15, 30, tzinfo=UTC)
    assert [local_day(late, zone).day for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")] == [
        12,
        12,
        13,
    ]


def test_the_week_of_new_year_belongs_to_its_thursday() -> None:
    assert iso_week(date(2024, 12, 30)) == "2025-W01"
    assert iso_week(date(2027, 1, 1)) == "2026-W53"


def test_aliases_are_one_a_line_or_between_commas_and_once() -> None:
    assert split_aliases("Dinkes, Diskes\n\n Dinkes \nDinas Kesehatan Kab.") == [
        "Dinkes",
        "Diskes",
        "Dinas Kesehatan Kab.",
    ]
    assert split_aliases(" ,\n") == []
