"""PDF: the text layer page by page; ruled tables row by row. Scans have no text layer and are said so."""

from __future__ import annotations

import re
import time
from typing import Any

from tracker.minutes.reading import lines
from tracker.minutes.reading.pieces import Piece, Place, PlaceKind, Reading, Unreadable, UnreadableReason
from tracker.minutes.reading.plain import normal
from tracker.minutes.reading.ruled import Tables
from tracker.shell.pdfium import LOCK

MAX_PAGES = 1_000
MAX_CHARACTERS = 5_000_000
SECONDS = 20.0
_RULES = (4, 5_000)  # a page with this many drawn paths may hold a ruled table

_BROKEN = re.compile(r"([^\W\d_]+)[\x02\ufffe](?=([^\W\d_]+))")  # how PDFium writes a word broken over lines


def read(data: bytes) -> Reading:
    """Raises Unreadable for locked, scanned and endless files; other errors are for the caller."""
    with LOCK:
        pages = _pages(data)
    cleaned = [lines.paragraphs(page) for page in lines.without_running_heads(pages)]
    reading = _joined(cleaned)
    if not any(sign.isalnum() for sign in reading.text):
        raise Unreadable(UnreadableReason.NO_TEXT_LAYER)
    return reading


def _pages(data: bytes) -> list[list[str]]:
    import pypdfium2  # heavy, only needed here

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable(UnreadableReason.ENCRYPTED if locked else UnreadableReason.BROKEN) from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        if len(document) == 0:
            raise Unreadable(UnreadableReason.EMPTY)
        return _texts(document, data)
    finally:
        document.close()


def _texts(document: Any, data: bytes) -> list[list[str]]:
    until = time.monotonic() + SECONDS
    pages: list[list[str]] = []
    size = 0
    with Tables(data) as tables:
        for number in range(len(document)):
            page = document[number]
            text = _text(page)
            ruled = bool(text.strip()) and time.monotonic() < until and _is_ruled(page)
            page.close()
            found = tables.lines_of(number) if ruled else None
            pages.append(found or [line.strip() for line in text.split("\n") if line.strip()])
            size += len(text)
            if size > MAX_CHARACTERS or time.monotonic() > 3 * SECONDS + until:
                raise Unreadable(UnreadableReason.TOO_LARGE)
    return pages


def _text(page: Any) -> str:
    layer = page.get_textpage()
    try:
        if layer.count_chars() > MAX_CHARACTERS:
            raise Unreadable(UnreadableReason.TOO_LARGE)
        text = layer.get_text_range()
        if "\x02" in text or "\ufffe" in text:
            text = _BROKEN.sub(_whole, text)
        return normal(text.replace("\x02", "-").replace("\ufffe", "-"))
    finally:
        layer.close()


def _whole(broken: re.Match[str]) -> str:
    return broken[1] + ("-" if lines.keeps_hyphen(broken[1], broken[2]) or broken[2][0].isupper() else "")


def _is_ruled(page: Any) -> bool:
    import pypdfium2.raw  # heavy, only needed here

    count = 0
    for _ in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
        count += 1
        if count > _RULES[1]:
            return False
    return count >= _RULES[0]


def _joined(pages: list[list[str]]) -> Reading:
    """Pages one after the other; a sentence that runs over the page's end goes on."""
    text, pieces = "", []
    chunks: list[str] = []
    size = 0
    for number, page in enumerate(pages, start=1):
        body = "\n".join(page)
        if not body:
            continue
        gap = (
            " "
            if text and text[-1:].isalnum() and body[0].islower() and " | " not in text.rsplit("\n", 1)[-1]
            else "\n"
        )
        if chunks:
            chunks.append(gap)
            size += 1
        pieces.append(Piece(size, size + len(body), Place(PlaceKind.PAGE, (number,))))
        chunks.append(body)
        size += len(body)
        text = body
    return Reading("".join(chunks), tuple(pieces), "pdf")
