"""A mail saved as a file (.eml): its text, or that of the HTML part when there is no other; attachments stay closed."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

from tracker.minutes.reading import plain, web
from tracker.minutes.reading.pieces import Reading, Unreadable, UnreadableReason

_HEADER = re.compile(
    rb"(?:(?:from|to|date|subject|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+|dkim-signature)"
    rb":[^\n]*\n(?:[ \t][^\n]*\n)*){2}",
    re.I,
)
_MIME = re.compile(rb"^(?:mime-version|content-type|message-id):", re.I | re.M)


def is_message(data: bytes) -> bool:
    """Header lines at the very start, one of them a mail program's; a pasted "Dari: … Kepada: …" is plain text."""
    head = data[:20_000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0] + b"\n"
    return bool(_HEADER.match(head)) and bool(_MIME.search(head))


def read(data: bytes) -> Reading:
    """Subject and body."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("html", "plain"))
    if body is None:
        raise Unreadable(UnreadableReason.EMPTY)
    payload = body.get_payload(decode=True)
    charset = body.get_content_charset()
    text = plain.decoded(payload if isinstance(payload, bytes) else b"", charset)
    if not text:
        raise Unreadable(UnreadableReason.EMPTY)
    found = web.reading(text) if body.get_content_type() == "text/html" else plain.reading(text)
    return Reading(found.text, found.pieces, "mail")
