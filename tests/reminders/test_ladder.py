"""Who hears on which working day: three days ahead, on the day, and up the ladder; and which days count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments.rules import Status
from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar
from tracker.reminders.rules import (
    NOTICES,
    Audience,
    Rung,
    Seat,
    Span,
    day_reached,
    days_late,
    days_to_go,
    default_ladder,
    is_paused,
    notices_due,
    posts_on,
    rungs_due,
    spans_waiting,
)

NATIONAL = calendar({2024, 2025, 2026})
WITA = "Asia/Makassar"
TUESDAY = date(2025, 10, 14)
LADDER = default_ladder([Seat(4, "Asisten Pemerintahan dan Kesra"), Seat(5, "Sekretaris Daerah")])

days = st.dates(date(2024, 2, 1), date(2026, 10, 30))
due_dates = st.dates(date(2024, 6, 1), date(2026, 6, 30))
pauses = st.lists(
    st.tuples(days, st.integers(0, 40)).map(lambda span: Span(span[0], span[0] + timedelta(days=span[1]))),
    max_size=4,
)


def test_the_default_ladder_finds_its_posts_by_their_titles() -> None:
    assert (
        Rung(1, Audience.OWNER),
        Rung(5, Audience.OWNER),
        Rung(5, Audience.POST, 4),
        Rung(10, Audience.POST, 5),
        Rung(20, Audience.LEADERS),
    ) == LADDER


def test_without_asisten_and_sekda_the_reviewers_hear() -> None:
    ladder = default_ladder([Seat(7, "Kepala Bagian Kesra")])

    assert [rung.audience for rung in ladder if rung.after_days in {5, 10}] == [
        Audience.OWNER,
        Audience.REVIEWERS,
        Audience.REVIEWERS,
    ]


def test_of_two_asisten_the_first_is_meant() -> None:
    ladder = default_ladder([Seat(3, "Asisten I"), Seat(4, "Asisten II")])

    assert Rung(5, Audience.POST, 3) in ladder


@pytest.mark.parametrize(
    ("today", "to_go", "due"),
    [
        (date(2025, 10, 8), 4, ()),
        (date(2025, 10, 9), 3, (-3,)),
        (date(2025, 10, 10), 2, (-3,)),
        (date(2025, 10, 14), 0, (-3, 0)),
        (date(2025, 10, 15), None, ()),
    ],
)
def test_the_notices_before_the_due_day(today: date, to_go: int | None, due: tuple[int, ...]) -> None:
    """Due on Tuesday the 14th: the Thursday before is three working days ahead, and a missed one is caught up."""
    assert days_to_go(TUESDAY, today=today, calendar=NATIONAL) == to_go
    assert notices_due(to_go) == due


def test_what_is_due_on_a_sunday_is_told_on_the_friday_before() -> None:
    sunday = date(2025, 10, 19)

    assert days_to_go(sunday, today=date(2025, 10, 17), calendar=NATIONAL) == 0
    assert day_reached(0, sunday, today=TUESDAY, calendar=NATIONAL) == date(2025, 10, 17)
    assert day_reached(-3, sunday, today=date(2025, 10, 1), calendar=NATIONAL) == TUESDAY


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2025, 10, 14), 0), (date(2025, 10, 15), 1), (date(2025, 10, 19), 3), (date(2025, 10, 21), 5)],
)
def test_only_working_days_count_as_late(today: date, late: int) -> None:
    assert days_late(TUESDAY, today=today, calendar=NATIONAL) == late


def test_holidays_do_not_count_as_late() -> None:
    """Idul Fitri 2025: no working day from Friday 28 March to Monday 7 April."""
    assert days_late(date(2025, 3, 27), today=date(2025, 4, 7), calendar=NATIONAL) == 0
    assert days_late(date(2025, 3, 27), today=date(2025, 4, 8), calendar=NATIONAL) == 1


def test_days_of_waiting_do_not_count_as_late() -> None:
    """Said to be done on Thursday the 16th, sent back on Monday the 20th: of five days three are the reviewer's."""
    waited = [Span(date(2025, 10, 16), date(2025, 10, 20))]

    assert days_late(TUESDAY, today=date(2025, 10, 21), calendar=NATIONAL, pauses=waited) == 2


