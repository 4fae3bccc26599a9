"""One row of each kind in Buton, for tests that walk all addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from flask import Flask

from config import Settings
from tests.cast import Cast
from tracker import clock
from tracker.commitments.acts import Act
from tracker.commitments.dated import Routine
from tracker.commitments.helping import PartAnswer, PartFile
from tracker.commitments.helping_rules import PartSaid
from tracker.commitments.mail_rules import Doubt, Outcome
from tracker.commitments.mailed import Comment, CommentFile, ReceivedMail
from tracker.commitments.models import Commitment, Evidence, Extension, Support, Update
from tracker.commitments.oversights import Oversight
from tracker.commitments.routines import Cadence
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, MinutesFile, Series
from tracker.forums.rules import Rhythm
from tracker.mail import outbox
from tracker.mail.channels.models import Channel
from tracker.mail.compose import Composed
from tracker.meetings.models import Meeting, MeetingItem, MeetingPromise
from tracker.meetings.rules import MeetingState
from tracker.minutes.models import Draft
from tracker.people.rules import Door
from tracker.regions.models import Holiday
from tracker.review.models import KeptView
from tracker.shell.files import FileStore, Kept
from tracker.shell.kinds import Kind

AT = datetime(2025, 7, 24, 3, tzinfo=UTC)
SECRET = "Urusan dalam Kabupaten Buton."
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def one_of_each(app: Flask, cast: Cast) -> dict[str, Any]:
    """Ids by the names that addresses give them; every text is the secret, written without any slice's acts."""
    with app.app_context():
        kept = _stored(app)
        forum = _forum(cast)
        file = MinutesFile(
            forum_id=forum.id, name="notula.pdf", media_type=kept.media_type, size=kept.size,
            sha256=kept.sha256, kept_at=AT,
        )  # fmt: skip
        draft = Draft(
            forum_id=forum.id, number=1, start=0, end=len(SECRET), quote=SECRET, action=SECRET, kind="plan"
        )
        commitment = _commitment(cast, forum)
        update = _update(cast, commitment)
        evidence = Evidence(
            update_id=update.id,
            name="bukti.pdf",
            media_type=kept.media_type,
            size=kept.size,
            sha256=kept.sha256,
            preview_width=8,
            preview_height=8,
        )
        asked = Extension(
            commitment_id=commitment.id, update_id=update.id, asked_at=AT, asked_due_on=date(2026, 12, 1)
        )
        message = outbox.queue(
            key="k", kind="invitation", period="2025", to_email="a@b.example", to_name="A",
            composed=Composed("S", "T", "<html><head><title>T</title></head><p>T</p></html>"),
            at=clock.now(),  # one that is due since last year would be an alarm of its own
        )  # fmt: skip
        given_up = outbox.queue(
            key="d", kind="notice", period="2025", to_email=cast.owner.email, to_name="B",
            composed=Composed("S", "T", "<html><head><title>T</title></head><p>T</p></html>"),
            at=clock.now(),
        )  # fmt: skip
        assert message is not None
        channel = Channel(
            region_id=cast.region_id, name=SECRET, sealed="rusak", masked="tgram://…", kinds=[], made_at=AT
        )
        assert given_up is not None
        holiday = Holiday(region_id=cast.region_id, day=date(2025, 10, 13), name=SECRET, added_at=AT)
        mail = ReceivedMail(
            key="a" * 64, at=AT, outcome=Outcome.UNPLACED, doubt=Doubt.NO_NUMBER, sender="a@b.example",
            subject=SECRET, text=SECRET, region_id=cast.region_id, tenure_id=cast.owner.tenure_id,
        )  # fmt: skip
        candidate = CommentFile(
            mail=mail, name="foto.pdf", media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
            comment=Comment(
                commitment_id=commitment.id, at=AT, tenure_id=cast.owner.tenure_id, door=Door.MAIL, text=SECRET
            ),
        )  # fmt: skip
        act = Oversight(region_id=cast.region_id, act=Act.EXTEND, reason=SECRET, at=AT, items=[])
        view = KeptView(
            region_id=cast.region_id, person_id=cast.reviewer.person_id, name=SECRET, query="tab=open", made_at=AT
        )  # fmt: skip
        routine = Routine(
            region_id=cast.region_id, forum_id=forum.id, decision_id=commitment.decision_id, action=SECRET, measure="",
            owner_post_id=cast.owner.post_id, owner_office_id=cast.owner.office_id, cadence=Cadence.MONTHLY, day=10,
            after=1, made=1, next_from=date(2025, 9, 1), make_on=date(2025, 9, 1), made_at=AT, published_at=AT,
        )  # fmt: skip
        support = Support(commitment_id=commitment.id, office_id=cast.second_owner.office_id, part=SECRET)
        db.session.add(support)
        db.session.flush()
        told = PartAnswer(
            support_id=support.id, at=AT, tenure_id=cast.second_owner.tenure_id, door=Door.PAGE,
            said=PartSaid.DONE, note=SECRET,
            files=[PartFile(name="b.pdf", media_type=kept.media_type, size=kept.size, sha256=kept.sha256)],
        )  # fmt: skip
        db.session.add_all(
            [routine, file, draft, evidence, asked, channel, holiday, mail, candidate, act, told, view]
        )
        meeting, promise = _meeting(cast, commitment)
        db.session.commit()
        return {
            "forum_id": forum.id, "file_id": file.id, "draft_id": draft.id, "commitment_id": commitment.id,
            "evidence_id": evidence.id, "channel_id": channel.id,
            "office_id": cast.owner.office_id, "post_id": cast.owner.post_id,
            "tenure_id": cast.second_owner.tenure_id, "id": message.id, "oversight_id": act.id,
            "region_id": cast.region_id, "person_id": cast.owner.person_id, "holiday_id": holiday.id,
            "message_id": given_up.id,
            "support_id": support.id, "part_file_id": told.files[0].id,
            "routine_id": routine.id,
            "meeting_id": meeting.id, "promise_id": promise.id,
            "mail_id": mail.id, "comment_file_id": candidate.id,
            "view_id": view.id,
            "token": "tidak.dikenal", "name": "favicon.svg",
        }  # fmt: skip


