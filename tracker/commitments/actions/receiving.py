"""A mail comes in: it becomes a comment, or waits for a reviewer, or is known for a machine's. Nothing is lost.

Nothing here commits. Files may be left in the store by a mail whose transaction fails; they are evidence of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import current_app
from sqlalchemy import select

from config import Settings
from tracker.commitments import queries, replying
from tracker.commitments.actions.commenting import candidates, comment
from tracker.commitments.actions.evidence import keep
from tracker.commitments.mail_rules import (
    MAILS_WITHIN,
    MOST_KEPT,
    MOST_MAILS,
    Doubt,
    Outcome,
    Said,
    said,
)
from tracker.commitments.mailed import ReceivedMail
from tracker.commitments.models import Commitment
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import ACCEPTED, OPEN
from tracker.extensions import db, insert_once
from tracker.mail import inbox
from tracker.mail.headers import named_mailbox
from tracker.mail.inbox import Letter
from tracker.mail.inbox.bounces import give_up
from tracker.people import queries as people
from tracker.people import throttle
from tracker.people.models import Tenure
from tracker.people.rules import Asker, Door, Holding, actor
from tracker.shell.files import FileRefused
from tracker.shell.names import safe_name

KEPT_RAW = 256 * 1024
"""Bytes that are kept of a mail nobody could read."""

_LINK = re.compile(r"/answer/[\w.~-]+")


def receive(raw: bytes, *, at: datetime) -> Outcome:
    """Takes a mail once, by its Message-ID, and says what became of it; never raises for what a mail may hold."""
    mail = _first_seen(raw, at)
    if mail is None:
        return Outcome.REPEATED
    try:
        letter = inbox.read(raw, limit=_settings().inbox_limit)
    except inbox.Unreadable as fault:
        mail.detail, mail.raw = str(fault)[:200], raw[:KEPT_RAW]
        return mail.outcome
    mail.sender, mail.sender_name, mail.subject = letter.sender, letter.sender_name, letter.subject
    mail.outcome = _judged(mail, letter, at) or _answered(mail, letter, at)
    db.session.flush()
    return mail.outcome


def _first_seen(raw: bytes, at: datetime) -> ReceivedMail | None:
    blank = dict.fromkeys(("detail", "sender", "sender_name", "subject", "text", "reason"), "")
    values: dict[str, Any] = blank | {
        "key": inbox.key_of(raw),
        "at": at,
        "outcome": Outcome.UNREADABLE,
        "left_out": [],
    }
    if not insert_once(ReceivedMail, values, unique=["key"]):
        return None
    return db.session.scalars(select(ReceivedMail).where(ReceivedMail.key == values["key"])).one()


def _judged(mail: ReceivedMail, letter: Letter, at: datetime) -> Outcome | None:
    """What is settled without asking whose answer it is; None when a person may have written it."""
    if letter.bounce:
        found = give_up(letter.bounce, at=at)
        mail.detail = f"message {found}" if found else "no message of ours"
        return Outcome.BOUNCE
    if why := letter.automatic or _own(letter):
        mail.detail = why
        return Outcome.AUTOMATIC
    if not letter.text and not letter.attachments and not letter.left_out:
        return Outcome.EMPTY
    return Outcome.FLOOD if _tries(letter, at) > MOST_KEPT else None


def _own(letter: Letter) -> str:
    """Our own mail that came back. An office may share our domain, so it is the whole address that counts."""
    try:
        ours = named_mailbox(_settings().mail_sender)[1].lower()
    except ValueError:
        ours = ""
    if letter.sender and (letter.sender == ours or replying.is_inbox(letter.sender)):
        return "From: ourselves"
    return "Message-ID: our own" if queries.sent_by_us(letter.message_id) else ""


def _tries(letter: Letter, at: datetime) -> int:
    return throttle.count(_throttle_key(letter), window=MAILS_WITHIN, at=at)


def _throttle_key(letter: Letter) -> str:
    """Mails without our signature count apart: a forged sender must not use up the real one's share."""
    kind = "inbox" if replying.find(letter.recipients) else "inbox unsigned"
    return throttle.key(kind, letter.sender)


