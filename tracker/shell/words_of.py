"""The words of a file, as far as they can be had quickly: for a look over them, never for keeping."""

from __future__ import annotations

import codecs
import io
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers.expat import ExpatError

from tracker.shell.kinds import ENCODINGS, Kind
from tracker.shell.pdfium import LOCK
from tracker.shell.tables import SHARED, Document, Reader, Shared, Sheet, TooMuch, pour

MOST_BYTES = 8 * 1024 * 1024
"""Of what one part of an office file unpacks to."""

MOST_TEXT = 2 * 1024 * 1024
"""Characters; whoever looks for something in them needs a second at worst."""

MOST_SHEETS = 50
MOST_PAGES = 200
SECONDS = 5.0

UNREADABLE = (
    OSError, ValueError, KeyError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error,
    ExpatError,
)  # fmt: skip


def words_of(path: Path, kind: Kind) -> str:
    """What could be read within seconds, two million characters at most; nothing for photos, scans and locked files."""
    reader = READERS.get(kind)
    try:
        return reader(path)[:MOST_TEXT] if reader else ""
    except UNREADABLE:
        return ""


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MOST_TEXT)
    marked = next((name for mark, name in ENCODINGS.items() if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _document(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return _parts(archive, ["word/document.xml"], Document)


def _workbook(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        shared = Shared()
        if SHARED in names:
            _pour(archive, SHARED, shared, time.monotonic() + SECONDS)
        sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return _parts(archive, sheets[:MOST_SHEETS], lambda: Sheet(shared.texts, MOST_TEXT))


def _parts(archive: zipfile.ZipFile, names: list[str], new: Callable[[], Reader]) -> str:
    until, texts = time.monotonic() + SECONDS, []
    for name in names:
        reader = new()
        more = _pour(archive, name, reader, until)
        texts.append(reader.text())
        if not more:
            break
    return "\n".join(texts)


def _pour(archive: zipfile.ZipFile, name: str, reader: Reader, until: float) -> bool:
    """False when there was more than may be read."""
    with archive.open(name) as part:
        try:
            pour(part, reader, most=MOST_BYTES, until=until)
        except TooMuch:
            return False
    return True


def _pdf(path: Path) -> str:
    import pypdfium2  # heavy, only needed here

    until, texts = time.monotonic() + SECONDS, io.StringIO()
    with LOCK:
        document = pypdfium2.PdfDocument(path)
        try:
            for number in range(min(len(document), MOST_PAGES)):
                if time.monotonic() > until or texts.tell() > MOST_TEXT:
                    break
                page = document[number]
                texts.write(page.get_textpage().get_text_range().replace("\r\n", "\n") + "\n")
                page.close()
        finally:
            document.close()
    return texts.getvalue()


READERS: dict[Kind, Callable[[Path], str]] = {
    Kind.TXT: _text,
    Kind.DOCX: _document,
    Kind.XLSX: _workbook,
    Kind.PDF: _pdf,
}
