"""An owner's report: written once, never edited, whatever it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tracker.commitments import queries, words
from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.models import Commitment, Evidence, Extension, Update
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import (
    EVENT_OF,
    TWICE_WITHIN,
    Answer,
    Refusal,
    Refused,
    Status,
    check_new_due,
    check_report,
    obstacle_after,
    status_after,
)
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.people.rules import Actor


def report(
    commitment: Commitment,
    *,
    tenure: Tenure,
    by: Actor,
    answer: Answer,
    note: str,
    at: datetime,
    today: date,
    obstacle: str = "",
    asked_due_on: date | None = None,
    evidence: Sequence[NewEvidence] = (),
) -> Update:
    """Writes the report and what follows from it; the same form sent twice by a hasty thumb is one report.

    Refused says which rule stands against it: closed, no note, no obstacle, no evidence, no later date, asked already.
    """
    hold(commitment)
    update = Update(
        commitment_id=commitment.id,
        at=at,
        tenure_id=tenure.id,
        door=by.door,
        answer=answer,
        note=note.strip(),
        obstacle=obstacle.strip() if answer is Answer.OBSTRUCTED else "",
    )
    if sent := _sent_before(commitment, update, evidence):
        return sent
    check_report(answer, commitment.status, note=update.note, obstacle=update.obstacle, evidence=evidence)
    asked = _asked(commitment, asked_due_on, today) if answer is Answer.MORE_TIME else None

    _write(update, evidence)
    _carry_on(commitment, update)
    if asked:
        db.session.add(
            Extension(commitment_id=commitment.id, update_id=update.id, asked_at=at, asked_due_on=asked)
        )
    data = {"asked": asked.isoformat()} if asked else {}
    step(commitment, EVENT_OF[answer], by=by, at=at, note=update.note, update=update, **data)
    words.index([commitment.id])
    return update


def _sent_before(commitment: Commitment, update: Update, evidence: Sequence[NewEvidence]) -> Update | None:
    """The report that says the very same with the very same files a moment ago."""
    last = db.session.get(Update, commitment.last_update_id) if commitment.last_update_id else None
    if last is None or update.at - last.at > TWICE_WITHIN:
        return None
    same_files = {file.sha256 for file in last.evidence} == {file.sha256 for file in evidence}
    return last if same_files and _said(last) == _said(update) else None


def _said(update: Update) -> tuple[object, ...]:
    return update.tenure_id, update.answer, update.note, update.obstacle


def _asked(commitment: Commitment, asked_due_on: date | None, today: date) -> date:
    if queries.open_extension(commitment.id):
        raise Refused(Refusal.ALREADY_ASKED)
    return check_new_due(asked_due_on, commitment.due_on, today=today)


def _write(update: Update, evidence: Sequence[NewEvidence]) -> None:
    update.evidence = [Evidence(**vars(file)) for file in evidence]
    db.session.add(update)
    db.session.flush()


def _carry_on(commitment: Commitment, update: Update) -> None:
    """A proposal that is added to keeps its place in the reviewer's queue."""
    commitment.status = status_after(update.answer, commitment.status)
    commitment.obstacle = obstacle_after(update.answer, commitment.obstacle, update.obstacle)
    commitment.last_update_id, commitment.heard_at = update.id, update.at
    waiting = commitment.status is Status.PROPOSED_DONE
    commitment.proposed_at = (commitment.proposed_at or update.at) if waiting else None
