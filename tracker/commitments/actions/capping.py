"""The operator sets how often and how far due dates of a region may be moved."""

from __future__ import annotations

from datetime import datetime

from tracker.commitments.caps import Cap
from tracker.commitments.dated import ExtensionCap
from tracker.extensions import db, insert_once
from tracker.people import audit
from tracker.people.rules import Actor


def keep_cap(region_id: int, cap: Cap, *, by: Actor, at: datetime) -> None:
    """Holds for every extension from now on; those given before stay."""
    values = {"region_id": region_id, "times": cap.times, "days": cap.days}
    insert_once(ExtensionCap, values, unique=["region_id"])
    kept = db.session.get_one(ExtensionCap, region_id, populate_existing=True)
    kept.times, kept.days = cap.times, cap.days
    audit.record(
        "extension-cap.kept",
        f"region/{region_id}",
        by=by,
        at=at,
        region_id=region_id,
        times=cap.times,
        days=cap.days,
    )
    db.session.flush()
