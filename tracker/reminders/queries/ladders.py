"""Who hears on which rung in a region, what was told already, and when a commitment's clock stood still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, CompoundSelect, func, select, union_all

from tracker.commitments.models import Commitment, Event, Extension
from tracker.commitments.petitions import Petition
from tracker.commitments.rules import OWED, Status
from tracker.commitments.steps import NO_STEPS
from tracker.extensions import db
from tracker.people.models import Post
from tracker.people.rules import Duty
from tracker.regions.models import Office
from tracker.reminders.models import LadderRung, RungTold
from tracker.reminders.rules import Rung, Seat, Span, default_ladder, span_of, spans_waiting

Told = dict[tuple[int, int], int]
"""The highest rung told of a commitment's current due date to a post: `told[commitment id, post id]`."""


def ladder(region_id: int) -> tuple[Rung, ...]:
    """The region's own ladder, else the default one with the posts that it finds here. Two queries at most."""
    own = own_ladder(region_id)
    return tuple(Rung(r.after_days, r.audience, r.post_id) for r in own) or default_ladder(seats(region_id))


def own_ladder(region_id: int) -> Sequence[LadderRung]:
    """The rungs that a region set itself, the lowest first; none: it has the default ladder."""
    return db.session.scalars(
        select(LadderRung)
        .where(LadderRung.region_id == region_id)
        .order_by(LadderRung.after_days, LadderRung.id)
    ).all()


def seats(region_id: int) -> list[Seat]:
    """Open posts of reviewers and leaders of a region, the oldest first, held or not."""
    rows = db.session.execute(
        select(Post.id, Post.title)
        .join(Post.office)
        .where(
            Office.region_id == region_id,
            Post.closed_at.is_(None),
            Post.duty.in_((Duty.REVIEWER, Duty.LEADER)),
        )
        .order_by(Post.id)
    )
    return [Seat(*row) for row in rows]


def in_region(region_id: int) -> ColumnElement[bool]:
    """Commitments of a region whose owners still have to act."""
    return (Commitment.region_id == region_id) & Commitment.status.in_(OWED)


def told_rungs(of: ColumnElement[bool]) -> Told:
    """The highest rung told to each post, of those commitments. One query."""
    rows = db.session.execute(
        select(RungTold.commitment_id, RungTold.post_id, func.max(RungTold.rung))
        .join(
            Commitment,
            (Commitment.id == RungTold.commitment_id) & (Commitment.due_on == RungTold.due_on),
        )
        .where(of)
        .group_by(RungTold.commitment_id, RungTold.post_id)
    )
    return {(commitment_id, post_id): rung for commitment_id, post_id, rung in rows}


def pauses(of: ColumnElement[bool], *, due_before: date, zone: str) -> dict[int, list[Span]]:
    """When each of those commitments waited for a reviewer; those that never did are absent. Two queries."""
    late = of & (Commitment.due_on < due_before)
    found = {number: spans_waiting(steps, zone) for number, steps in _steps(late).items()}
    for row in db.session.execute(_requests(late)):
        found.setdefault(row.commitment_id, []).append(span_of(row.asked_at, row.answered_at, zone))
    return found


def _requests(of: ColumnElement[bool]) -> CompoundSelect[int, datetime, datetime | None]:
    """All that was ever asked of the reviewers: for more time, or to be released."""
    time = select(Extension.commitment_id, Extension.asked_at.label("asked_at"), Extension.answered_at)
    release = select(Petition.commitment_id, Petition.asked_at, Petition.answered_at)
    both = union_all(time.join(Extension.commitment).where(of), release.join(Petition.commitment).where(of))
    return both.order_by("asked_at")


def _steps(of: ColumnElement[bool]) -> dict[int, list[tuple[datetime, Status]]]:
    """The story of those that were ever said to be done."""
    proposed = (
        select(Event.commitment_id)
        .join(Event.commitment)
        .where(of, Event.status_after == Status.PROPOSED_DONE)
    )
    rows = db.session.execute(
        select(Event.commitment_id, Event.at, Event.status_after)
        .where(Event.commitment_id.in_(proposed), Event.kind.not_in(NO_STEPS))
        .order_by(Event.commitment_id, Event.at, Event.id)
    )
    found: dict[int, list[tuple[datetime, Status]]] = {}
    for number, at, status in rows:
        found.setdefault(number, []).append((at, status))
    return found
