"""Published commitments of Buton in any number and state; it is Monday, 13 October 2025, 08:05 in Buton."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from flask import Flask

from tests.cast import Cast, Held, SignIn, cast, sign_in
from tests.client import PageClient
from tracker import clock
from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, Series
from tracker.forums.rules import Rhythm
from tracker.people.rules import Door

__all__ = ["cast", "sign_in"]

NOW = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
TODAY = date(2025, 10, 13)
LATE = [date(2025, 8, 29), date(2025, 9, 19), date(2025, 9, 30), date(2025, 10, 7)]
"""One day for each age, the oldest first, on Monday 13 October 2025."""
MADE = datetime(2025, 7, 24, 3, tzinfo=UTC)


class Board:
    """Writes rows as the database holds them, so that the board's tests depend on no other slice's acts."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app, self.cast = app, cast
        self._numbers = count(1)

    def forum(self, region_id: int, title: str = "Forum Kemitraan") -> int:
        with self.app.app_context():
            series = Series(region_id=region_id, name=title, rhythm=Rhythm.YEARLY)
            db.session.add(series)
            db.session.flush()
            forum = Forum(
                region_id=region_id, series_id=series.id, title=title, held_on=date(2025, 7, 24),
                made_at=MADE, published_at=MADE,
            )  # fmt: skip
            db.session.add(forum)
            db.session.commit()
            return forum.id

    def add(
        self,
        forum_id: int,
        *due: date | None,
        owner: Held | None = None,
        status: Status = Status.NOT_STARTED,
        published: bool = True,
        **values: object,
    ) -> list[int]:
        """Ids of one commitment for each due date."""
        held = owner or self.cast.owner
        with self.app.app_context():
            made = []
            for due_on in due:
                number = next(self._numbers)
                decision = Decision(forum_id=forum_id, number=number, quote="K", start=0, end=1, made_at=MADE)
                db.session.add(decision)
                db.session.flush()
                row = Commitment(
                    region_id=held.region_id, forum_id=forum_id, decision_id=decision.id,
                    action=f"Tugas nomor {number}.", measure="", owner_post_id=held.post_id,
                    owner_office_id=held.office_id, due_on=due_on, original_due_on=due_on, status=status,
                    made_at=MADE, published_at=MADE if published else None, **values,
                )  # fmt: skip
                db.session.add(row)
                made.append(row)
            db.session.commit()
            return [row.id for row in made]

    def say(self, commitment_id: int, note: str, at: datetime = NOW - timedelta(days=4)) -> int:
        """The owner's last word; the update's id."""
        with self.app.app_context():
            update = Update(
                commitment_id=commitment_id, at=at, tenure_id=self.cast.owner.tenure_id, door=Door.LINK,
                answer=Answer.PROGRESS, note=note,
            )  # fmt: skip
            db.session.add(update)
            db.session.flush()
            row = db.session.get_one(Commitment, commitment_id)
            row.last_update_id, row.heard_at = update.id, at
            db.session.commit()
            return update.id

    def ask_for_time(self, commitment_id: int) -> None:
        update_id = self.say(commitment_id, "Mohon waktu.")
        with self.app.app_context():
            db.session.add(
                Extension(
                    commitment_id=commitment_id,
                    update_id=update_id,
                    asked_at=NOW,
                    asked_due_on=date(2025, 12, 1),
                )
            )
            db.session.commit()


@pytest.fixture
def board(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Board:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Board(app, cast)


@pytest.fixture
def forum(board: Board) -> int:
    return board.forum(board.cast.region_id)


@pytest.fixture
def reviewer(client: PageClient, cast: Cast, sign_in: SignIn, board: Board) -> PageClient:
    sign_in(client, cast.reviewer)
    return client
