"""When a digest goes out: on Monday at eight in the region's own zone, or on the week's next working day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments.burning import Burning
from tracker.commitments.rules import OWED, Status
from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar, local_day, monday_of
from tracker.reminders.rules import (
    CLOSES,
    HOUR,
    OPENS,
    Habits,
    Turn,
    digest_moment,
    is_moved,
    key,
    next_slot,
    part_of,
    planned_hours,
    round_due,
    send_slot,
    silent,
    turn_of,
    week_of,
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


habits = st.builds(Habits, weekday=st.integers(0, 4), hour=st.integers(0, 23))
preferred = st.sets(st.integers(0, 23), max_size=4)


@given(at=moments, zone=zones, plan=habits, others=preferred)
def test_no_round_runs_on_a_day_off_or_at_night_or_before_its_hour(
    at: datetime, zone: str, plan: Habits, others: set[int]
) -> None:
    due = round_due(at, plan, others, NATIONAL, zone)

    here = at.astimezone(ZoneInfo(zone))
    if due is None:
        return
    assert due.planned_at <= at
    assert due.period == f"{here.date()}T{due.planned_at.astimezone(ZoneInfo(zone)).hour:02}"
    assert NATIONAL.is_working(here.date())
    assert OPENS <= here.hour < CLOSES


@given(at=moments, zone=zones, plan=habits, others=preferred)
def test_each_hour_that_somebody_chose_has_its_round(
    at: datetime, zone: str, plan: Habits, others: set[int]
) -> None:
    day = local_day(at, zone)
    for hour in planned_hours(day, plan, others, NATIONAL):
        due = round_due(local(day, hour, 4, zone=zone), plan, others, NATIONAL, zone)
        assert due is not None
        assert due.planned_at == local(day, hour, zone=zone)


@given(monday=mondays, chosen=habits, zone=zones)
def test_a_digest_is_planned_on_a_working_day_of_its_week_as_near_as_can_be_to_the_chosen_one(
    monday: date, chosen: Habits, zone: str
) -> None:
    planned = digest_moment(monday, chosen, NATIONAL, zone)

    working = [day for n in range(7) if NATIONAL.is_working(day := monday + timedelta(days=n))]
    if planned is None:
        assert not working
        return
    here = planned.astimezone(ZoneInfo(zone))
    later = [day for day in working if day.weekday() >= chosen.weekday]
    assert here.date() == (later[0] if later else working[-1])
    assert OPENS <= here.hour < CLOSES


@given(monday=mondays, chosen=habits, zone=zones)
def test_the_last_working_day_of_a_week_has_a_last_call(monday: date, chosen: Habits, zone: str) -> None:
    """So that a digest moved to an hour that has passed already is still caught up in its week."""
    days = [monday + timedelta(days=n) for n in range(7)]
    with_call = [day for day in days if CLOSES - 1 in planned_hours(day, Habits(), (), NATIONAL)]

    assert with_call == [day for day in days if NATIONAL.is_working(day)][-1:]


@given(monday=mondays, zone=zones, late=st.timedeltas(timedelta(), timedelta(days=4)))
def test_a_server_that_comes_back_within_the_week_catches_up(
    monday: date, zone: str, late: timedelta
) -> None:
    """However long it was away, there is a moment left that week unless the working days are over."""
    slot = send_slot(monday, PLAIN, zone)
    assert slot is not None
    back = slot + late

    chances = [back + timedelta(hours=n) for n in range(24 * 5)]
    friday_evening = local(monday + timedelta(days=4), CLOSES, zone=zone)
    caught_up = any(
        round_due(at, Habits(), (), PLAIN, zone) for at in chances if monday_of(local_day(at, zone)) == monday
    )
    assert caught_up == (back < friday_evening)


def test_new_year_belongs_to_its_iso_week() -> None:
    """Monday 29 December 2025 is in the first ISO week of 2026."""
    assert week_of(date(2025, 12, 31)) == ("2026-W01", date(2025, 12, 29))


NOON = local(date(2025, 10, 14), 12)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("digest_at", "said", "turn"),
    [
        (local(date(2025, 10, 13), 8), {}, Turn.DIGEST),
        (local(date(2025, 10, 13), 8), {"digested": True}, Turn.NOTICE),
        (local(date(2025, 10, 13), 8), {"had_by_hand": True}, Turn.DIGEST),
        (local(date(2025, 10, 13), 8), {"had_scheduled": True}, Turn.WAIT),
        (local(date(2025, 10, 14), 15), {}, Turn.WAIT),
        (local(date(2025, 10, 14), 15), {"digested": True}, Turn.NOTICE),
        (local(date(2025, 10, 16), 8), {}, Turn.NOTICE),
        (local(date(2025, 10, 16), 8), {"had_by_hand": True}, Turn.WAIT),
        (None, {}, Turn.NOTICE),
    ],
)
def test_whose_turn_it_is(digest_at: datetime | None, said: dict[str, bool], turn: Turn) -> None:
    known = {"digested": False, "had_scheduled": False, "had_by_hand": False} | said

    assert turn_of(NOON, digest_at, WITA, **known) is turn


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
