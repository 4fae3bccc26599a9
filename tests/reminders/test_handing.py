"""Taking over a post, reporting for one and supporting others, as the mails of the schedule tell of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import Cast, Held, person
from tests.database import SQLITE
from tests.reminders.promises import LATE, LATER, MONDAY, SOON, Promises, queued
from tests.reminders.test_mails import LOCALES, read_in, same_as_kept
from tracker.commitments import actions, queries
from tracker.commitments.helping_rules import PartSaid
from tracker.commitments.models import Commitment, Support
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people import actions as people
from tracker.people import queries as person_queries
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Actor, Door, TenureKind, actor
from tracker.reminders.actions import queue_due
from tracker.reminders.models import Entry, Outcome, ReminderKind

OPERATOR = Actor(None, None, "Administrator Sistem", Door.COMMAND)
TUESDAY = MONDAY + timedelta(days=1)
NEW = "plt.dinkes@buton.example"


def takes_over(cast: Cast, held: Held, from_on: date, *, kind: TenureKind = TenureKind.PLT) -> Tenure:
    """Somebody new holds the post from that day on; the one before leaves the day before."""
    db.session.get_one(Tenure, held.tenure_id).until_on = from_on - timedelta(days=1)
    tenure = people.hold(
        db.session.get_one(Post, held.post_id), person("drg. Sarimuddin", NEW, cast.region_id),
        kind=kind, from_on=from_on, by=OPERATOR, at=MONDAY - timedelta(days=5),
    )  # fmt: skip
    db.session.commit()
    return tenure


def run(at: datetime) -> None:
    queue_due(at, commit=db.session.commit)


def mails_to(email: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.to_email == email).order_by(Message.id)))


def supported_by(cast: Cast, commitment: Commitment, part: str = "Siapkan data peserta") -> Support:
    support = Support(commitment_id=commitment.id, office_id=cast.second_owner.office_id, part=part)
    db.session.add(support)
    db.session.commit()
    return support


def test_the_new_holder_hears_on_the_first_day_and_once(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATER, "Susun rencana kebutuhan obat")
    tenure = takes_over(cast, cast.owner, date(2025, 10, 14))
    run(MONDAY)
    assert not mails_to(NEW)
    run(TUESDAY)
    run(TUESDAY + timedelta(hours=3))
    run(TUESDAY + timedelta(days=1))
    [message] = mails_to(NEW)
    assert message.kind == "handover"
    assert "Susun rencana kebutuhan obat" in message.text
    assert "dr. Wa Ode Ramlah" in message.text
    assert "/answer/" in message.text
    [line] = db.session.scalars(select(Entry).where(Entry.kind == ReminderKind.HANDOVER))
    assert (line.tenure_id, line.message_id, line.counts) == (tenure.id, message.id, {"later": 1})


def test_on_digest_day_it_is_one_mail_with_the_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE, "Kirim usulan dokter")
    promises.owe(cast.owner, LATER, "Susun rencana kebutuhan obat")
    takes_over(cast, cast.owner, date(2025, 10, 13))
    run(MONDAY)
    run(TUESDAY)
    [message] = mails_to(NEW)
    assert message.kind == "handover"
    assert message.text.count("Kirim usulan dokter") == 1
    assert "Susun rencana kebutuhan obat" in message.text


def test_who_holds_another_post_reads_it_in_her_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.second_owner, LATE, "Perbarui data PBI")
    promises.owe(cast.owner, LATE, "Kirim usulan dokter")
    promises.owe(cast.owner, LATER, "Susun rencana kebutuhan obat")
    db.session.get_one(Tenure, cast.owner.tenure_id).until_on = date(2025, 10, 12)
    people.hold(
        db.session.get_one(Post, cast.owner.post_id),
        db.session.get_one(Person, cast.second_owner.person_id),
        kind=TenureKind.PLT, from_on=date(2025, 10, 13), by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    db.session.commit()
    run(MONDAY)
    run(TUESDAY)
    [message] = mails_to(cast.second_owner.email)
    assert message.kind == "weekly digest"
    for said in ("Perbarui data PBI", "Kirim usulan dokter", "Susun rencana kebutuhan obat"):
        assert message.text.count(said) == 1
    kinds = db.session.scalars(select(Entry.kind).where(Entry.message_id == message.id)).all()
    assert sorted(kinds) == ["handover", "weekly digest", "weekly digest"]


def test_nothing_open_or_the_same_person_means_no_summary(cast: Cast, promises: Promises) -> None:
    takes_over(cast, cast.owner, date(2025, 10, 14))
    promises.owe(cast.second_owner, LATER)
    db.session.get_one(Tenure, cast.second_owner.tenure_id).until_on = date(2025, 10, 13)
    people.hold(
        db.session.get_one(Post, cast.second_owner.post_id),
        db.session.get_one(Person, cast.second_owner.person_id),
        kind=TenureKind.PLT, from_on=date(2025, 10, 14), by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    db.session.commit()
    run(TUESDAY)
    assert not queued("handover")


@pytest.mark.databases(SQLITE)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_summary_as_it_is_read(cast: Cast, promises: Promises, locale: str) -> None:
    late = promises.owe(cast.owner, LATE, "Sampaikan usulan 10 dokter umum kepada BKPSDM")
    promises.answer(late, cast.owner, Answer.PROGRESS, note="Data kebutuhan sedang dihimpun.")
    asked = promises.owe(cast.owner, SOON, "Aktifkan layanan gawat darurat 24 jam")
    promises.answer(asked, cast.owner, Answer.MORE_TIME, until=date(2025, 11, 28))
    promises.owe(cast.owner, LATER, "Laporkan jumlah peserta aktif")
    takes_over(cast, cast.owner, date(2025, 10, 14))
    read_in(locale)
    run(TUESDAY)
    [message] = queued("handover")
    assert same_as_kept(message, locale, "handover") == []


def delegate(cast: Cast, commitment: Commitment | None = None) -> Person:
    known = person("Rahmawati", "rahmawati@buton.example", cast.region_id)
    asker = person_queries.asker(db.session.get_one(Person, cast.owner.person_id), at=MONDAY)
    held = asker.holdings[0]
    actions.name_delegate(
        held, known, commitment=commitment, until_on=None, by=actor(asker, held, Door.PAGE),
        at=MONDAY - timedelta(days=3), today=date(2025, 10, 10),
    )  # fmt: skip
    db.session.commit()
    return known


def test_a_delegate_gets_the_digest_too_with_links_of_her_own(cast: Cast, promises: Promises) -> None:
    late = promises.owe(cast.owner, LATE, "Kirim usulan dokter")
    promises.owe(cast.owner, SOON, "Lengkapi obat")
    delegate(cast, late)
    run(MONDAY)
    run(MONDAY + timedelta(hours=2))
    [message] = [m for m in mails_to("rahmawati@buton.example") if m.kind == "weekly digest"]
    [owners] = mails_to(cast.owner.email)
    assert "Kirim usulan dokter" in message.text
    assert "Lengkapi obat" not in message.text
    assert "Lengkapi obat" in owners.text
    link = next(word for word in message.text.split() if "/answer/" in word)
    assert link not in owners.text


def test_a_delegate_without_anything_to_do_gets_no_mail_and_a_line(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATER)
    delegate(cast)
    run(MONDAY)
    assert [m.kind for m in mails_to("rahmawati@buton.example")] == ["delegated"]
    lines = db.session.scalars(
        select(Entry).join(Tenure, Tenure.id == Entry.tenure_id).where(Tenure.kind == TenureKind.DELEGATE)
    ).all()
    assert [line.outcome for line in lines] == [Outcome.NOTHING]


def test_a_supporting_office_is_reminded_until_its_part_is_done(cast: Cast, promises: Promises) -> None:
    late = promises.owe(cast.owner, LATE, "Kirim usulan dokter")
    support = supported_by(cast, late)
    run(MONDAY)
    [message] = mails_to(cast.second_owner.email)
    assert "Siapkan data peserta" in message.text
    assert "/part/" in message.text
    assert "/answer/" not in message.text
    [line] = db.session.scalars(select(Entry).where(Entry.tenure_id == cast.second_owner.tenure_id))
    assert (line.outcome, line.counts) == (Outcome.QUEUED, {"supporting": 1})

    actions.answer_part(
        support, late, tenure=db.session.get_one(Tenure, cast.second_owner.tenure_id),
        by=Actor(cast.second_owner.person_id, cast.second_owner.tenure_id, "Kepala Dinas Sosial", Door.LINK),
        said=PartSaid.DONE, note="Terkirim.", at=TUESDAY,
    )  # fmt: skip
    db.session.commit()
    run(MONDAY + timedelta(days=7))
    assert mails_to(cast.second_owner.email) == [message]


def test_posts_that_become_vacant_are_foretold(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    promises.owe(cast.second_owner, LATER)
    db.session.get_one(Tenure, cast.second_owner.tenure_id).until_on = date(2025, 10, 31)
    db.session.commit()
    [one] = queries.vacancies(cast.region_id, today=date(2025, 10, 13))
    assert (one.post.id, one.from_on, one.open, one.overdue) == (
        cast.second_owner.post_id,
        date(2025, 11, 1),
        1,
        0,
    )
    run(MONDAY)
    message = queued("review digest")[0]
    assert "Kepala Dinas Sosial: Sabtu, 1 November 2025" in message.text
    assert "/posts/vacant" in message.text


def test_a_successor_or_a_stand_in_leaves_no_gap(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.second_owner, LATE)
    takes_over(cast, cast.second_owner, date(2025, 10, 20))
    assert not queries.vacancies(cast.region_id, today=date(2025, 10, 13))
    db.session.get_one(Person, person_queries.by_email(NEW).id).active = False  # type: ignore[union-attr]  # made above
    db.session.commit()
    [one] = queries.vacancies(cast.region_id, today=date(2025, 10, 13))
    assert (one.from_on, one.overdue) == (date(2025, 10, 20), 1)
