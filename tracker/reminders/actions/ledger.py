"""Lines of the ledger: what each tenure was due to hear in a period, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from tracker.extensions import insert_all
from tracker.people.models import Tenure
from tracker.people.rules import Duty
from tracker.reminders.climbing import Call
from tracker.reminders.hearers import Hearer
from tracker.reminders.items import Owner
from tracker.reminders.models import Entry, Outcome, ReminderKind, RungTold
from tracker.reminders.rules import Turn, week_of
from tracker.reminders.telling import KIND_OF, Letter, notice_counts

Line = dict[str, Any]


def line(
    tenure: Tenure,
    kind: ReminderKind,
    period: str,
    outcome: Outcome,
    *,
    planned_at: datetime | None = None,
    rung: int = 0,
    counts: dict[str, int] | None = None,
) -> Line:
    """What one tenure was due; moment and message are known when it is written."""
    return {
        "tenure_id": tenure.id,
        "kind": kind,
        "period": period,
        "rung": rung,
        "planned_at": planned_at,
        "outcome": outcome,
        "message_id": None,
        "counts": counts or {},
    }


def owed(
    owner: Owner, kind: ReminderKind, period: str, *, planned_at: datetime | None = None
) -> dict[int, Line]:
    """The owner's lines by tenure, one for each post that is asked something."""
    return {
        post.tenure.id: line(
            post.tenure,
            kind,
            period,
            Outcome.QUEUED,
            planned_at=planned_at,
            counts={part: sum(item.part == part for item in post.items) for part in owner.counts},
        )
        for post in owner.posts
    }


def of_digest(letter: Letter, period: str) -> list[Line]:
    """A line for each post that reads a digest, also for those to which it had nothing to say."""
    planned_at = letter.hearer.digest_at
    own = (
        owed(letter.owner, ReminderKind.WEEKLY_DIGEST, period, planned_at=planned_at) if letter.owner else {}
    )
    told = {
        tenure.id
        for tenure in (
            *letter.as_reviewer,
            *letter.as_leader,
            *letter.as_superior,
            *letter.as_supporter,
        )
    }
    lines = list(own.values())
    for tenure in letter.hearer.tenures:
        kind = KIND_OF.get(tenure.post.duty)
        if kind is None or (kind is ReminderKind.WEEKLY_DIGEST and tenure.id in own):
            continue
        outcome = Outcome.QUEUED if tenure.id in told else Outcome.NOTHING
        counts = _counts(letter, tenure) if tenure.id in told else {}
        lines.append(line(tenure, kind, period, outcome, planned_at=planned_at, counts=counts))
    named = [one.tenure for one in letter.hearer.delegated if one.tenure_id not in own]
    lines += [
        line(t, ReminderKind.WEEKLY_DIGEST, period, Outcome.NOTHING, planned_at=planned_at) for t in named
    ]
    return lines


def of_handover(letter: Letter, today: date, *, planned_at: datetime | None) -> list[Line]:
    """A line for each post taken over, whichever mail tells of it; one more where that settles the week's digest."""
    settles = letter.kind is ReminderKind.HANDOVER and letter.hearer.turn is Turn.DIGEST
    kept = week_of(today).period
    weekly = [
        line(tenure, ReminderKind.WEEKLY_DIGEST, kept, Outcome.NOTHING, planned_at=letter.hearer.digest_at)
        for tenure in letter.hearer.tenures
        if settles
    ]
    return weekly + [
        line(
            one.tenure,
            ReminderKind.HANDOVER,
            today.isoformat(),
            Outcome.QUEUED,
            planned_at=planned_at,
            counts=one.found.counts,
        )
        for one in letter.handovers
    ]


def _counts(letter: Letter, tenure: Tenure) -> dict[str, int]:
    part = letter.review if tenure.post.duty is Duty.REVIEWER else letter.summary
    far = {"escalated": len(letter.escalated)} if tenure in letter.as_superior else {}
    parts = sum(part.tenure.id == tenure.id for part in letter.supported)
    return {**(part.counts if part else {}), **far, **({"supporting": parts} if parts else {})}


def of_silence(hearer: Hearer, period: str) -> list[Line]:
    """The lines of a person whose digest had nothing to say."""
    kinds = [(tenure, KIND_OF[tenure.post.duty]) for tenure in hearer.tenures if tenure.post.duty in KIND_OF]
    kinds += [(one.tenure, ReminderKind.WEEKLY_DIGEST) for one in hearer.delegated]
    return [
        line(tenure, kind, period, Outcome.NOTHING, planned_at=hearer.digest_at) for tenure, kind in kinds
    ]


def of_notice(
    hearer: Hearer, calls: Iterable[Call], today: date, outcome: Outcome, *, planned_at: datetime
) -> list[Line]:
    """A line for each post that the rungs are told to, with the highest of them."""
    by_post: dict[int, list[Call]] = {}
    for call in calls:
        by_post.setdefault(call.post_id, []).append(call)
    return [
        line(
            tenure,
            ReminderKind.NOTICE,
            today.isoformat(),
            outcome,
            planned_at=planned_at,
            rung=max(call.rung for call in by_post[tenure.post_id]),
            counts={why: number for why, number in notice_counts(by_post[tenure.post_id]).items() if number},
        )
        for tenure in hearer.tenures
        if tenure.post_id in by_post
    ]


def rungs(calls: Iterable[Call]) -> list[Line]:
    """What was told, rung by rung, so that it is not told again."""
    return [
        {
            "commitment_id": call.commitment.id,
            "due_on": call.commitment.due_on,
            "post_id": call.post_id,
            "rung": rung,
        }
        for call in calls
        for rung in call.rungs
    ]


def named(lines: Iterable[Line], message_id: int) -> list[Line]:
    """The lines with the mail that tells them; those to which it had nothing to say name none."""
    return [{**one, "message_id": message_id if one["outcome"] is Outcome.QUEUED else None} for one in lines]


def write(lines: Sequence[Line], *, at: datetime) -> None:
    """All lines in one statement."""
    insert_all(Entry, [{**one, "at": at} for one in lines])


def write_rungs(told: Sequence[Line], *, at: datetime) -> None:
    """All rungs in one statement."""
    insert_all(RungTold, [{**one, "at": at} for one in told])
