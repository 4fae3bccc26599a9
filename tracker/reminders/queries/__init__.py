"""Questions about what was due to be said: to regions, to a person, today, and next."""

from __future__ import annotations

from tracker.reminders.queries.beats import job_runs, rounds_since
from tracker.reminders.queries.hearing import Hearing, next_hearing
from tracker.reminders.queries.ladders import (
    in_region,
    ladder,
    own_ladder,
    pauses,
    seats,
    told_rungs,
)
from tracker.reminders.queries.ledger import (
    OUTBOX,
    TICK,
    Said,
    Told,
    handed_over,
    last_leader_digest_at,
    last_run,
    last_tick_at,
    mailed_on,
    said,
    told,
)
from tracker.reminders.queries.movements import Moved, answered_requests, movements
from tracker.reminders.queries.places import (
    Due,
    Place,
    due,
    has_run,
    open_places,
    place,
    preferences,
    preferred_hours,
    watched_years,
)
from tracker.reminders.queries.shifting import DigestShift, digest_shift
from tracker.reminders.queries.sources import (
    Source,
    open_counts,
    overdue_among,
    regions_of,
    sent_back_with,
    sources,
)

__all__ = [
    "OUTBOX",
    "TICK",
    "DigestShift",
    "Due",
    "Hearing",
    "Moved",
    "Place",
    "Said",
    "Source",
    "Told",
    "answered_requests",
    "digest_shift",
    "due",
    "handed_over",
    "has_run",
    "in_region",
    "job_runs",
    "ladder",
    "last_leader_digest_at",
    "last_run",
    "last_tick_at",
    "mailed_on",
    "movements",
    "next_hearing",
    "open_counts",
    "open_places",
    "overdue_among",
    "own_ladder",
    "pauses",
    "place",
    "preferences",
    "preferred_hours",
    "regions_of",
    "rounds_since",
    "said",
    "seats",
    "sent_back_with",
    "sources",
    "told",
    "told_rungs",
    "watched_years",
]
