"""Bytes of minutes become plain text with places. The type is decided by content, never by name or media type."""

from __future__ import annotations

from tracker.minutes.reading import mail, plain, web
from tracker.minutes.reading.pieces import (
    Piece,
    Place,
    PlaceKind,
    Reading,
    Unreadable,
    UnreadableReason,
)

__all__ = ["Piece", "Place", "PlaceKind", "Reading", "Unreadable", "UnreadableReason", "read", "read_text"]

LIMIT = 20 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, *, limit: int = LIMIT) -> Reading:
    """The text of a TXT, DOCX, PDF, HTML or mail file of at most `limit` bytes; raises Unreadable and nothing else."""
    if len(data) > limit:
        raise Unreadable(UnreadableReason.TOO_LARGE)
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(UnreadableReason.EMPTY)
    try:
        return _by_content(data)
    except Unreadable:
        raise
    except (
        Exception,
        RecursionError,
        MemoryError,
    ) as error:  # the libraries raise what they like on bad files
        raise Unreadable(UnreadableReason.BROKEN) from error


def read_text(text: str) -> Reading:
    """Pasted text; raises Unreadable when it is empty."""
    return plain.reading(text)


def _by_content(data: bytes) -> Reading:
    if data.startswith(_OLE):
        # a DOCX with a password is an OLE file, as the old .doc is
        encrypted = _ENCRYPTED_PACKAGE in data
        raise Unreadable(UnreadableReason.ENCRYPTED if encrypted else UnreadableReason.UNSUPPORTED)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from tracker.minutes.reading import word  # heavy, only needed here

        return word.read(data)
    if b"%PDF-" in data[:1024]:
        from tracker.minutes.reading import pdf  # heavy, only needed here

        return pdf.read(data)
    if web.is_html(data):
        return web.read(data)
    if mail.is_message(data):
        return mail.read(data)
    return plain.read(data)
