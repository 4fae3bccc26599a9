"""A meeting of the Sekda office in Buton on Monday, 13 October 2025: what is late, what waits, what asks for time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, Held, SignIn, cast, sign_in
from tests.client import PageClient
from tests.review.conftest import LATE, NOW, TODAY, Board, board, forum
from tracker import clock
from tracker.commitments.models import Commitment, Event
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.meetings import actions, queries
from tracker.meetings.models import Meeting, MeetingEntry
from tracker.meetings.rules import Choice
from tracker.people.models import Post, Tenure
from tracker.people.rules import Actor, Door

__all__ = ["LATE", "NOW", "TODAY", "Room", "board", "cast", "forum", "room", "sign_in"]


@dataclass
class Room:
    """Acts in a meeting as a reviewer would, with the ids of its commitments."""

    app: Flask
    cast: Cast
    ids: list[int]
    meeting_id: int
    now: datetime = NOW

    def by(self, who: Held | None = None) -> Actor:
        held = who or self.cast.reviewer
        title = db.session.get_one(Tenure, held.tenure_id).called
        return Actor(held.person_id, held.tenure_id, title, Door.PAGE)

    def meeting(self) -> Meeting:
        return db.session.get_one(Meeting, self.meeting_id)

    def decide(
        self, number: int, choice: Choice, said: str = "", *, who: Held | None = None, **given: Any
    ) -> MeetingEntry:
        """Decides about the item; the moment goes on by a minute."""
        self.now += timedelta(minutes=1)
        commitment = self.commitment(number)
        given.setdefault("seen", commitment.version_id)
        if isinstance(given.get("post"), int):
            given["post"] = db.session.get_one(Post, given["post"])
        entry = actions.decide(
            self.meeting(), commitment, choice, said=said, by=self.by(who), at=self.now, today=TODAY, **given
        )
        db.session.commit()
        return entry

    def undo(self) -> MeetingEntry:
        self.now += timedelta(minutes=1)
        entry = actions.undo_last(self.meeting(), by=self.by(), at=self.now)
        db.session.commit()
        return entry

    def close(self, said: dict[int, str] | None = None, **changed: Any) -> int:
        self.now += timedelta(minutes=1)
        shown = self.meeting()
        facts: dict[str, Any] = {
            name: getattr(shown, name)
            for name in ("title", "held_on", "hours", "place", "chair", "attendance")
        } | {"seen": shown.version_id}
        queued = actions.close(shown, said=said or {}, by=self.by(), at=self.now, **facts | changed)
        db.session.commit()
        return queued

    def commitment(self, number: int) -> Commitment:
        return db.session.get_one(Commitment, self.ids[number - 1])

    def item(self, number: int) -> int:
        return next(item.id for item in queries.items_of(self.meeting_id) if item.number == number)

    def story(self, number: int) -> list[Event]:
        wanted = select(Event).where(Event.commitment_id == self.ids[number - 1]).order_by(Event.id)
        return list(db.session.scalars(wanted))

    def mails(self) -> list[Message]:
        return list(
            db.session.scalars(select(Message).where(Message.kind == "meeting").order_by(Message.to_email))
        )


@pytest.fixture
def room(app: Flask, cast: Cast, board: Board, forum: int, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Six items: two late of the Dinkes, one of the Dinsos; one waits, one asks for time, one is obstructed."""
    late = board.add(forum, *LATE[:2])
    other = board.add(forum, LATE[2], owner=cast.second_owner)
    waiting = board.add(forum, LATE[3], status=Status.PROPOSED_DONE, proposed_at=NOW - timedelta(days=3))
    board.say(waiting[0], "Sudah selesai, foto terlampir.")
    asking = board.add(forum, date(2025, 10, 20), status=Status.IN_PROGRESS)
    board.ask_for_time(asking[0])
    stuck = board.add(forum, date(2025, 10, 1), status=Status.IN_PROGRESS, obstacle="Data BPJS belum ada.")
    ids = [*late, *other, *waiting, *asking, *stuck]
    made = Room(app, cast, ids, 0)
    with app.app_context():
        meeting = actions.prepare(
            cast.region_id, ids, title="Rapat monev", held_on=TODAY, hours="09.00-11.00 WITA", place="Aula Setda",
            chair="Sekretaris Daerah", attendance="Kepala Dinas Kesehatan\nKepala Dinas Sosial", by=made.by(), at=NOW,
        )  # fmt: skip
        actions.begin(meeting, by=made.by(), at=NOW)
        db.session.commit()
        made.meeting_id = meeting.id
    monkeypatch.setattr(clock, "now", lambda: made.now.astimezone(UTC))
    return made


@pytest.fixture
def reviewer(client: PageClient, cast: Cast, sign_in: SignIn, room: Room) -> PageClient:
    sign_in(client, cast.reviewer)
    return client
