"""Questions about drafts, and about what came of a forum's minutes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.commitments.models import Commitment, Event, Support
from tracker.commitments.rules import OPEN
from tracker.extensions import db
from tracker.forums.models import Decision, Forum
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import office_name_in
from tracker.people.models import Post
from tracker.people.rules import Asker, Duty


@dataclass(frozen=True)
class Counts:
    """How far a forum is: drafts that wait, commitments it made, and how many of these nobody was told of yet."""

    waiting: int = 0
    commitments: int = 0
    unpublished: int = 0

    @property
    def published(self) -> int:
        return self.commitments - self.unpublished


def reviewed_by(asker: Asker, draft_id: int) -> Draft | None:
    """The draft with its forum and region, for a reviewer of that region; None for everyone else."""
    return db.session.scalar(
        select(Draft)
        .join(Draft.forum)
        .join(Forum.region)
        .options(contains_eager(Draft.forum).contains_eager(Forum.region))
        .where(Draft.id == draft_id, Forum.region_id.in_(asker.regions(Duty.REVIEWER)))
    )


def drafts_of(forum_id: int) -> Sequence[Draft]:
    """A forum's drafts by number, with post, its office, and the commitment and its owner."""
    return db.session.scalars(
        select(Draft)
        .where(Draft.forum_id == forum_id)
        .options(
            joinedload(Draft.post).joinedload(Post.office),
            joinedload(Draft.office),
            joinedload(Draft.commitment).joinedload(Commitment.owner),
            joinedload(Draft.told).joinedload(Event.commitment).joinedload(Commitment.owner),
        )
        .order_by(Draft.number)
    ).all()


class Progress(NamedTuple):
    """How many drafts of a forum were decided on, of how many."""

    decided: int
    of: int


def progress(forum_id: int) -> Progress:
    waiting = func.count().filter(Draft.state == DraftState.WAITING)
    row = db.session.execute(
        select(waiting, func.count()).select_from(Draft).where(Draft.forum_id == forum_id)
    ).one()
    return Progress(row[1] - row[0], row[1])


def open_before(forum: Forum) -> Sequence[Commitment]:
    """Published commitments of other forums of the region that are still open, with their decision and owner post."""
    chosen = _open_before(forum).join(Commitment.decision).order_by(Commitment.id)
    return db.session.scalars(
        chosen.options(contains_eager(Commitment.decision), joinedload(Commitment.owner))
    ).all()


def open_before_one(forum: Forum, commitment_id: int) -> Commitment | None:
    """One of them by its id."""
    return db.session.scalar(_open_before(forum).where(Commitment.id == commitment_id))


def _open_before(forum: Forum) -> Select[Commitment]:
    return select(Commitment).where(
        Commitment.region_id == forum.region_id,
        Commitment.forum_id != forum.id,
        Commitment.published_at.is_not(None),
        Commitment.status.in_(OPEN),
    )


def namesakes(draft: Draft) -> list[Draft]:
    """Other drafts of the forum that wait and whose words name the same office; none when the words name none."""
    name = office_name_in(draft.owner_words)
    return [
        other
        for other in (drafts_of(draft.forum_id) if name else ())
        if other.id != draft.id
        and other.state is DraftState.WAITING
        and office_name_in(other.owner_words) == name
    ]


def last_number(forum_id: int) -> int:
    return db.session.scalar(select(func.max(Draft.number)).where(Draft.forum_id == forum_id)) or 0


def counts(forum_ids: Collection[int]) -> dict[int, Counts]:
    """How far each of these forums is. Two queries for any number of forums."""
    waiting = db.session.execute(
        select(Draft.forum_id, func.count(Draft.id))
        .where(Draft.forum_id.in_(forum_ids), Draft.state == DraftState.WAITING)
        .group_by(Draft.forum_id)
    )
    made = db.session.execute(
        select(Commitment.forum_id, func.count(Commitment.id), func.count(Commitment.published_at))
        .where(Commitment.forum_id.in_(forum_ids))
        .group_by(Commitment.forum_id)
    )
    drafts = {row[0]: row[1] for row in waiting}
    owed = {forum_id: (total, total - published) for forum_id, total, published in made}
    return {forum_id: Counts(drafts.get(forum_id, 0), *owed.get(forum_id, (0, 0))) for forum_id in forum_ids}


def commitments_of(forum: Forum, *, published_only: bool) -> Sequence[Commitment]:
    """What the forum decided, in order of decision, with owner, office and supporting offices."""
    chosen = (
        select(Commitment)
        .join(Commitment.decision)
        .where(Commitment.forum_id == forum.id)
        .options(
            contains_eager(Commitment.decision),
            joinedload(Commitment.owner),
            joinedload(Commitment.office),
            selectinload(Commitment.supports).joinedload(Support.office),
        )
        .order_by(Decision.start, Decision.number)
    )
    if published_only:
        chosen = chosen.where(Commitment.published_at.is_not(None))
    return db.session.scalars(chosen).all()


def count_publications(forum_id: int) -> int:
    """How often the forum was published so far; additions later count as one each."""
    return (
        db.session.scalar(
            select(func.count(func.distinct(Commitment.published_at))).where(Commitment.forum_id == forum_id)
        )
        or 0
    )
