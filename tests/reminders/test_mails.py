"""The mails as their readers get them; UPDATE_SNAPSHOTS=1 writes the files beside this test anew, to be read."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.database import SQLITE
from tests.pages import faults
from tests.reminders.promises import ANSWERED_AT, LATE, LATER, MONDAY, SOON, Promises, queued
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people import queries as people
from tracker.people.models import Person, Tenure
from tracker.people.rules import Actor, Door
from tracker.reminders.actions import queue_due, remind_now, stop_notices

pytestmark = pytest.mark.databases(SQLITE)

FOLDER = Path(__file__).parent
TOKEN = re.compile(r"/(answer|part|mail/stop)/[\w.~-]+")
LOCALES = ("id", "en")


def alike(text: str) -> str:
    return TOKEN.sub(r"/\1/…", text)


def same_as_kept(message: Message, locale: str, kind: str) -> list[str]:
    """Names of the files that differ from the mail; links are named alike, for they differ each time."""
    texts = {
        f"{locale}.txt": f"{message.subject}\n\n{alike(message.text)}",
        f"{locale}.html": alike(message.html),
    }
    folder = FOLDER / kind.replace(" ", "-")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    return [name for name, text in texts.items() if (folder / name).read_text(encoding="utf-8") != text]


def read_in(locale: str) -> None:
    for person in db.session.query(Person):
        person.locale = locale
    db.session.commit()


def a_full_week(promises: Promises, cast: Cast) -> None:
    """Something in each part of both digests, with all that an item can tell."""
    late = promises.owe(cast.owner, LATE, "Sampaikan usulan 10 dokter umum kepada BKPSDM")
    promises.answer(late, cast.owner, Answer.OBSTRUCTED, note="Data kebutuhan belum lengkap.")
    promises.owe(cast.owner, date(2025, 9, 1), "Aktifkan layanan gawat darurat 24 jam di puskesmas")
    back = promises.owe(cast.owner, date(2025, 10, 31), "Laporkan jumlah peserta aktif per triwulan")
    promises.answer(back, cast.owner, Answer.DONE, note="Angka terlampir.")
    promises.judge(back, accepted=False, reason="Angka <Mei> & bukan September.")
    promises.owe(cast.owner, SOON, "Tingkatkan sosialisasi kepesertaan di semua kecamatan")
    promises.owe(cast.owner, LATER, "Evaluasi rujukan akhir tahun")
    done = promises.owe(cast.second_owner, LATE, "Padankan data penerima bantuan iuran")
    promises.answer(done, cast.second_owner, Answer.DONE, at=ANSWERED_AT - timedelta(days=5))
    more = promises.owe(cast.second_owner, LATE, "Data ulang bayi baru lahir")
    promises.answer(more, cast.second_owner, Answer.MORE_TIME, until=LATER)
    promises.owe(cast.second_reviewer, LATE, "Bentuk tim pemantau")
    db.session.get_one(Tenure, cast.second_reviewer.tenure_id).until_on = date(2025, 9, 30)
    db.session.commit()


@pytest.mark.parametrize("locale", LOCALES)
def test_an_owners_weekly_digest(cast: Cast, promises: Promises, locale: str) -> None:
    read_in(locale)
    a_full_week(promises, cast)

    queue_due(MONDAY, commit=db.session.commit)

    [message] = queued("weekly digest")
    assert same_as_kept(message, locale, "weekly digest") == []
    assert faults(message.html) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reviewers_digest(cast: Cast, promises: Promises, locale: str) -> None:
    read_in(locale)
    a_full_week(promises, cast)
    promises.owe(cast.reviewer, SOON, "Siapkan ruang rapat forum berikutnya")

    queue_due(MONDAY, commit=db.session.commit)

    [message] = queued("review digest")
    assert same_as_kept(message, locale, "review digest") == []
    assert faults(message.html) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_leaders_digest(cast: Cast, promises: Promises, locale: str) -> None:
    read_in(locale)
    promises.owe(cast.owner, date(2025, 8, 25), "Bangun gudang obat di ibu kota kabupaten")
    a_full_week(promises, cast)
    closed = promises.owe(cast.second_owner, LATE, "Tetapkan peserta bantuan iuran daerah")
    promises.answer(closed, cast.second_owner, Answer.DONE, at=ANSWERED_AT - timedelta(days=1))
    promises.judge(closed, accepted=True)

    queue_due(MONDAY, commit=db.session.commit)

    [message] = queued("leader digest")
    assert same_as_kept(message, locale, "leader digest") == []
    assert faults(message.html) == []


def tuesday_with_notices(promises: Promises, cast: Cast) -> None:
    """Due today, in three days, and late by five: told between two digests."""
    queue_due(MONDAY, commit=db.session.commit)
    promises.owe(cast.owner, date(2025, 10, 14), "Sampaikan usulan 10 dokter umum kepada BKPSDM")
    promises.owe(cast.owner, SOON, "Tingkatkan sosialisasi kepesertaan di semua kecamatan")
    late = promises.owe(cast.owner, date(2025, 10, 7), "Lengkapi obat di puskesmas")
    promises.answer(late, cast.owner, Answer.OBSTRUCTED, note="Penyedia menunda pengiriman.")
    promises.owe(cast.second_owner, date(2025, 10, 6), "Data ulang <bayi> baru lahir")
    promises.owe(cast.second_reviewer, SOON, "Bentuk tim pemantau")
    queue_due(MONDAY + timedelta(days=1), commit=db.session.commit)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("reader", "folder"), [("owner", "notice-owner"), ("second_reviewer", "notice-asisten")]
)
def test_a_notice(cast: Cast, promises: Promises, locale: str, reader: str, folder: str) -> None:
    """The Asisten owes something too, and reads both in one mail."""
    read_in(locale)
    tuesday_with_notices(promises, cast)

    [message] = [one for one in queued("notice") if one.to_email == getattr(cast, reader).email]
    assert same_as_kept(message, locale, folder) == []
    assert faults(message.html) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_answers_about_more_time_and_who_stopped_notices(cast: Cast, promises: Promises, locale: str) -> None:
    read_in(locale)
    granted = promises.owe(cast.owner, LATE, "Evaluasi rujukan akhir tahun")
    promises.answer(granted, cast.owner, Answer.MORE_TIME, until=LATER)
    promises.grant(granted, LATER)
    refused = promises.owe(cast.owner, LATE, "Aktifkan layanan gawat darurat 24 jam di puskesmas")
    promises.answer(refused, cast.owner, Answer.MORE_TIME, until=LATER)
    promises.refuse(refused, at=ANSWERED_AT + timedelta(hours=3), reason="Sudah dua kali diberi waktu.")
    person = db.session.get_one(Person, cast.owner.person_id)
    stop_notices(person, by=Actor(person.id, None, person.name, Door.LINK), at=ANSWERED_AT)
    db.session.commit()

    queue_due(MONDAY, commit=db.session.commit)

    [to_owner], [to_reviewer, _] = queued("weekly digest"), queued("review digest")
    assert same_as_kept(to_owner, locale, "weekly-digest-answers") == []
    assert same_as_kept(to_reviewer, locale, "review-digest-stopped") == []
    assert faults(to_owner.html) == faults(to_reviewer.html) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_reminder_by_hand(cast: Cast, promises: Promises, locale: str) -> None:
    read_in(locale)
    late = promises.owe(cast.owner, LATE, "Sampaikan usulan 10 dokter umum kepada BKPSDM")
    at = MONDAY + timedelta(days=1)
    asker = people.asker(db.session.get_one(Person, cast.reviewer.person_id), at=at)

    remind_now(asker, [late.id], by=promises.actor(cast.reviewer), at=at)
    db.session.commit()

    [message] = queued("remind now")
    assert same_as_kept(message, locale, "remind now") == []
    assert faults(message.html) == []


def test_each_reads_in_the_language_chosen(cast: Cast, promises: Promises) -> None:
    db.session.get_one(Person, cast.owner.person_id).locale = "en"
    promises.owe(cast.owner, LATE)
    promises.owe(cast.second_owner, LATE)

    queue_due(MONDAY, commit=db.session.commit)

    subjects = {message.to_email: message.subject for message in queued("weekly digest")}
    assert subjects[cast.owner.email] == "Follow-up: 1 overdue"
    assert subjects[cast.second_owner.email] == "Tindak lanjut: 1 lewat tenggat"


def test_what_people_write_cannot_become_part_of_the_mail(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE, "<script>alert(1)</script> lengkapi <b>obat</b>")

    queue_due(MONDAY, commit=db.session.commit)

    for kind in ("weekly digest", "review digest", "leader digest"):
        assert all("<script>" not in message.html for message in queued(kind))
