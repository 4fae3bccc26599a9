"""Mails about one commitment, and the links in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from tracker.commitments.models import Commitment, CommitmentMessage
from tracker.commitments.replying import reply_to
from tracker.commitments.rules import OPEN
from tracker.extensions import db, insert_all
from tracker.mail import outbox
from tracker.mail.compose import compose
from tracker.mail.models import Message
from tracker.people import links
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import Actor
from tracker.regions.rules import local_day
from tracker.shell.urls import external


def link_for(tenure_id: int, commitment_id: int, *, at: datetime) -> str:
    """The full address of the answer page for one holder and one commitment."""
    expires_at = at + timedelta(days=current_app.config["SETTINGS"].link_days)
    return _answer_page() + links.sign(links.Link(tenure_id, commitment_id, expires_at))


def _answer_page() -> str:
    """The address of all answer pages, up to the token; a run of digests writes thousands."""
    if "answer-page" not in current_app.extensions:
        page = external("commitments.answer", token="-")  # noqa: S106 -- stands for any token
        current_app.extensions["answer-page"] = page.removesuffix("-")
    return str(current_app.extensions["answer-page"])


def tell(commitments: Iterable[Commitment], message: Message) -> None:
    """Notes that the mail spoke of these commitments."""
    for commitment in commitments:
        db.session.add(CommitmentMessage(commitment_id=commitment.id, message_id=message.id))


def tell_all(told: Iterable[tuple[Iterable[int], int]]) -> None:
    """The same for many mails in one statement: the ids of the commitments, and the mail's."""
    rows = [
        {"commitment_id": commitment_id, "message_id": message_id}
        for commitment_ids, message_id in told
        for commitment_id in commitment_ids
    ]
    insert_all(CommitmentMessage, rows)


def tell_owner(
    commitment: Commitment, kind: str, cause: str, *, by: Actor, at: datetime, **values: Any
) -> Message | None:
    """Queues the mail of a reviewer's answer to today's holder of the owner post; None when nobody holds it."""
    return tell_holder(commitment, commitment.owner_post_id, kind, cause, by=by, at=at, **values)


def tell_holder(
    commitment: Commitment, post_id: int, kind: str, cause: str, *, by: Actor, at: datetime, **values: Any
) -> Message | None:
    """The same to today's holder of any post, such as the one that owned it until now."""
    tenure = people.holders([post_id], today=local_day(at, commitment.region.zone)).get(post_id)
    return _queue(commitment, tenure, kind, cause, at=at, by=by.acted_as, **values) if tenure else None


def queue_new_link(commitment: Commitment, tenure: Tenure, *, at: datetime) -> Message | None:
    """Mails a fresh link to the holder's own address, whoever asked for it."""
    return _queue(commitment, tenure, "answer link", f"{at:%Y%m%dT%H%M%S}", at=at)


def _queue(
    commitment: Commitment, tenure: Tenure, kind: str, cause: str, *, at: datetime, **values: Any
) -> Message | None:
    folder = kind.replace(" ", "-")
    answer_to = reply_to(tenure.id, commitment.id) if commitment.status in OPEN else None
    composed = compose(
        folder,
        locale=tenure.person.locale or "id",
        commitment=commitment,
        tenure=tenure,
        zone=commitment.region.zone,
        link=link_for(tenure.id, commitment.id, at=at),
        link_days=current_app.config["SETTINGS"].link_days,
        by_mail=bool(answer_to),
        **values,
    )
    message = outbox.queue(
        key=f"{folder}/commitment-{commitment.id}/{cause}/tenure-{tenure.id}",
        kind=kind,
        period=local_day(at, commitment.region.zone).isoformat(),
        to_email=tenure.person.email,
        to_name=tenure.person.name,
        composed=composed,
        at=at,
        reply_to=answer_to,
    )
    if message is not None:
        tell([commitment], message)
    return message
