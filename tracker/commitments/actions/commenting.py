"""Comments: words about a commitment that report nothing; and what reviewers do with mails nobody could place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.mail_rules import Outcome
from tracker.commitments.mailed import Comment, CommentFile, ReceivedMail
from tracker.commitments.models import Commitment
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import ACCEPTED, OPEN, EventKind, Refusal, Refused
from tracker.extensions import db
from tracker.people import audit
from tracker.people.models import Tenure
from tracker.people.rules import Actor, Door


def comment(
    commitment: Commitment,
    *,
    tenure: Tenure,
    by: Actor,
    text: str,
    files: Sequence[NewEvidence],
    at: datetime,
    mail: ReceivedMail | None = None,
    **data: Any,
) -> Comment:
    """Adds the words to the story; status and dates stay as they are. Refused: the commitment was withdrawn.

    What was accepted is marked to be looked at again, since the moment of the first new word.
    """
    hold(commitment)
    if commitment.status not in OPEN | ACCEPTED:
        raise Refused(Refusal.CLOSED)
    if commitment.status in ACCEPTED:
        commitment.look_again_at = commitment.look_again_at or at
    added = Comment(
        commitment_id=commitment.id,
        at=at,
        tenure_id=tenure.id,
        door=Door.MAIL if mail else by.door,
        text=text,
        mail_id=mail.id if mail else None,
        files=candidates(files),
    )
    db.session.add(added)
    db.session.flush()
    step(commitment, EventKind.COMMENTED, by=by, at=at, note=text, comment=added.id, **data)
    return added


def candidates(files: Sequence[NewEvidence]) -> list[CommentFile]:
    return [CommentFile(**vars(file)) for file in files]


def place(mail: ReceivedMail, commitment: Commitment, *, by: Actor, at: datetime) -> Comment:
    """Puts a mail that waited for a person under a commitment, in the name of the reviewer who did so.

    Refused: somebody was quicker, or the commitment is closed. ValueError for a commitment of another region, or a mail
    whose writer holds no post here.
    """
    tenure = _held(mail).tenure
    if tenure is None or commitment.region_id != mail.region_id:
        raise ValueError("a mail is placed in the region of the post that wrote it")
    files = [file.as_new() for file in mail.files]
    data = {"sender": mail.sender} | ({"left_out": mail.left_out} if mail.left_out else {})
    added = comment(commitment, tenure=tenure, by=by, text=mail.text, files=files, at=at, mail=mail, **data)
    _settle(mail, Outcome.PLACED, by=by, at=at)
    mail.commitment_id = commitment.id
    return added


def discard(mail: ReceivedMail, *, reason: str, by: Actor, at: datetime) -> None:
    """Takes a mail off the list, with a reason that stays. Refused: no reason, or somebody was quicker."""
    _held(mail)
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    _settle(mail, Outcome.DISCARDED, by=by, at=at)
    mail.reason = reason.strip()
    audit.record(
        "mail.discarded", f"mail/{mail.id}", by=by, at=at, region_id=mail.region_id, note=mail.reason,
        sender=mail.sender,
    )  # fmt: skip


def forget_mails(*, before: datetime) -> int:
    """Removes the record of mails from machines and of empty ones; only their number was ever of use."""
    of_machines = (Outcome.AUTOMATIC, Outcome.BOUNCE, Outcome.EMPTY, Outcome.FLOOD)
    gone = delete(ReceivedMail).where(ReceivedMail.at < before, ReceivedMail.outcome.in_(of_machines))
    return len(db.session.scalars(gone.returning(ReceivedMail.id)).all())


def _held(mail: ReceivedMail) -> ReceivedMail:
    """The row, locked: of two reviewers who decide at once, the second is told so."""
    db.session.refresh(mail, with_for_update={"of": ReceivedMail})
    if mail.outcome is not Outcome.UNPLACED:
        raise Refused(Refusal.ALREADY_ANSWERED)
    return mail


def _settle(mail: ReceivedMail, outcome: Outcome, *, by: Actor, at: datetime) -> None:
    mail.outcome, mail.settled_at, mail.settled_by_id = outcome, at, by.tenure_id
