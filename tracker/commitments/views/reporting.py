"""Taking an owner's report from the form, by whichever door it came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tracker.commitments import actions
from tracker.commitments.forms import AnswerForm
from tracker.commitments.models import Commitment, Update
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import Answer, Refused, Status
from tracker.people.models import Tenure
from tracker.people.rules import Actor
from tracker.shell.files import FileRefused
from tracker.shell.names import safe_name


def blank(commitment: Commitment, *, token_is_authority: bool = False) -> AnswerForm:
    """The form; what waits for verification is added to rather than taken back by a thumb that chose nothing."""
    waiting = commitment.status is Status.PROPOSED_DONE
    usual = Answer.DONE if waiting else Answer.PROGRESS
    meta = {"csrf": False} if token_is_authority else {}
    return AnswerForm(data={"answer": usual.value}, meta=meta)


def take(
    form: AnswerForm, commitment: Commitment, tenure: Tenure, *, by: Actor, at: datetime, today: date
) -> Update | None:
    """None: refused, and the form says why."""
    evidence = list(_kept(form))
    if form.errors:
        return None
    try:
        return actions.report(
            commitment,
            tenure=tenure,
            by=by,
            answer=form.said,
            note=form.note.data,
            at=at,
            today=today,
            obstacle=form.obstacle.data or "",
            asked_due_on=form.asked_due_on.day,
            evidence=evidence,
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return None


def _kept(form: AnswerForm) -> Iterator[NewEvidence]:
    for file in form.sent_files:
        try:
            yield actions.keep(
                file.filename,
                file.stream,
                with_place=form.with_place.data,
                even_if_personal=form.checked.data,
            )
        except FileRefused as refusal:
            form.refuse_file(safe_name(file.filename), refusal)
