"""Questions about comments, their files, and mails that wait to be placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from tracker.commitments.mail_rules import Outcome
from tracker.commitments.mailed import Comment, CommentFile, ReceivedMail
from tracker.commitments.models import Commitment, Evidence, Update
from tracker.commitments.queries.seeing import sees
from tracker.commitments.rules import OPEN
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people import links
from tracker.people import queries as people
from tracker.people.models import Post, Tenure
from tracker.people.rules import Asker, Duty
from tracker.regions.models import Office

MOST_CHOICES, MOST_LOOKED_AT = 100, 5000
_ITEM = re.compile(r"^(\d{1,3})\. (.*?)(?=^\d{1,3}\. |\Z)", re.M | re.S)
_LINK = re.compile(r"/answer/(?P<token>[\w.~-]+)|/commitments/(?P<id>\d{1,15})\b")


def sent_by_us(message_id: str) -> bool:
    """Whether a mail in the outbox carries this Message-ID."""
    wanted = select(Message.id).where(Message.message_id == message_id).limit(1)
    return bool(message_id) and db.session.scalar(wanted) is not None


def tenure_writing(email: str, *, at: datetime) -> Tenure | None:
    """The first post held today by whoever has this address; only a hint, since addresses are easily forged."""
    person = people.by_email(email) if email else None
    held = people.asker(person, at=at).first if person else None
    return people.tenure(held.tenure_id) if held else None


def existing(commitment_id: int | None) -> int | None:
    """The id, unless nothing has it."""
    if commitment_id is None:
        return None
    return db.session.scalar(select(Commitment.id).where(Commitment.id == commitment_id))


def numbers_in(message_ids: Sequence[str], *, to_email: str) -> dict[int, int]:
    """The numbers that the answered mail showed, each with its commitment: read off the mail's own text.

    A number that stands for two (a mail of several parts counts each from one) stands for none.
    """
    if not message_ids:
        return {}
    message = db.session.scalars(
        select(Message).where(Message.message_id.in_(message_ids), Message.to_email == to_email)
    ).first()
    numbers: dict[int, set[int | None]] = {}
    for number, words in _ITEM.findall(message.text if message else ""):
        numbers.setdefault(int(number), set()).add(_linked(words))
    return {number: one for number, (one, *more) in numbers.items() if one and not more}


def _linked(words: str) -> int | None:
    """The commitment to which the first link of an item leads."""
    found = _LINK.search(words)
    if found is None:
        return None
    link = links.read(found["token"]) if found["token"] else None
    return link.commitment_id if link else int(found["id"] or 0) or None


def candidates(commitment: Commitment) -> Sequence[CommentFile]:
    """Files that holders of the owner's post sent by mail, and that no report has named as evidence yet."""
    used = select(Evidence.sha256).join(Evidence.update).where(Update.commitment_id == commitment.id)
    found = db.session.scalars(
        select(CommentFile)
        .join(CommentFile.comment)
        .join(Comment.tenure)
        .where(
            Comment.commitment_id == commitment.id,
            Tenure.post_id == commitment.owner_post_id,
            CommentFile.sha256.not_in(used),
        )
        .order_by(CommentFile.id)
    ).all()
    return list({file.sha256: file for file in found}.values())


def files_of_comments(commitment_id: int) -> dict[int, list[CommentFile]]:
    """The files of each comment on a commitment."""
    found = db.session.scalars(
        select(CommentFile)
        .join(CommentFile.comment)
        .where(Comment.commitment_id == commitment_id)
        .order_by(CommentFile.id)
    )
    files: dict[int, list[CommentFile]] = {}
    for file in found:
        files.setdefault(file.comment_id or 0, []).append(file)
    return files


def commenters_since(commitment_id: int, since: datetime) -> frozenset[int]:
    """Ids of the persons who commented from that moment on."""
    return frozenset(
        db.session.scalars(
            select(Tenure.person_id)
            .join(Comment, Comment.tenure_id == Tenure.id)
            .where(Comment.commitment_id == commitment_id, Comment.at >= since)
        )
    )


