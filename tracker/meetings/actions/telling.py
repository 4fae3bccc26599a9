"""One mail to each person whom a meeting concerns: what was decided about theirs, and what was raised to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app

from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.commitments.rules import OPEN
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import compose
from tracker.meetings import queries
from tracker.meetings.actions.holding import hold
from tracker.meetings.models import Meeting, MeetingEntry
from tracker.meetings.rules import QUIET_FOR, Choice
from tracker.meetings.words import told
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.regions.rules import local_day
from tracker.shell.urls import external

KIND = "meeting"


@dataclass
class Share:
    """What one person hears, under the first of the posts that it concerns."""

    tenure: Tenure
    owed: dict[int, tuple[Tenure, list[MeetingEntry]]] = field(default_factory=dict)
    raised: list[MeetingEntry] = field(default_factory=list)


def tell(meeting: Meeting, *, at: datetime) -> int:
    """Queues a mail for each, about all that nobody was told of yet; how many. What was told cannot be undone."""
    hold(meeting)
    untold = [entry for entry in queries.entries_of(meeting.id) if entry.told_at is None]
    if not untold:
        return 0
    rows = queries.commitments_of({entry.commitment_id for entry in untold})
    shares = _shares(meeting, untold, rows, at=at)
    queued = sum(_queue(meeting, share, untold[-1].id, rows, at=at) for share in shares)
    for entry in untold:
        entry.told_at = at
    return queued


def tell_of_left_open(at: datetime) -> int:
    """The same for meetings that nobody closed: an owner must not wait for a reviewer's forgotten page."""
    return sum(tell(meeting, at=at) for meeting in queries.left_open(at - QUIET_FOR))


def _shares(
    meeting: Meeting, untold: Sequence[MeetingEntry], rows: dict[int, Commitment], *, at: datetime
) -> list[Share]:
    """By person; nobody holds a vacant post, so nobody is told there."""
    posts = {row.owner_post_id for row in rows.values()} | {e.post_id for e in untold if e.post_id}
    holders = people.holders(posts, today=local_day(at, meeting.region.zone))
    shares: dict[int, Share] = {}
    for entry in untold:
        owner = holders.get(rows[entry.commitment_id].owner_post_id)
        above = holders.get(entry.post_id) if entry.post_id else None
        if owner:
            mine = shares.setdefault(owner.person_id, Share(owner)).owed
            mine.setdefault(entry.commitment_id, (owner, []))[1].append(entry)
        if above and entry.choice is Choice.ESCALATE and above is not owner:
            shares.setdefault(above.person_id, Share(above)).raised.append(entry)
    return list(shares.values())


def _queue(meeting: Meeting, share: Share, last: int, rows: dict[int, Commitment], *, at: datetime) -> bool:
    person = share.tenure.person
    composed = compose(
        KIND,
        locale=person.locale or "id",
        meeting=meeting,
        told=told,
        tenure=share.tenure,
        owed=[(rows[n], log, _link(tenure, rows[n], at)) for n, (tenure, log) in share.owed.items()],
        raised=[
            (rows[entry.commitment_id], entry, external("commitments.commitment", commitment_id=entry.commitment_id))
            for entry in share.raised
        ],
        link_days=current_app.config["SETTINGS"].link_days,
    )  # fmt: skip
    message = outbox.queue(
        key=f"{KIND}/{meeting.id}/{last}/person-{person.id}",
        kind=KIND,
        period=local_day(at, meeting.region.zone).isoformat(),
        to_email=person.email,
        to_name=person.name,
        composed=composed,
        at=at,
    )
    if message is None:
        return False
    spoken = [*share.owed, *(entry.commitment_id for entry in share.raised)]
    commitments.tell([rows[number] for number in dict.fromkeys(spoken)], message)
    db.session.flush()
    return True


def _link(tenure: Tenure, commitment: Commitment, at: datetime) -> str:
    """Where the owner answers; none for what is closed."""
    return commitments.link_for(tenure.id, commitment.id, at=at) if commitment.status in OPEN else ""
