"""The life of a commitment as plain rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.commitments.missed import Step, days_passed
from tracker.commitments.rules import (
    CLOSED,
    OWED,
    Answer,
    Burning,
    Standing,
    Status,
    burning,
    days_late,
    obstacle_after,
    standing,
    status_after,
)
from tracker.commitments.typed_days import typed_day

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(st.sampled_from(Status), st.none() | DAYS, DAYS)
def test_standing_is_late_exactly_from_the_day_after(status: Status, due: date | None, today: date) -> None:
    now = standing(status, due, today=today)
    late = status in OWED and due is not None and today >= due + timedelta(days=1)
    assert (now is Standing.OVERDUE) == late
    assert (now is Standing.CLOSED) == (status in CLOSED)
    assert (now is Standing.WAITING) == (status is Status.PROPOSED_DONE)
    assert (now is Standing.UNDATED) == (status in OWED and due is None)
    if now is Standing.OVERDUE:
        assert days_late(due, today=today) > 0


@given(st.sampled_from(sorted(OWED)), DAYS, DAYS)
def test_an_owed_commitment_never_becomes_less_urgent_as_time_passes(
    status: Status, due: date, today: date
) -> None:
    order = [Standing.ON_TRACK, Standing.DUE_SOON, Standing.OVERDUE]
    tomorrow = today + timedelta(days=1)
    assert order.index(standing(status, due, today=today)) <= order.index(
        standing(status, due, today=tomorrow)
    )


@given(st.sampled_from(Answer), st.sampled_from(sorted(OWED | {Status.PROPOSED_DONE})))
def test_only_done_proposes_and_no_answer_of_an_owner_closes(answer: Answer, status: Status) -> None:
    after = status_after(answer, status)
    assert after not in CLOSED
    if status is not Status.PROPOSED_DONE:
        assert (after is Status.PROPOSED_DONE) == (answer is Answer.DONE)


def test_an_obstacle_takes_a_proposal_back_and_more_news_does_not() -> None:
    assert status_after(Answer.PROGRESS, Status.PROPOSED_DONE) is Status.PROPOSED_DONE
    assert status_after(Answer.OBSTRUCTED, Status.PROPOSED_DONE) is Status.IN_PROGRESS


def test_asking_for_time_leaves_the_obstacle_standing() -> None:
    assert obstacle_after(Answer.MORE_TIME, "Listrik", "") == "Listrik"
    assert obstacle_after(Answer.PROGRESS, "Listrik", "") == ""


def test_a_request_for_time_waits_for_the_reviewer() -> None:
    today, due = date(2025, 10, 13), date(2025, 10, 7)
    assert burning(Status.IN_PROGRESS, due, asked_for_time=True, today=today) is Burning.WAITING
    assert burning(Status.SENT_BACK, due, asked_for_time=False, today=today) is Burning.OVERDUE
    assert burning(Status.SENT_BACK, None, asked_for_time=False, today=today) is Burning.SENT_BACK


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-10-31", date(2025, 10, 31)),
        ("31/10/2025", date(2025, 10, 31)),
        ("3.1.2026", date(2026, 1, 3)),
        (" 31  Oktober 2025 ", date(2025, 10, 31)),
        ("Jumat, 31 Okt 2025", date(2025, 10, 31)),
        ("10 Nopember 2025", date(2025, 11, 10)),
        ("31 October 2025", date(2025, 10, 31)),
        ("31/02/2025", None),
        ("31 Sabtu 2025", None),
        ("10/31/2025", None),
        ("besok", None),
        ("31/10/25", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date | None) -> None:
    assert typed_day(typed) == day


@given(DAYS)
def test_every_day_that_is_written_is_read_back(day: date) -> None:
    assert typed_day(day.isoformat()) == typed_day(f"{day:%d/%m/%Y}") == day


def test_each_missed_date_is_told_once() -> None:
    july, due, new_due = date(2025, 7, 28), date(2025, 9, 24), date(2025, 10, 7)
    published = Step(july, Status.NOT_STARTED, due)
    granted = Step(date(2025, 9, 22), Status.NOT_STARTED, new_due)
    assert days_passed([published], today=due) == []
    assert days_passed([published], today=due + timedelta(days=1)) == [due + timedelta(days=1)]
    assert days_passed([published, granted], today=date(2025, 10, 13)) == [date(2025, 10, 8)]
    done = Step(date(2025, 10, 1), Status.PROPOSED_DONE, new_due)
    back = Step(date(2025, 10, 10), Status.SENT_BACK, new_due)
    assert days_passed([published, granted, done, back], today=date(2025, 10, 13)) == []
