"""When what comes round is due: month ends, days off, quarters, and never two periods on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments.routines import AHEAD, Cadence, End, Period, Terms
from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar

DAY = timedelta(days=1)
WEEKDAYS = WorkingCalendar()
YEAR = calendar([2025])

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
terms = st.builds(Terms, st.sampled_from(Cadence), st.integers(0, 31), st.integers(0, 2))
calendars = st.sets(st.dates(date(2020, 1, 1), date(2038, 12, 31)), max_size=200).map(WorkingCalendar)


def periods(first: Period, number: int) -> list[Period]:
    def following() -> Iterator[Period]:
        period = first
        while True:
            yield period
            period = period.next

    return list(islice(following(), number))


@pytest.mark.parametrize(
    ("cadence", "day", "words"),
    [
        (Cadence.MONTHLY, date(2025, 10, 13), "Oktober 2025"),
        (Cadence.QUARTERLY, date(2025, 12, 31), "triwulan IV 2025"),
        (Cadence.HALF_YEARLY, date(2025, 7, 1), "semester II 2025"),
        (Cadence.YEARLY, date(2025, 2, 28), "tahun 2025"),
    ],
)
def test_a_period_is_called_as_minutes_call_it(cadence: Cadence, day: date, words: str) -> None:
    assert Period.holding(day, cadence).words == words


@pytest.mark.parametrize(
    ("which", "first", "due"),
    [
        (Terms(Cadence.MONTHLY, 10, 1), date(2025, 9, 1), date(2025, 10, 10)),
        (Terms(Cadence.MONTHLY, 31, 0), date(2026, 2, 1), date(2026, 3, 2)),  # 28 Feb 2026 is a Saturday
        (Terms(Cadence.MONTHLY, 31, 0), date(2024, 2, 1), date(2024, 2, 29)),
        (
            Terms(Cadence.MONTHLY, 25, 0),
            date(2025, 12, 1),
            date(2025, 12, 29),
        ),  # Christmas, cuti bersama, weekend
        (
            Terms(Cadence.MONTHLY),
            date(2025, 5, 1),
            date(2025, 5, 28),
        ),  # 29 and 30 May were off, 31 a Saturday
        (Terms(Cadence.QUARTERLY, 17, 1), date(2025, 7, 1), date(2025, 10, 17)),
        (Terms(Cadence.HALF_YEARLY, 0, 0), date(2025, 7, 1), date(2025, 12, 31)),
        (Terms(Cadence.YEARLY, 31, 2), date(2025, 1, 1), date(2026, 3, 2)),
    ],
)
def test_the_due_date_of_a_period(which: Terms, first: date, due: date) -> None:
    around = calendar([2024, 2025, 2026])
    assert which.due_in(Period(first, which.cadence.months), around) == due


@given(terms, days, calendars)
def test_every_period_is_due_on_a_working_day_and_later_than_the_one_before(
    which: Terms, day: date, off: WorkingCalendar
) -> None:
    found = [which.due_in(period, off) for period in periods(Period.holding(day, which.cadence), 14)]
    assert all(off.is_working(due) for due in found)
    if not off.days_off:
        assert found == sorted(set(found))


@given(terms, days)
def test_the_first_period_is_the_first_not_due_before_the_day(which: Terms, day: date) -> None:
    first = which.first_period(day, WEEKDAYS)
    assert which.due_in(first, WEEKDAYS) >= day
    before = Period.holding(first.first - DAY, which.cadence)
    assert before.next == first
    assert which.due_in(before, WEEKDAYS) < day


@given(terms, days)
def test_an_instance_is_made_as_its_period_begins_or_a_month_ahead(which: Terms, day: date) -> None:
    period = Period.holding(day, which.cadence)
    made, due = which.make_on(period, WEEKDAYS), which.due_in(period, WEEKDAYS)
    assert made <= period.first
    assert made <= due - AHEAD
    assert made in {period.first, due - AHEAD}


@given(days, st.sampled_from(Cadence))
def test_a_key_names_its_period_and_sorts_as_time_does(day: date, cadence: Cadence) -> None:
    period = Period.holding(day, cadence)
    assert Period.read(period.key) == period
    assert period.key < period.next.key
    assert period.first <= day < period.next.first
    assert (period.key < (day + DAY).isoformat()) is True
    assert (period.next.key < (day + DAY).isoformat()) is False


def test_it_ends_after_a_day_or_after_so_many_times() -> None:
    october = Period(date(2025, 10, 1), 1)
    assert not End().reached(october, 1000)
    assert End(until_on=date(2025, 9, 30)).reached(october, 1)
    assert not End(until_on=date(2025, 10, 1)).reached(october, 1)
    assert End(times=3).reached(october, 3)
    assert not End(times=3).reached(october, 2)


def test_what_comes_once_has_no_period() -> None:
    assert Period.read("") is None
