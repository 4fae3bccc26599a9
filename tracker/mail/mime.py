"""A mail as the bytes that travel: built by hand, because the standard builder costs a hundred times the sending."""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from tracker.mail import headers as line
from tracker.mail.headers import PRODUCT, mailbox, named_mailbox, one_line


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
) -> bytes:
    """The whole mail in CRLF lines of ASCII, text first and HTML second; ValueError for an address that is none."""
    own_name, own_box = named_mailbox(sender)
    lines = [
        line.address("From", own_name or PRODUCT, own_box),
        line.address("To", one_line(to_name), mailbox(to_email)),
        line.unstructured("Subject", one_line(subject)),
        f"Date: {format_datetime(at)}",
        f"Message-ID: {message_id}",
        *_reply_to(reply_to),
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        *_additional(headers or {}),
        "MIME-Version: 1.0",
    ]
    return "\r\n".join([*lines, *_body(text, html, message_id)]).encode("ascii")


def _reply_to(reply_to: str | None) -> list[str]:
    return [line.address("Reply-To", *named_mailbox(reply_to))] if reply_to else []


def _additional(headers: Mapping[str, str]) -> list[str]:
    for name, value in headers.items():
        if fault := line.header_fault(name, value):
            raise ValueError(fault)
    return [line.folded(name, value) for name, value in headers.items()]


def _body(text: str, html: str, message_id: str) -> list[str]:
    """Both parts; the boundary begins with a pair that quoted-printable text never holds."""
    boundary = "=_" + hashlib.sha256(message_id.encode()).hexdigest()[:24]
    return [
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
        "",
        f"--{boundary}",
        *_part("plain", text),
        f"--{boundary}",
        *_part("html", html),
        f"--{boundary}--",
        "",
    ]


def _part(subtype: str, text: str) -> list[str]:
    """One part in quoted-printable: no line over 76 columns, whatever the template wrote."""
    body = "\r\n".join([*text.splitlines(), ""]).encode("utf-8", "replace")
    return [
        f"Content-Type: text/{subtype}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        binascii.b2a_qp(body, istext=True).decode("ascii"),
    ]
