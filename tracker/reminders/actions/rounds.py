"""Rounds: each region's due mail at a planned hour, queued once, whoever ticks and however often.

First everything is read and put into words, which takes no lock; then the round is claimed and written at once. Whoever
loses the claim throws the words away. So that several schedulers share the regions instead, each goes through them in
an order of its own and passes over those that have been done meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from random import SystemRandom
from typing import NamedTuple

from sqlalchemy import select, update

from tracker.commitments import actions as commitments
from tracker.extensions import begin_reading, db, insert_once
from tracker.mail import outbox
from tracker.regions.models import Region
from tracker.regions.rules import local_day
from tracker.reminders import queries
from tracker.reminders.actions import ledger
from tracker.reminders.actions.channelling import tell_channels
from tracker.reminders.actions.preparing import Mail, Ready, prepare
from tracker.reminders.models import Slot, SlotKind
from tracker.reminders.queries import Due, Said
from tracker.reminders.rules import week_of

_ORDER = SystemRandom()

logger = logging.getLogger(__name__)


class Ticked(NamedTuple):
    """What a tick did: rounds run, messages queued, tenures with nothing to say, regions that failed."""

    regions: int = 0
    queued: int = 0
    nothing: int = 0
    failed: int = 0


def queue_due(at: datetime, *, commit: Callable[[], None] | None = None) -> Ticked:
    """Runs every region's round whose hour has come; a round is written wholly or not at all.

    `commit` is called after each region. A region that fails is left for the next tick and does not stop the others.
    """
    done = Ticked()
    if commit:
        begin_reading()
    found = queries.due(at)
    if commit:
        _ORDER.shuffle(found)
    for due in found:
        done = _added(done, _run(due, at, commit))
    if commit:
        commit()
    return done


def _added(one: Ticked, other: Ticked) -> Ticked:
    return Ticked(*(a + b for a, b in zip(one, other, strict=True)))


def _run(due: Due, at: datetime, commit: Callable[[], None] | None) -> Ticked:
    """One region; without a commit in between, reading and writing are one transaction."""
    try:
        with db.session.begin_nested():
            if queries.has_run(due):
                return Ticked()
            ready = prepare(due, at)
        if commit:
            commit()
        with db.session.begin_nested():
            return _write(due, ready, at)
    except Exception:
        logger.exception("round %s of %s could not be queued", due.round.period, due.place.name)
        return Ticked(failed=1)
    finally:
        if commit:
            commit()
            begin_reading()


def _write(due: Due, ready: Ready, at: datetime) -> Ticked:
    """Claims the round and writes what it tells; nothing when another process was first."""
    if not _claimed(due, at):
        return Ticked()
    said = _said_meanwhile(due, at)
    mails = [mail for mail in ready.mails if not _is_settled(mail, said)]
    written = outbox.queue_all([mail.queued for mail in mails], at=at)
    mails = [mail for mail in mails if mail.queued.key in written]
    silences = [line for person_id, line in ready.silences if not said.get(person_id, Said()).digested]
    told = [line for mail in mails for line in ledger.named(mail.lines, written[mail.queued.key])]
    ledger.write([*told, *silences, *ready.stopped], at=at)
    ledger.write_rungs([*(rung for mail in mails for rung in mail.rungs), *ready.stopped_rungs], at=at)
    commitments.tell_all((mail.told, written[mail.queued.key]) for mail in mails)
    tell_channels(due.place, ready.news, at=at)
    _count(due, len(mails))
    return Ticked(1, len(mails), len(silences))


def _claimed(due: Due, at: datetime) -> bool:
    """Writes the round's row, which the database lets only one process do.

    The region is held until the end, so that two rounds of it, if people change their hours just now, follow each
    other. Keys that refer to the region are not kept from being checked meanwhile.
    """
    db.session.execute(select(Region.id).where(Region.id == due.place.id).with_for_update(key_share=True))
    values = {
        "region_id": due.place.id,
        "kind": SlotKind.ROUND,
        "period": due.round.period,
        "planned_at": due.round.planned_at,
        "ran_at": at,
        "queued": 0,
    }
    return insert_once(Slot, values, unique=["region_id", "kind", "period"])


def _said_meanwhile(due: Due, at: datetime) -> dict[int, Said]:
    """The ledger again: a reminder by hand or another round may have come since it was read."""
    place, today = due.place, local_day(at, due.place.zone)
    return queries.said(place.id, week=week_of(today).period, today=today, zone=place.zone)


def _is_settled(mail: Mail, said: dict[int, Said]) -> bool:
    known = said.get(mail.person_id, Said())
    if mail.is_digest:
        return known.had_scheduled or known.digested
    return known.had_scheduled or known.had_by_hand


def _count(due: Due, queued: int) -> None:
    db.session.execute(
        update(Slot)
        .where(Slot.region_id == due.place.id, Slot.kind == SlotKind.ROUND, Slot.period == due.round.period)
        .values(queued=queued)
    )
