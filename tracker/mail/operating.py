"""What an operator sees of the outbox: never the words of a mail, and only mail to people of one's own regions.

A message carries no region, so each question takes `addresses`, a query for the addresses that may be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select

from tracker.extensions import db
from tracker.mail.models import IS_DEAD, Message
from tracker.mail.rules import MessageState

MOST_DEAD = 2000
REFUSED = re.compile(r"5\d\d\b")
SOMEBODY = "<…>"

type_addresses = Select[str]


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; empty words ask for all."""

    kind: str = ""
    state: MessageState | None = None
    address: str = ""
    before: int | None = None


class Dead(NamedTuple):
    """A message that was given up; `reason` is the mail server's answer without the address it was about."""

    id: int
    email: str
    queued_at: datetime
    reason: str


@dataclass(frozen=True)
class Failure:
    """Messages given up for the same reason."""

    reason: str
    count: int
    latest_at: datetime


@dataclass(frozen=True)
class BadAddress:
    """An address whose last mails were all refused for good."""

    email: str
    count: int
    reason: str
    latest_at: datetime


def listed(addresses: type_addresses, asked: Asked, *, limit: int) -> Sequence[Message]:
    """The outbox from the newest on."""
    wanted = select(Message).where(Message.to_email.in_(addresses)).order_by(Message.id.desc()).limit(limit)
    if asked.kind:
        wanted = wanted.where(Message.kind == asked.kind)
    if asked.state:
        wanted = wanted.where(Message.state == asked.state)
    if asked.address:
        wanted = wanted.where(Message.to_email.contains(asked.address.lower(), autoescape=True))
    if asked.before is not None:
        wanted = wanted.where(Message.id < asked.before)
    return db.session.scalars(wanted).all()


def counts(addresses: type_addresses) -> dict[MessageState, dict[str, int]]:
    """How many messages there are in each state, by kind. One query for the figures and for the filter."""
    found: dict[MessageState, dict[str, int]] = {state: {} for state in MessageState}
    rows = db.session.execute(
        select(Message.state, Message.kind, func.count())
        .where(Message.to_email.in_(addresses))
        .group_by(Message.state, Message.kind)
    )
    for state, kind, number in rows:
        found[state][kind] = number
    return found


def retrying(addresses: type_addresses, *, limit: int) -> Sequence[Message]:
    """Messages that failed and will be tried again, the next one first."""
    return db.session.scalars(
        select(Message)
        .where(
            Message.to_email.in_(addresses),
            Message.next_try_at.is_not(None),
            Message.state == MessageState.QUEUED,
            Message.last_error.is_not(None),
        )
        .order_by(Message.next_try_at, Message.id)
        .limit(limit)
    ).all()


def dead(addresses: type_addresses | list[str]) -> list[Dead]:
    """What was given up, the newest first; of very many only the newest are told of."""
    rows = db.session.execute(
        select(Message.id, Message.to_email, Message.queued_at, Message.last_error)
        .where(IS_DEAD, Message.state == MessageState.DEAD, Message.to_email.in_(addresses))
        .order_by(Message.id.desc())
        .limit(MOST_DEAD)
    )
    return [Dead(row.id, row.to_email, row.queued_at, without_address(row.last_error or "", row.to_email))
            for row in rows]  # fmt: skip


def without_address(reason: str, email: str) -> str:
    """The answer with the address taken out, so that the same answer about two people reads the same."""
    return re.sub(rf"<?{re.escape(email)}>?", SOMEBODY, reason, flags=re.IGNORECASE)


def by_reason(given_up: Iterable[Dead]) -> list[Failure]:
    """The reasons, the most frequent first."""
    found: dict[str, list[Dead]] = {}
    for message in given_up:
        found.setdefault(message.reason, []).append(message)
    failures = [
        Failure(reason, len(its), max(message.queued_at for message in its)) for reason, its in found.items()
    ]
    return sorted(failures, key=lambda failure: (-failure.count, failure.reason))


def bad_addresses(given_up: Iterable[Dead]) -> list[BadAddress]:
    """Addresses that the mail server refused for good, and to which nothing was sent after that. One query."""
    refused: dict[str, list[Dead]] = {}
    for message in given_up:
        if REFUSED.match(message.reason):
            refused.setdefault(message.email, []).append(message)
    reached = _last_sent(refused)
    bad = []
    for email, its in refused.items():
        since = [message for message in its if message.id > reached.get(email, 0)]
        if since:
            bad.append(BadAddress(email, len(since), since[0].reason, since[0].queued_at))
    return bad


def _last_sent(emails: Iterable[str]) -> dict[str, int]:
    rows = db.session.execute(
        select(Message.to_email, func.max(Message.id))
        .where(Message.to_email.in_(list(emails)), Message.state == MessageState.SENT)
        .group_by(Message.to_email)
    )
    return {row[0]: int(row[1]) for row in rows}


def one(addresses: type_addresses, message_id: int) -> Message | None:
    """A message to one of the addresses."""
    return db.session.scalar(select(Message).where(Message.id == message_id, Message.to_email.in_(addresses)))


def some(message_ids: Iterable[int]) -> Sequence[Message]:
    """Those messages."""
    return db.session.scalars(
        select(Message).where(Message.id.in_(list(message_ids))).order_by(Message.id)
    ).all()
