"""Monday's digests: who gets one, what silences it, and that it exists once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cast import DINSOS, Cast, Held, hold
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import ANSWERED_AT, LATE, LATER, MONDAY, SOON, Promises, queued, receivers
from tracker.commitments.models import CommitmentMessage
from tracker.commitments.rules import Answer
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind
from tracker.regions.models import Region
from tracker.reminders import digests, queries
from tracker.reminders.actions import Ticked, preview, queue_due
from tracker.reminders.models import Entry, Outcome, ReminderKind, Slot

pytestmark = pytest.mark.databases(SQLITE)

OWNERS, REVIEWERS = "weekly digest", "review digest"


def tick(at: datetime = MONDAY) -> Ticked:
    return queue_due(at, commit=db.session.commit)


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_an_owner_with_something_late_gets_one_digest_on_monday(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE, "Lengkapi obat di puskesmas")
    promises.owe(cast.owner, SOON, "Susun jadwal jaga dokter")

    done = tick()

    [message] = queued(OWNERS)
    assert message.to_email == cast.owner.email
    assert message.key == f"weekly-digest/2025-W42/74.04/person-{cast.owner.person_id}"
    assert (message.kind, message.period) == ("weekly digest", "2025-W42")
    assert "Lengkapi obat di puskesmas" in message.text
    assert "Susun jadwal jaga dokter" in message.text
    assert message.reply_to == "kesra@buton.example"
    assert done == Ticked(regions=2, queued=3, nothing=done.nothing)


def test_before_eight_nothing_is_queued(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)

    assert tick(MONDAY - timedelta(minutes=6)) == Ticked()
    assert queued(OWNERS) == []


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_second_tick_queues_nothing(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    tick()

    for later in (timedelta(), timedelta(minutes=5), timedelta(days=3)):
        assert tick(MONDAY + later) == Ticked()
    assert receivers(OWNERS) == [cast.owner.email]


def test_what_becomes_late_on_tuesday_waits_for_the_next_monday(cast: Cast, promises: Promises) -> None:
    tick()
    promises.owe(cast.owner, LATE)

    assert tick(MONDAY + timedelta(days=1)) == Ticked()
    tick(MONDAY + timedelta(days=7))
    assert receivers(OWNERS) == [cast.owner.email]


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_missed_monday_is_caught_up_on_wednesday_once(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    wednesday = MONDAY + timedelta(days=2, hours=2)

    tick(wednesday)
    tick(wednesday + timedelta(minutes=5))

    assert receivers(OWNERS) == [cast.owner.email]
    slot = db.session.scalars(select(Slot).where(Slot.region_id == cast.region_id)).first()
    assert slot is not None
    assert slot.planned_at == datetime(2025, 10, 13, 0, tzinfo=UTC)
    assert slot.ran_at == wednesday


def test_each_region_has_its_own_morning(app: Flask, cast: Cast, promises: Promises) -> None:
    db.session.get_one(Region, cast.other_region_id).zone = "Asia/Jakarta"
    db.session.commit()
    promises.owe(cast.owner, LATE)
    promises.owe(cast.stranger_owner, LATE)

    tick(MONDAY)
    assert receivers(OWNERS) == [cast.owner.email]
    tick(MONDAY + timedelta(hours=1))
    assert receivers(OWNERS) == [cast.stranger_owner.email, cast.owner.email]


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_who_owes_nothing_now_gets_no_mail_but_a_line_in_the_ledger(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATER)

    tick()

    assert queued(OWNERS) == queued(REVIEWERS) == []
    lines = db.session.scalars(select(Entry).where(Entry.tenure_id == cast.owner.tenure_id)).all()
    assert [(line.kind, line.outcome, line.period) for line in lines] == [
        (ReminderKind.WEEKLY_DIGEST, Outcome.NOTHING, "2025-W42")
    ]


def test_the_due_day_itself_is_not_late_and_the_day_after_is(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, MONDAY.date())
    promises.owe(cast.second_owner, MONDAY.date() - timedelta(days=1))

    by_address = {p.recipient.split("<")[1].rstrip(">"): p.counts for p in preview(MONDAY)}

    assert by_address[cast.owner.email] == {"overdue": 0, "sent back": 0, "this week": 1}
    assert by_address[cast.second_owner.email] == {"overdue": 1, "sent back": 0, "this week": 0}


Silencer = Callable[[Promises, Cast], None]


def proposed(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.DONE)


def verified(promises: Promises, cast: Cast) -> None:
    commitment = promises.owe(cast.owner, LATE)
    promises.answer(commitment, cast.owner, Answer.DONE)
    promises.judge(commitment, accepted=True)


def asked_for_time(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.MORE_TIME, until=LATER)


def granted(promises: Promises, cast: Cast) -> None:
    commitment = promises.owe(cast.owner, LATE)
    promises.answer(commitment, cast.owner, Answer.MORE_TIME, until=LATER)
    promises.grant(commitment, LATER)


@pytest.mark.databases(SQLITE, POSTGRESQL)
@pytest.mark.parametrize("silence", [proposed, verified, asked_for_time, granted])
def test_what_silences_the_owners_mail(cast: Cast, promises: Promises, silence: Silencer) -> None:
    silence(promises, cast)

    tick()

    assert queued(OWNERS) == []


def progress(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.PROGRESS, note="ok")


def obstructed(promises: Promises, cast: Cast) -> None:
    promises.answer(promises.owe(cast.owner, LATE), cast.owner, Answer.OBSTRUCTED)


def sent_back(promises: Promises, cast: Cast) -> None:
    commitment = promises.owe(cast.owner, LATER)
    promises.answer(commitment, cast.owner, Answer.DONE)
    promises.judge(commitment, accepted=False, reason="Foto tidak terbaca.")


@pytest.mark.parametrize("noise", [progress, obstructed, sent_back])
def test_what_does_not_silence_it(cast: Cast, promises: Promises, noise: Silencer) -> None:
    noise(promises, cast)

    tick()

    assert receivers(OWNERS) == [cast.owner.email]


@pytest.mark.parametrize("silence", [proposed, asked_for_time])
def test_what_waits_for_a_reviewer_is_in_the_reviewers_digest(
    cast: Cast, promises: Promises, silence: Silencer
) -> None:
    silence(promises, cast)

    tick()

    assert receivers(REVIEWERS) == [cast.second_reviewer.email, cast.reviewer.email]
    [entry] = db.session.scalars(select(Entry).where(Entry.tenure_id == cast.reviewer.tenure_id))
    assert entry.counts["overdue"] == 0
    assert entry.counts["waiting"] + entry.counts["requests"] == 1


def test_reviewers_see_the_working_days_they_let_pass(cast: Cast, promises: Promises) -> None:
    """Answered on Wednesday the 8th: Thursday, Friday and Monday have passed."""
    proposed(promises, cast)

    [waiting] = digests.of_region(queries.place(cast.region_id), at=MONDAY).letters[0].review.waiting  # type: ignore[union-attr]  # a reviewer's letter

    assert waiting.days == 3


def test_reviewers_see_late_offices_with_the_most_first(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.second_owner, date(2025, 8, 1))
    first = promises.owe(cast.owner, LATE)
    promises.owe(cast.owner, date(2025, 9, 1))
    promises.answer(first, cast.owner, Answer.PROGRESS)

    review = digests.of_region(queries.place(cast.region_id), at=MONDAY).letters[0].review

    assert review is not None
    assert [(late.office.short, late.count, late.oldest_on, late.silent) for late in review.late] == [
        ("Dinkes", 2, date(2025, 9, 1), False),
        ("Dinsos", 1, date(2025, 8, 1), True),
    ]
    assert review.silent == 1


def test_nobody_hears_of_another_region(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.stranger_owner, LATE, "Rahasia Berau")

    tick()

    assert receivers(OWNERS) == [cast.stranger_owner.email]
    assert receivers(REVIEWERS) == [cast.stranger.email]


def test_a_vacant_post_gets_no_mail_and_the_reviewers_are_told(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    db.session.get_one(Tenure, cast.owner.tenure_id).until_on = date(2025, 10, 12)
    db.session.commit()

    tick()

    assert queued(OWNERS) == []
    assert all("Kepala Dinas Kesehatan" in message.text for message in queued(REVIEWERS))
    assert len(queued(REVIEWERS)) == 2


def stand_in(post: Held, kind: TenureKind, name: str, from_on: date, until_on: date | None) -> str:
    email = f"{name.lower()}@buton.example"
    someone = Person(name=name, email=email, fs_uniquifier=email.ljust(32, "x"), made_at=MONDAY)
    db.session.add(someone)
    db.session.flush()
    db.session.add(
        Tenure(post_id=post.post_id, person_id=someone.id, kind=kind, from_on=from_on, until_on=until_on)
    )
    db.session.commit()
    return email


def test_while_the_plt_is_away_the_plh_gets_the_digest(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    db.session.get_one(Tenure, cast.owner.tenure_id).until_on = date(2025, 8, 31)
    acting = stand_in(cast.owner, TenureKind.PLT, "Rusdi", date(2025, 9, 1), None)
    daily = stand_in(cast.owner, TenureKind.PLH, "Wahyuni", date(2025, 10, 10), date(2025, 10, 14))

    tick()
    assert receivers(OWNERS) == [daily]
    assert "Plh. Kepala Dinas Kesehatan" in queued(OWNERS)[0].text
    tick(MONDAY + timedelta(days=7))
    assert sorted(receivers(OWNERS)) == sorted([daily, acting])


def test_an_inactive_person_gets_none(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)
    db.session.get_one(Person, cast.owner.person_id).active = False
    db.session.commit()

    tick()

    assert queued(OWNERS) == []


def also_holds(person_id: int, office_id: int, title: str, duty: Duty) -> Held:
    post = Post(office_id=office_id, title=title, duty=duty)
    db.session.add(post)
    db.session.flush()
    tenure = Tenure(post_id=post.id, person_id=person_id, kind=TenureKind.PLT, from_on=date(2025, 1, 1))
    db.session.add(tenure)
    db.session.commit()
    email = db.session.get_one(Person, person_id).email
    region_id = db.session.get_one(Post, post.id).office.region_id
    return Held(person_id, post.id, tenure.id, office_id, region_id, email)


def test_a_person_with_two_posts_gets_one_digest_that_tells_of_both(cast: Cast, promises: Promises) -> None:
    second = also_holds(cast.owner.person_id, cast.second_owner.office_id, "Kepala UPTD", Duty.OWNER)
    promises.owe(cast.owner, LATE, "Lengkapi obat")
    promises.owe(second, SOON, "Data ulang penerima bantuan")

    tick()

    [message] = queued(OWNERS)
    assert "Lengkapi obat" in message.text
    assert "Data ulang penerima bantuan" in message.text
    assert "Plt. Kepala UPTD" in message.text
    lines = db.session.scalars(select(Entry).where(Entry.message_id == message.id)).all()
    assert {line.tenure_id for line in lines} == {cast.owner.tenure_id, second.tenure_id}


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_a_reviewer_who_owes_something_gets_one_mail_for_both_duties(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.reviewer, LATE, "Siapkan ruang rapat")
    proposed(promises, cast)

    tick()

    to_reviewer = [
        message
        for message in db.session.scalars(select(Message).where(Message.to_email == cast.reviewer.email))
        if message.kind in {OWNERS, REVIEWERS}
    ]
    assert [message.kind for message in to_reviewer] == [REVIEWERS]
    assert "Siapkan ruang rapat" in to_reviewer[0].text
    assert "/answer/" in to_reviewer[0].text
    kinds = db.session.scalars(select(Entry.kind).where(Entry.tenure_id == cast.reviewer.tenure_id)).all()
    assert set(kinds) == {ReminderKind.WEEKLY_DIGEST, ReminderKind.REVIEW_DIGEST}


def test_nobody_gets_two_mails_of_the_schedule_in_a_week(cast: Cast, promises: Promises) -> None:
    for held in (cast.owner, cast.second_owner, cast.reviewer, cast.second_reviewer):
        promises.owe(held, LATE)
        promises.owe(held, SOON)
    proposed(promises, cast)

    for hours in range(0, 100, 7):
        tick(MONDAY + timedelta(hours=hours))

    most = select(func.count()).where(Message.kind.in_([OWNERS, REVIEWERS])).group_by(Message.to_email)
    assert set(db.session.scalars(most)) == {1}


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_the_story_of_a_commitment_knows_which_mail_spoke_of_it(cast: Cast, promises: Promises) -> None:
    late, later = promises.owe(cast.owner, LATE), promises.owe(cast.owner, LATER)
    tick()

    [message] = queued(OWNERS)
    told = db.session.scalars(
        select(CommitmentMessage.commitment_id).where(CommitmentMessage.message_id == message.id)
    ).all()
    assert told == [late.id]
    assert later.id not in told


def test_one_digest_does_not_grow_without_end(cast: Cast, promises: Promises) -> None:
    for number in range(24):
        promises.owe(cast.owner, LATE, f"Butir ke-{number:02}.")

    tick()

    [message] = queued(OWNERS)
    assert message.text.count("/answer/") == 20
    assert "/commitments/mine" in message.text
    assert len(message.html.encode()) < 60 * 1024


def test_preview_writes_nothing(cast: Cast, promises: Promises) -> None:
    promises.owe(cast.owner, LATE)

    lines = preview(MONDAY)

    assert ("Kabupaten Buton", "weekly digest") in {(line.region, line.kind) for line in lines}
    assert not db.session.new
    assert db.session.scalar(select(func.count(Slot.id))) == 0
    assert len(lines) == tick().queued


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_one_region_that_fails_does_not_stop_the_others(
    cast: Cast, promises: Promises, monkeypatch: pytest.MonkeyPatch
) -> None:
    promises.owe(cast.owner, LATE)
    promises.owe(cast.stranger_owner, LATE)
    whole = digests.of_region

    def broken_for_berau(place: queries.Place, *, at: datetime) -> digests.Digests:
        if place.id == cast.other_region_id:
            raise RuntimeError("a broken row")
        return whole(place, at=at)

    monkeypatch.setattr(digests, "of_region", broken_for_berau)
    assert tick().failed == 1
    assert receivers(OWNERS) == [cast.owner.email]

    monkeypatch.undo()
    tick(MONDAY + timedelta(minutes=5))
    assert receivers(OWNERS) == [cast.stranger_owner.email, cast.owner.email]


def owners(region_id: int, number: int) -> list[Held]:
    region = db.session.get_one(Region, region_id)
    made = [
        hold(region, DINSOS, f"Camat {n}", Duty.OWNER, f"Pemilik {n}", f"pemilik{n}@buton.example")
        for n in range(number)
    ]
    db.session.commit()
    return made


@pytest.mark.databases(SQLITE, POSTGRESQL)
@pytest.mark.parametrize("number", [2, 12])
def test_composing_a_regions_digests_asks_the_database_ten_times_at_any_size(
    cast: Cast, promises: Promises, number: int
) -> None:
    for held in owners(cast.region_id, number):
        promises.answer(promises.owe(held, LATE), held, Answer.PROGRESS)
        sent = promises.owe(held, SOON)
        promises.answer(sent, held, Answer.DONE, at=ANSWERED_AT)
        promises.judge(sent, accepted=False, reason="Belum lengkap.")
        promises.answer(promises.owe(held, LATE), held, Answer.MORE_TIME, until=LATER)
        promises.answer(promises.owe(held, LATE), held, Answer.DONE)
    db.session.expunge_all()

    with count_queries() as asked:
        tick()

    reads = [q for q in asked if q.lstrip().startswith("SELECT") and "FROM messages" not in q]
    letters = number + 2
    regions = 2
    assert len(reads) <= 2 + 10 * regions, "\n\n".join(reads)
    assert len(asked) <= 32 + 2 * letters, "\n".join(q[:90].replace("\n", " ") for q in asked)


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_two_ticks_at_the_same_time_queue_one_digest_each(app: Flask, cast: Cast, promises: Promises) -> None:
    for held in owners(cast.region_id, 8):
        promises.owe(held, LATE)
    db.session.remove()
    together, done = Barrier(3), []

    def tick_alone() -> None:
        with app.app_context():
            together.wait()
            done.append(tick())

    threads = [Thread(target=tick_alone) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(run.regions for run in done) == 2
    assert sum(run.queued for run in done) == len(queued(OWNERS)) + len(queued(REVIEWERS)) == 8 + 2


def test_a_reviewer_with_nothing_to_review_gets_the_owners_digest(cast: Cast, promises: Promises) -> None:
    commitment = promises.owe(cast.reviewer, SOON)

    tick()

    assert receivers(OWNERS) == [cast.reviewer.email]
    assert commitment.action in queued(OWNERS)[0].text
