"""A monitoring meeting of the story that was held and closed, and one that is prepared for today."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from tracker.commitments.models import Commitment
from tracker.demo.settling import Seat, Settled
from tracker.demo.telling import type_step
from tracker.meetings import actions, queries
from tracker.meetings.models import Meeting
from tracker.meetings.rules import Choice
from tracker.people import queries as people
from tracker.people.rules import Door, Duty
from tracker.regions.rules import local_day
from tracker.review import queries as review
from tracker.review.rules import Filters, Tab

DAYS_BEFORE = 4
"""The meeting was on the Thursday before the story's Monday."""

SPOKEN_OF = [
    (Choice.NOTE, "Dibahas; menunggu data kepesertaan dari BPJS Kesehatan."),
    (Choice.ASK_REPORT, "Sampaikan jumlah peserta per kecamatan."),
    (Choice.ESCALATE, "Lebih dari sebulan tanpa perkembangan; perlu arahan pimpinan."),
    (Choice.NOTE, "Bappeda menyiapkan usulan pada anggaran perubahan."),
]
MOST = 7


def steps(settled: Settled, now: datetime) -> list[tuple[datetime, type_step]]:
    """The closed meeting at its moment."""
    at = (now - timedelta(days=DAYS_BEFORE)).replace(hour=9, minute=0)
    return [(at, partial(_hold, settled, at))]


def _hold(settled: Settled, at: datetime) -> str | None:
    meeting = _prepared(settled, at, "Rapat monev tindak lanjut Oktober 2025", hours="09.00 s.d. 10.30 WITA")
    if meeting is None:
        return None
    seat = _reviewer(settled)
    by, today = seat.acts(Door.PAGE), local_day(at, seat.region.zone)
    actions.begin(meeting, by=by, at=at)
    above = queries.seats_above(meeting.region_id)[-1]
    for item, (choice, said) in zip(queries.items_of(meeting.id), SPOKEN_OF, strict=False):
        at += timedelta(minutes=8)
        commitment = queries.commitments_of([item.commitment_id])[item.commitment_id]
        actions.go_to(meeting, item.id, seen_id=None, at=at)
        actions.decide(
            meeting, commitment, choice, said=said, seen=commitment.version_id, by=by, at=at, today=today,
            due_on=today + timedelta(days=7), post=above,
        )  # fmt: skip
    facts = {
        name: getattr(meeting, name) for name in ("title", "held_on", "hours", "place", "chair", "attendance")
    }
    actions.close(meeting, said={}, seen=meeting.version_id, by=by, at=at + timedelta(minutes=30), **facts)
    return f"{meeting.title}: held, {len(SPOKEN_OF)} commitments spoken of, minutes closed."


def prepare(settled: Settled, now: datetime) -> None:
    """The meeting about all that is late today, not yet begun."""
    _prepared(settled, now, "Rapat monev komitmen yang terlambat", hours="10.00 WITA")


def _prepared(settled: Settled, at: datetime, title: str, *, hours: str) -> Meeting | None:
    """None while nothing is late."""
    seat = _reviewer(settled)
    rows = _late(seat, at)
    if not rows:
        return None
    there = dict.fromkeys(row.owner.title for row in rows)
    return actions.prepare(
        seat.region.id, [row.id for row in rows], title=title, held_on=local_day(at, seat.region.zone), hours=hours,
        place="Ruang Rapat Sekretaris Daerah", chair="Sekretaris Daerah", attendance="\n".join(there),
        by=seat.acts(Door.PAGE), at=at,
    )  # fmt: skip


def _late(seat: Seat, at: datetime) -> list[Commitment]:
    who = people.asker(seat.person, at=at)
    see, _days = review.sight(who, seat.region.id, seat.region.zone, wide=False, at=at)
    return [found.row for found in review.rows(Filters(tab=Tab.OVERDUE), see, limit=MOST)]


def _reviewer(settled: Settled) -> Seat:
    """The first reviewer of the first region."""
    region = next(iter(settled.seats.values())).region
    return next(
        seat
        for seat in settled.seats.values()
        if seat.region.id == region.id and seat.post.duty is Duty.REVIEWER
    )
