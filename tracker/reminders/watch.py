"""Whether the heartbeat can still be trusted: is anybody ticking, and did every round that was planned take place."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flask import current_app

from tracker.reminders import queries

MISSED_AFTER = timedelta(hours=1)
"""How late a round may be before somebody is told: a restart or a slow Monday is no alarm."""

TICKS_MISSED = 3

KEPT = timedelta(seconds=60)
"""How long a process keeps what it found, so that the banner costs a page nothing."""


class Kind(StrEnum):
    """What is wrong with the heartbeat."""

    NEVER = "never"
    SILENT = "silent"
    MISSED = "missed"


class Trouble(NamedTuple):
    """What is wrong, since when (None: never ran), and which regions had no round."""

    kind: Kind
    since: datetime | None = None
    regions: tuple[str, ...] = ()


def trouble(at: datetime) -> Trouble | None:
    """None when the scheduler ticks and no planned round is more than an hour late."""
    ticked_at = queries.last_tick_at()
    if ticked_at is None:
        return Trouble(Kind.NEVER)
    if at - ticked_at > TICKS_MISSED * timedelta(seconds=current_app.config["SETTINGS"].tick_seconds):
        return Trouble(Kind.SILENT, ticked_at)
    missed = tuple(due.place.name for due in queries.due(at - MISSED_AFTER))
    return Trouble(Kind.MISSED, ticked_at, missed) if missed else None


def trouble_lately(at: datetime) -> Trouble | None:
    """The same, asked at most once a minute in each process: for pages."""
    kept: tuple[datetime, Trouble | None] | None = current_app.extensions.get("trouble")
    if kept is None or not timedelta() <= at - kept[0] < KEPT:
        kept = at, trouble(at)
        current_app.extensions["trouble"] = kept
    return kept[1]
