"""One person's mail of a day as what it tells: never two mails on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.commitments.models import Commitment, Extension
from tracker.people.models import Person, Tenure
from tracker.people.rules import Duty
from tracker.reminders.climbing import Call
from tracker.reminders.handing import TakenOver
from tracker.reminders.hearers import Hearer
from tracker.reminders.items import Owner
from tracker.reminders.models import ReminderKind
from tracker.reminders.reviewing import Review
from tracker.reminders.rules import DUE_DAY
from tracker.reminders.summary import Far, Summary
from tracker.reminders.supporting import Supported, tenures_of

MOST_HANDED = 20
"""Commitments told one by one in the summary of a handover; the rest stands on the page it links."""

KIND_OF = {
    Duty.OWNER: ReminderKind.WEEKLY_DIGEST,
    Duty.REVIEWER: ReminderKind.REVIEW_DIGEST,
    Duty.LEADER: ReminderKind.LEADER_DIGEST,
}


@dataclass(frozen=True)
class Letter:
    """A digest or a notice, made of the parts that have something to say."""

    hearer: Hearer
    kind: ReminderKind
    owner: Owner | None = None
    review: Review | None = None
    summary: Summary | None = None
    escalated: tuple[Far, ...] = ()
    answered: tuple[Extension, ...] = ()
    calls: tuple[Call, ...] = ()
    supported: tuple[Supported, ...] = ()
    handovers: tuple[TakenOver, ...] = ()

    @property
    def person(self) -> Person:
        return self.hearer.person

    @property
    def as_reviewer(self) -> tuple[Tenure, ...]:
        return self.hearer.as_duty(Duty.REVIEWER) if self.review else ()

    @property
    def as_leader(self) -> tuple[Tenure, ...]:
        return self.hearer.as_duty(Duty.LEADER) if self.summary else ()

    @property
    def as_superior(self) -> tuple[Tenure, ...]:
        """The tenures to which something was escalated."""
        posts = {call.post_id for call in self.calls if call.escalated}
        return tuple(tenure for tenure in self.hearer.tenures if tenure.post_id in posts)

    @property
    def as_supporter(self) -> tuple[Tenure, ...]:
        """The tenures whose offices are asked to support something."""
        return tenures_of(self.supported)

    @property
    def commitments(self) -> list[Commitment]:
        """All that the mail tells of one by one, for their stories."""
        told = [
            *(self.owner.commitments if self.owner else ()),
            *(far.item.commitment for far in self.escalated),
            *(part.support.commitment for part in self.supported),
            *(row.commitment for one in self.handovers for row in one.rows[:MOST_HANDED]),
        ]
        return list({commitment.id: commitment for commitment in told}.values())

    def __bool__(self) -> bool:
        told = self.owner or self.review or self.summary or self.escalated
        return bool(told or self.supported or self.handovers)

    @property
    def counts(self) -> dict[str, int]:
        if self.kind is ReminderKind.NOTICE:
            return notice_counts(self.calls)
        parts = (self.owner, self.review, self.summary)
        found = {name: number for part in parts if part for name, number in part.counts.items()}
        beside = {
            "escalated": len(self.escalated),
            "supporting": len(self.supported),
            "taken over": sum(one.found.open for one in self.handovers),
        }
        return found | {name: number for name, number in beside.items() if number}


def notice_counts(calls: Iterable[Call]) -> dict[str, int]:
    """How many commitments a notice tells of, by why it does."""
    found = {"overdue": 0, "due today": 0, "due soon": 0, "escalated": 0}
    for call in calls:
        owed = "overdue" if call.rung > DUE_DAY else "due today" if call.rung == DUE_DAY else "due soon"
        found["escalated" if call.escalated else owed] += 1
    return found
