"""An answer by mail is added to the story, once, and only when it surely is the holder's own; it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from config import Settings
from tests.commitments.conftest import House, as_actor
from tests.commitments.letterbox import INBOX, SENDER, Letterbox
from tests.database import settings_for
from tracker.commitments import actions, queries
from tracker.commitments.mail_rules import MOST_KEPT, MOST_MAILS, Doubt, Outcome
from tracker.commitments.mailed import ReceivedMail
from tracker.commitments.models import Event
from tracker.commitments.rules import Answer, EventKind, Status
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.queries import backlog
from tracker.mail.rules import MessageState
from tracker.people.models import Person, Tenure
from tracker.people.rules import Door

PEOPLE = [
    "gmail-indonesian", "gmail-english", "outlook-indonesian", "outlook-english-html", "outlook-web-html",
    "iphone-indonesian", "yahoo-indonesian", "zimbra-indonesian", "thunderbird-between",
]  # fmt: skip


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    settings = settings_for(database_url, tmp_path / "instance")
    return replace(settings, mail_inbox=INBOX, mail_sender=SENDER)


@pytest.fixture
def box(house: House) -> Letterbox:
    return Letterbox(house)


@pytest.mark.parametrize("name", PEOPLE)
def test_an_answer_is_added_to_the_story_and_changes_nothing_else(
    house: House, box: Letterbox, name: str
) -> None:
    commitment_id = house.promise()
    with house.commitment(commitment_id) as before:
        stood = (before.status, before.due_on, before.last_update_id, before.proposed_at, before.obstacle)
    assert box.receive(box.sample(name, box.address(commitment_id))) is Outcome.COMMENT
    [comment] = box.comments()
    assert (comment.commitment_id, comment.tenure_id) == (commitment_id, house.cast.owner.tenure_id)
    assert comment.door is Door.MAIL
    assert "kutip" not in comment.text
    assert house.updates(commitment_id) == []
    with house.commitment(commitment_id) as after:
        assert (after.status, after.due_on, after.last_update_id, after.proposed_at, after.obstacle) == stood
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert event is not None
        assert (event.kind, event.door, event.acted_as) == (
            EventKind.COMMENTED,
            Door.MAIL,
            "Kepala Dinas Kesehatan",
        )


def test_its_files_are_kept_as_candidates_by_the_checks_of_uploads(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    raw = box.sample("gmail-indonesian", box.address(commitment_id))
    box.receive(raw.replace(b"IMG_20251012.jpg", b"../../IMG.exe.jpg"))
    [comment] = box.comments()
    assert [(file.name, file.media_type) for file in comment.files] == [
        ("Laporan Puskesmas.pdf", "application/pdf"),
        ("IMG.exe.jpg", "image/jpeg"),
    ]
    with house.app.app_context():
        assert all(actions.store().path(file.sha256).exists() for file in comment.files)


def test_a_program_that_calls_itself_a_photo_is_left_out_and_named(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    raw = box.sample("gmail-indonesian", box.address(commitment_id))
    box.receive(raw.replace(b"JVBERi0xLjc", b"TVqQAAMAAAA"))
    [comment] = box.comments()
    assert [file.name for file in comment.files] == ["IMG_20251012.jpg"]
    with house.app.app_context():
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert event is not None
        assert event.data["left_out"] == ["Laporan Puskesmas.pdf"]


def test_the_same_mail_is_taken_once(house: House, box: Letterbox) -> None:
    raw = box.sample("gmail-indonesian", box.address(house.promise()))
    assert box.receive(raw) is Outcome.COMMENT
    assert box.receive(raw) is Outcome.REPEATED
    assert box.receive(b"Received: from elsewhere by here\r\n" + raw) is Outcome.REPEATED
    assert len(box.comments()) == 1


@pytest.mark.parametrize("name", ["auto-exchange", "auto-gmail"])
def test_an_absence_note_is_dropped_and_counted(house: House, box: Letterbox, name: str) -> None:
    assert box.receive(box.sample(name, box.address(house.promise()))) is Outcome.AUTOMATIC
    assert box.comments() == []
    [mail] = box.mails()
    assert (mail.text, mail.region_id) == ("", None)
    with house.app.app_context():
        assert queries.mail_counts(house.now.at) == {"automatic": 1}


def test_the_record_of_machines_is_forgotten_in_time_and_what_people_wrote_is_not(
    house: House, box: Letterbox
) -> None:
    box.receive(box.sample("auto-gmail", INBOX))
    box.receive(box.mail(box.address(house.promise())))
    box.receive(box.mail(INBOX, sender="orang@lain.example"))
    with house.app.app_context():
        assert actions.forget_mails(before=house.now.at) == 0
        assert actions.forget_mails(before=house.now.pass_by(days=1)) == 1
        db.session.commit()
    assert [mail.outcome for mail in box.mails()] == [Outcome.COMMENT, Outcome.UNPLACED]


def test_what_we_sent_ourselves_is_a_loop(house: House, box: Letterbox) -> None:
    to = box.address(house.promise())
    assert box.receive(box.mail(to, sender=SENDER)) is Outcome.AUTOMATIC
    assert box.receive(box.mail(to, sender=INBOX)) is Outcome.AUTOMATIC
    assert box.receive(box.mail(to, sender=to)) is Outcome.AUTOMATIC
    assert box.receive(box.mail(to)) is Outcome.COMMENT, "an official of the same domain is no loop"


def test_our_own_mail_that_comes_back_is_a_loop(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.verify(commitment_id, accepted=False, reason="Belum lengkap.")
    [sent] = house.mails()
    assert sent.reply_to == box.address(commitment_id)
    assert box.receive(box.mail(sent.reply_to, Message_ID=sent.message_id)) is Outcome.AUTOMATIC


def test_from_another_address_it_waits_for_a_reviewer_with_its_files(house: House, box: Letterbox) -> None:
    raw = box.sample("gmail-indonesian", box.address(house.promise()), sender="staf@gmail.example")
    assert box.receive(raw) is Outcome.UNPLACED
    assert box.comments() == []
    [mail] = box.mails()
    assert (mail.doubt, mail.sender, mail.region_id) == (
        Doubt.OTHER_SENDER,
        "staf@gmail.example",
        house.cast.region_id,
    )
    assert [file.name for file in mail.files] == ["Laporan Puskesmas.pdf", "IMG_20251012.jpg"]


def test_capitals_in_an_address_make_no_other_sender(house: House, box: Letterbox) -> None:
    to = box.address(house.promise())
    raw = box.mail(to.upper(), sender="DinKes@Buton.Example")
    assert box.receive(raw) is Outcome.COMMENT


@pytest.mark.parametrize(
    ("to", "sender"),
    [
        (INBOX, ""),
        ("jawab+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@buton.example", ""),
        ("jawab+@buton.example", ""),
    ],
)
def test_without_our_signature_an_official_s_mail_waits_and_a_stranger_s_belongs_to_no_region(
    house: House, box: Letterbox, to: str, sender: str
) -> None:
    house.promise()
    assert box.receive(box.mail(to)) is Outcome.UNPLACED
    assert box.receive(box.mail(to, sender="orang@lain.example")) is Outcome.UNPLACED
    official, stranger = box.mails()
    assert (official.doubt, official.region_id) == (Doubt.UNSIGNED, house.cast.region_id)
    assert (stranger.doubt, stranger.region_id, stranger.text) == (Doubt.UNSIGNED, None, "Sudah aktif.")
    with house.app.app_context():
        assert queries.mail_counts(house.now.at) == {"unplaced": 1, "unknown sender": 1}
        assert queries.unplaced_count(house.cast.region_id) == 1


def test_a_signature_with_a_changed_letter_is_none(house: House, box: Letterbox) -> None:
    local, _, host = box.address(house.promise()).partition("@")
    for at in range(len("jawab+"), len(local)):
        wrong = local[:at] + ("b" if local[at] == "a" else "a") + local[at + 1 :]
        box.receive(box.mail(f"{wrong}@{host}"))
    assert box.comments() == []


def test_whoever_has_left_the_post_is_not_its_voice_any_more(house: House, box: Letterbox) -> None:
    to = box.address(house.promise())
    with house.app.app_context():
        db.session.execute(
            update(Tenure).where(Tenure.id == house.cast.owner.tenure_id).values(until_on=date(2025, 10, 12))
        )
        db.session.commit()
    assert box.receive(box.mail(to)) is Outcome.UNPLACED
    assert box.mails()[0].doubt is Doubt.ENDED


def test_who_may_not_sign_in_any_more_may_not_write_either(house: House, box: Letterbox) -> None:
    to = box.address(house.promise())
    with house.app.app_context():
        db.session.execute(update(Person).where(Person.id == house.cast.owner.person_id).values(active=False))
        db.session.commit()
    assert box.receive(box.mail(to)) is Outcome.UNPLACED


def test_a_withdrawn_commitment_takes_no_more_comments(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    house.withdraw(commitment_id)
    assert box.receive(box.mail(box.address(commitment_id))) is Outcome.UNPLACED
    assert box.mails()[0].doubt is Doubt.CLOSED


def test_a_mail_after_the_acceptance_calls_for_another_look(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.verify(commitment_id, accepted=True)
    house.now.pass_by(days=1)
    assert box.receive(box.mail(box.address(commitment_id))) is Outcome.COMMENT
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.VERIFIED
        assert commitment.look_again_at == house.now.at


def test_an_unpublished_commitment_is_nobody_s_to_answer(house: House, box: Letterbox) -> None:
    assert box.receive(box.mail(box.address(house.promise(published=False)))) is Outcome.UNPLACED
    assert box.mails()[0].doubt is Doubt.NOT_THEIRS


def test_an_answer_to_a_digest_names_its_commitment(house: House, box: Letterbox) -> None:
    first, second = house.promise(), house.promise(action="Susun regulasi")
    raw = box.mail(box.address(None), f"Yth. Kesra\n#{second} sudah di Bagian Hukum.\nMenunggu paraf.")
    assert box.receive(raw) is Outcome.COMMENT
    [comment] = box.comments()
    assert (comment.commitment_id, comment.text) == (
        second,
        "Yth. Kesra\nsudah di Bagian Hukum.\nMenunggu paraf.",
    )
    assert first != second


def test_the_numbers_that_the_mail_showed_are_understood(house: House, box: Letterbox) -> None:
    first, second = house.promise(), house.promise(action="Susun regulasi")
    message_id = digest(house, box, [first, second])
    raw = box.mail(box.address(None), "2. Sudah di Bagian Hukum.\n\n1) 14 puskesmas.", In_Reply_To=message_id)
    assert box.receive(raw) is Outcome.COMMENT
    assert {comment.commitment_id: comment.text for comment in box.comments()} == {
        second: "Sudah di Bagian Hukum.",
        first: "14 puskesmas.",
    }


def test_a_digest_about_one_needs_no_number(house: House, box: Letterbox) -> None:
    only = house.promise()
    message_id = digest(house, box, [only])
    assert box.receive(box.mail(box.address(None), "Sudah.", In_Reply_To=message_id)) is Outcome.COMMENT
    assert [comment.commitment_id for comment in box.comments()] == [only]


def test_a_number_that_the_mail_showed_twice_says_nothing(house: House, box: Letterbox) -> None:
    first, second = house.promise(), house.promise(action="Susun regulasi")
    message_id = digest(house, box, [first, second], numbers=[1, 1])
    assert first != second
    assert box.receive(box.mail(box.address(None), "1. Sudah.", In_Reply_To=message_id)) is Outcome.UNPLACED
    assert box.mails()[0].doubt is Doubt.NO_NUMBER


def test_a_reviewer_answers_by_the_numbers_of_the_review_digest(house: House, box: Letterbox) -> None:
    from_review = house.promise()
    reviewer = house.cast.reviewer
    message_id = digest(house, box, [from_review], to=reviewer.email, page=True)
    raw = box.mail(
        box.address(None, reviewer), "1. Mohon foto.", sender=reviewer.email, In_Reply_To=message_id
    )
    assert box.receive(raw) is Outcome.COMMENT
    [comment] = box.comments()
    assert (comment.commitment_id, comment.tenure_id) == (from_review, reviewer.tenure_id)


def digest(
    house: House,
    box: Letterbox,
    commitment_ids: list[int],
    *,
    numbers: list[int] | None = None,
    to: str = "",
    page: bool = False,
) -> str:
    """A mail (to the Dinkes head) that tells of these commitments; its Message-ID."""
    with house.app.app_context():
        lines = ["TINDAK LANJUT", "https://x.example/commitments/mine"]
        for number, id_ in zip(numbers or range(1, 9), commitment_ids, strict=False):
            link = actions.link_for(house.cast.owner.tenure_id, id_, at=house.now.at)
            lines.append(f"\n{number}. Hal\n   {f'https://x.example/commitments/{id_}' if page else link}")
        message = outbox.queue(
            key="weekly-digest/2025-W42", kind="weekly digest", period="2025-W42", to_name="Ramlah",
            to_email=to or house.cast.owner.email, composed=Composed("Satu", "\n".join(lines), "<p>"), at=house.now.at,
        )  # fmt: skip
        assert message is not None
        db.session.commit()
        return message.message_id


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Semua sudah selesai.", Doubt.NO_NUMBER),
        ("#999999 sudah.", Doubt.NOT_THEIRS),
        ("7. Sudah.", Doubt.NO_NUMBER),
    ],
)
def test_an_answer_to_a_digest_that_names_none_waits(
    house: House, box: Letterbox, text: str, doubt: Doubt
) -> None:
    house.promise()
    assert box.receive(box.mail(box.address(None), text)) is Outcome.UNPLACED
    assert box.mails()[0].doubt is doubt


def test_one_cannot_answer_for_another_office(house: House, box: Letterbox) -> None:
    theirs = house.promise(owner=house.cast.second_owner)
    assert box.receive(box.mail(box.address(None), f"#{theirs} sudah selesai.")) is Outcome.UNPLACED
    assert box.mails()[0].doubt is Doubt.NOT_THEIRS
    assert box.receive(box.mail(box.address(theirs))) is Outcome.UNPLACED
    assert box.comments() == []


def test_links_in_the_words_are_made_harmless(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    token = house.token(commitment_id)
    box.receive(
        box.mail(box.address(commitment_id), f"Saya buka https://x.example/answer/{token} tidak bisa.")
    )
    [comment] = box.comments()
    assert token not in comment.text
    assert comment.text == "Saya buka https://x.example/answer/… tidak bisa."


def test_an_empty_mail_is_counted_and_nothing_else(house: House, box: Letterbox) -> None:
    assert box.receive(box.mail(box.address(house.promise()), "  \n")) is Outcome.EMPTY
    assert box.comments() == []


def test_many_mails_within_an_hour_wait_and_still_more_are_dropped(house: House, box: Letterbox) -> None:
    to = box.address(house.promise())
    outcomes = [box.receive(box.mail(to, f"Kabar {number}.")) for number in range(MOST_KEPT + 2)]
    assert outcomes[:MOST_MAILS] == [Outcome.COMMENT] * MOST_MAILS
    assert outcomes[MOST_MAILS:MOST_KEPT] == [Outcome.UNPLACED] * (MOST_KEPT - MOST_MAILS)
    assert outcomes[MOST_KEPT:] == [Outcome.FLOOD] * 2
    house.now.pass_by(hours=1, minutes=1)
    assert box.receive(box.mail(to)) is Outcome.COMMENT


def test_a_forged_sender_does_not_use_up_the_real_one_s_share(house: House, box: Letterbox) -> None:
    for _ in range(MOST_MAILS + 1):
        assert box.receive(box.mail(INBOX)) is Outcome.UNPLACED
    assert box.receive(box.mail(box.address(house.promise()))) is Outcome.COMMENT


def test_what_cannot_be_read_is_kept_as_it_came(house: House, box: Letterbox) -> None:
    raw = b"X-A: b\r\n" * 60_000 + b"\r\nhalo"
    assert box.receive(raw) is Outcome.UNREADABLE
    with house.app.app_context():
        [kept] = db.session.scalars(select(ReceivedMail.raw))
        assert kept == raw[: 256 * 1024]


@pytest.mark.parametrize("knows_id", [True, False])
def test_a_bounce_marks_the_message_with_its_reason(house: House, box: Letterbox, knows_id: bool) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.verify(commitment_id, accepted=False, reason="Belum lengkap.")
    [sent] = house.mails()
    raw = box.sample("bounce-postfix", "").replace(
        b"ORIGINAL", sent.message_id.encode() if knows_id else b"-"
    )
    with house.app.app_context():
        db.session.execute(
            update(Message).values(state=MessageState.SENT, sent_at=house.now.at, next_try_at=None)
        )
        db.session.commit()
    assert box.receive(raw) is Outcome.BOUNCE
    [message] = house.mails()
    assert (message.state, message.sent_at) == (MessageState.DEAD, None)
    with house.app.app_context():
        assert backlog().dead == 1, "the operator sees it"
    assert message.last_error == (
        "dinkes@buton.example: 550 5.1.1 <dinkes@buton.example>: Recipient address rejected: "
        "User unknown in local recipient table"
    )


def test_a_report_of_a_delay_or_about_nothing_of_ours_marks_nothing(house: House, box: Letterbox) -> None:
    commitment_id = house.promise()
    house.report(commitment_id)
    house.verify(commitment_id, accepted=False, reason="Belum lengkap.")
    [sent] = house.mails()
    with house.app.app_context():
        db.session.execute(
            update(Message).values(state=MessageState.SENT, sent_at=house.now.at, next_try_at=None)
        )
        db.session.commit()
    late = box.sample("bounce-exchange-delayed", "").replace(b"ORIGINAL", sent.message_id.encode())
    assert box.receive(late) is Outcome.AUTOMATIC
    assert box.receive(box.sample("bounce-postfix", "").replace(b"ORIGINAL", b"<x@y>")) is Outcome.BOUNCE
    assert house.mails()[0].state is MessageState.SENT


def test_mails_about_one_commitment_ask_for_the_answer_at_its_own_address(
    house: House, box: Letterbox
) -> None:
    commitment_id = house.promise()
    house.report(commitment_id, Answer.MORE_TIME, note="Mohon waktu.", asked_due_on=date(2025, 11, 1))
    with house.commitment(commitment_id) as commitment:
        asked = queries.open_extension(commitment.id)
        assert asked is not None
        actions.answer_extension(
            asked, granted=True, due_on=None, reason="", at=house.now.at, today=date(2025, 10, 13),
            by=as_actor(house.cast.reviewer),
        )  # fmt: skip
    [mail] = house.mails()
    assert mail.reply_to == box.address(commitment_id)
    local = mail.reply_to.partition("@")[0]
    assert len(local) <= 64
    assert local == local.lower()
    assert box.receive(box.mail(mail.reply_to, "Terima kasih banyak, kami lanjutkan.")) is Outcome.COMMENT
    with house.commitment(commitment_id) as commitment:
        assert commitment.status is Status.NOT_STARTED