def _answered(mail: ReceivedMail, letter: Letter, at: datetime) -> Outcome:
    reply = replying.find(letter.recipients)
    tenure = people.tenure(reply.tenure_id) if reply else queries.tenure_writing(letter.sender, at=at)
    if tenure is None:
        return _wait(mail, letter, Doubt.UNSIGNED)
    mail.tenure_id, mail.region_id = tenure.id, tenure.post.office.region_id
    if reply is None:
        return _wait(mail, letter, Doubt.UNSIGNED)
    files = _kept(mail, letter)
    mail.commitment_id = queries.existing(reply.commitment_id)
    doubt, asker = _doubt(tenure, letter, at)
    if doubt or asker is None:
        return _wait(mail, letter, doubt or Doubt.ENDED, files)
    parts = _parts(letter, tenure, about=mail.commitment_id)
    found = [(queries.visible_to(asker, part.commitment_id), part.text) for part in parts]
    if doubt := _objection([commitment for commitment, _ in found]):
        return _wait(mail, letter, doubt, files)
    for commitment, text in found:
        assert commitment is not None, "objected to above"
        _comment(mail, commitment, asker, text=text, files=files)
    return Outcome.COMMENT


def _doubt(tenure: Tenure, letter: Letter, at: datetime) -> tuple[Doubt | None, Asker | None]:
    """Why this cannot be taken for the holder's own word, or the holder with all posts held today."""
    if letter.sender != tenure.person.email.strip().lower():
        return Doubt.OTHER_SENDER, None
    asker = people.asker(tenure.person, at=at)
    if not tenure.person.active or tenure.id not in {held.tenure_id for held in asker.speaks_as}:
        return Doubt.ENDED, None
    tries = throttle.peek(_throttle_key(letter), window=MAILS_WITHIN, at=at)
    return (Doubt.TOO_MANY if tries > MOST_MAILS else None), asker


def _parts(letter: Letter, tenure: Tenure, *, about: int | None) -> list[Said]:
    """What an answer to a mail about several says of each; a mail that spoke of one only needs no number."""
    if about:
        return [Said(about, letter.text)]
    numbers = queries.numbers_in(letter.answers, to_email=tenure.person.email)
    parts = said(letter.text, numbers)
    if not parts and len(numbers) == 1:
        return [Said(numbers[1], letter.text)]
    return parts


def _objection(found: Sequence[Commitment | None]) -> Doubt | None:
    if not found:
        return Doubt.NO_NUMBER
    if any(commitment is None or commitment.published_at is None for commitment in found):
        return Doubt.NOT_THEIRS
    return Doubt.CLOSED if any(c is not None and c.status not in OPEN | ACCEPTED for c in found) else None


def _comment(
    mail: ReceivedMail, commitment: Commitment, asker: Asker, *, text: str, files: Sequence[NewEvidence]
) -> None:
    held = _as(asker, commitment)
    comment(
        commitment,
        tenure=db.session.get_one(Tenure, held.tenure_id),
        by=actor(asker, held, Door.MAIL),
        text=_harmless(text),
        files=files,
        at=mail.at,
        mail=mail,
        **({"left_out": mail.left_out} if mail.left_out else {}),
    )


def _as(asker: Asker, commitment: Commitment) -> Holding:
    """The post under which the person speaks: the owner's, else one of the region that shows the commitment."""
    mine = (held for held in asker.speaks_as if held.post_id == commitment.owner_post_id)
    there = (held for held in asker.speaks_as if held.region_id == commitment.region_id)
    return next(mine, None) or next(there, asker.speaks_as[0])


def _wait(
    mail: ReceivedMail, letter: Letter, doubt: Doubt, files: Sequence[NewEvidence] | None = None
) -> Outcome:
    """For a reviewer of the region; what no address of ours vouches for is kept without its files."""
    mail.doubt, mail.text = doubt, _harmless(letter.text)
    if files is None:
        mail.left_out = [*(safe_name(file.name) for file in letter.attachments), *letter.left_out]
    else:
        mail.files = candidates(files)
    return Outcome.UNPLACED


def _kept(mail: ReceivedMail, letter: Letter) -> list[NewEvidence]:
    """The files that the store takes, by the same checks as an upload; the others are named in `left_out`."""
    files, left_out = [], [safe_name(name) for name in letter.left_out]
    for file in letter.attachments:
        try:
            files.append(keep(file.name, BytesIO(file.content)))
        except FileRefused:
            left_out.append(safe_name(file.name))
    mail.left_out = left_out
    return files


def _harmless(text: str) -> str:
    """Quoted links would let every reader of the story answer in the owner's name."""
    return _LINK.sub("/answer/…", text)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
