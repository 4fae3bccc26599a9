"""What the room and the beamer show: the item of the moment, with all that is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort

from tracker.commitments import queries as commitments
from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.rules import OWED, days_late
from tracker.meetings import queries
from tracker.meetings.models import Meeting, MeetingEntry, MeetingItem
from tracker.meetings.rules import Place, next_above, offered, place, presets
from tracker.people import access
from tracker.people import queries as people
from tracker.people.models import Post, Tenure
from tracker.people.rules import Duty
from tracker.regions.models import Office
from tracker.regions.queries import calendar_of
from tracker.regions.rules import WorkingCalendar, local_day
from tracker.reminders import queries as reminders


@dataclass(frozen=True)
class Shown:
    """The item on the beamer; `next` is the commitment after it, so that its owner can get ready."""

    meeting: Meeting
    item: MeetingItem
    place: Place
    commitment: Commitment
    holder: Tenure | None
    supports: Sequence[Office]
    said: Update | None
    asked: Extension | None
    next: Commitment | None
    log: list[MeetingEntry]
    reached: int
    late: int
    today: date


def shown(meeting: Meeting, *, at: datetime) -> Shown:
    """The item that the server knows as the current one, whoever asks."""
    items = queries.items_of(meeting.id)
    where = place([item.id for item in items], meeting.current_id)
    item = items[where.number - 1]
    after = items[where.number] if where.after else None
    rows = queries.commitments_of([one.commitment_id for one in (item, after) if one])
    entries = queries.entries_of(meeting.id)
    commitment = rows[item.commitment_id]
    today = local_day(at, meeting.region.zone)
    return Shown(
        meeting=meeting,
        item=item,
        place=where,
        commitment=commitment,
        holder=people.holders([commitment.owner_post_id], today=today).get(commitment.owner_post_id),
        supports=[part.support.office for part in commitments.parts_of(commitment.id)],
        said=queries.last_word(commitment.id),
        asked=commitments.open_extension(commitment.id),
        next=rows[after.commitment_id] if after else None,
        log=[entry for entry in entries if entry.commitment_id == commitment.id],
        reached=len({entry.commitment_id for entry in entries}),
        late=days_late(commitment.due_on, today=today) if commitment.status in OWED else 0,
        today=today,
    )


def desk(see: Shown) -> dict[str, Any]:
    """What the forms beside the item offer: decisions, days, posts above, the last line of the log."""
    region_id = see.meeting.region_id
    calendar = calendar_of(region_id, [see.today.year])
    seats = queries.seats_above(region_id)
    return {
        "offered": offered(see.commitment.status),
        "days": presets(see.today, calendar),
        "seats": seats,
        "above": _above(see, seats, calendar),
        "posts": people.owner_posts(region_id),
        "promises": queries.promises_of(see.meeting.id),
        "last": queries.last_entry(see.meeting.id),
    }


def _above(see: Shown, seats: Sequence[Post], calendar: WorkingCalendar) -> int | None:
    """The post that the ladder would tell next; the choice stays with the room."""
    due_on = see.commitment.due_on
    late = calendar.count(due_on, see.today) if due_on else 0
    leaders = [post.id for post in seats if post.duty is Duty.LEADER]
    ladder = reminders.ladder(see.meeting.region_id)
    return next_above(ladder, late, owner_post=see.commitment.owner_post_id, leaders=leaders)


def read_by(meeting_id: int) -> Meeting:
    """The meeting for a reviewer or leader of its region; 404 for everyone else."""
    return queries.visible_to(access.asker(), meeting_id) or abort(404)


def held_by(meeting_id: int) -> Meeting:
    """The meeting for a reviewer of its region; 404 for everyone else."""
    return queries.reviewed_by(access.asker(), meeting_id) or abort(404)
