"""Ages in working days, and filters that stand in the address."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.regions.queries import calendar
from tracker.regions.rules import WorkingCalendar
from tracker.review.rules import Band, Filters, Flag, Sort, Tab, edges

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
    sort=st.sampled_from(Sort),
    after=st.none() | st.lists(st.integers(-(10**9), 10**17), min_size=1, max_size=4).map(tuple),
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
        st.sampled_from(
            ["tab", "age", "office", "forum", "flag", "after", "region", "place", "below", "sort"]
        ),
        st.text(max_size=30)
        | st.sampled_from(["9" * 40, "2147483648", "2025-10-13." + "9" * 30, "-1", "²", "2025-13-01.1"]),
    )
)
def test_no_address_makes_the_board_fail(args: dict[str, str]) -> None:
    read = Filters.read(args)
    assert read.tab in Tab
    for number in (read.office, read.forum, read.region, read.place):
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
