"""A table to take away: CSV for programs, XLSX for people; a cell is what it says and never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from flask_babel import get_locale

IN_MEMORY = 1024 * 1024
"""Bytes of a file that are kept in memory before it goes to the disk."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection)."""

LONGEST_CELL = 32_000
"""Characters; a cell of XLSX holds 32,767."""

DAY_FORMAT = {"id": "dd/mm/yyyy", "en": "d mmm yyyy"}

Cell = str | int | date | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"


class Column(NamedTuple):
    """A heading in the reader's language, what stands below it, and its width in characters."""

    heading: str
    kind: Kind = Kind.TEXT
    width: int = 20


def as_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """Commas, CRLF and UTF-8 with its mark, so that spreadsheet programs read it right; days as 2025-10-31."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # whoever sends it closes it
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.heading for column in columns])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    text.detach()
    file.seek(0)
    return file


def _plain(cell: Cell) -> str | int:
    """A text that looks like a formula gets an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def as_xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """One sheet with typed cells, a heading that stays and filters; memory does not grow with the rows.

    `title` names the sheet; at most 31 characters of it, without those that a sheet's name may not have.
    """
    import xlsxwriter

    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # whoever sends it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    looks = _looks(book)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.heading, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
            _write(sheet, last, number, cell, looks[column.kind])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    file.seek(0)
    return file


def _looks(book: Any) -> dict[Kind, Any]:
    top = {"valign": "top"}
    return {
        Kind.TEXT: book.add_format(top | {"text_wrap": True}),
        Kind.NUMBER: book.add_format(top | {"num_format": "0"}),
        Kind.DAY: book.add_format(top | {"num_format": DAY_FORMAT[str(get_locale())], "align": "left"}),
    }


def _write(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, look)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, look)
    else:
        sheet.write_string(row, column, cell[:LONGEST_CELL], look)


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "1"
