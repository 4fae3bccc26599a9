"""What mail programs in Indonesian offices send, cut to what their writers wrote; and what machines send."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.mail import inbox
from tracker.mail.inbox import Letter

ANSWERS = Path(__file__).parent / "answers"
LIMIT = 30 * 1024 * 1024
PDF = b"%PDF-1.7"
JPEG = b"\xff\xd8\xff"
MESSAGE = "<0123456789abcdef0123456789abcdef@buton.example>"

PEOPLE = {
    "gmail-indonesian": (
        "14 dari 20 puskesmas sudah aktif 24 jam. Enam lagi menunggu genset, target 30 Oktober.\n\n"
        "- Puskesmas Pasarwajo: aktif\n- Puskesmas Lasalimu: menunggu genset",
        ["Laporan Puskesmas.pdf", "IMG_20251012.jpg"],
    ),
    "gmail-english": ("Noted. The generator for Lasalimu arrives on Thursday.", []),
    "outlook-indonesian": (
        "Yth. Bagian Kesra,\n\nSudah selesai 100 persen, laporan terlampir – mohon diverifikasi.",
        ["Laporan – Oktober.pdf"],
    ),
    "outlook-english-html": (
        "All twenty are open around the clock now.\n\nThe list is attached.",
        [],
    ),
    "outlook-web-html": ("Rapat koordinasi sudah dilaksanakan.", []),
    "iphone-indonesian": (
        "Ini fotonya, genset Puskesmas Lasalimu sudah menyala.\nDua lagi menyusul minggu depan.",
        ["IMG_0042.jpeg"],
    ),
    "yahoo-indonesian": ("Masih terkendala anggaran, usulan perubahan sudah di BPKAD.", []),
    "zimbra-indonesian": (
        "Surat keputusan tim sudah ditandatangani, lihat lampiran.",
        ["SK Tim Gawat Darurat.pdf"],
    ),
    "thunderbird-between": (
        "Sudah 14, sisanya menunggu genset yang datang minggu depan.\n\nIni benar.",
        [],
    ),
}


def raw(name: str) -> bytes:
    return (ANSWERS / f"{name}.eml").read_bytes()


def letter(name: str) -> Letter:
    return inbox.read(raw(name), limit=LIMIT)


@pytest.mark.parametrize("name", PEOPLE)
def test_only_what_the_writer_wrote_is_left(name: str) -> None:
    text, files = PEOPLE[name]
    read = letter(name)
    assert read.text == text
    assert [file.name for file in read.attachments] == files
    assert read.left_out == ()


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_known_for_one_with_address_and_thread(name: str) -> None:
    read = letter(name)
    assert read.automatic == ""
    assert read.bounce is None
    assert read.sender == "dinkes@buton.example"
    assert "jawab+token@buton.example" in read.recipients
    assert read.answers == (MESSAGE,)
    assert read.message_id


def test_files_come_whole_and_logos_of_signatures_stay_behind() -> None:
    pdf, photo = letter("gmail-indonesian").attachments
    assert pdf.content.startswith(PDF)
    assert photo.content.startswith(JPEG)
    assert photo.content.endswith(b"\xff\xd9")
    assert "image001.png" not in {file.name for file in letter("outlook-indonesian").attachments}


@pytest.mark.parametrize("name", ["auto-exchange", "auto-gmail"])
def test_an_absence_note_is_known_for_a_machine_s(name: str) -> None:
    assert letter(name).automatic


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-replied (vacation)",
        "Precedence: junk",
        "Precedence: list",
        "X-Auto-Response-Suppress: OOF",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "Subject: Automatic reply: Satu komitmen",
        "Subject: Balasan otomatis: Satu komitmen",
        "From: Mail Delivery System <mailer-daemon@buton.example>",
        "From: <no-reply@buton.example>",
    ],
)
def test_each_mark_of_a_machine_is_enough(line: str) -> None:
    name, _, value = line.partition(": ")
    told = {"From": "dinkes@buton.example", "Subject": "Re: Satu komitmen"} | {name: value}
    mail = "".join(f"{header}: {said}\r\n" for header, said in told.items()) + "\r\nSudah selesai.\r\n"
    assert inbox.read(mail.encode(), limit=LIMIT).automatic


@pytest.mark.parametrize(
    "line", ["Auto-Submitted: no", "Precedence: first-class", "Subject: Balasan: otomatisasi"]
)
def test_what_only_looks_like_a_mark_is_none(line: str) -> None:
    mail = f"From: dinkes@buton.example\r\n{line}\r\n\r\nSudah selesai.\r\n"
    assert not inbox.read(mail.encode(), limit=LIMIT).automatic


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "From: a@buton.example, b@buton.example\r\n",
        "From: a@buton.example\r\nFrom: b@buton.example\r\n",
        "From: tanpa alamat\r\n",
        "From: Kelompok: ;\r\n",
    ],
)
def test_a_mail_with_no_or_several_senders_has_none(sender: str) -> None:
    assert inbox.read(f"{sender}Subject: x\r\n\r\nSudah.\r\n".encode(), limit=LIMIT).sender == ""


def test_the_address_counts_and_not_the_name_that_poses_as_one() -> None:
    mail = b'From: "dinkes@buton.example" <orang@lain.example>\r\n\r\nSudah.\r\n'
    assert inbox.read(mail, limit=LIMIT).sender == "orang@lain.example"


def test_the_same_mail_has_the_same_key_by_whichever_way_it_comes() -> None:
    mail = raw("gmail-english")
    assert inbox.key_of(mail) == inbox.key_of(b"Received: from elsewhere\r\n" + mail)
    assert inbox.key_of(mail) != inbox.key_of(raw("gmail-indonesian"))
    assert inbox.key_of(b"no header at all") != inbox.key_of(b"another")


def test_of_a_mail_beyond_the_limit_the_words_stay_and_the_cut_file_goes() -> None:
    mail = raw("gmail-indonesian")
    read = inbox.read(mail, limit=len(mail) - 1000)
    assert read.text == PEOPLE["gmail-indonesian"][0]
    assert [file.name for file in read.attachments] == ["Laporan Puskesmas.pdf"]
    assert read.left_out == ("IMG_20251012.jpg",)


def test_a_mail_within_the_mail_is_named_and_not_opened() -> None:
    mail = (
        b'From: a@buton.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain\r\n\r\nLihat terusan.\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: b@c.example\r\n\r\nRahasia lain.\r\n--x--\r\n"
    )
    read = inbox.read(mail, limit=LIMIT)
    assert read.text == "Lihat terusan."
    assert read.left_out == ("surel.eml",)


@pytest.mark.parametrize(
    "mail",
    [
        b"X-A: b\r\n" * 60_000 + b"\r\nhalo",
        b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(500)
        ),
    ],
)
def test_what_would_be_dangerous_to_take_apart_is_not(mail: bytes) -> None:
    with pytest.raises(inbox.Unreadable):
        inbox.read(mail, limit=LIMIT)


def test_signs_that_turn_the_reading_direction_are_taken_out() -> None:
    mail = "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSudah \u202efdp\u202c.\r\n"
    assert inbox.read(mail.encode(), limit=LIMIT).text == "Sudah fdp."


def test_headers_in_raw_bytes_and_encoded_words_are_read() -> None:
    for subject in ("Kabar – hari ini".encode(), b"=?utf-8?Q?Kabar_=E2=80=93_hari_ini?="):
        read = inbox.read(b"From: a@buton.example\r\nSubject: " + subject + b"\r\n\r\nx\r\n", limit=LIMIT)
        assert read.subject == "Kabar – hari ini"
