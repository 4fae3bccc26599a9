"""What a meeting decides is done by the acts that serve it elsewhere, told once, and taken back while nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.meetings.conftest import LATE, NOW, TODAY, Room
from tracker.commitments.actions import remembered
from tracker.commitments.models import Extension, Verification
from tracker.commitments.oversights import Oversight
from tracker.commitments.rules import EventKind, ExtensionState, Status
from tracker.commitments.rules import Refusal as CommitmentRefusal
from tracker.commitments.rules import Refused as CommitmentRefused
from tracker.extensions import db
from tracker.meetings import actions
from tracker.meetings.rules import Choice, MeetingState, Refusal, Refused
from tracker.people.models import Tenure

NEW = date(2025, 11, 28)


def test_each_decision_leaves_its_mark_and_no_mail_goes_before_the_end(app: Flask, room: Room) -> None:
    with app.app_context():
        room.decide(1, Choice.EXTEND, "Anggaran perubahan November.", due_on=NEW)
        room.decide(2, Choice.ESCALATE, "Dua bulan tanpa kabar.", post=room.cast.leader.post_id)
        room.decide(3, Choice.ASK_REPORT, due_on=date(2025, 10, 20))
        room.decide(4, Choice.VERIFY)
        room.decide(5, Choice.EXTEND, "Sesuai permohonan.", due_on=date(2025, 12, 1))
        room.decide(6, Choice.NOTE, "Dibahas, menunggu data BPJS.")
        first = room.commitment(1)
        assert (first.due_on, first.original_due_on, first.extended) == (NEW, LATE[0], 1)
        assert room.commitment(4).status is Status.VERIFIED
        fifth = room.commitment(5)
        asked = db.session.query(Extension).filter_by(commitment_id=fifth.id).one()
        assert (fifth.due_on, asked.state) == (date(2025, 12, 1), ExtensionState.GRANTED)
        assert [room.story(n)[-1].kind for n in range(1, 7)] == [
            EventKind.TIME_GIVEN, EventKind.ESCALATED, EventKind.ASKED_TO_REPORT, EventKind.VERIFIED,
            EventKind.TIME_GRANTED, EventKind.NOTED_IN_MEETING,
        ]  # fmt: skip
        raised = room.story(2)[-1]
        assert (raised.note, raised.data["to"]) == ("Dua bulan tanpa kabar.", "Bupati Buton")
        assert (raised.data["title"], raised.forum_held_on) == ("Rapat monev", TODAY)
        assert room.mails() == []
        assert db.session.query(Extension).count() == 1


def test_what_is_sent_back_needs_words(app: Flask, room: Room) -> None:
    with app.app_context():
        with pytest.raises(Refused) as refused:
            room.decide(4, Choice.SEND_BACK, "  ")
        assert refused.value.reason is Refusal.WORDS_MISSING
        room.decide(4, Choice.SEND_BACK, "Foto tidak menunjukkan loket.")
        assert room.commitment(4).status is Status.SENT_BACK


def test_the_author_does_not_verify(app: Flask, room: Room) -> None:
    with app.app_context():
        author = db.session.get_one(Tenure, room.cast.owner.tenure_id)
        author.person_id = room.cast.reviewer.person_id
        db.session.commit()
        with pytest.raises(CommitmentRefused) as refused:
            room.decide(4, Choice.VERIFY, who=room.cast.owner)
        assert refused.value.reason is CommitmentRefusal.AUTHOR
        db.session.rollback()
        assert room.commitment(4).status is Status.PROPOSED_DONE


@pytest.mark.parametrize("choice", [Choice.VERIFY, Choice.SEND_BACK])
def test_what_does_not_wait_is_not_judged(app: Flask, room: Room, choice: Choice) -> None:
    with app.app_context(), pytest.raises(Refused) as refused:
        room.decide(1, choice, "Baik.")
    assert refused.value.reason is Refusal.NOT_OFFERED


def test_days_that_are_over_or_no_later_are_refused(app: Flask, room: Room) -> None:
    with app.app_context():
        for day, reason in [(None, Refusal.DAY_MISSING), (TODAY - timedelta(days=1), Refusal.DAY_PAST)]:
            with pytest.raises(Refused) as refused:
                room.decide(1, Choice.EXTEND, "Alasan.", due_on=day)
            assert refused.value.reason is reason
        with pytest.raises(CommitmentRefused) as not_later:
            room.decide(1, Choice.EXTEND, "Alasan.", due_on=TODAY)
        assert not_later.value.reason is CommitmentRefusal.NOT_LATER


def test_a_commitment_that_changed_meanwhile_is_looked_at_again(app: Flask, room: Room) -> None:
    with app.app_context():
        seen = room.commitment(1).version_id
        room.decide(1, Choice.EXTEND, "Pertama.", due_on=NEW)
        with pytest.raises(CommitmentRefused) as refused:
            room.decide(1, Choice.EXTEND, "Kedua.", due_on=date(2025, 12, 12), seen=seen)
        assert refused.value.reason is CommitmentRefusal.CHANGED
        db.session.rollback()
        assert room.commitment(1).due_on == NEW


def test_nothing_is_decided_while_the_meeting_rests(app: Flask, room: Room) -> None:
    with app.app_context():
        actions.pause(room.meeting(), by=room.by(), at=NOW)
        with pytest.raises(Refused) as refused:
            room.decide(1, Choice.NOTE, "Catatan.")
        assert refused.value.reason is Refusal.NOT_RUNNING
        actions.begin(room.meeting(), by=room.by(room.cast.second_reviewer), at=NOW)
        room.decide(1, Choice.NOTE, "Catatan.", who=room.cast.second_reviewer)
        assert room.meeting().state is MeetingState.RUNNING


def test_the_last_ones_are_taken_back_one_after_the_other(app: Flask, room: Room) -> None:
    with app.app_context():
        before = {number: remembered(room.commitment(number)) for number in (1, 4, 5, 6)}
        room.decide(1, Choice.EXTEND, "Anggaran.", due_on=NEW)
        room.decide(4, Choice.VERIFY)
        room.decide(5, Choice.EXTEND, "Sesuai permohonan.", due_on=date(2025, 12, 1))
        room.decide(6, Choice.NOTE, "Catatan.")
        for number in (6, 5, 4, 1):
            assert room.undo().commitment_id == room.ids[number - 1]
            assert room.meeting().current_id == room.item(number)
        first, fourth, fifth = (room.commitment(number) for number in (1, 4, 5))
        assert (first.due_on, first.extended) == (LATE[0], 0)
        assert db.session.query(Oversight).one().taken_back_at is not None
        assert {number: remembered(room.commitment(number)) for number in (1, 4, 5, 6)} == before
        assert (fourth.status, fourth.closed_at) == (Status.PROPOSED_DONE, None)
        assert fourth.proposed_at == NOW - timedelta(days=3)
        assert db.session.query(Verification).count() == 0
        asked = db.session.query(Extension).one()
        assert (fifth.due_on, asked.state, asked.granted_due_on) == (
            date(2025, 10, 20), ExtensionState.ASKED, None,
        )  # fmt: skip
        assert [event.kind for event in room.story(4)][-2:] == [EventKind.VERIFIED, EventKind.TAKEN_BACK]
        assert room.story(4)[-1].status_after is Status.PROPOSED_DONE
        done, undone = room.story(4)[-2:]
        assert done.data["entry"] == undone.data["entry"]
        assert (done.data["title"], undone.data["undone"]) == ("Rapat monev", "verify")
        with pytest.raises(Refused) as refused:
            room.undo()
        assert refused.value.reason is Refusal.NOTHING_TO_UNDO
        room.decide(4, Choice.VERIFY, "Sekarang sungguh.")
        assert room.commitment(4).status is Status.VERIFIED


def test_what_somebody_changed_since_is_not_taken_back(app: Flask, room: Room) -> None:
    with app.app_context():
        room.decide(1, Choice.EXTEND, "Anggaran.", due_on=NEW)
        room.commitment(1).obstacle = "Sesuatu yang baru."
        db.session.commit()
        with pytest.raises(CommitmentRefused) as refused:
            room.undo()
        assert refused.value.reason is CommitmentRefusal.CHANGED


def test_two_who_press_next_at_once_move_one_step(app: Flask, room: Room) -> None:
    with app.app_context():
        one, two, three = (room.item(number) for number in (1, 2, 3))
        assert actions.go_to(room.meeting(), two, seen_id=one, at=NOW)
        assert not actions.go_to(room.meeting(), two, seen_id=one, at=NOW)
        assert room.meeting().current_id == two
        assert actions.go_to(room.meeting(), three, seen_id=two, at=NOW)


def test_the_agenda_grows_by_what_is_of_the_region(app: Flask, room: Room, board: object) -> None:
    from tests.review.conftest import Board

    assert isinstance(board, Board)
    (new,) = board.add(board.forum(room.cast.region_id, "Forum lain"), LATE[0])
    (foreign,) = board.add(board.forum(room.cast.other_region_id), LATE[0], owner=room.cast.stranger_owner)
    with app.app_context():
        added = actions.add(room.meeting(), new, by=room.by(), at=NOW)
        assert added.number == 7
        assert actions.add(room.meeting(), room.ids[0], by=room.by(), at=NOW).number == 1
        with pytest.raises(Refused) as refused:
            actions.add(room.meeting(), foreign, by=room.by(), at=NOW)
        assert refused.value.reason is Refusal.UNKNOWN
        db.session.rollback()
