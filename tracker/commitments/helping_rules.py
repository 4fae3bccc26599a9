"""Parts of supporting offices: what may be said of them, and how far they are. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from tracker.commitments.rules import OPEN, Answer, Refusal, Refused, Status


class PartSaid(StrEnum):
    """What a supporting office says of its own part."""

    DONE = Answer.DONE.value
    PROGRESS = Answer.PROGRESS.value
    OBSTRUCTED = Answer.OBSTRUCTED.value


class Tally(NamedTuple):
    """How many of the parts are done."""

    done: int
    of: int


def tally(said: Iterable[PartSaid | None]) -> Tally:
    """Counts what each supporting office said last; None: nothing yet."""
    last = list(said)
    return Tally(sum(one is PartSaid.DONE for one in last), len(last))


def check_part_answer(status: Status, *, note: str) -> None:
    """Refused when the commitment is closed, or without a sentence. Evidence is welcome, never required.

    It is the owner's report that a reviewer verifies; a part is shown beside it and changes no status.
    """
    if status not in OPEN:
        raise Refused(Refusal.CLOSED)
    if not note:
        raise Refused(Refusal.NOTE_MISSING)
