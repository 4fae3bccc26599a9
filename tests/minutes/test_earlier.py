"""Minutes that report on an older commitment: noted in its story, never a new one, and never its owner's word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast as typed

import pytest
from flask import Flask

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.minutes.conftest import NOW, acting, browser, forum_of, hold, press, token_of
from tests.queries import count_queries
from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment, Event, Update
from tracker.commitments.queries import story
from tracker.commitments.rules import EventKind
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.minutes import actions, queries
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.suggesting import likely_commitments
from tracker.people.models import Post

NEWS = "Inventarisasi kebutuhan fasilitas kesehatan oleh Dinas Kesehatan telah mencapai 80 persen."
LATER = f"Catatan rapat.\n{NEWS}\n"
TODAY = date(2025, 10, 20)


@pytest.fixture
def owed(app: Flask, cast: Cast, forum_id: int) -> int:
    """The first draft of last forum, published: the Dinkes head owes the list by 30 September."""
    with app.app_context():
        first = queries.drafts_of(forum_id)[0]
        made = actions.accept(
            first, action=first.action, owner=db.session.get_one(Post, cast.owner.post_id), due_on=first.due_on,
            by=acting(cast.reviewer), at=NOW, today=NOW.date(),
        )  # fmt: skip
        actions.publish(forum_of(forum_id), by=acting(cast.reviewer), at=NOW, despite_waiting=True)
        db.session.commit()
        return made.id


@pytest.fixture
def later(app: Flask, cast: Cast, owed: int) -> int:
    """A later forum whose minutes hold one piece of news, put in place as the reading gives it."""
    with app.app_context():
        forum_id = hold(cast, LATER, date(2025, 7, 25))
        db.session.query(Draft).filter_by(forum_id=forum_id).delete()
        start = LATER.index(NEWS)
        db.session.add(
            Draft(
                forum_id=forum_id, number=1, start=start, end=start + len(NEWS), quote=NEWS, action=NEWS,
                kind="status", because=[["status words", "telah mencapai"]],
            )
        )  # fmt: skip
        db.session.commit()
        return forum_id


def news(forum_id: int) -> Draft:
    (found,) = queries.drafts_of(forum_id)
    return found


def test_news_is_asked_about_and_not_offered_as_a_commitment(
    reviewer: PageClient, owed: int, later: int
) -> None:
    page = pages.parse(reviewer.get(f"/forums/{later}/drafts").text)

    (card,) = [a for a in page.iter("article") if a.get("data-draft")]
    assert [h.get("id") for h in page.iter("h2")] == ["earlier"]
    assert [i.get("value") for i in card.iter("input") if i.get("type") == "radio"] == [str(owed), "none"]
    assert not [f for f in card.iter("form") if f.get("action", "").endswith("/approval")]
    assert "Inventarisasi kebutuhan" in pages.text(card)


def test_it_becomes_a_note_in_the_story_and_changes_nothing(
    app: Flask, reviewer: PageClient, owed: int, later: int
) -> None:
    with app.app_context():
        draft_id = news(later).id
        before = db.session.get_one(Commitment, owed)
        stood = (before.status, before.due_on, before.last_update_id, before.obstacle)

    press(reviewer, f"/forums/{later}/drafts", f"/drafts/{draft_id}/telling", commitment=str(owed))

    with app.app_context():
        after = db.session.get_one(Commitment, owed)
        told = db.session.query(Event).filter_by(kind=EventKind.TOLD_IN_FORUM).one()
        assert (after.status, after.due_on, after.last_update_id, after.obstacle) == stood
        assert (told.commitment_id, told.note, told.data["forum"]) == (owed, NEWS, later)
        assert db.session.query(Update).count() == 0
        assert db.session.query(Commitment).count() == 1
        assert news(later).state is DraftState.TOLD
    page = reviewer.get(f"/commitments/{owed}").text
    assert NEWS in page
    assert "Forum Kemitraan 2025" in page


def test_a_note_does_not_hide_the_day_on_which_the_owner_became_late(
    app: Flask, cast: Cast, owed: int, later: int
) -> None:
    """Told on the very day after the due date: the day is missed all the same."""
    with app.app_context():
        commitment = db.session.get_one(Commitment, owed)
        missed = [entry.on for entry in story(commitment, today=TODAY) if entry.kind == "due date passed"]
        commitments.tell_of_forum(
            commitment,
            quote=NEWS,
            forum=forum_of(later),
            by=acting(cast.reviewer),
            at=datetime(2025, 10, 1, 3, tzinfo=UTC),
        )
        entries = story(commitment, today=TODAY)
        assert (
            [entry.on for entry in entries if entry.kind == "due date passed"]
            == missed
            == [date(2025, 10, 1)]
        )
        assert "told in a forum" in [entry.kind for entry in entries]
        db.session.commit()


def test_pressed_twice_it_is_one_note_and_it_can_be_taken_back(
    app: Flask, reviewer: PageClient, cast: Cast, owed: int, later: int
) -> None:
    with app.app_context():
        draft, commitment = news(later), db.session.get_one(Commitment, owed)
        for _ in range(2):
            actions.tell_earlier(draft, commitment, by=acting(cast.reviewer), at=NOW)
        db.session.commit()
        draft_id = draft.id
        assert db.session.query(Event).filter_by(kind=EventKind.TOLD_IN_FORUM).count() == 1

    press(reviewer, f"/forums/{later}/drafts", f"/drafts/{draft_id}/return")
    with app.app_context():
        assert db.session.query(Event).filter_by(kind=EventKind.TOLD_IN_FORUM).count() == 0
        assert news(later).state is DraftState.WAITING


def test_none_of_these_puts_it_aside(app: Flask, reviewer: PageClient, later: int) -> None:
    with app.app_context():
        draft_id = news(later).id
    press(reviewer, f"/forums/{later}/drafts", f"/drafts/{draft_id}/telling", commitment="none")
    with app.app_context():
        assert news(later).state is DraftState.REJECTED
        assert news(later).rejected_reason


@pytest.mark.parametrize("chosen", ["", "0", "x", "999999"])
def test_a_choice_that_is_none_changes_nothing(
    app: Flask, reviewer: PageClient, later: int, chosen: str
) -> None:
    with app.app_context():
        draft_id = news(later).id
    answer = press(reviewer, f"/forums/{later}/drafts", f"/drafts/{draft_id}/telling", commitment=chosen)
    assert answer.status_code == 302
    with app.app_context():
        assert news(later).state is DraftState.WAITING


def test_misread_news_can_still_become_a_commitment(
    app: Flask, reviewer: PageClient, cast: Cast, later: int
) -> None:
    with app.app_context():
        draft_id = news(later).id
    reviewer.submit(
        f"/drafts/{draft_id}/correction",
        {"owner": str(cast.owner.post_id), "due_on": "2025-12-01"},
        action="/correction",
    )
    with app.app_context():
        assert news(later).state is DraftState.ACCEPTED


def test_a_stranger_notes_nothing(app: Flask, cast: Cast, sign_in: SignIn, owed: int, later: int) -> None:
    with app.app_context():
        draft_id = news(later).id
    for held, code in ((cast.owner, 403), (cast.stranger, 404)):
        client = browser(app, sign_in, held)
        token = token_of(client, "/password")
        answer = client.post(f"/drafts/{draft_id}/telling", data={"csrf_token": token, "commitment": owed})
        assert answer.status_code == code


def test_a_commitment_of_another_region_is_never_told_of(app: Flask, cast: Cast, owed: int) -> None:
    with app.app_context():
        elsewhere = Forum(region_id=cast.other_region_id, title="Forum lain", held_on=NOW.date())
        with pytest.raises(ValueError, match="region"):
            commitments.tell_of_forum(
                db.session.get_one(Commitment, owed),
                quote=NEWS,
                forum=elsewhere,
                by=acting(cast.reviewer),
                at=NOW,
            )
        db.session.rollback()


def test_the_page_costs_two_queries_more_for_any_number_of_news(
    reviewer: PageClient, owed: int, later: int
) -> None:
    reviewer.get(f"/forums/{later}/drafts")
    with count_queries() as asked:
        reviewer.get(f"/forums/{later}/drafts")
    assert len(asked) <= 9, "\n".join(asked)


REPORTED = [
    ("Menginventarisasi kebutuhan fasilitas kesehatan, termasuk rumah sakit umum daerah",
     "Inventarisasi kebutuhan faskes sudah selesai, laporan disampaikan ke Bupati"),
    ("Mengaktifkan layanan gawat darurat 24 jam di 20 puskesmas",
     "Layanan UGD 24 jam baru berjalan di 11 dari 20 puskesmas"),
    ("Menyampaikan daftar peserta nonaktif per kecamatan kepada Dinas Sosial",
     "Daftar peserta nonaktif per kecamatan telah diserahkan kepada Dinas Sosial tanggal 5 Agustus"),
    ("Mengusulkan formasi dokter dan perawat tahun 2026",
     "Usulan formasi dokter oleh BKPSDM sudah disampaikan ke Kementerian PAN-RB"),
    ("Meningkatkan sarana dan prasarana di fasilitas kesehatan",
     "Peningkatan sarana prasarana fasilitas kesehatan belum terlaksana karena anggaran"),
    ("Memadankan data peserta PBI JK dengan DTSEN", "Pemadanan data PBI JK dengan DTSEN mencapai 78 persen"),
    ("Menganggarkan iuran PBPU BP Pemda dalam APBD Perubahan",
     "Anggaran iuran PBPU BP Pemda telah masuk APBD Perubahan sebesar Rp 12 miliar"),
    ("Memasang papan informasi hak peserta di seluruh puskesmas",
     "Papan informasi hak peserta sudah terpasang di 14 puskesmas"),
    ("Mendaftarkan perangkat desa sebagai peserta PPU", "Pendaftaran perangkat desa: 62 dari 95 desa sudah terdaftar"),
    ("Melunasi tunggakan iuran wajib Januari sampai Juni", "Tunggakan iuran wajib Januari s.d. Juni sudah lunas"),
    ("Membentuk tim verifikasi data kependudukan", "Tim verifikasi data kependudukan belum terbentuk"),
    ("Sosialisasi Mobile JKN di 12 kecamatan", "Sosialisasi Mobile JKN baru terlaksana di 4 kecamatan"),
]  # fmt: skip
POOL = typed(
    "list[Commitment]",
    [SimpleNamespace(action=action, decision=SimpleNamespace(quote=action)) for action, _ in REPORTED],
)


@pytest.mark.parametrize(("number", "said"), [(n, said) for n, (_, said) in enumerate(REPORTED)])
def test_a_report_finds_its_commitment_and_no_other(number: int, said: str) -> None:
    assert [commitment.action for commitment in likely_commitments(said, POOL)] == [REPORTED[number][0]]


def test_what_reports_on_nothing_finds_nothing() -> None:
    assert likely_commitments("Rapat ditutup oleh Wakil Bupati pukul 12.10 WITA.", POOL) == []


def test_the_reviewer_is_asked_about_three_at_most() -> None:
    alike = [
        SimpleNamespace(action=f"Melatih kader desa ke-{n}", decision=SimpleNamespace(quote=""))
        for n in range(9)
    ]
    assert len(likely_commitments("Kader desa sudah dilatih", typed("list[Commitment]", alike))) == 3
