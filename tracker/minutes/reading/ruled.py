"""Ruled tables of a PDF, row by row, in their place among the lines of the page."""

from __future__ import annotations

import io
from types import TracebackType
from typing import Any

from tracker.minutes.reading import lines
from tracker.minutes.reading.plain import normal


class Tables:
    """One PDF seen by the library that knows tables: opened with the first ruled page, closed at the end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document: Any = None

    def __enter__(self) -> Tables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.document is not None:
            self.document.close()

    def lines_of(self, number: int) -> list[str] | None:
        """The page's lines with each table's rows in their place; None when it holds no table that can be read."""
        import pdfplumber  # heavy, only needed here

        try:
            if self.document is None:
                self.document = pdfplumber.open(io.BytesIO(self.data))
            page = self.document.pages[number]
            try:
                return _lines(page)
            finally:
                page.close()
        except Exception:  # a table that cannot be read is still there as lines
            return None


def _lines(page: Any) -> list[str] | None:
    tables = [table for table in page.find_tables() if len(table.rows) >= 2 and len(table.rows[0].cells) >= 2]
    if not tables:
        return None
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda sign: not any(_within(sign, box) for box in boxes))
    placed = [
        (line["top"], line["text"].strip())
        for line in outside.extract_text_lines(strip=False, return_chars=False)
    ]
    for table in tables:
        placed += [(table.bbox[1] + 0.001 * at, row) for at, row in enumerate(_rows(table.extract()))]
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
