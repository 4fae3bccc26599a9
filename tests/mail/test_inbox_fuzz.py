"""Whatever comes in by mail, reading it ends: with a letter, or with the refusal to take it apart."""

from __future__ import annotations

import random
import time
import tracemalloc
from pathlib import Path

import pytest

from tracker.mail import inbox

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "answers").glob("*.eml"))]
MUTATED = 2000
LIMIT = 1024 * 1024
POISON = [
    b"charset=punycode", b"charset=utf-7", b"charset=zip", b"charset=unicode_escape", b"charset=idna",
    b"charset=\"\xff\"",
    b"Content-Transfer-Encoding: x-uuencode\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"\x00" * 40, b"\xff\xfe" * 20,
    b"=?utf-8?B?////?=", b"=?x?Q?=00?=", b"=?utf-16?Q?=D8?=", b'boundary=""', b"filename*0*=x''%", b"filename*=utf-8",
    b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 5, b"\r\n\r\n", b"<" * 50, b"From: \"\\\"<>@,;:\r\n",
    b"Content-Type: message/delivery-status\r\n", b"Content-Type: text/html; charset=utf-16\r\n",
    b"begin 666 x\r\nM\r\nend",
    b"\xed\xa0\x80", b"Content-Disposition: attachment; filename=\"../../x\xe2\x80\xaefdp.exe\"\r\n",
    b"&#x110000;&#xD800;",
]  # fmt: skip


def mutated(seed: int) -> bytes:
    """A sample with bytes changed, pieces cut, doubled, moved between mails, and known mischief put in."""
    chance = random.Random(seed)
    mail = bytearray(chance.choice(SAMPLES))
    for _ in range(chance.randint(1, 12)):
        at, end = sorted(chance.randrange(len(mail) + 1) for _ in range(2))
        end = min(end, at + 400)
        match chance.randrange(6):
            case 0:
                mail[at:end] = b""
            case 1:
                mail[at:at] = mail[at:end] * chance.randint(1, 4)
            case 2:
                mail[at:at] = chance.choice(POISON)
            case 3:
                mail[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                other = chance.choice(SAMPLES)
                start = chance.randrange(len(other))
                mail[at:at] = other[start : start + 600]
            case _:
                mail = mail[:end] if end > 100 else mail
    return bytes(mail)


def test_two_thousand_damaged_mails_are_read_or_refused_and_nothing_else() -> None:
    read = 0
    for seed in range(MUTATED):
        mail = mutated(seed)
        inbox.key_of(mail)
        try:
            letter = inbox.read(mail, limit=LIMIT)
        except inbox.Unreadable:
            continue
        read += 1
        said = [
            letter.text,
            letter.subject,
            letter.sender_name,
            *letter.left_out,
            *(f.name for f in letter.attachments),
        ]
        for text in said:
            assert "\x00" not in text, seed
            text.encode("utf-8")
        assert "\n" not in letter.subject
        assert len(letter.attachments) <= 10
    assert read > MUTATED / 2, "the mischief must get past the first door for this to mean anything"


@pytest.mark.slow
def test_a_mail_of_thirty_megabytes_costs_a_bounded_amount_of_memory() -> None:
    head = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nHalo\r\n'
    file = b"--x\r\nContent-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    line = b"QUJD" * 19 + b"\r\n"
    mail = head + file + line * (30 * 1024 * 1024 // len(line)) + b"--x--\r\n"
    tracemalloc.start()
    started = time.process_time()
    letter = inbox.read(mail, limit=len(mail))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert letter.text == "Halo"
    assert len(letter.attachments) == 1
    assert peak < 10 * len(mail)
    assert time.process_time() - started < 60
