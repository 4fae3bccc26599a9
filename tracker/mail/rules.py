"""Rules of the outbox: a message's states, when to try again, when to give up, what an SMTP answer means."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

WAITS = (1, 5, 15, 60, 240, 360)
"""How many times the first pause each pause between two attempts lasts; the last one repeats."""

FIRST_WAIT = timedelta(minutes=1)
LAST_ATTEMPT = 12

SHORTEST_HOLD = timedelta(seconds=5)
STEPS_OF_A_SEND = 9
"""The end of a mail, all four steps of the next (MAIL, RCPT, DATA, the text), and those of the one that is made ready
meanwhile: each may last one time-out."""

SERVICE_CLOSING = 421
TOO_LARGE = 552
SIGN_IN_ANSWERS = frozenset({530, 534, 535, 538})

REASON_LENGTH = 500


class MessageState(StrEnum):
    """Where a message stands; `sending` means claimed by a process until its lease runs out."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


class Verdict(StrEnum):
    """What a failure says: about this message for ever, about this message for now, or about the connection."""

    REFUSED = "refused"
    LATER = "later"
    BROKEN = "broken"


class Fault(NamedTuple):
    """Why a message was not taken; the reason is one line for the operator."""

    verdict: Verdict
    reason: str


def wait_before_retry(attempts: int, first: timedelta = FIRST_WAIT) -> timedelta:
    """The pause after the given number of failed attempts: a minute at first, six hours in the end."""
    return first * WAITS[min(max(attempts, 1), len(WAITS)) - 1]


def is_hopeless(verdict: Verdict, attempts: int) -> bool:
    """Whether to give up: at once when refused for good, else after about two days of trying."""
    return verdict is Verdict.REFUSED or attempts >= LAST_ATTEMPT


def hold_needed(timeout: timedelta) -> timedelta:
    """The lease a message must still have before its sending begins, so that no one else takes it meanwhile."""
    return max(SHORTEST_HOLD, STEPS_OF_A_SEND * timeout)


def judge(code: int, answer: bytes | str, *, about_sender: bool = False) -> Fault:
    """What the server's answer means.

    An answer to our own address or sign-in is about the set-up, not about the message: it must not kill the whole
    outbox one message after another, so it counts as a broken connection. Only "too large" speaks of the message.
    """
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    reason = " ".join(f"{code} {text}".split())[:REASON_LENGTH]
    if code == SERVICE_CLOSING or code in SIGN_IN_ANSWERS or not 400 <= code < 600:
        return Fault(Verdict.BROKEN, reason)
    if about_sender and code != TOO_LARGE:
        return Fault(Verdict.BROKEN, reason)
    return Fault(Verdict.REFUSED if code >= 500 else Verdict.LATER, reason)
