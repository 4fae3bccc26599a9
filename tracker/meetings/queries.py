"""Questions about meetings; rows are fetched through the person who asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.commitments.models import Commitment, Update
from tracker.commitments.queries.seeing import loaded
from tracker.extensions import db
from tracker.meetings.models import Meeting, MeetingEntry, MeetingItem, MeetingPromise
from tracker.meetings.rules import MeetingState
from tracker.people.models import Post
from tracker.people.rules import Asker, Duty
from tracker.regions.models import Office

READERS = (Duty.REVIEWER, Duty.LEADER)
LISTED = 100


def visible_to(asker: Asker, meeting_id: int) -> Meeting | None:
    """The meeting with its region, for reviewers and leaders of it; None for everyone else."""
    return _one(meeting_id, asker.regions(*READERS))


def reviewed_by(asker: Asker, meeting_id: int) -> Meeting | None:
    """The meeting, for a reviewer of its region; None for everyone else."""
    return _one(meeting_id, asker.regions(Duty.REVIEWER))


def _one(meeting_id: int, regions: Collection[int]) -> Meeting | None:
    return db.session.scalar(_meetings().where(Meeting.id == meeting_id, Meeting.region_id.in_(regions)))


def _meetings() -> Select[Meeting]:
    return select(Meeting).join(Meeting.region).options(contains_eager(Meeting.region))


class Listed(NamedTuple):
    """A meeting with the size of its agenda and the number of its items that were spoken of."""

    meeting: Meeting
    items: int
    reached: int


def listed_for(asker: Asker) -> list[Listed]:
    """The latest meetings of the person's regions. Three queries."""
    meetings = db.session.scalars(
        _meetings()
        .where(Meeting.region_id.in_(asker.regions(*READERS)))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(LISTED)
    ).all()
    ids = [meeting.id for meeting in meetings]
    items = db.session.execute(
        select(MeetingItem.meeting_id, func.count())
        .where(MeetingItem.meeting_id.in_(ids))
        .group_by(MeetingItem.meeting_id)
    )
    reached = db.session.execute(
        select(MeetingEntry.meeting_id, func.count(MeetingEntry.commitment_id.distinct()))
        .where(MeetingEntry.meeting_id.in_(ids), MeetingEntry.undone_at.is_(None))
        .group_by(MeetingEntry.meeting_id)
    )
    on_it = {row[0]: row[1] for row in items}
    spoken = {row[0]: row[1] for row in reached}
    return [Listed(m, on_it.get(m.id, 0), spoken.get(m.id, 0)) for m in meetings]


def items_of(meeting_id: int) -> Sequence[MeetingItem]:
    """The agenda in its order, without the commitments."""
    return db.session.scalars(
        select(MeetingItem).where(MeetingItem.meeting_id == meeting_id).order_by(MeetingItem.number)
    ).all()


def commitments_of(ids: Collection[int]) -> dict[int, Commitment]:
    """The commitments with all that is told of them, by id."""
    return {row.id: row for row in db.session.scalars(loaded().where(Commitment.id.in_(ids)))}


def entries_of(meeting_id: int) -> Sequence[MeetingEntry]:
    """The log without what was undone, in the order in which it was written."""
    return db.session.scalars(
        select(MeetingEntry)
        .options(joinedload(MeetingEntry.post))
        .where(MeetingEntry.meeting_id == meeting_id, MeetingEntry.undone_at.is_(None))
        .order_by(MeetingEntry.id)
    ).all()


def last_entry(meeting_id: int) -> MeetingEntry | None:
    """The line of the log that an undo would take back."""
    return db.session.scalar(
        select(MeetingEntry)
        .where(MeetingEntry.meeting_id == meeting_id, MeetingEntry.undone_at.is_(None))
        .order_by(MeetingEntry.id.desc())
        .limit(1)
    )


def promises_of(meeting_id: int) -> Sequence[MeetingPromise]:
    """What was newly promised in the room, with owners and their offices."""
    return db.session.scalars(
        select(MeetingPromise)
        .options(joinedload(MeetingPromise.owner, innerjoin=True).joinedload(Post.office, innerjoin=True))
        .where(MeetingPromise.meeting_id == meeting_id)
        .order_by(MeetingPromise.id)
    ).all()


def last_word(commitment_id: int) -> Update | None:
    """The last report with its evidence."""
    return db.session.scalar(
        select(Update)
        .options(selectinload(Update.evidence))
        .where(Update.commitment_id == commitment_id)
        .order_by(Update.id.desc())
        .limit(1)
    )


def seats_above(region_id: int) -> Sequence[Post]:
    """Posts to which something can be raised: those that review or lead, reviewers first."""
    return db.session.scalars(
        select(Post)
        .join(Post.office)
        .options(contains_eager(Post.office))
        .where(
            Office.region_id == region_id,
            Post.closed_at.is_(None),
            Post.duty.in_((Duty.REVIEWER, Duty.LEADER)),
        )
        .order_by(Post.duty.desc(), Post.id)
    ).all()


def published_in(region_id: int, commitment_id: int) -> Commitment | None:
    """A published commitment of the region."""
    return db.session.scalar(
        loaded().where(
            Commitment.id == commitment_id,
            Commitment.region_id == region_id,
            Commitment.published_at.is_not(None),
        )
    )


def left_open(before: datetime) -> Sequence[Meeting]:
    """Meetings that nobody closed and in which nothing has happened since, with decisions nobody was told of."""
    untold = select(MeetingEntry.meeting_id).where(
        MeetingEntry.told_at.is_(None), MeetingEntry.undone_at.is_(None)
    )
    return db.session.scalars(
        _meetings()
        .where(Meeting.state != MeetingState.CLOSED, Meeting.changed_at <= before, Meeting.id.in_(untold))
        .order_by(Meeting.id)
    ).all()
