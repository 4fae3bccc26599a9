"""The words of a mail and its files, found among its parts; names and types of parts are only somebody's word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from tracker.mail.inbox.charsets import clean, in_words, text_of
from tracker.mail.inbox.webtext import words_of

MOST_PARTS = 200
MOST_DEEP = 20
MOST_FILES = 10
MOST_WORDS = 512 * 1024
"""Bytes of one text part that are read."""

LOGO = 16 * 1024
"""Bytes up to which a picture that the text shows in its lines is taken for a signature's logo."""

_NO_FILES = frozenset({
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "application/pgp-encrypted", "message/delivery-status", "text/calendar", "text/rfc822-headers",
})  # fmt: skip


@dataclass(frozen=True)
class Attachment:
    """A file of a mail, with the name it was given there."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Body:
    """What a mail holds; `left_out` names files that were not taken because there were too many, or mails in mails."""

    text: str
    attachments: tuple[Attachment, ...]
    left_out: tuple[str, ...]


def body_of(mail: Message) -> Body:
    """The words as plain text, and the files in their order."""
    files: list[Attachment] = []
    left_out: list[str] = []
    for part in _leaves(mail):
        if not _is_file(part):
            continue
        name = _name(part)
        content = b"" if part.is_multipart() else _bytes(part)
        if _is_logo(part, content):
            continue
        if part.is_multipart() or len(files) == MOST_FILES:
            left_out.append(name)
        elif content:
            files.append(Attachment(name, content))
    return Body(_words(mail, 0)[1], tuple(files), tuple(left_out[:MOST_PARTS]))


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something, outermost first; a mail within the mail counts as one."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_children(part)))
        else:
            yield part


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _is_file(part: Message) -> bool:
    kind = part.get_content_type()
    if kind in _NO_FILES:
        return False
    if part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() != "text" or bool(_given_name(part))


def _is_logo(part: Message, content: bytes) -> bool:
    shown = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
    return shown and part.get_content_disposition() != "attachment" and len(content) < LOGO


def _given_name(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except Exception:  # malformed parameters (RFC 2231) trip the library; the file is called by its kind
        return ""


def _name(part: Message) -> str:
    """Outlook and others write names as encoded words, which the standard forbids and everybody reads."""
    name = " ".join(in_words(_given_name(part)).split())
    return clean(name)[:200] or ("surel.eml" if part.get_content_maintype() == "message" else "lampiran")


def _bytes(part: Message) -> bytes:
    """The content without its transport encoding; what is damaged in it stays damaged."""
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # e.g. uuencoded nonsense
        return b""
    return payload if isinstance(payload, bytes) else b""


def _words(part: Message, depth: int) -> tuple[bool, str]:
    """Whether the words were plain text, and the words. Of alternatives, the plain one, unless it is empty."""
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        if depth >= MOST_DEEP:
            return False, ""
        found = [_words(child, depth + 1) for child in _children(part)[:MOST_PARTS]]
        filled = [said for said in found if said[1].strip()]
        if kind == "multipart/alternative":
            return next((said for said in filled if said[0]), filled[0] if filled else (False, ""))
        if kind == "multipart/report":
            filled = filled[:1]
        return all(said[0] for said in filled), "\n".join(said[1] for said in filled)
    if _is_file(part) or kind not in {"text/plain", "text/html"}:
        return True, ""
    text = text_of(_bytes(part)[:MOST_WORDS], _charset(part))
    return (True, _flowed(part, text)) if kind == "text/plain" else (False, words_of(text))


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except Exception:  # malformed parameters (RFC 2231)
        return None


def _flowed(part: Message, text: str) -> str:
    """Lines that end in a blank go on in the next one where the mail says so (RFC 3676)."""
    if "flowed" not in str(part.get("Content-Type", "")).lower():
        return text
    lines: list[str] = []
    for line in text.splitlines():
        goes_on = (
            lines and lines[-1].endswith(" ") and lines[-1] != "-- " and line[:1] != ">" != lines[-1][:1]
        )
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)
