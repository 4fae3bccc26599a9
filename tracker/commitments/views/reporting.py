"""Taking an owner's report from the form, by whichever door it came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from tracker.commitments import actions, queries
from tracker.commitments.caps import Beyond, Cap
from tracker.commitments.forms import AnswerForm, LateForm, ProofForm
from tracker.commitments.mailed import Comment
from tracker.commitments.models import Commitment, Update
from tracker.commitments.proof import NewEvidence
from tracker.commitments.queries import Requests
from tracker.commitments.rules import Answer, Refused, Status, may_answer
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import Actor
from tracker.shell.files import FileRefused
from tracker.shell.names import safe_name


def blank(commitment: Commitment, *, token_is_authority: bool = False) -> AnswerForm:
    """The form; what waits for verification is added to rather than taken back by a thumb that chose nothing."""
    waiting = commitment.status is Status.PROPOSED_DONE
    usual = Answer.DONE if waiting else Answer.PROGRESS
    meta = {"csrf": False} if token_is_authority else {}
    form = AnswerForm(data={"answer": usual.value}, meta=meta)
    mailed = queries.candidates(commitment) if may_answer(commitment.status) else []
    form.mailed.choices = [(file.id, file.name) for file in mailed]
    form.candidates = mailed
    form.offer(people.owner_posts(commitment.region_id), but=commitment.owner_post_id)
    return form


def why_sent_back(commitment: Commitment) -> str | None:
    """The reviewer's reason, as long as it stands; asked of the database only then."""
    if commitment.status is not Status.SENT_BACK:
        return None
    return queries.reasons_sent_back([commitment.id]).get(commitment.id)


def late(*, token_is_authority: bool = False) -> LateForm:
    """The form for what comes after the acceptance."""
    return LateForm(meta={"csrf": False} if token_is_authority else {})


def take_late(
    form: LateForm, commitment: Commitment, tenure: Tenure, *, by: Actor, at: datetime
) -> Comment | None:
    """Marks the commitment to be looked at again. None: refused, and the form says why."""
    files = [*kept(form)]
    if form.errors:
        return None
    try:
        return actions.comment(commitment, tenure=tenure, by=by, text=form.note.data, files=files, at=at)
    except Refused as refused:
        form.refuse(refused.reason)
        return None


class Limit(NamedTuple):
    """What the form says beforehand about asking for time: the region's limit, and whether it is reached."""

    cap: Cap
    beyond: Beyond | None
    last_day: date | None


def asked_and_limit(commitment: Commitment) -> tuple[Requests, Limit]:
    """The request that waits already, and what the region allows. One query."""
    asked, cap = queries.asked_and_cap(commitment)
    first = commitment.original_due_on
    reached = cap.beyond(commitment.extended, due_on=commitment.due_on, first=first)
    return asked, Limit(cap, reached, cap.last_day(first))


def take(
    form: AnswerForm, commitment: Commitment, tenure: Tenure, *, by: Actor, at: datetime, today: date
) -> Update | None:
    """None: refused, and the form says why."""
    evidence = [*kept(form), *_chosen(form)]
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
            no_evidence=form.no_evidence.data or "",
            wish=form.wish,
        )
    except Refused as refused:
        form.refuse(refused.reason)
        return None


def _chosen(form: AnswerForm) -> Iterator[NewEvidence]:
    """The files sent by mail that were ticked; they lie in the store already."""
    for file in form.candidates:
        if file.id in (form.mailed.data or ()):
            yield file.as_new()


def kept(form: ProofForm) -> Iterator[NewEvidence]:
    """The files that were sent, in the store; where one is refused the form says so."""
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
