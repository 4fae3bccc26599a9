"""The weekly digests: queued once for each region and week, whoever ticks and however often."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import update

from tracker.commitments import actions as commitments
from tracker.extensions import db, insert_once
from tracker.mail import outbox
from tracker.mail.outbox import Queued
from tracker.reminders import digests, letters, queries
from tracker.reminders.actions import ledger
from tracker.reminders.actions.ledger import Line
from tracker.reminders.digests import Letter
from tracker.reminders.models import ReminderKind, Slot
from tracker.reminders.queries import Place
from tracker.reminders.rules import Week, key

KINDS = (ReminderKind.WEEKLY_DIGEST, ReminderKind.REVIEW_DIGEST)

logger = logging.getLogger(__name__)


class Ticked(NamedTuple):
    """What a tick did: regions whose digests it queued, messages, tenures with nothing to say, regions that failed."""

    regions: int = 0
    queued: int = 0
    nothing: int = 0
    failed: int = 0


class Previewed(NamedTuple):
    """One message that a tick would queue."""

    region: str
    recipient: str
    kind: str
    counts: dict[str, int]


def queue_due(at: datetime, *, commit: Callable[[], None] | None = None) -> Ticked:
    """Queues this week's digests of every region whose time has come; a region is queued wholly or not at all.

    `commit` is called after each region. A region that fails is left for the next tick and does not stop the others.
    """
    done = Ticked()
    for place, week in queries.due(at):
        done = _added(done, _queue_guarded(place, week, at))
        if commit:
            commit()
    return done


def _queue_guarded(place: Place, week: Week, at: datetime) -> Ticked:
    try:
        with db.session.begin_nested():
            return queue_region(place, week, at=at)
    except Exception:
        logger.exception("digests of %s for %s could not be queued", place.name, week.period)
        return Ticked(failed=1)


def _added(one: Ticked, other: Ticked) -> Ticked:
    return Ticked(*(a + b for a, b in zip(one, other, strict=True)))


def queue_region(place: Place, week: Week, *, at: datetime) -> Ticked:
    """Queues the digests of one region and writes its ledger; nothing when another process was first."""
    if not _claimed(place, week, at):
        return Ticked()
    found = digests.of_region(place, at=at)
    written = [ledger.line(tenure, kind, week.period, at=at) for tenure, kind in found.nothing]
    wanted = [_wanted(letter, place, week.period, reply_to=found.reply_to, at=at) for letter in found.letters]
    ids = outbox.queue_all(wanted, at=at)
    told = [
        (letter, ids[mail.key]) for letter, mail in zip(found.letters, wanted, strict=True) if mail.key in ids
    ]
    for letter, message_id in told:
        written += _lines(letter, week.period, message_id, at)
    commitments.tell_all(
        (letter.owner.commitments if letter.owner else [], number) for letter, number in told
    )
    ledger.write(written)
    _count(place, week, found.letters)
    return Ticked(1, len(told), len(found.nothing))


def _claimed(place: Place, week: Week, at: datetime) -> bool:
    """Writes the ledger's rows of the week; the database lets only one process do so."""
    return all(
        insert_once(
            Slot,
            {
                "region_id": place.id,
                "kind": kind,
                "period": week.period,
                "planned_at": week.slot,
                "ran_at": at,
                "queued": 0,
            },
            unique=["region_id", "kind", "period"],
        )
        for kind in KINDS
    )


def _count(place: Place, week: Week, written: Sequence[Letter]) -> None:
    for kind in KINDS:
        db.session.execute(
            update(Slot)
            .where(Slot.region_id == place.id, Slot.kind == kind, Slot.period == week.period)
            .values(queued=sum(letter.kind is kind for letter in written))
        )


def _wanted(letter: Letter, place: Place, period: str, *, reply_to: str | None, at: datetime) -> Queued:
    person = letter.person
    return Queued(
        key=key(letter.kind, period, place.code, person.id),
        kind=letter.kind,
        period=period,
        to_email=person.email,
        to_name=person.name,
        composed=letters.compose_digest(letter, place, at=at),
        reply_to=None if letter.review else reply_to,
    )


def _lines(letter: Letter, period: str, message_id: int, at: datetime) -> list[Line]:
    counts = letter.review.counts if letter.review else {}
    written = [
        ledger.line(tenure, letter.kind, period, at=at, message_id=message_id, counts=counts)
        for tenure in letter.as_reviewer
    ]
    if letter.owner:
        written += ledger.lines(letter.owner, ReminderKind.WEEKLY_DIGEST, period, message_id, at)
    return written


def preview(at: datetime) -> list[Previewed]:
    """The messages that a tick at this moment would queue; writes nothing."""
    return [
        Previewed(
            place.name, f"{letter.person.name} <{letter.person.email}>", letter.kind.value, letter.counts
        )
        for place, _ in queries.due(at)
        for letter in digests.of_region(place, at=at).letters
    ]
