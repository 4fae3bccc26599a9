"""A mail as the bytes that travel: built by hand, because the standard builder costs a hundred times the sending."""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import NamedTuple

from tracker.mail import headers as line
from tracker.mail.headers import PRODUCT, mailbox, named_mailbox, one_line

LONGEST_LINE = 998
"""Octets of a line, beyond which servers may break it anywhere (RFC 5321)."""

_LINE_ENDS = re.compile(rb"\r\n?")
_HEAD = b"Content-Type: text/%b; charset=utf-8\r\nContent-Transfer-Encoding: %b\r\n\r\n%b\r\n"


class Mail(NamedTuple):
    """A mail ready to travel; `eight_bit` when it holds bytes that only a server with 8BITMIME takes."""

    raw: bytes
    recipient: str
    eight_bit: bool = False


def build(
    *,
    sender: str,
    to_email: str,
    to_name: str,
    subject: str,
    text: str,
    html: str,
    message_id: str,
    at: datetime,
    reply_to: str | None = None,
    headers: Mapping[str, str] | None = None,
    eight_bit: bool = False,
) -> bytes:
    """The whole mail in CRLF lines, text first and HTML second; ValueError for an address that is none.

    In ASCII, unless `eight_bit` allows its texts to travel as they are, which makes it smaller and ten times as cheap.
    """
    lines = [
        _from(sender),
        line.address("To", one_line(to_name), mailbox(to_email)),
        line.unstructured("Subject", one_line(subject)),
        f"Date: {_date(at.replace(microsecond=0))}",
        f"Message-ID: {message_id}",
    ]
    if reply_to:
        lines.append(line.address("Reply-To", *named_mailbox(reply_to)))
    lines += ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"]
    if headers:
        lines += _additional(headers)
    # A pair that quoted-printable text never holds begins the boundary, and what follows can hardly be guessed.
    boundary = "=_" + hashlib.sha256(message_id.encode()).hexdigest()[:24]
    lines += ["MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{boundary}"', "", ""]
    delimiter = f"--{boundary}\r\n".encode("ascii")
    parts = (delimiter, _part("plain", text, eight_bit), delimiter, _part("html", html, eight_bit))
    return b"".join(["\r\n".join(lines).encode("ascii"), *parts, f"--{boundary}--\r\n".encode("ascii")])


@lru_cache(maxsize=8)
def _from(sender: str) -> str:
    own_name, own_box = named_mailbox(sender)
    return line.address("From", own_name or PRODUCT, own_box)


@lru_cache(maxsize=8)
def _date(at: datetime) -> str:
    return format_datetime(at)


def _additional(headers: Mapping[str, str]) -> list[str]:
    for name, value in headers.items():
        if fault := line.header_fault(name, value):
            raise ValueError(fault)
    return [line.folded(name, value) for name, value in headers.items()]


def _part(subtype: str, text: str, eight_bit: bool) -> bytes:
    """One part with its head and the line's end that belongs to the delimiter after it."""
    body = text.encode("utf-8", "replace")
    if b"\r" in body:
        body = _LINE_ENDS.sub(b"\n", body)
    if body and not body.endswith(b"\n"):
        body += b"\n"
    if eight_bit and _may_travel(body):
        encoding, content = b"8bit", body.replace(b"\n", b"\r\n")
    else:
        # No line over 76 columns, whatever the template wrote.
        encoding = b"quoted-printable"
        content = binascii.b2a_qp(body.replace(b"\n", b"\r\n"), istext=True)
    return _HEAD % (subtype.encode("ascii"), encoding, content)


def _may_travel(body: bytes) -> bool:
    """Whether the text has only lines that servers pass on as they are."""
    return b"\0" not in body and max(map(len, body.split(b"\n"))) <= LONGEST_LINE
