"""What a reviewer may do with many commitments at once, with one reason, and take back for a minute. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from tracker.commitments.rules import EventKind, Refusal

UNDO_WITHIN = timedelta(seconds=60)
TOLD_AFTER = timedelta(seconds=90)
"""Owners are told when it can no longer be taken back, with time to spare for a mail on its way."""

MOST = 500
"""Commitments of one act; more is a matter for the forum, not for a click."""


class Act(StrEnum):
    """Ask the owners for a report, extend, hand over to another post, or withdraw."""

    ASK = "ask for report"
    EXTEND = "extend"
    HAND_OVER = "hand over"
    WITHDRAW = "withdraw"


EVENT_OF = {
    Act.ASK: EventKind.ASKED_TO_REPORT,
    Act.EXTEND: EventKind.TIME_GIVEN,
    Act.HAND_OVER: EventKind.HANDED_OVER,
    Act.WITHDRAW: EventKind.WITHDRAWN,
}


class Hindrance(NamedTuple):
    """A commitment that stands against an act, and why."""

    commitment_id: int
    reason: Refusal


class Hindered(Exception):
    """Some of the commitments stand against the act, so none was changed."""

    def __init__(self, hindrances: list[Hindrance]) -> None:
        super().__init__(", ".join(f"{number}: {reason}" for number, reason in hindrances))
        self.hindrances = hindrances


def changed(seen: Mapping[int, int], now: Mapping[int, int]) -> list[Hindrance]:
    """Those that somebody changed after the list was opened; versions by id. What was not seen has not changed."""
    return [Hindrance(n, Refusal.CHANGED) for n, version in now.items() if seen.get(n, version) != version]


def may_take_back(done_at: datetime, at: datetime) -> bool:
    """Within the minute."""
    return at - done_at <= UNDO_WITHIN


Before = dict[str, Any]
"""What a commitment was before an act, as JSON holds it, with its `version` after it."""
