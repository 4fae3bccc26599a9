"""Lists of commitments: an owner's, and those that the schedule and the reviewers ask for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from tracker.commitments.burning import Burning, burning
from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.queries.dating import quiet_before, quiet_undated
from tracker.commitments.queries.requests import NOTHING_ASKED, Requests, requests_of
from tracker.commitments.queries.seeing import delegated_to, loaded
from tracker.commitments.rules import DAY, OPEN, OWED, ExtensionState, Status
from tracker.extensions import db
from tracker.people.models import Post
from tracker.people.rules import Asker, Duty
from tracker.regions.models import Office

OWNING = frozenset({Duty.OWNER, Duty.REVIEWER})


class Mine(NamedTuple):
    """A commitment in its owner's list, with the last thing that was said about it, and what was asked for."""

    commitment: Commitment
    last_update: Update | None
    asked: Requests


def mine(asker: Asker, *, today: date, since: datetime) -> dict[Burning, list[Mine]]:
    """What the person's posts owe, or was delegated to her, by what burns and then by due date.

    Closed ones only where closed after `since`; of a routine only what has begun: an instance made ahead waits for its
    period.
    """
    held = [holding for holding in asker.holdings if holding.duty in OWNING]
    posts = {holding.post_id for holding in held}
    delegated = delegated_to(held.tenure_id for held in asker.delegated)
    begun = (today + DAY).isoformat()
    commitments = db.session.scalars(
        loaded()
        .where(
            or_(Commitment.owner_post_id.in_(posts), *delegated),
            Commitment.published_at.is_not(None),
            Commitment.period < begun,
            or_(Commitment.status.in_(OPEN), Commitment.closed_at >= since),
        )
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
    ).all()
    said = latest_updates([c.id for c in commitments])
    asked = requests_of([c.id for c in commitments])
    quiet = _quiet([c for c in commitments if c.due_on is None], today)
    parts: dict[Burning, list[Mine]] = {part: [] for part in Burning}
    for c in commitments:
        part = burning(c.status, c.due_on, asked_for_time=c.id in asked, today=today, quiet=c.id in quiet)
        parts[part].append(Mine(c, said.get(c.id), asked.get(c.id, NOTHING_ASKED)))
    return parts


def _quiet(undated: Sequence[Commitment], today: date) -> set[int]:
    """Ids of those nobody has spoken of for long; asked of the database only where something has no date."""
    if not undated:
        return set()
    before = quiet_before(today, undated[0].region.zone)
    ids = [c.id for c in undated]
    return set(db.session.scalars(select(Commitment.id).where(Commitment.id.in_(ids), quiet_undated(before))))


def latest_updates(commitment_ids: Collection[int]) -> dict[int, Update]:
    """The last report on each commitment; those without any are absent."""
    found = db.session.scalars(
        select(Update)
        .join(Commitment, Commitment.last_update_id == Update.id)
        .where(Commitment.id.in_(commitment_ids))
    )
    return {update.commitment_id: update for update in found}


def owed_in(region_id: int, *, until: date, quiet_since: datetime) -> Sequence[Commitment]:
    """What owners of a region still have to do by a day, what was sent back, and what has no date and was not heard of.

    In order of owner, then of date.
    """
    return db.session.scalars(
        _in_region(region_id)
        .where(
            Commitment.status.in_(OWED),
            or_(
                Commitment.due_on <= until,
                Commitment.status == Status.SENT_BACK,
                quiet_undated(quiet_since),
            ),
        )
        .order_by(Commitment.owner_post_id, Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
    ).all()


def waiting_in(region_id: int) -> Sequence[Commitment]:
    """What waits for verification in a region, the longest waiting first."""
    return db.session.scalars(
        _in_region(region_id)
        .where(Commitment.status == Status.PROPOSED_DONE)
        .order_by(Commitment.proposed_at, Commitment.id)
    ).all()


def extensions_asked_in(region_id: int) -> Sequence[Extension]:
    """Requests for time that wait for an answer in a region, the longest waiting first."""
    return db.session.scalars(
        select(Extension)
        .join(Extension.commitment)
        .join(Commitment.owner)
        .join(Commitment.office)
        .options(
            contains_eager(Extension.commitment).contains_eager(Commitment.owner),
            contains_eager(Extension.commitment).contains_eager(Commitment.office),
            joinedload(Extension.update, innerjoin=True),
        )
        .where(
            and_(Commitment.region_id == region_id, Commitment.status.in_(OPEN)),
            Extension.state == ExtensionState.ASKED,
        )
        .order_by(Extension.asked_at, Extension.id)
    ).all()


def _in_region(region_id: int) -> Select[Commitment]:
    return (
        select(Commitment)
        .join(Post, Commitment.owner_post_id == Post.id)
        .join(Office, Commitment.owner_office_id == Office.id)
        .options(contains_eager(Commitment.owner), contains_eager(Commitment.office))
        .where(Commitment.region_id == region_id, Commitment.published_at.is_not(None))
    )
