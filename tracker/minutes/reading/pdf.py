"""PDF: the text layer page by page; ruled tables row by row. Scans have no text layer and are said so."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any

from tracker.minutes.reading import lines
from tracker.minutes.reading.pieces import Piece, Place, PlaceKind, Reading, Unreadable, UnreadableReason
from tracker.minutes.reading.plain import normal

MAX_PAGES = 1_000
MAX_CHARACTERS = 5_000_000
SECONDS = 20.0
_RULES = (4, 5_000)  # a page with this many drawn paths may hold a ruled table

_lock = Lock()  # PDFium is not safe for threads


def read(data: bytes) -> Reading:
    """Raises Unreadable for locked, scanned and endless files; other errors are for the caller."""
    with _lock:
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
    for number in range(len(document)):
        page = document[number]
        text = _text(page)
        ruled = bool(text.strip()) and time.monotonic() < until and _is_ruled(page)
        page.close()
        found = _with_tables(data, number) if ruled else None
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
        return normal(layer.get_text_range().replace("\x02", "-").replace("\ufffe", "-"))
    finally:
        layer.close()


def _is_ruled(page: Any) -> bool:
    import pypdfium2.raw  # heavy, only needed here

    count = 0
    for _ in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
        count += 1
        if count > _RULES[1]:
            return False
    return count >= _RULES[0]


def _with_tables(data: bytes, number: int) -> list[str] | None:
    """The page's lines with each ruled table's rows in their place; None when it holds no such table."""
    import io

    import pdfplumber  # heavy, only needed here

    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number + 1]) as document:
            page = document.pages[0]
            tables = [
                table
                for table in page.find_tables()
                if len(table.rows) >= 2 and len(table.rows[0].cells) >= 2
            ]
            if not tables:
                return None
            boxes = [table.bbox for table in tables]
            outside = page.filter(lambda sign: not any(_within(sign, box) for box in boxes))
            placed = [(line["top"], line["text"].strip()) for line in outside.extract_text_lines()]
            for table in tables:
                placed += [(table.bbox[1] + 0.001 * at, row) for at, row in enumerate(_rows(table.extract()))]
    except Exception:  # a table that cannot be read is still there as lines
        return None
    return [normal(text) for _, text in sorted(placed, key=lambda found: found[0]) if text]


def _within(sign: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle_x, middle_y = (sign["x0"] + sign["x1"]) / 2, (sign["top"] + sign["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])


def _rows(table: list[list[str | None]]) -> list[str]:
    """A cell that is missing below another one was merged with it."""
    found: list[str] = []
    for number, row in enumerate(table):
        cells = [_cell(cell, ditto=number > 0) for cell in row]
        if any(cell.strip("〃") for cell in cells):
            found.append(" | ".join(cells))
    return found


def _cell(cell: str | None, *, ditto: bool) -> str:
    if cell is None:
        return "〃" if ditto else ""
    parts = [" ".join(line.split()) for line in cell.replace("|", "¦").split("\n") if line.strip()]
    words = ""
    for part in parts:
        words = lines.join(words, part) if words else part
    return words


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
