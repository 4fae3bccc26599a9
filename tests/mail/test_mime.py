"""What travels: a mail that every program reads, whatever was typed into names, subjects and texts."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail.conftest import MONDAY
from tracker.mail.mime import build

LONG = "Penyampaian usulan sepuluh dokter umum – dan empat belas dokter gigi “mendesak” " * 3


def built(**given_values: Any) -> bytes:
    values: dict[str, Any] = {
        "sender": "tindak-lanjut@buton.example",
        "to_email": "dinkes@buton.example",
        "to_name": "dr. Wa Ode Ramlah",
        "subject": "Satu komitmen lewat tenggat",
        "text": "Yth. Ibu,\n\nsatu kalimat cukup.\n",
        "html": "<p>Yth. Ibu</p>",
        "message_id": "<abc@buton.example>",
        "at": MONDAY,
    }
    return build(**values | given_values)


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_headers_say_who_what_when_and_that_a_machine_wrote() -> None:
    mail = read(
        built(
            reply_to="Bagian Kesra <kesra@buton.example>", headers={"List-Unsubscribe": "<https://x.example>"}
        )
    )
    assert dict(mail.items()) | {"Content-Type": ""} == {
        "From": "Tindak Lanjut <tindak-lanjut@buton.example>",
        "To": '"dr. Wa Ode Ramlah" <dinkes@buton.example>',
        "Subject": "Satu komitmen lewat tenggat",
        "Date": "Mon, 13 Oct 2025 00:00:00 +0000",
        "Message-ID": "<abc@buton.example>",
        "Reply-To": "Bagian Kesra <kesra@buton.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": "<https://x.example>",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }


def test_text_comes_first_and_html_second() -> None:
    mail = read(built())
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not mail.defects


def test_the_sender_may_have_a_name_of_its_own() -> None:
    mail = read(built(sender="Sekretariat Forum <forum@buton.example>"))
    assert mail["From"] == "Sekretariat Forum <forum@buton.example>"


@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_a_line_break_in_what_was_typed_begins_no_header(field: str) -> None:
    mail = read(built(**{field: "Rapat\r\nBcc: maling@example.com\r\n\r\nisi palsu"}))
    assert mail["Bcc"] is None
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "name", ['Ibu "Maya", drg.', "a" * 120, "Wa Odé – Ramlah, S.KM., M.Kes. " * 4, "=?utf-8?B?YQ==?="]
)
def test_any_name_reads_as_it_was_typed(name: str) -> None:
    folded = message_from_bytes(built(to_name=name))["To"]
    written, address = parseaddr(folded.replace("\r\n", ""))
    assert address == "dinkes@buton.example"
    assert str(make_header(decode_header(written))) == " ".join(name.split())


@pytest.mark.parametrize("address", ["dinkes", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"])
def test_a_wrong_address_is_said(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        built(to_email=address)


def test_a_header_of_ours_cannot_be_replaced() -> None:
    with pytest.raises(ValueError, match="Bcc"):
        built(headers={"Bcc": "c@d.example"})


def test_lines_stay_short_however_long_the_html_is() -> None:
    raw = built(subject=LONG, to_name=LONG, html="<p>" + "é=x " * 5000 + "</p>")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert b"\n" not in b"".join(lines)
    assert raw.isascii()


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)


@given(subject=TYPED.filter(lambda text: text.isprintable()), body=st.lists(TYPED, max_size=8))
def test_what_arrives_is_what_was_written(subject: str, body: list[str]) -> None:
    text = "".join(f"{line}\n" for line in body)
    mail = read(built(subject=subject, text=text, html=text))
    assert mail["Subject"] == " ".join(subject.split())
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        assert part.get_content().replace("\r\n", "\n") == text