def comment_file_visible_to(asker: Asker, file_id: int) -> CommentFile | None:
    """Seen by those who see the commitment; as long as its mail is not placed, by the reviewers of the region."""
    return db.session.scalar(
        select(CommentFile)
        .outerjoin(CommentFile.comment)
        .outerjoin(Comment.commitment)
        .outerjoin(CommentFile.mail)
        .where(
            CommentFile.id == file_id,
            or_(
                and_(CommentFile.comment_id.is_not(None), sees(asker)),
                and_(
                    ReceivedMail.outcome == Outcome.UNPLACED,
                    ReceivedMail.region_id.in_(asker.regions(Duty.REVIEWER)),
                ),
            ),
        )
    )


def unplaced(asker: Asker, *, limit: int) -> Sequence[ReceivedMail]:
    """Mails of the reviewer's regions that wait to be placed, the longest waiting first."""
    return db.session.scalars(_unplaced(asker).order_by(ReceivedMail.id).limit(limit)).unique().all()


def unplaced_visible_to(asker: Asker, mail_id: int) -> ReceivedMail | None:
    """None for what is not there, not of the reviewer's region, or settled already."""
    return db.session.scalars(_unplaced(asker).where(ReceivedMail.id == mail_id)).unique().first()


def _unplaced(asker: Asker) -> Select[ReceivedMail]:
    return (
        select(ReceivedMail)
        .options(
            joinedload(ReceivedMail.tenure)
            .joinedload(Tenure.post)
            .joinedload(Post.office)
            .joinedload(Office.region),
            joinedload(ReceivedMail.tenure).joinedload(Tenure.person),
            selectinload(ReceivedMail.files),
        )
        .where(
            ReceivedMail.outcome == Outcome.UNPLACED, ReceivedMail.region_id.in_(asker.regions(Duty.REVIEWER))
        )
    )


def unplaced_count(region_id: int) -> int:
    """How many mails of a region wait to be placed."""
    return (
        db.session.scalar(
            select(func.count(ReceivedMail.id)).where(
                ReceivedMail.outcome == Outcome.UNPLACED, ReceivedMail.region_id == region_id
            )
        )
        or 0
    )


def mail_counts(since: datetime) -> dict[str, int]:
    """How many mails since a moment came to each outcome, of all regions; those that wait and belong to none apart."""
    rows = db.session.execute(
        select(ReceivedMail.outcome, ReceivedMail.region_id.is_(None), func.count(ReceivedMail.id))
        .where(ReceivedMail.at >= since)
        .group_by(ReceivedMail.outcome, ReceivedMail.region_id.is_(None))
    )
    counts: dict[str, int] = {}
    for outcome, homeless, number in rows:
        word = "unknown sender" if outcome is Outcome.UNPLACED and homeless else outcome.value
        counts[word] = counts.get(word, 0) + number
    return counts


def kept_for_operator(limit: int = 500) -> Sequence[ReceivedMail]:
    """Mails that no reviewer sees: those nobody could read, with their bytes, and those of unknown senders."""
    homeless = and_(ReceivedMail.outcome == Outcome.UNPLACED, ReceivedMail.region_id.is_(None))
    return db.session.scalars(
        select(ReceivedMail)
        .options(undefer(ReceivedMail.raw))
        .where(or_(homeless, ReceivedMail.outcome == Outcome.UNREADABLE))
        .order_by(ReceivedMail.id.desc())
        .limit(limit)
    ).all()


def placeable(mails: Sequence[ReceivedMail]) -> dict[int, list[Commitment]]:
    """For each mail the open commitments it may be about: of its writer's office, else of the whole region."""
    if not mails:
        return {}
    regions = {mail.region_id for mail in mails}
    found = db.session.scalars(
        select(Commitment)
        .join(Commitment.office)
        .options(contains_eager(Commitment.office))
        .where(
            Commitment.region_id.in_(regions),
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OPEN),
        )
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
        .limit(MOST_LOOKED_AT)
    ).all()
    return {mail.id: _of_office(mail, found) or _of_region(mail, found) for mail in mails}


def _of_office(mail: ReceivedMail, found: Sequence[Commitment]) -> list[Commitment]:
    office = mail.tenure.post.office_id if mail.tenure else None
    return [c for c in found if c.owner_office_id == office][:MOST_CHOICES]


def _of_region(mail: ReceivedMail, found: Sequence[Commitment]) -> list[Commitment]:
    return [c for c in found if c.region_id == mail.region_id][:MOST_CHOICES]
