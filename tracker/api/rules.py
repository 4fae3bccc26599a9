"""What a health report says, when somebody is woken up, and when all is well enough to say so. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

STUCK_AFTER = timedelta(hours=1)
"""A mail that is due and untouched for so long: the mail server is away, or nobody sends."""

LONGEST_RUN = timedelta(hours=1)
"""A job at work for longer than that is taken to be dead."""

SHORTEST_PATIENCE = timedelta(minutes=5)
INTERVALS_MISSED = 3


class Health(StrEnum):
    """How the product fares: `failing` and `down` wake somebody up, `degraded` can wait for the morning."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILING = "failing"
    DOWN = "down"

    @property
    def code(self) -> int:
        return 503 if self in {Health.FAILING, Health.DOWN} else 200


class Seen(NamedTuple):
    """What was read. `scheduler` is never, late, missed (it ticks, but a planned round did not take place) or ok."""

    scheduler: str
    last_tick_at: datetime | None
    missed_regions: int
    queued: int
    oldest_queued_at: datetime | None
    oldest_due_at: datetime | None
    dead: int
    dead_lately: int
    failing_jobs: Collection[str]


def health(seen: Seen, *, at: datetime) -> tuple[Health, dict[str, Any]]:
    """The verdict and the report; ages in whole seconds, None for what is not there."""
    wake, tomorrow = _wake_for(seen, at), _tomorrow(seen)
    verdict = Health.FAILING if wake else Health.DEGRADED if tomorrow else Health.OK
    return verdict, {
        "status": verdict.value,
        "why": wake + tomorrow,
        "database": "ok",
        "scheduler": {
            "state": seen.scheduler,
            "last_tick_seconds": age(seen.last_tick_at, at),
            "missed_regions": seen.missed_regions,
            "failing_jobs": sorted(seen.failing_jobs),
        },
        "outbox": {
            "queued": seen.queued,
            "oldest_queued_seconds": age(seen.oldest_queued_at, at),
            "oldest_due_seconds": age(seen.oldest_due_at, at),
            "dead": seen.dead,
            "dead_lately": seen.dead_lately,
        },
    }


def _wake_for(seen: Seen, at: datetime) -> list[str]:
    """Reminders or mail stand still."""
    why = []
    if seen.scheduler == "late":
        why.append("the scheduler is silent")
    if seen.scheduler == "missed":
        why.append("a planned round did not take place")
    if seen.oldest_due_at is not None and at - seen.oldest_due_at > STUCK_AFTER:
        why.append("mail is stuck")
    return why


def _tomorrow(seen: Seen) -> list[str]:
    """Trouble of single mails or runs, and a new house whose scheduler was not started yet."""
    why = []
    if seen.scheduler == "never":
        why.append("the scheduler never ran")
    if seen.failing_jobs:
        why.append("a job's last run failed")
    if seen.dead_lately:
        why.append("mails were given up")
    return why


def runs_well(
    *,
    started_at: datetime | None,
    ended_at: datetime | None,
    failed_at: datetime | None,
    at: datetime,
    every: timedelta,
) -> bool:
    """Whether a job that runs so often ran lately and without a fault, or is at work for a reasonable time."""
    if started_at is None or (failed_at is not None and (ended_at is None or failed_at > ended_at)):
        return False
    if ended_at is None or ended_at < started_at:
        return at - started_at <= LONGEST_RUN
    return at - ended_at <= max(INTERVALS_MISSED * every, SHORTEST_PATIENCE)


def age(then: datetime | None, at: datetime) -> int | None:
    """Never below zero: clocks of two machines differ a little."""
    return None if then is None else max(int((at - then).total_seconds()), 0)
