"""From the bytes of a mail to a letter: who, to whom, what was newly written, with which files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses

from tracker.mail.headers import mailbox, one_line
from tracker.mail.inbox import bodies, judging
from tracker.mail.inbox.bodies import Attachment
from tracker.mail.inbox.bounces import Bounce, bounce_of
from tracker.mail.inbox.charsets import header, headers
from tracker.mail.inbox.cutting import cut

MOST_HEADER_BYTES = 256 * 1024
MOST_BOUNDARIES = 60
MOST_TEXT = 10_000
"""Characters of the writer's own words that are kept."""

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_BOUNDARY = re.compile(rb"boundary\s*=|message/rfc822", re.I)
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{1,250}>)", re.I | re.M)
_ID = re.compile(r"<[^<>\s]{1,250}>")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")


class Unreadable(Exception):
    """The bytes are no mail that could be read safely; they are kept as they are."""


@dataclass(frozen=True)
class Letter:
    """A mail in words. `sender` is empty unless there is exactly one; `automatic` says why no person wrote it."""

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    answers: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    left_out: tuple[str, ...]
    automatic: str
    bounce: Bounce | None


def key_of(raw: bytes) -> str:
    """Names the mail so that it is taken once: by its Message-ID, or by all its bytes where it has none."""
    found = _MESSAGE_ID.search(_head(raw))
    return hashlib.sha256(found[1] if found else raw).hexdigest()


def read(raw: bytes, *, limit: int) -> Letter:
    """The letter; Unreadable for what would be dangerous to take apart, and whatever the parser trips over.

    Of a mail beyond `limit` bytes the beginning is read, without its last file, which is damaged then.
    """
    if len(raw) > limit:
        return _without_last(read(raw[:limit], limit=limit))
    if len(_head(raw)) > MOST_HEADER_BYTES or len(_BOUNDARY.findall(raw)) > MOST_BOUNDARIES:
        raise Unreadable("too many headers or parts")
    try:
        return _letter(BytesParser(policy=compat32).parsebytes(raw))
    except Unreadable:
        raise
    except Exception as error:  # the parser is known for surprises; the mail is kept raw
        raise Unreadable(type(error).__name__) from error


def _without_last(letter: Letter) -> Letter:
    kept, lost = letter.attachments[:-1], letter.attachments[-1:]
    return replace(letter, attachments=kept, left_out=(*letter.left_out, *(file.name for file in lost)))


def _head(raw: bytes) -> bytes:
    end = _HEADER_END.search(raw)
    return raw[: end.start()] if end else raw


def _letter(mail: Message) -> Letter:
    sender, name = _sender(mail)
    body = bodies.body_of(mail)
    return Letter(
        message_id=next(iter(_ID.findall(header(mail, "Message-ID"))), ""),
        sender=sender,
        sender_name=one_line(name, 200),
        recipients=_recipients(mail),
        answers=_answered(mail),
        subject=one_line(header(mail, "Subject"), 300),
        text=shortened(cut(body.text)),
        attachments=body.attachments,
        left_out=body.left_out,
        automatic=judging.automatic(mail, sender),
        bounce=bounce_of(mail),
    )


def shortened(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rstrip() + " …"


def _sender(mail: Message) -> tuple[str, str]:
    """Mailbox and name; a mail that claims several writers has none."""
    given = headers(mail, "From")
    if len(given) != 1:
        return "", ""
    found = [pair for pair in getaddresses(given) if pair[1]]
    if len(found) != 1:
        return "", ""
    try:
        return mailbox(found[0][1]).lower(), found[0][0]
    except ValueError:
        return "", found[0][0]


def _recipients(mail: Message) -> tuple[str, ...]:
    """Every address the mail names as a receiver: the one of ours proves itself by its signature."""
    named = (value for name in _TO for value in headers(mail, name))
    return tuple(dict.fromkeys(a.lower() for value in named for a in _ADDRESS.findall(value)))[:100]


def _answered(mail: Message) -> tuple[str, ...]:
    """Message-IDs of the mails it answers, the nearest first."""
    nearest = _ID.findall(header(mail, "In-Reply-To"))
    thread = _ID.findall(header(mail, "References"))[::-1]
    return tuple(dict.fromkeys([*nearest, *thread]))[:20]
