"""Which days a meeting offers, whom the ladder would tell next, where an item stands."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.commitments.rules import Status
from tracker.meetings.rules import (
    DECISIONS,
    Ahead,
    Choice,
    Place,
    fingerprint,
    next_above,
    offered,
    place,
    presets,
)
from tracker.regions.rules import WorkingCalendar
from tracker.reminders.rules import Audience, Rung

MONDAY = date(2025, 10, 13)
LADDER = (
    Rung(1, Audience.OWNER), Rung(5, Audience.POST, 7), Rung(10, Audience.POST, 8), Rung(20, Audience.LEADERS),
)  # fmt: skip


def test_days_ahead_are_working_days() -> None:
    plain = presets(MONDAY, WorkingCalendar())
    assert plain == {
        Ahead.WEEK: date(2025, 10, 20), Ahead.TWO_WEEKS: date(2025, 10, 27), Ahead.MONTH_END: date(2025, 10, 31),
    }  # fmt: skip
    off = WorkingCalendar(frozenset({date(2025, 10, 20), date(2025, 10, 31)}))
    held = presets(MONDAY, off)
    assert (held[Ahead.WEEK], held[Ahead.MONTH_END]) == (date(2025, 10, 21), date(2025, 10, 30))


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2025, 10, 31), date(2025, 11, 28)),
        (date(2025, 12, 31), date(2026, 1, 30)),
        (date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_at_the_end_of_a_month_the_next_one_is_meant(today: date, ends: date) -> None:
    assert presets(today, WorkingCalendar())[Ahead.MONTH_END] == ends


@pytest.mark.parametrize(("late", "above"), [(0, 7), (4, 7), (5, 8), (9, 8), (10, 9), (30, 9)])
def test_the_one_above_is_whom_the_ladder_tells_next(late: int, above: int) -> None:
    assert next_above(LADDER, late, owner_post=1, leaders=[9]) == above


def test_nobody_is_raised_to_themselves_and_without_a_leader_there_is_nobody() -> None:
    assert next_above(LADDER, 0, owner_post=7, leaders=[9]) == 8
    assert next_above(LADDER, 15, owner_post=1, leaders=[]) is None


def test_only_what_waits_can_be_judged_and_what_is_closed_only_spoken_of() -> None:
    assert offered(Status.PROPOSED_DONE) == (
        Choice.VERIFY, Choice.SEND_BACK, Choice.ESCALATE, Choice.NOTE, Choice.ASK_REPORT,
    )  # fmt: skip
    assert Choice.VERIFY not in offered(Status.IN_PROGRESS)
    assert offered(Status.VERIFIED) == (Choice.NOTE,)


def test_each_decision_has_a_key_of_its_own_that_no_other_act_has() -> None:
    keys = [how.key for how in DECISIONS.values()]
    assert set(DECISIONS) == set(Choice)
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {"u", "n"}


def test_places_of_the_agenda() -> None:
    assert place([5, 6, 7], 5) == Place(1, 3, None, 6)
    assert place([5, 6, 7], 7) == Place(3, 3, 6, None)
    assert place([5, 6, 7], None) == Place(1, 3, None, 6)


def test_the_fingerprint_is_of_the_content_and_not_of_its_order() -> None:
    assert fingerprint({"a": 1, "b": "é"}) == fingerprint({"b": "é", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
