"""What a file is, told by its content: a name and a media type sent along are only somebody's word."""

from __future__ import annotations

import codecs
import zipfile
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import puremagic

HEAD = 4096
CHUNK = 64 * 1024
PDF_MARK_WITHIN = 1024
LARGEST_ZIP_DIRECTORY = 1024 * 1024


class Kind(StrEnum):
    """Files the product takes; the value is also the usual ending of the name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    TXT = "txt"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})

MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.TXT: "text/plain",
}

BY_MEDIA_TYPE = {
    "application/pdf": Kind.PDF,
    "image/jpeg": Kind.JPEG,
    "image/png": Kind.PNG,
    "image/webp": Kind.WEBP,
    "image/heif": Kind.HEIC,
    "image/heic": Kind.HEIC,
}

OFFICE_PARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
ENCODINGS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
TEXT_CONTROLS = frozenset("\t\n\r\f")


def kind_of(path: Path) -> Kind | None:
    """The kind of the file, or None when it is none that we take."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(b"PK"):
            return _office_kind(file)
        return _kind_by_magic(head) or _text_kind(file, head)


def _kind_by_magic(head: bytes) -> Kind | None:
    """Also what the library misses: a PDF after a few stray bytes, and photos of phones that write `mif1` first."""
    try:
        found = [BY_MEDIA_TYPE.get(match.mime_type) for match in puremagic.magic_string(head)]
    except puremagic.PureError:
        found = []
    known = next((kind for kind in found if kind), None)
    if known is None and b"%PDF-" in head[:PDF_MARK_WITHIN]:
        return Kind.PDF
    if known is None and head[4:8] == b"ftyp" and b"heic" in head[8:64]:
        return Kind.HEIC
    return known


def _office_kind(file: BinaryIO) -> Kind | None:
    """Only the list of names is read, and only a short one; a document with macros is not one we take."""
    if _zip_directory_size(file) > LARGEST_ZIP_DIRECTORY:
        return None
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)


def _zip_directory_size(file: BinaryIO) -> int:
    """Bytes of the list of names as the file's last record states them; 0 when there is no such record."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    record = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[record + 12 : record + 16], "little") if record >= 0 else 0


def _text_kind(file: BinaryIO, head: bytes) -> Kind | None:
    """Plain text in one of the encodings that offices write: UTF-8, UTF-16 with its mark, or Windows' cp1252."""
    marked = next((encoding for mark, encoding in ENCODINGS.items() if head.startswith(mark)), None)
    candidates = [marked] if marked else ["utf-8", "cp1252"]
    return Kind.TXT if any(_decodes(file, encoding) for encoding in candidates) else None


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Whether the whole file is text in this encoding, without the control signs that only programs write."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if not _is_text(decoder.decode(chunk)):
                return False
        return _is_text(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _is_text(text: str) -> bool:
    return all(sign in TEXT_CONTROLS for sign in set(text) if ord(sign) < 0x20)
