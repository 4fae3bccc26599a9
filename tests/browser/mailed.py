"""Answers that came by mail, so that the pages which show them have something to show."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from tests.mail.answers import sample
from tracker.commitments import actions, replying
from tracker.commitments.mail_rules import Outcome
from tracker.commitments.models import Commitment
from tracker.commitments.rules import OPEN
from tracker.extensions import db
from tracker.people import queries as people

INBOX = "jawab@buton.example"


def answer_by_mail(email: str, *, at: datetime) -> None:
    """Two answers of an owner with files about what is most urgent, and two mails that wait for a reviewer."""
    person = people.by_email(email)
    assert person is not None
    held = people.asker(person, at=at).first
    assert held is not None
    urgent = _most_urgent(held.post_id)
    about = replying.reply_to(held.tenure_id, urgent) or ""
    unclear = replying.reply_to(held.tenure_id, None) or ""
    outcomes = [
        actions.receive(sample(name, to, sender=sender), at=at)
        for name, to, sender in (
            ("gmail-indonesian", about, email),
            ("iphone-indonesian", about, email),
            ("outlook-indonesian", about, "staf@gmail.example"),
            ("zimbra-indonesian", unclear, email),
            ("auto-gmail", about, email),
        )
    ]
    told = [Outcome.COMMENT, Outcome.COMMENT, Outcome.UNPLACED, Outcome.UNPLACED, Outcome.AUTOMATIC]
    assert outcomes == told


def _most_urgent(post_id: int) -> int:
    """The commitment of the post that is due first, to which also the answer link of the walk leads."""
    return (
        db.session.scalars(
            select(Commitment.id)
            .where(
                Commitment.owner_post_id == post_id,
                Commitment.status.in_(OPEN),
                Commitment.published_at.is_not(None),
            )
            .order_by(Commitment.due_on)
        ).first()
        or 0
    )
