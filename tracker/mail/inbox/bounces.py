"""Mails about our mails that could not be delivered: the message is marked as failed, with the reason given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message as Mail
from email.parser import Parser

from sqlalchemy import select, update

from tracker.extensions import db
from tracker.mail.headers import one_line
from tracker.mail.inbox.charsets import header
from tracker.mail.models import Message
from tracker.mail.rules import REASON_LENGTH, MessageState

WITHIN = timedelta(days=7)
"""How long after sending a bounce that names only the address is believed to be about that message."""

_RECIPIENT = re.compile(r"(?:[\w-]{1,30};)?\s*<?([^\s<>;]{1,254}@[^\s<>;]{1,253})>?")
_ID = re.compile(r"<[^<>\s]{1,250}>")


@dataclass(frozen=True)
class Bounce:
    """One undeliverable mail: which (may be unknown), to whom, and why in the other server's words."""

    message_id: str
    recipient: str
    reason: str


def bounce_of(mail: Mail) -> Bounce | None:
    """None when this is no report of a failure; reports of a delay are none."""
    if mail.get_content_type() != "multipart/report":
        return None
    failed = next((block for block in _status_blocks(mail) if _is_failure(block)), None)
    if failed is None:
        return None
    named = _RECIPIENT.search(header(failed, "Original-Recipient") or header(failed, "Final-Recipient"))
    said = header(failed, "Diagnostic-Code").partition(";")[2] or header(failed, "Status")
    status = header(failed, "Status")
    reason = said if status in said else f"{status} {said}"
    return Bounce(_original_id(mail), named[1].lower() if named else "", one_line(reason, REASON_LENGTH))


def _parts(mail: Mail, kind: str) -> Iterator[Mail]:
    payload = mail.get_payload()
    for part in payload[:20] if isinstance(payload, list) else []:
        if isinstance(part, Mail) and part.get_content_type() == kind:
            yield part


def _status_blocks(mail: Mail) -> Iterator[Mail]:
    for part in _parts(mail, "message/delivery-status"):
        payload = part.get_payload()
        yield from (
            (block for block in payload[:50] if isinstance(block, Mail)) if isinstance(payload, list) else ()
        )


def _is_failure(block: Mail) -> bool:
    return header(block, "Action").lower() == "failed"


def _original_id(mail: Mail) -> str:
    """The Message-ID of what came back: as a whole mail, or as its headers only."""
    for part in _parts(mail, "message/rfc822"):
        payload = part.get_payload()
        if isinstance(payload, list) and payload and isinstance(payload[0], Mail):
            return next(iter(_ID.findall(header(payload[0], "Message-ID"))), "")
    for part in _parts(mail, "text/rfc822-headers"):
        text = str(part.get_payload())[:65536]
        return next(iter(_ID.findall(header(Parser().parsestr(text), "Message-ID"))), "")
    return ""


def give_up(bounce: Bounce, *, at: datetime) -> int | None:
    """Marks the message as dead with the reason, so that the operator sees the bad address; its id, None when unknown.

    What came back was not sent: without `sent_at` it counts as dead, and a person may have it tried again once the
    address is mended. A bounce may be forged: all it can do is to show a message that has left already as undelivered.
    """
    wanted = select(Message.id).where(Message.state == MessageState.SENT).order_by(Message.id.desc()).limit(1)
    if bounce.message_id:
        wanted = wanted.where(Message.message_id == bounce.message_id)
    elif bounce.recipient:
        wanted = wanted.where(Message.to_email == bounce.recipient, Message.sent_at > at - WITHIN)
    else:
        return None
    found = db.session.scalar(wanted)
    if found is not None:
        reason = one_line(
            f"{bounce.recipient}: {bounce.reason}" if bounce.recipient else bounce.reason, REASON_LENGTH
        )
        dead = (
            update(Message)
            .where(Message.id == found)
            .values(state=MessageState.DEAD, sent_at=None, last_error=reason)
        )
        db.session.execute(dead)
    return found
