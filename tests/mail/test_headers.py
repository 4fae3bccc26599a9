"""Nothing that someone typed can begin a header of its own, or send a mail elsewhere."""

from __future__ import annotations

import pytest

from tracker.mail.headers import (
    folded,
    header_fault,
    hello_name,
    mailbox,
    message_id,
    named_mailbox,
    one_line,
    sender_host,
)


@pytest.mark.parametrize("between", ["\r\n", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028", "\u202e"])
def test_line_breaks_and_control_characters_become_a_blank(between: str) -> None:
    assert one_line(f"Rapat{between}Bcc: x@y.example") == "Rapat Bcc: x@y.example"


def test_a_long_line_is_cut_with_a_sign() -> None:
    assert one_line("Laporkan jumlah peserta", 10) == "Laporkan…"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("dinkes@buton.go.id", "dinkes@buton.go.id"),
        (" dr.maya+jkn@berau.go.id ", "dr.maya+jkn@berau.go.id"),
        ("kepala@bücher.example", "kepala@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_written_for_the_wire(written: str, sent: str) -> None:
    assert mailbox(written) == sent


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dinkes",
        "@buton.go.id",
        "dinkes@",
        "a@b@c d",
        "a b@c.example",
        "a@c.example\r\nBcc: x@y.example",
        "a@c.example,b@d.example",
        "<a@c.example>",
        "é@c.example",
        "a@c..example",
        "a@" + "x" * 64 + ".example",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        mailbox(address)


def test_a_name_may_stand_before_an_address() -> None:
    assert named_mailbox("Bagian Kesra <kesra@buton.go.id>") == ("Bagian Kesra", "kesra@buton.go.id")
    assert named_mailbox("kesra@buton.go.id") == ("", "kesra@buton.go.id")


@pytest.mark.parametrize("name", ["Bcc", "To", "from", "Content-Type", "X-A\r\nBcc", "X-A: b", "Subject", ""])
def test_a_header_that_routes_or_types_a_mail_cannot_be_added(name: str) -> None:
    assert header_fault(name, "x") is not None


def test_a_header_that_lets_a_reader_leave_may_be_added() -> None:
    assert header_fault("List-Unsubscribe", "<https://x.example/u>") is None
    assert header_fault("List-Unsubscribe", "<https://x.example/u>\r\nBcc: x@y.example") is not None
    assert header_fault("X-Note", "é") is not None


def test_long_headers_are_folded_at_blanks() -> None:
    value = ", ".join(f"<https://tindaklanjut.example/{number}>" for number in range(5))
    lines = folded("List-Unsubscribe", value).split("\r\n")
    assert all(len(line) <= 76 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert "".join(lines) == f"List-Unsubscribe: {value}"


def test_a_message_id_is_the_same_each_time_and_tells_nothing() -> None:
    first = message_id("weekly-digest/2025-W42/tenure-12", "buton.example")
    assert first == message_id("weekly-digest/2025-W42/tenure-12", "buton.example")
    assert first != message_id("weekly-digest/2025-W43/tenure-12", "buton.example")
    assert "tenure" not in first
    assert first.endswith("@buton.example>")


def test_our_host_is_that_of_our_address() -> None:
    assert sender_host("Tindak Lanjut <tl@buton.go.id>") == "buton.go.id"
    assert sender_host("nobody") == "localhost"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://tindaklanjut.buton.go.id/x", "tindaklanjut.buton.go.id"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[IPv6:::1]"),
        ("", "localhost"),
    ],
)
def test_how_we_greet_a_mail_server(url: str, name: str) -> None:
    assert hello_name(url) == name
