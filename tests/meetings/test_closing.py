"""At the end: minutes that no longer change, one mail for each whom they concern, and a way back into a forum."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from flask import Flask
from sqlalchemy import select

from tests.meetings.conftest import NOW, TODAY, Room
from tests.minutes.snapshots import same_as_kept
from tracker.commitments.models import CommitmentMessage
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.forums.rules import Rhythm
from tracker.meetings import actions, papers
from tracker.meetings.models import Meeting
from tracker.meetings.recording import record_of
from tracker.meetings.rules import QUIET_FOR, Choice, Refusal, Refused, fingerprint
from tracker.minutes.models import Draft, DraftState
from tracker.people.audit import first_bad_row
from tracker.people.models import AuditRow, Post

NEW = date(2025, 11, 28)
HERE = Path(__file__).parent


def decide_all(room: Room) -> list[int]:
    """Items 1 to 4 and one promise; 5 and 6 are not reached. The ids of the entries."""
    made = [
        room.decide(1, Choice.EXTEND, "Anggaran perubahan November.", due_on=NEW),
        room.decide(2, Choice.ESCALATE, "Dua bulan tanpa kabar.", post=room.cast.second_reviewer.post_id),
        room.decide(3, Choice.ASK_REPORT, "Jumlah peserta per kecamatan.", due_on=date(2025, 10, 20)),
        room.decide(4, Choice.VERIFY),
    ]
    owner = db.session.get_one(Post, room.cast.second_owner.post_id)
    actions.promise(
        room.meeting(), action="Menyusun daftar PBI baru.", owner=owner, due_on=date(2025, 12, 5),
        by=room.by(), at=room.now, today=TODAY,
    )  # fmt: skip
    db.session.commit()
    return [entry.id for entry in made]


def test_each_gets_one_mail_when_the_minutes_are_closed(app: Flask, room: Room) -> None:
    with app.app_context():
        decide_all(room)
        assert room.close() == 3
        above, dinkes, dinsos = room.mails()
        assert [above.to_email, dinkes.to_email, dinsos.to_email] == [
            room.cast.second_reviewer.email, room.cast.owner.email, room.cast.second_owner.email,
        ]  # fmt: skip
        assert dinkes.text.count("/answer/") == 2  # of three, one is closed now
        assert "Dua bulan tanpa kabar." in above.text
        assert "/answer/" not in above.text
        assert same_as_kept("mail-owner.txt", f"{dinkes.subject}\n\n{_without_links(dinkes.text)}", HERE)
        assert same_as_kept("mail-above.txt", f"{above.subject}\n\n{_without_links(above.text)}", HERE)
        spoken = db.session.scalars(
            select(CommitmentMessage.commitment_id).where(CommitmentMessage.message_id == dinkes.id)
        ).all()
        assert sorted(spoken) == sorted(room.ids[n - 1] for n in (1, 2, 4))


def _without_links(text: str) -> str:
    words = ("http://", "https://")
    return "\n".join("   …" if line.strip().startswith(words) else line for line in text.splitlines()) + "\n"


def test_who_was_told_is_not_told_again_and_it_is_not_undone(app: Flask, room: Room) -> None:
    with app.app_context():
        decide_all(room)
        assert actions.tell_of_left_open(room.now + QUIET_FOR - timedelta(minutes=1)) == 0
        assert actions.tell_of_left_open(room.now + QUIET_FOR) == 3
        db.session.commit()
        with pytest.raises(Refused) as refused:
            room.undo()
        assert refused.value.reason is Refusal.TOLD
        db.session.rollback()
        room.decide(6, Choice.NOTE, "Menunggu data BPJS.")
        assert room.close() == 1
        assert len(room.mails()) == 4


def test_what_was_undone_is_told_to_nobody_and_stands_in_no_minutes(app: Flask, room: Room) -> None:
    with app.app_context():
        room.decide(1, Choice.EXTEND, "Anggaran.", due_on=NEW)
        room.undo()
        assert room.close() == 0
        record = room.meeting().record
        assert [item["log"] for item in record["items"]] == [[]] * 6


def test_closed_minutes_hold_all_and_stay_as_they_are(app: Flask, room: Room) -> None:
    with app.app_context():
        first = decide_all(room)[0]
        room.close({first: "Anggaran perubahan ditetapkan November."}, place="Ruang Sekda")
        meeting = room.meeting()
        record = meeting.record
        assert (record["place"], record["chair"], record["closed_as"]) == (
            "Ruang Sekda", "Sekretaris Daerah", "Kepala Bagian Kesra",
        )  # fmt: skip
        items = record["items"]
        assert [len(item["log"]) for item in items] == [1, 1, 1, 1, 0, 0]
        assert items[0]["log"][0]["said"] == "Anggaran perubahan ditetapkan November."
        assert (items[0]["due_before"], items[0]["due_on"]) == ("2025-08-29", "2025-11-28")
        assert (items[3]["status_before"], items[3]["status"]) == ("proposed done", "verified")
        assert record["promises"][0]["action"] == "Menyusun daftar PBI baru."
        assert meeting.sha256 == fingerprint(record)
        assert room.story(1)[-1].note == "Anggaran perubahan November."  # the story keeps the first words

        room.commitment(1).status = Status.WITHDRAWN
        db.session.commit()
        assert record_of(meeting)["items"][0]["status"] == "withdrawn"
        db.session.expire_all()
        assert fingerprint(room.meeting().record) == room.meeting().sha256
        row = db.session.scalars(select(AuditRow).where(AuditRow.act == "meeting.closed")).one()
        assert row.data["sha256"] == meeting.sha256
        assert first_bad_row() is None


def test_nothing_more_happens_in_a_closed_meeting(app: Flask, room: Room) -> None:
    with app.app_context():
        decide_all(room)
        room.close()
        owner = db.session.get_one(Post, room.cast.owner.post_id)
        given: dict[str, Any] = {"by": room.by(), "at": NOW}
        for act in (
            lambda: room.decide(5, Choice.NOTE, "Masih ada."),
            room.undo,
            room.close,
            lambda: actions.begin(room.meeting(), **given),
            lambda: actions.add(room.meeting(), room.ids[0], **given),
            lambda: actions.promise(
                room.meeting(), action="Baru", owner=owner, due_on=NEW, today=TODAY, **given
            ),
            lambda: actions.drop(room.meeting(), 1, **given),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.reason is Refusal.CLOSED
            db.session.rollback()


def test_a_meeting_in_which_something_happened_is_looked_at_before_it_is_closed(
    app: Flask, room: Room
) -> None:
    with app.app_context():
        seen = room.meeting().version_id
        room.decide(1, Choice.NOTE, "Dari reviewer kedua.")
        with pytest.raises(Refused) as refused:
            room.close(seen=seen)
        assert refused.value.reason is Refusal.CHANGED


def test_the_text_and_the_document_hold_the_same(app: Flask, room: Room) -> None:
    with app.app_context():
        decide_all(room)
        room.close()
        meeting = room.meeting()
        assert same_as_kept("minutes.txt", meeting.minutes_text, HERE)
        paper = docx.Document(papers.as_docx(meeting.record, draft=False))
        (table,) = paper.tables
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert rows[0] == ["No.", "Komitmen", "Pemilik", "Keadaan dan kendala", "Keputusan", "Tenggat"]
        assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4"]
        assert "Tenggat baru" in rows[1][4]
        words = [paragraph.text for paragraph in paper.paragraphs]
        assert words[:2] == ["NOTULA", "Rapat monev"]
        assert any("Menyusun daftar PBI baru, paling lambat Jumat, 5 Desember 2025" in line for line in words)


def test_what_xml_cannot_hold_does_not_break_the_document(app: Flask, room: Room) -> None:
    with app.app_context():
        room.decide(6, Choice.NOTE, "Ada \x0b tanda \x01 aneh <&>.")
        paper = docx.Document(papers.as_docx(record_of(room.meeting()), draft=True))
        assert "<&>" in paper.tables[0].rows[1].cells[4].text


def test_the_minutes_become_a_forum_with_the_new_promises_as_drafts(app: Flask, room: Room) -> None:
    with app.app_context():
        decide_all(room)
        given: dict[str, Any] = {
            "series": "Rapat Monev",
            "rhythm": Rhythm.MONTHLY,
            "by": room.by(),
            "at": NOW,
        }
        with pytest.raises(Refused) as refused:
            actions.hand_over(room.meeting(), **given)
        assert refused.value.reason is Refusal.NOT_RUNNING
        db.session.rollback()
        room.close()
        forum = actions.hand_over(room.meeting(), **given)
        db.session.commit()
        assert (forum.title, forum.held_on, forum.minutes_text) == (
            "Rapat monev", TODAY, room.meeting().minutes_text,
        )  # fmt: skip
        (draft,) = db.session.scalars(select(Draft).where(Draft.forum_id == forum.id)).all()
        assert draft.quote == forum.minutes_text[draft.start : draft.end]
        assert (draft.action, draft.post_id, draft.due_on, draft.state) == (
            "Menyusun daftar PBI baru.", room.cast.second_owner.post_id, date(2025, 12, 5), DraftState.WAITING,
        )  # fmt: skip
        assert actions.hand_over(room.meeting(), **given).id == forum.id
        assert db.session.query(Meeting).one().forum_id == forum.id