def _stored(app: Flask) -> Kept:
    settings: Settings = app.config["SETTINGS"]
    store = FileStore(settings.evidence_path, settings.upload_limit)
    kept = store.keep(BytesIO(PDF), allowed=frozenset({Kind.PDF}))
    store.keep_preview(kept.sha256, b"small picture")
    return kept


def _forum(cast: Cast) -> Forum:
    series = Series(region_id=cast.region_id, name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
    db.session.add(series)
    db.session.flush()
    forum = Forum(
        region_id=cast.region_id, series_id=series.id, title=SECRET, held_on=date(2025, 7, 24),
        minutes_text=SECRET, made_at=AT, published_at=AT,
    )  # fmt: skip
    db.session.add(forum)
    db.session.flush()
    return forum


def _commitment(cast: Cast, forum: Forum) -> Commitment:
    decision = Decision(forum_id=forum.id, number=1, quote=SECRET, start=0, end=len(SECRET), made_at=AT)
    db.session.add(decision)
    db.session.flush()
    commitment = Commitment(
        region_id=cast.region_id, forum_id=forum.id, decision_id=decision.id, action=SECRET, measure="",
        owner_post_id=cast.owner.post_id, owner_office_id=cast.owner.office_id, due_on=date(2025, 8, 29),
        original_due_on=date(2025, 8, 29), status=Status.IN_PROGRESS, made_at=AT, published_at=AT,
    )  # fmt: skip
    db.session.add(commitment)
    db.session.flush()
    return commitment


def _update(cast: Cast, commitment: Commitment) -> Update:
    update = Update(
        commitment_id=commitment.id, at=AT, tenure_id=cast.owner.tenure_id, door=Door.PAGE,
        answer=Answer.MORE_TIME, note=SECRET,
    )  # fmt: skip
    db.session.add(update)
    db.session.flush()
    commitment.last_update_id, commitment.heard_at = update.id, update.at
    return update


def _meeting(cast: Cast, commitment: Commitment) -> tuple[Meeting, MeetingPromise]:
    meeting = Meeting(
        region_id=cast.region_id, title=SECRET, held_on=date(2025, 10, 13), state=MeetingState.RUNNING,
        made_at=AT, changed_at=clock.now(),
    )  # fmt: skip
    db.session.add(meeting)
    db.session.flush()
    item = MeetingItem(meeting_id=meeting.id, number=1, commitment_id=commitment.id)
    promise = MeetingPromise(
        meeting_id=meeting.id, action=SECRET, owner_post_id=cast.owner.post_id, due_on=date(2025, 12, 1), at=AT,
        acted_as="Kabag Kesra",
    )  # fmt: skip
    db.session.add_all([item, promise])
    db.session.flush()
    meeting.current_id = item.id
    return meeting, promise
