"""An owner's report: written once, never edited, whatever it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from tracker.commitments import queries, words
from tracker.commitments.actions.petitioning import lapse
from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.models import Commitment, Evidence, Extension, Update
from tracker.commitments.petition_rules import NO_WISH, Wish, check_wish
from tracker.commitments.petitions import Petition
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import (
    EVENT_OF,
    PETITIONS,
    REQUESTS,
    TWICE_WITHIN,
    Answer,
    Refusal,
    Refused,
    Status,
    check_new_due,
    check_report,
    obstacle_after,
    status_after,
    without_evidence_after,
)
from tracker.extensions import db
from tracker.people.models import Post, Tenure
from tracker.people.rules import Actor


class Heard(NamedTuple):
    """A word that came by paper, by telephone or in the room: from whom, on which day, for which post."""

    said_by: str
    said_on: date
    post: str

    @property
    def told(self) -> dict[str, str]:
        """For the story."""
        return {"said_by": self.said_by, "said_on": self.said_on.isoformat(), "for": self.post}


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
    no_evidence: str = "",
    wish: Wish = NO_WISH,
    heard: Heard | None = None,
) -> Update:
    """Writes the report and what follows from it; the same form sent twice by a hasty thumb is one report.

    `no_evidence` is the reason why a report of done comes without; `wish` says what a petition asks. `heard` where
    somebody else types it in for the owner: then `tenure` is the typist's, who counts as its author. Refused says
    which rule stands against it: closed, no note, no obstacle, no evidence, no later date, no ground, asked already.
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
        said_by=heard.said_by if heard else "",
        said_on=heard.said_on if heard else None,
    )
    if sent := _sent_before(commitment, update, evidence):
        return sent
    no_evidence = no_evidence.strip()
    check_report(
        answer, commitment.status, note=update.note, obstacle=update.obstacle, evidence=evidence,
        no_evidence=no_evidence,
    )  # fmt: skip
    asked = _asked(commitment, answer, asked_due_on, wish, today)

    _write(update, evidence)
    _carry_on(commitment, update, no_evidence)
    if answer in REQUESTS:
        db.session.add(_request(update, asked, wish))
    data: dict[str, Any] = {"asked": asked.isoformat()} if asked else {}
    data |= {"files": len(evidence)} if evidence else {}
    data |= {"without_evidence": no_evidence} if answer is Answer.DONE and not evidence else {}
    data |= petition_said(wish) if answer in PETITIONS else {}
    data |= heard.told if heard else {}
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
    return update.tenure_id, update.answer, update.note, update.obstacle, update.said_by, update.said_on


def _asked(
    commitment: Commitment, answer: Answer, asked_due_on: date | None, wish: Wish, today: date
) -> date | None:
    """The date asked for, if any; Refused for a second request, and for one that does not say what is asked."""
    if answer not in REQUESTS:
        return None
    if queries.request_of(commitment.id):
        raise Refused(Refusal.ALREADY_ASKED)
    check_wish(answer, wish, owner_post_id=commitment.owner_post_id)
    if wish.post_id and queries.post_in(commitment.region_id, wish.post_id) is None:
        raise Refused(Refusal.OTHER_MISSING)
    wants_time = answer is Answer.MORE_TIME
    return check_new_due(asked_due_on, commitment.due_on, today=today) if wants_time else None


def _request(update: Update, asked: date | None, wish: Wish) -> Extension | Petition:
    if asked:
        return Extension(
            commitment_id=update.commitment_id, update_id=update.id, asked_at=update.at, asked_due_on=asked
        )
    return Petition(
        commitment_id=update.commitment_id, update_id=update.id, kind=update.answer, asked_at=update.at,
        ground=wish.ground, proposed_post_id=wish.post_id, proposed_words=wish.words,
    )  # fmt: skip


def petition_said(wish: Wish) -> dict[str, Any]:
    """What the step of the story keeps of a petition."""
    if wish.ground:
        return {"ground": wish.ground.value}
    post = db.session.get(Post, wish.post_id) if wish.post_id else None
    return {"proposed": post.title if post else wish.words}


def _write(update: Update, evidence: Sequence[NewEvidence]) -> None:
    update.evidence = [Evidence(**vars(file)) for file in evidence]
    db.session.add(update)
    db.session.flush()


def _carry_on(commitment: Commitment, update: Update, no_evidence: str) -> None:
    """A proposal that is added to keeps its place in the reviewer's queue; what is done asks for no release."""
    commitment.without_evidence = without_evidence_after(
        update.answer, commitment.status, commitment.without_evidence,
        reason=no_evidence, files=len(update.evidence),
    )  # fmt: skip
    commitment.status = status_after(update.answer, commitment.status)
    commitment.obstacle = obstacle_after(update.answer, commitment.obstacle, update.obstacle)
    commitment.last_update_id, commitment.heard_at = update.id, update.at
    waiting = commitment.status is Status.PROPOSED_DONE
    commitment.proposed_at = (commitment.proposed_at or update.at) if waiting else None
    if update.answer is Answer.DONE:
        lapse(commitment, at=update.at)
