"""When the outbox tries again, and when it gives up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tracker.mail.rules import LAST_ATTEMPT, Verdict, hold_needed, is_hopeless, judge, wait_before_retry


def test_the_pauses_grow_from_a_minute_to_six_hours() -> None:
    minutes = [wait_before_retry(attempts) / timedelta(minutes=1) for attempts in range(1, 9)]
    assert minutes == [1, 5, 15, 60, 240, 360, 360, 360]


def test_a_server_away_for_a_day_loses_no_mail() -> None:
    waited = sum((wait_before_retry(attempts) for attempts in range(1, LAST_ATTEMPT)), timedelta())
    assert waited > timedelta(days=1)


def test_a_refusal_is_final_and_a_delay_is_not() -> None:
    assert is_hopeless(Verdict.REFUSED, attempts=1)
    assert not is_hopeless(Verdict.LATER, attempts=LAST_ATTEMPT - 1)
    assert is_hopeless(Verdict.LATER, attempts=LAST_ATTEMPT)
    assert is_hopeless(Verdict.BROKEN, attempts=LAST_ATTEMPT)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (550, Verdict.REFUSED),
        (554, Verdict.REFUSED),
        (450, Verdict.LATER),
        (452, Verdict.LATER),
        (421, Verdict.BROKEN),
        (530, Verdict.BROKEN),
        (-1, Verdict.BROKEN),
    ],
)
def test_what_an_answer_about_a_mail_means(code: int, verdict: Verdict) -> None:
    assert judge(code, b"5.1.1 no\nsuch  user").verdict is verdict


def test_a_refusal_of_our_own_address_does_not_condemn_the_mail() -> None:
    assert judge(553, b"sender not allowed", about_sender=True).verdict is Verdict.BROKEN
    assert judge(451, b"slow down", about_sender=True).verdict is Verdict.BROKEN
    assert judge(552, b"message too large", about_sender=True).verdict is Verdict.REFUSED


def test_the_reason_is_one_short_line() -> None:
    reason = judge(550, b"no\r\nsuch\r\nuser " + b"x" * 5000).reason
    assert reason.startswith("550 no such user x")
    assert "\n" not in reason
    assert len(reason) <= 500


def test_a_lease_outlasts_the_slowest_conversation() -> None:
    assert hold_needed(timedelta(seconds=0.1)) == timedelta(seconds=5)
    assert hold_needed(timedelta(seconds=20)) >= timedelta(seconds=80)
