"""One mail to each owner about what a reviewer did with several of their commitments, sent when it is final."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask import current_app
from sqlalchemy import delete, select

from tracker.commitments.actions.telling import link_for, tell
from tracker.commitments.acts import TOLD_AFTER, Act
from tracker.commitments.models import Commitment, CommitmentMessage
from tracker.commitments.oversights import Oversight
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import compose
from tracker.mail.models import Message
from tracker.mail.rules import MessageState
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import Actor

KIND = "acts"


def tell_owners(
    done: Oversight, commitments: Sequence[Commitment], *, by: Actor, at: datetime, today: date
) -> None:
    """Whoever holds the post now is told; of a handing over also whoever held the commitment before."""
    before = {item["id"]: item["owner_post_id"] for item in done.items}
    posts = {c.owner_post_id for c in commitments} | set(before.values())
    holders = people.holders(posts, today=today)
    for tenure in holders.values():
        new = [c for c in commitments if c.owner_post_id == tenure.post_id]
        gone = [c for c in commitments if before[c.id] == tenure.post_id and c not in new]
        _queue(done, tenure, new, gone, by=by, at=at)


def _queue(
    done: Oversight,
    tenure: Tenure,
    yours: Sequence[Commitment],
    gone: Sequence[Commitment],
    *,
    by: Actor,
    at: datetime,
) -> None:
    days = current_app.config["SETTINGS"].link_days
    answers = done.act is not Act.WITHDRAW
    composed = compose(
        "acts",
        locale=tenure.person.locale or "id",
        act=done.act.value,
        tenure=tenure,
        by=by.acted_as,
        reason=done.reason,
        before={item["id"]: item["due_on"] and date.fromisoformat(item["due_on"]) for item in done.items},
        yours=[(c, link_for(tenure.id, c.id, at=at) if answers else "") for c in yours],
        gone=gone,
        link_days=days,
        zone=done.region.zone,
    )
    message = outbox.queue(
        key=f"acts/{done.id}/tenure-{tenure.id}",
        kind=KIND,
        period=at.date().isoformat(),
        to_email=tenure.person.email,
        to_name=tenure.person.name,
        composed=composed,
        at=at,
        send_after=at + TOLD_AFTER,
    )
    if message is not None:
        tell([*yours, *gone], message)


def recall(done: Oversight) -> bool:
    """Takes the mails out of the outbox again; False: one is on its way or gone, so the act is final."""
    messages = (
        db.session.scalars(
            select(Message)
            .join(CommitmentMessage, CommitmentMessage.message_id == Message.id)
            .where(
                CommitmentMessage.commitment_id.in_([item["id"] for item in done.items]),
                Message.kind == KIND,
                Message.key.startswith(f"{KIND}/{done.id}/"),
            )
            .with_for_update(of=Message)
        )
        .unique()
        .all()
    )
    if any(message.state is not MessageState.QUEUED or message.attempts for message in messages):
        return False
    ids = [message.id for message in messages]
    db.session.execute(delete(CommitmentMessage).where(CommitmentMessage.message_id.in_(ids)))
    outbox.withdraw(ids)
    return True
