"""A round made ready to be written: words and plain values, which outlive the transaction that read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tracker.mail.outbox import Queued
from tracker.regions.rules import local_day
from tracker.reminders import digests, letters
from tracker.reminders.actions import ledger
from tracker.reminders.actions.ledger import Line
from tracker.reminders.digests import Digests
from tracker.reminders.items import inbox_for
from tracker.reminders.models import DIGESTS, Outcome, ReminderKind
from tracker.reminders.news import News
from tracker.reminders.queries import Due, Place
from tracker.reminders.rules import key, week_of
from tracker.reminders.stopping import stop_headers
from tracker.reminders.telling import Letter


@dataclass(frozen=True)
class Mail:
    """One person's mail, what the ledger will say of it, and what it tells of."""

    person_id: int
    queued: Queued
    lines: list[Line]
    rungs: list[Line]
    told: list[int]

    @property
    def is_digest(self) -> bool:
        return self.queued.kind in DIGESTS


@dataclass(frozen=True)
class Ready:
    """All of a region's round. `silences`: by person, lines of digests with nothing to say."""

    mails: list[Mail]
    silences: list[tuple[int, Line]]
    stopped: list[Line]
    stopped_rungs: list[Line]
    news: News


def prepare(due: Due, at: datetime) -> Ready:
    """Reads what is due and puts it into words; writes nothing."""
    place = due.place
    found = digests.of_region(place, at=at, calendar=due.calendar)
    today = local_day(at, place.zone)
    return Ready(
        mails=[_mail(letter, due, found.reply_to, at) for letter in found.letters],
        silences=[
            (hearer.person.id, line)
            for hearer in found.nothing
            for line in ledger.of_silence(hearer, week_of(today).period)
        ],
        stopped=list(_stopped(found, today, due.round.planned_at)),
        stopped_rungs=[rung for _, calls in found.stopped for rung in ledger.rungs(calls)],
        news=found.news,
    )


def _stopped(found: Digests, today: date, planned_at: datetime) -> Iterator[Line]:
    for hearer, calls in found.stopped:
        yield from ledger.of_notice(hearer, calls, today, Outcome.STOPPED, planned_at=planned_at)


def _mail(letter: Letter, due: Due, reply_to: str | None, at: datetime) -> Mail:
    today = local_day(at, due.place.zone)
    planned_at = due.round.planned_at
    period = _period(letter, today)
    lines = ledger.of_handover(letter, today, planned_at=planned_at)
    if letter.kind is ReminderKind.NOTICE:
        lines += ledger.of_notice(letter.hearer, letter.calls, today, Outcome.QUEUED, planned_at=planned_at)
    elif letter.kind in DIGESTS:
        lines += ledger.of_digest(letter, period)
    return Mail(
        person_id=letter.person.id,
        queued=_queued(letter, due.place, period, reply_to, at),
        lines=lines,
        rungs=ledger.rungs(letter.calls),
        told=[commitment.id for commitment in letter.commitments],
    )


def _period(letter: Letter, today: date) -> str:
    """What names the mail beside its kind: the week, the day, or the first day of what was taken over."""
    if letter.kind is ReminderKind.HANDOVER:
        return max(one.tenure.from_on for one in letter.handovers).isoformat()
    return today.isoformat() if letter.kind is ReminderKind.NOTICE else week_of(today).period


def _queued(letter: Letter, place: Place, period: str, reply_to: str | None, at: datetime) -> Queued:
    person = letter.person
    return Queued(
        key=key(letter.kind, period, place.code, person.id),
        kind=letter.kind,
        period=period,
        to_email=person.email,
        to_name=person.name,
        composed=letters.compose_letter(letter, place, at=at),
        reply_to=_answers_to(letter, reply_to),
        headers=stop_headers(person.id),
    )


def _answers_to(letter: Letter, reviewer: str | None) -> str | None:
    """Where an answer to the mail goes: to the inbox that understands it, else to a reviewer.

    A reviewer's own mail about nothing of theirs needs no such address.
    """
    owner = letter.owner
    if owner is None:
        return None if letter.hearer.reviews else reviewer
    return inbox_for(owner) or (None if letter.hearer.reviews else reviewer)
