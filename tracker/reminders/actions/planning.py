"""What a region decides about its reminders: when they go out, and who hears how late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from tracker.extensions import db
from tracker.people import audit
from tracker.people.rules import Actor
from tracker.reminders.models import LadderRung, Plan


def keep_plan(
    region_id: int, *, weekday: int, hour: int, opens: int, closes: int, by: Actor, at: datetime
) -> None:
    """From now on the region's mail goes out then; hours are the region's own."""
    db.session.merge(Plan(region_id=region_id, weekday=weekday, hour=hour, opens=opens, closes=closes))
    audit.record(
        "reminders.planned", f"region/{region_id}", by=by, at=at, region_id=region_id,
        weekday=weekday, hour=hour, opens=opens, closes=closes,
    )  # fmt: skip


def keep_ladder(region_id: int, rungs: Sequence[LadderRung], *, by: Actor, at: datetime) -> None:
    """Replaces the region's ladder; with no rung the default holds again."""
    db.session.execute(delete(LadderRung).where(LadderRung.region_id == region_id))
    db.session.add_all(rungs)
    db.session.flush()
    ladder = [[rung.after_days, rung.audience.value, rung.post_id] for rung in rungs]
    audit.record("ladder.changed", f"region/{region_id}", by=by, at=at, region_id=region_id, ladder=ladder)
