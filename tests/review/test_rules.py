"""Ages in working days, and filters that stand in the address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar
from tracker.review.facets import Alike, fold
from tracker.review.rules import Band, Filters, Flag, Tab, edges

CALENDARS = st.frozensets(st.dates(date(2025, 1, 1), date(2025, 12, 31)), max_size=40).map(WorkingCalendar)
TODAYS = st.dates(date(2025, 3, 1), date(2025, 12, 31))


def band_by_counting(late: int) -> Band:
    if late <= 5:
        return Band.UP_TO_5
    if late <= 10:
        return Band.UP_TO_10
    return Band.UP_TO_20 if late <= 20 else Band.OVER_20


@given(CALENDARS, TODAYS, st.integers(1, 90))
def test_the_age_is_the_number_of_working_days_since(days: WorkingCalendar, today: date, ago: int) -> None:
    due = today - timedelta(days=ago)
    assert edges(today, days).band(due) is band_by_counting(days.count(due, today))


@given(CALENDARS, TODAYS, st.integers(1, 90))
def test_each_day_lies_in_the_span_of_its_age_and_in_no_other(
    days: WorkingCalendar, today: date, ago: int
) -> None:
    bounds, due = edges(today, days), today - timedelta(days=ago)
    inside = [
        band
        for band in Band
        if (bounds.span(band)[0] or date.min) <= due < (bounds.span(band)[1] or date.max)
    ]
    assert inside == [bounds.band(due)]


def test_the_mockups_monday() -> None:
    bounds = edges(date(2025, 10, 13), calendar([2025]))
    ages = {day: bounds.band(day) for day in (date(2025, 10, 10), date(2025, 10, 6), date(2025, 10, 3))}
    assert ages == {
        date(2025, 10, 10): Band.UP_TO_5,
        date(2025, 10, 6): Band.UP_TO_5,
        date(2025, 10, 3): Band.UP_TO_10,
    }


FILTERS = st.builds(
    Filters,
    tab=st.sampled_from(Tab),
    region=st.none() | st.integers(1, 600),
    office=st.none() | st.integers(1, 10**9),
    forum=st.none() | st.integers(1, 10**9),
    flag=st.none() | st.sampled_from(Flag),
    after=st.none() | st.tuples(st.dates(), st.integers(1, 10**9)),
)


@given(FILTERS, st.none() | st.sampled_from(Band))
def test_an_address_says_what_the_filters_are(filters: Filters, band: Band | None) -> None:
    wanted = Filters(**{**filters.__dict__, "band": band if filters.tab is Tab.OVERDUE else None})
    said = {name: str(value) for name, value in wanted.address(after=wanted.after).items()}
    assert Filters.read(said) == wanted


@given(FILTERS)
def test_another_filter_begins_at_the_first_page(filters: Filters) -> None:
    assert "after" not in filters.address(office=3)
    assert filters.address(office=3)["office"] == 3


@given(
    st.dictionaries(
        st.sampled_from(["tab", "age", "office", "forum", "flag", "after", "region"]),
        st.text(max_size=30)
        | st.sampled_from(["9" * 40, "2147483648", "2025-10-13." + "9" * 30, "-1", "²", "2025-13-01.1"]),
    )
)
def test_no_address_makes_the_board_fail(args: dict[str, str]) -> None:
    read = Filters.read(args)
    assert read.tab in Tab
    for number in (read.office, read.forum, read.region, read.after[1] if read.after else None):
        assert number is None or 0 <= number < 2**31


def test_what_is_not_understood_is_as_if_not_given() -> None:
    wrong = {
        "tab": "x",
        "age": "old",
        "office": "Dinkes",
        "forum": "1.5",
        "flag": "late",
        "after": "yesterday",
    }
    assert Filters.read(wrong) == Filters()


GROUPS = st.lists(
    st.builds(
        Alike, st.integers(1, 3), st.just("O"), st.integers(1, 3), st.just("F"),
        st.none() | st.sampled_from(Band), st.frozensets(st.sampled_from(Flag)), st.integers(1, 5),
    ),
    max_size=12,
)  # fmt: skip


@given(GROUPS, FILTERS.filter(lambda f: f.office is None or f.office < 10**9))
def test_counts_say_what_a_choice_would_leave(groups: list[Alike], filters: Filters) -> None:
    def left(office: int | None, forum: int | None, flag: Flag | None) -> int:
        return sum(
            group.number
            for group in groups
            if office in (None, group.office_id)
            and forum in (None, group.forum_id)
            and (flag is None or flag in group.flags)
        )

    found = fold(groups, filters)
    assert {o.id: o.number for o in found.offices} == {
        n: left(n, filters.forum, filters.flag) for n in (1, 2, 3) if left(n, filters.forum, filters.flag)
    }
    assert (
        found.all["office"] == left(None, filters.forum, filters.flag) == sum(o.number for o in found.offices)
    )
    assert (
        found.all["forum"] == left(filters.office, None, filters.flag) == sum(f.number for f in found.forums)
    )
    for flag in Flag:
        assert found.flags[flag] == left(filters.office, filters.forum, flag)
    assert found.longest == sum(g.number for g in groups if g.band is Band.OVER_20)


@pytest.mark.parametrize("band", Band)
def test_counts_of_ages_add_up(band: Band) -> None:
    groups = [Alike(1, "O", 1, "F", each, frozenset(), 2) for each in Band]
    found = fold(groups, Filters(band=band))
    assert found.bands == dict.fromkeys(Band, 2)
    assert found.all["band"] == 8
    assert found.all["office"] == 2
