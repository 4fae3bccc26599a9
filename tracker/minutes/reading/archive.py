"""Looks into a zip before anything parses it, so that a small file cannot fill the memory."""

from __future__ import annotations

import io
import zipfile

from tracker.minutes.reading.pieces import Unreadable, UnreadableReason

MAX_MEMBERS = 5_000
MAX_TOTAL = 100 * 1024 * 1024
MAX_XML = 32 * 1024 * 1024
MAX_RATIO = 200
SMALL = 4 * 1024 * 1024
_CHUNK = 1 << 16


def checked(data: bytes) -> None:
    """Raises Unreadable unless this is a whole, unlocked DOCX of a bearable size, declared and actual."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _declared(members, len(data))
            if not any(member.filename == "word/document.xml" for member in members):
                raise Unreadable(UnreadableReason.UNSUPPORTED)
            _actual(archive, members, len(data))
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(UnreadableReason.BROKEN) from error


def _declared(members: list[zipfile.ZipInfo], size: int) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(UnreadableReason.ENCRYPTED)
    xml = sum(member.file_size for member in members if _is_xml(member))
    _bounded(sum(member.file_size for member in members), xml, len(members), size)


def _actual(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], size: int) -> None:
    """A header may lie: what really comes out is counted, and thrown away, in small pieces."""
    total = xml = 0
    for member in members:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                xml += len(chunk) if _is_xml(member) else 0
                _bounded(total, xml, len(members), size)


def _bounded(total: int, xml: int, members: int, size: int) -> None:
    if (
        members > MAX_MEMBERS
        or total > MAX_TOTAL
        or xml > MAX_XML
        or (total > SMALL and total > MAX_RATIO * size)
    ):
        raise Unreadable(UnreadableReason.BOMB)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))
