"""Reminding by hand: a reviewer picks what is overdue, and each owner gets one mail with all of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.mail import outbox
from tracker.people import audit
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import Actor, Asker
from tracker.regions.rules import local_day
from tracker.reminders import letters, queries
from tracker.reminders.actions import ledger
from tracker.reminders.items import Owner, inbox_for, items, owners
from tracker.reminders.models import ReminderKind
from tracker.reminders.queries import Place
from tracker.reminders.rules import Refusal, Refused, key

KIND = ReminderKind.REMIND_NOW


class Reminded(NamedTuple):
    """What a reminder by hand did: mails queued, persons who had mail today already, posts without a holder."""

    queued: int
    already_today: tuple[str, ...]
    vacant: tuple[str, ...]


def remind_now(asker: Asker, commitment_ids: Collection[int], *, by: Actor, at: datetime) -> Reminded:
    """One mail to each owner with all that is overdue among these, in the region in which `by` reviews.

    Whoever had a digest or a reminder of that region today gets none. Refused when nothing of it is overdue.
    """
    region_id = next(held.region_id for held in asker.holdings if held.tenure_id == by.tenure_id)
    place = queries.place(region_id)
    today = local_day(at, place.zone)
    overdue = queries.overdue_among(asker, commitment_ids, region_id=region_id, today=today)
    if not overdue:
        raise Refused(Refusal.NOTHING_OVERDUE)

    holders = people.holders({commitment.owner_post_id for commitment in overdue}, today=today)
    found = owners(items(overdue, (), today=today, zone=place.zone), holders, {})
    queued = _queue_all(found, place, today, asker=asker, by=by, at=at)
    _record(overdue, place, len(queued), by=by, at=at)
    return Reminded(
        queued=len(queued),
        already_today=tuple(owner.person.name for owner in found if owner.person.id not in queued),
        vacant=_vacant(overdue, holders),
    )


def _queue_all(
    found: Sequence[Owner], place: Place, today: date, *, asker: Asker, by: Actor, at: datetime
) -> set[int]:
    """Ids of the persons for whom a mail was queued."""
    persons = {owner.person.id for owner in found}
    reached = queries.mailed_on(persons, region_id=place.id, day=today, zone=place.zone)
    return {
        owner.person.id
        for owner in found
        if owner.person.id not in reached and _queue(owner, place, today, asker=asker, by=by, at=at)
    }


def _queue(owner: Owner, place: Place, today: date, *, asker: Asker, by: Actor, at: datetime) -> bool:
    person, period = owner.person, today.isoformat()
    message = outbox.queue(
        key=key(KIND, period, place.code, person.id),
        kind=KIND,
        period=period,
        to_email=person.email,
        to_name=person.name,
        composed=letters.compose_reminder(owner, place, by=by.acted_as, asked_by=asker.name, at=at),
        at=at,
        reply_to=inbox_for(owner) or asker.email,
    )
    if message is None:
        return False
    ledger.write(ledger.named(ledger.owed(owner, KIND, period).values(), message.id), at=at)
    commitments.tell(owner.commitments, message)
    return True


def _record(overdue: Sequence[Commitment], place: Place, queued: int, *, by: Actor, at: datetime) -> None:
    told = [commitment.id for commitment in overdue]
    audit.record(
        "reminder.asked",
        f"region/{place.id}",
        by=by,
        at=at,
        region_id=place.id,
        commitments=told,
        mails=queued,
    )


def _vacant(overdue: Sequence[Commitment], holders: dict[int, Tenure]) -> tuple[str, ...]:
    titles = (c.owner.title for c in overdue if c.owner_post_id not in holders)
    return tuple(dict.fromkeys(titles))
