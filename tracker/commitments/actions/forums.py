"""What a later forum's minutes tell of a commitment: a note in its story, which changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.models import Commitment, Event
from tracker.commitments.rules import EventKind
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.people import audit
from tracker.people.rules import Actor


def tell_of_forum(commitment: Commitment, *, quote: str, forum: Forum, by: Actor, at: datetime) -> Event:
    """Notes the words of the minutes; only the owner reports and only a reviewer verifies, so status and dates stay.

    ValueError for a forum of another region.
    """
    if commitment.region_id != forum.region_id:
        raise ValueError("a forum tells of its own region's commitments only")
    hold(commitment)
    event = step(
        commitment, EventKind.TOLD_IN_FORUM, by=by, at=at, note=" ".join(quote.split()),
        forum=forum.id, title=forum.title, held_on=forum.held_on.isoformat(),
    )  # fmt: skip
    db.session.flush()
    return event


def take_back_telling(event: Event, *, region_id: int, by: Actor, at: datetime) -> None:
    """Removes a note that was put under the wrong commitment; both acts stay in the audit. ValueError: another step."""
    if event.kind is not EventKind.TOLD_IN_FORUM:
        raise ValueError("only a note from a forum may be taken back")
    subject = f"commitment/{event.commitment_id}"
    audit.record("commitment.told-in-a-forum-taken-back", subject, by=by, at=at, region_id=region_id)
    db.session.execute(delete(Event).where(Event.id == event.id))
