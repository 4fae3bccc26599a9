"""Makes published commitments, answers and refusals for tests, by the actions that people use."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from tests.cast import Cast, Held
from tracker.commitments import actions
from tracker.commitments.models import Commitment, Extension
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.forums.models import Forum, Series
from tracker.forums.rules import Rhythm
from tracker.mail.models import Message
from tracker.people.models import Post, Tenure
from tracker.people.rules import Actor, Door
from tracker.regions.models import Region
from tracker.regions.rules import local_day
from tracker.reminders.actions import Ticked, queue_due

HELD_ON = date(2025, 5, 22)
MADE_AT = datetime(2025, 5, 23, 2, tzinfo=UTC)
ANSWERED_AT = datetime(2025, 10, 8, 2, tzinfo=UTC)
MONDAY = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
"""Monday 13 October 2025, 08:05 in Buton (WITA)."""
OWNERS, REVIEWERS, LEADERS = "weekly digest", "review digest", "leader digest"
HANDOVER = "handover"
NOTICE = "notice"
LATE, SOON, LATER = date(2025, 9, 30), date(2025, 10, 17), date(2025, 12, 1)
PHOTO = NewEvidence("foto.jpg", "image/jpeg", 1000, hashlib.sha256(b"foto").hexdigest())


class Promises:
    """Writes and commits; moments default to the spring's forum and to the week before Monday 13 October."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def owe(self, owner: Held, due_on: date | None, action: str = "Lengkapi obat di puskesmas") -> Commitment:
        forum = self._forum(owner.region_id)
        commitment = actions.owe(
            forum=forum,
            quote=f"Bupati meminta: {action.lower()}.",
            start=0,
            end=20,
            action=action,
            measure="",
            owner=db.session.get_one(Post, owner.post_id),
            due_on=due_on,
            due_words="",
            undated_reason="" if due_on else "menunggu anggaran",
            supporting=[],
            by=self.actor(self.cast.reviewer),
            at=MADE_AT,
            today=HELD_ON,
        )
        actions.publish(forum, by=self.actor(self.cast.reviewer), at=MADE_AT)
        db.session.commit()
        return commitment

    def answer(
        self,
        commitment: Commitment,
        by: Held,
        answer: Answer,
        *,
        note: str = "Sedang dikerjakan.",
        at: datetime = ANSWERED_AT,
        until: date | None = None,
    ) -> None:
        actions.report(
            commitment,
            tenure=db.session.get_one(Tenure, by.tenure_id),
            by=self.actor(by),
            answer=answer,
            note=note,
            at=at,
            today=local_day(at, "Asia/Makassar"),
            obstacle="Penyedia belum mengirim." if answer is Answer.OBSTRUCTED else "",
            asked_due_on=until,
            evidence=[PHOTO] if answer is Answer.DONE else [],
        )
        db.session.commit()

    def judge(
        self, commitment: Commitment, *, accepted: bool, reason: str = "", at: datetime | None = None
    ) -> None:
        actions.verify(
            commitment,
            accepted=accepted,
            reason=reason,
            by=self.actor(self.cast.reviewer),
            at=at or ANSWERED_AT + timedelta(hours=2),
        )
        db.session.commit()

    def grant(self, commitment: Commitment, due_on: date, *, at: datetime | None = None) -> None:
        self._answer_request(commitment, due_on, "", at or ANSWERED_AT + timedelta(hours=2))

    def refuse(self, commitment: Commitment, *, at: datetime, reason: str = "Sudah cukup lama.") -> None:
        self._answer_request(commitment, None, reason, at)

    def _answer_request(self, commitment: Commitment, due_on: date | None, reason: str, at: datetime) -> None:
        asked = db.session.scalars(select(Extension).where(Extension.commitment_id == commitment.id)).one()
        actions.answer_extension(
            asked,
            granted=due_on is not None,
            due_on=due_on if due_on != asked.asked_due_on else None,
            reason=reason,
            by=self.actor(self.cast.reviewer),
            at=at,
            today=local_day(at, "Asia/Makassar"),
        )
        db.session.commit()

    def actor(self, held: Held) -> Actor:
        return Actor(held.person_id, held.tenure_id, db.session.get_one(Post, held.post_id).title, Door.PAGE)

    def _forum(self, region_id: int) -> Forum:
        found = db.session.scalar(select(Forum).where(Forum.region_id == region_id))
        if found:
            return found
        db.session.get_one(Region, region_id)
        series = Series(region_id=region_id, name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
        db.session.add(series)
        db.session.flush()
        forum = Forum(
            region_id=region_id,
            series_id=series.id,
            title="Forum Kemitraan",
            held_on=HELD_ON,
            made_at=MADE_AT,
        )
        db.session.add(forum)
        db.session.flush()
        return forum


def queued(kind: str) -> list[Message]:
    """Messages of a kind in the outbox, by address."""
    db.session.rollback()
    found = db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.to_email))
    return list(found)


def receivers(kind: str) -> list[str]:
    """Addresses to which a mail of this kind was queued."""
    return [message.to_email for message in queued(kind)]


def tick(at: datetime = MONDAY) -> Ticked:
    """What the schedule does every few minutes."""
    return queue_due(at, commit=db.session.commit)
