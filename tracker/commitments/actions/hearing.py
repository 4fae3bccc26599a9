"""Typing in what an office said by paper, by telephone or in the room: it says so, and the typist is its author."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tracker.commitments.actions.reporting import Heard, report
from tracker.commitments.models import Commitment, Update
from tracker.commitments.petition_rules import NO_WISH, Wish
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import Answer, Refusal, Refused
from tracker.people.models import Tenure
from tracker.people.rules import TYPED_IN, Actor


def type_in(
    commitment: Commitment,
    *,
    tenure: Tenure,
    by: Actor,
    said_by: str,
    said_on: date | None,
    answer: Answer,
    note: str,
    at: datetime,
    today: date,
    obstacle: str = "",
    asked_due_on: date | None = None,
    evidence: Sequence[NewEvidence] = (),
    no_evidence: str = "",
    wish: Wish = NO_WISH,
) -> Update:
    """Records an owner's word for her; `tenure` and `by` are the reviewer's, by the door through which the word came.

    Refused: nobody named who said it, a day to come, and whatever stands against any report.
    """
    if by.door not in TYPED_IN:
        raise ValueError("only what came by paper, by telephone or in the room is typed in")
    if not said_by.strip():
        raise Refused(Refusal.TELLER_MISSING)
    if said_on is None or said_on > today:
        raise Refused(Refusal.NOT_SAID_YET)
    return report(
        commitment, tenure=tenure, by=by, answer=answer, note=note, at=at, today=today, obstacle=obstacle,
        asked_due_on=asked_due_on, evidence=evidence, no_evidence=no_evidence, wish=wish,
        heard=Heard(said_by.strip(), said_on, commitment.owner.title),
    )  # fmt: skip
