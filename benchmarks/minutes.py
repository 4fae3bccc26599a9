"""`python -m benchmarks.minutes`: 50 pages of minutes, as DOCX and as PDF, read and searched for promises.

`…_seconds` is the way from the file's bytes to the proposals; its limit is what the library alone needs for the text.
`…_rules_share` is the part of it that the search for promises takes; its limit is the library's part.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from time import perf_counter

import docx
import pypdfium2

from benchmarks.paper import PAGES, as_docx, as_pdf, pages
from benchmarks.report import Measured, arguments, tell
from tracker.minutes.reading import read
from tracker.minutes.rules import propose

ROUNDS = 3


def main() -> None:
    wanted = arguments(__doc__).parse_args()
    paper = pages(PAGES)
    found = measured("docx", as_docx(paper), _docx_alone) + measured("pdf", as_pdf(paper), _pdf_alone)
    tell(found, as_json=wanted.json)


def measured(name: str, data: bytes, library: Callable[[bytes], object]) -> list[Measured]:
    """The best of a few rounds, library and product in turn; the first one, which imports, does not count."""
    library(data)
    alone, reading, searching = [], [], []
    text = read(data).text
    for _ in range(ROUNDS):
        alone.append(_seconds(lambda: library(data)))
        reading.append(_seconds(lambda: read(data)))
        searching.append(_seconds(lambda: propose(text)))
    whole = min(reading) + min(searching)
    note = f"{len(propose(text))} proposals in {len(text) // 1000} thousand characters"
    return [
        Measured(f"{name}_seconds", whole, min(alone), "s", note),
        Measured(f"{name}_rules_share", min(searching) / whole, min(alone) / whole, "of the time", ""),
    ]


def _docx_alone(data: bytes) -> object:
    """All paragraphs and cells."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def _pdf_alone(data: bytes) -> object:
    """The text layer of all pages."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _seconds(act: Callable[[], object]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


if __name__ == "__main__":
    main()
