"""The story of a commitment always tells how it stands: any acts in any order, refused ones among them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.cast import Held
from tests.commitments.conftest import DUE, NOW, QUOTE, TODAY, House, as_actor
from tracker.commitments import actions, queries
from tracker.commitments.acts import Act, Hindered
from tracker.commitments.life import Happened, Life, lived
from tracker.commitments.models import Commitment, Event
from tracker.commitments.oversights import Oversight
from tracker.commitments.petition_rules import Ground, Wish
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import CLOSED, Answer, EventKind, Refused, Status
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.people.models import Post, Tenure
from tracker.regions.rules import local_day

DAYS = st.integers(min_value=-3, max_value=90)
YES = st.booleans()
MOST_KINDS = 15
"""Kinds of steps that so many plays surely hold, of the twenty-three that these acts can make."""

PROOF = NewEvidence("bukti.pdf", "application/pdf", 9, "a" * 64)


class Acts(RuleBasedStateMachine):
    """One commitment, two owners, two reviewers; what is refused must leave no trace."""

    house: ClassVar[House]
    forum_ids: ClassVar[tuple[int, int]]
    played: ClassVar[set[EventKind]]

    def __init__(self) -> None:
        super().__init__()
        self.cast, self.at = self.house.cast, NOW
        self.last: Oversight | None = None
        self.forums = [db.session.get_one(Forum, number) for number in self.forum_ids]
        self.row = self._owe(self.house)

    def _owe(self, house: House) -> Commitment:
        made = actions.owe(
            forum=self.forums[0], quote=QUOTE, start=0, end=len(QUOTE), action="Aktifkan layanan", measure="",
            owner=db.session.get_one(Post, house.cast.owner.post_id), due_on=DUE, due_words="", undated_reason="",
            supporting=[], by=as_actor(house.cast.reviewer), at=NOW - timedelta(days=90), today=date(2025, 7, 24),
        )  # fmt: skip
        actions.publish(self.forums[0], by=as_actor(house.cast.reviewer), at=NOW - timedelta(days=80))
        return made

    @property
    def today(self) -> date:
        return local_day(self.at, "Asia/Makassar")

    @property
    def owner(self) -> Held:
        first = self.row.owner_post_id == self.cast.owner.post_id
        return self.cast.owner if first else self.cast.second_owner

    def _try(self, act: Any, *args: Any, **values: Any) -> Any:
        """Time goes on with each attempt; a refusal is an answer like any other."""
        self.at += timedelta(seconds=values.pop("later", 7_000))
        try:
            return act(*args, at=self.at, **values)
        except (Refused, Hindered):
            return None

    @rule(
        answer=st.sampled_from([Answer.DONE, Answer.DONE, *Answer]),
        days=DAYS,
        files=YES,
        excused=YES,
        ground=st.sampled_from(Ground),
    )
    def report(self, answer: Answer, days: int, files: bool, excused: bool, ground: Ground) -> None:
        other = self.cast.second_owner if self.owner is self.cast.owner else self.cast.owner
        self._try(
            actions.report, self.row, tenure=db.session.get_one(Tenure, self.owner.tenure_id),
            by=as_actor(self.owner), answer=answer, note=f"Kabar {self.at}", today=self.today,
            obstacle="Belum ada anggaran", asked_due_on=self.today + timedelta(days=days),
            evidence=[PROOF] if files else [], no_evidence="Tidak ada berkas" if excused else "",
            wish=Wish(ground, None) if answer is Answer.CANNOT else Wish(None, other.post_id),
        )  # fmt: skip

    @precondition(lambda self: self.row.status is Status.PROPOSED_DONE)
    @rule(accepted=YES, reason=st.sampled_from(["", "Sudah diperiksa."]))
    def verify(self, accepted: bool, reason: str) -> None:
        self._try(actions.verify, self.row, accepted=accepted, reason=reason, by=as_actor(self.cast.reviewer))

    @precondition(lambda self: bool(queries.open_extension(self.row.id)))
    @rule(granted=YES, days=DAYS)
    def answer_extension(self, granted: bool, days: int) -> None:
        asked = queries.open_extension(self.row.id)
        self._try(
            actions.answer_extension, asked, granted=granted, due_on=self.today + timedelta(days=days),
            reason="Dipertimbangkan.", by=as_actor(self.cast.reviewer), today=self.today,
        )  # fmt: skip

    @precondition(lambda self: bool(queries.open_petition(self.row.id)))
    @rule(accepted=YES)
    def answer_petition(self, accepted: bool) -> None:
        asked = queries.open_petition(self.row.id)
        by = as_actor(self.cast.reviewer)
        self._try(actions.answer_petition, asked, accepted=accepted, reason="Sudah diperiksa.", by=by)

    @precondition(lambda self: self.row.status in CLOSED)
    @rule(days=st.none() | DAYS)
    def reopen(self, days: int | None) -> None:
        due_on = None if days is None else self.today + timedelta(days=days)
        by = as_actor(self.cast.second_reviewer)
        self._try(actions.reopen, self.row, reason="Temuan baru.", due_on=due_on, by=by, today=self.today)

    @precondition(lambda self: self.row.look_again_at is not None)
    @rule()
    def confirm(self) -> None:
        self._try(actions.confirm, self.row, note="", by=as_actor(self.cast.second_reviewer))

    @precondition(lambda self: self.row.status in CLOSED)
    @rule(mine=YES)
    def comment(self, mine: bool) -> None:
        who = self.owner if mine else self.cast.reviewer
        tenure = db.session.get_one(Tenure, who.tenure_id)
        self._try(actions.comment, self.row, tenure=tenure, by=as_actor(who), text="Tambahan.", files=[])

    @precondition(lambda self: self.row.status in CLOSED)
    @rule(which=st.sampled_from([0, 1]), tick=YES)
    def ratify(self, which: int, tick: bool) -> None:
        chosen, left = ([self.row], []) if tick else ([], [(self.row, "Belum dibahas.")])
        by = as_actor(self.cast.reviewer)
        self._try(actions.ratify, self.forums[which], chosen, left=left, seen={}, by=by)

    @rule(act=st.sampled_from(Act), days=DAYS)
    def oversee(self, act: Act, days: int) -> None:
        other = self.cast.second_owner if self.owner is self.cast.owner else self.cast.owner
        self.last = self._try(
            actions.oversee, [self.row], act, reason="Rapat.", seen={}, by=as_actor(self.cast.reviewer),
            today=self.today, due_on=self.today + timedelta(days=days), owner=db.session.get_one(Post, other.post_id),
        ) or self.last  # fmt: skip

    @precondition(lambda self: self.last is not None)
    @rule()
    def take_back(self) -> None:
        self._try(actions.take_back, self.last, [self.row], by=as_actor(self.cast.reviewer), later=5)

    @invariant()
    def the_story_tells_how_it_stands(self) -> None:
        db.session.flush()
        row, told = self.row, queries.life_of(self.row.id)
        asked = queries.request_of(row.id)
        waits = Answer.MORE_TIME if asked.extension else asked.petition.kind if asked.petition else None
        assert told == Life(
            row.status, row.due_on, row.owner_post_id, row.extended, row.obstacle, waits, row.published_at,
            row.proposed_at, row.closed_at, row.without_evidence, row.waived, row.look_again_at, row.ratified_forum_id,
        )  # fmt: skip
        last = db.session.scalars(
            select(Event).where(Event.commitment_id == row.id).order_by(Event.id.desc())
        ).first()
        assert last is not None
        assert (last.status_after, last.due_after) == (told.status, told.due_on)

    def teardown(self) -> None:
        """What was played is remembered, so that the test can say that it saw everything."""
        kinds = select(Event.kind).where(Event.commitment_id == self.row.id)
        self.played.update(db.session.scalars(kinds))
        db.session.rollback()


@pytest.mark.databases("sqlite")
def test_the_sequence_of_events_always_reproduces_the_state(house: House) -> None:
    place = house
    earlier = house.promise()
    later = house.promise()
    with house.app.app_context():
        first, second = (db.session.get_one(Commitment, number).forum_id for number in (earlier, later))

        class Here(Acts):
            house = place
            forum_ids = (first, second)
            played: ClassVar[set[EventKind]] = set()

        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=14,
                stateful_step_count=22,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert len(Here.played) >= MOST_KINDS, set(EventKind) - Here.played


def test_what_was_taken_back_must_have_been_done() -> None:
    with pytest.raises(ValueError, match="never done"):
        lived([Happened(EventKind.TAKEN_BACK, NOW, {"oversight": 7})])


def test_the_story_can_be_read_up_to_a_moment(house: House) -> None:
    number = house.promise()
    before = house.now.at
    house.now.pass_by(days=1)
    house.report(number)
    with house.commitment(number) as row:
        assert queries.life_of(number, until=before).status.value == "not started"
        assert queries.life_of(number).status is row.status
    assert TODAY > DUE