def test_days_before_publishing_do_not_count_as_late() -> None:
    late = days_late(TUESDAY, today=date(2025, 10, 22), calendar=NATIONAL, published_on=date(2025, 10, 20))

    assert late == 2


@given(due_on=due_dates, today=days, spans=pauses)
def test_pauses_only_ever_make_it_less_late(due_on: date, today: date, spans: list[Span]) -> None:
    late = days_late(due_on, today=today, calendar=NATIONAL, pauses=spans)

    assert 0 <= late <= days_late(due_on, today=today, calendar=NATIONAL)
    assert late == days_late(due_on, today=today, calendar=NATIONAL, pauses=[*spans, *spans])


@given(due_on=due_dates, published=days, spans=pauses, rung=st.sampled_from([-3, 0, 1, 5, 10, 20]))
def test_the_day_shown_beforehand_is_the_day_on_which_the_rung_comes(
    due_on: date, published: date, spans: list[Span], rung: int
) -> None:
    """Asked day by day, nothing comes before the day that was told, and on it the rung does come."""
    today = max(published, due_on - timedelta(days=20))
    shown = day_reached(
        rung, due_on, today=today, calendar=NATIONAL, published_on=published, pauses=_past(spans, today)
    )

    day = today
    while day <= today + timedelta(days=90):
        if NATIONAL.is_working(day) and rung in _come(due_on, day, published, _past(spans, today)):
            assert day == shown
            return
        day += timedelta(days=1)
    assert rung in NOTICES, "a rung of the ladder comes some day"
    assert today > due_on or not NATIONAL.count(today - timedelta(days=1), due_on)


def _past(spans: list[Span], today: date) -> list[Span]:
    """What has been answered by today; nothing is known of the rest."""
    return [span for span in spans if span.until_on and span.until_on <= today]


def _come(due_on: date, day: date, published: date, spans: list[Span]) -> set[int]:
    late = days_late(due_on, today=day, calendar=NATIONAL, published_on=published, pauses=spans)
    due = rungs_due(LADDER, due_on, today=day, calendar=NATIONAL, late=late)
    return {rung.after_days for rung in due}


@given(due_on=due_dates, today=days, days_off=st.sets(days, max_size=20))
def test_a_commitment_is_never_both_to_come_and_late(due_on: date, today: date, days_off: set[date]) -> None:
    local = WorkingCalendar(days_off)

    to_go = days_to_go(due_on, today=today, calendar=local)
    assert (to_go is None) == (today > due_on)
    assert to_go is None or days_late(due_on, today=today, calendar=local) == 0


def moment(day: int) -> datetime:
    return datetime(2025, 10, day, 2, tzinfo=UTC)


def test_waiting_for_verification_begins_with_the_report_and_ends_with_the_next_turn() -> None:
    steps = [
        (moment(1), Status.NOT_STARTED),
        (moment(8), Status.PROPOSED_DONE),
        (moment(9), Status.PROPOSED_DONE),
        (moment(10), Status.SENT_BACK),
        (moment(15), Status.PROPOSED_DONE),
    ]

    spans = spans_waiting(steps, WITA)

    assert spans == [Span(date(2025, 10, 8), date(2025, 10, 10)), Span(date(2025, 10, 15), None)]
    assert is_paused(spans)
    assert not is_paused(spans[:1])


@pytest.mark.parametrize(
    ("rung", "held", "posts"),
    [
        (Rung(1, Audience.OWNER), {1, 2, 3}, (1,)),
        (Rung(1, Audience.OWNER), {2, 3}, ()),
        (Rung(5, Audience.POST, 4), {1, 2, 3, 4}, (4,)),
        (Rung(5, Audience.POST, 4), {1, 2, 3}, (2, 3)),
        (Rung(5, Audience.POST, 1), {1, 2, 3}, ()),
        (Rung(5, Audience.REVIEWERS), {1, 2, 3}, (2, 3)),
        (Rung(20, Audience.LEADERS), {1, 2, 3}, ()),
    ],
)
def test_which_posts_hear_on_a_rung(rung: Rung, held: set[int], posts: tuple[int, ...]) -> None:
    """Post 1 owns it; posts 2 and 3 review."""
    assert posts_on(rung, owner_post=1, held=held, reviewers=[2, 3]) == posts
