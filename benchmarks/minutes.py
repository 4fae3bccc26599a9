"""`python -m benchmarks.minutes`: 50 pages of minutes, as DOCX and as PDF, read and searched for promises.

`…_seconds` is the way from the file's bytes to the proposals; its limit is what the library alone needs for the text.
`…_rules_share` is the part of it that the search for promises takes; its limit is the library's part.
`…_on_top` is what the product adds to all libraries that it uses for the file (for a PDF also the one that knows ruled
tables), as a part of their time: our reading and our rules together. Its limit is what is promised for the PDF.
`growth_…` is the time of the rules for that many pages, in terms of that for 50 pages so many times over.

All times are the processor's, so that neighbours on the machine disturb less; the best of a few rounds counts.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from time import process_time

import docx
import pypdfium2

from benchmarks.paper import PAGES, as_docx, as_pdf, pages
from benchmarks.report import Measured, arguments, tell
from tracker.minutes.reading import read
from tracker.minutes.rules import propose

ROUNDS = 5
ON_TOP = 0.2
MANY = (2, 5, 10)
DRAWN = 4  # paths on a page that may hold a ruled table


def main() -> None:
    wanted = arguments(__doc__).parse_args()
    paper = pages(PAGES)
    found = measured("docx", as_docx(paper), _docx_alone, _docx_alone)
    found += measured("pdf", as_pdf(paper), _pdf_alone, _pdf_libraries)
    found += _growth()
    tell(found, as_json=wanted.json)


def measured(
    name: str, data: bytes, library: Callable[[bytes], object], libraries: Callable[[bytes], object]
) -> list[Measured]:
    """The best of a few rounds, library and product in turn; the first one, which imports, does not count."""
    library(data)
    alone, every, reading, searching = [], [], [], []
    text = read(data).text
    for _ in range(ROUNDS):
        alone.append(_seconds(lambda: library(data)))
        every.append(_seconds(lambda: libraries(data)))
        reading.append(_seconds(lambda: read(data)))
        searching.append(_seconds(lambda: propose(text)))
    whole = min(reading) + min(searching)
    top = (whole - min(every)) / min(every)
    parts = f"libraries {min(every):.3f} s, our reading {min(reading) - min(every):.3f} s, rules {min(searching):.3f} s"
    note = f"{len(propose(text))} proposals in {len(text) // 1000} thousand characters"
    return [
        Measured(f"{name}_seconds", whole, min(alone), "s", note),
        Measured(f"{name}_rules_share", min(searching) / whole, min(alone) / whole, "of the time", ""),
        Measured(f"{name}_on_top", top, ON_TOP, "of the libraries' time", parts),
    ]


def _growth() -> list[Measured]:
    """Rules only: how texts some times as long are searched."""
    once = _searching(PAGES)
    return [
        Measured(
            f"growth_{times * PAGES}",
            _searching(times * PAGES) / (times * once),
            1.0,
            "of linear",
            "rules only",
        )
        for times in MANY
    ]


def _searching(how_many: int) -> float:
    text = "\n".join(paragraph for page in pages(how_many) for paragraph in page.paragraphs)
    return min(_seconds(lambda: propose(text)) for _ in range(ROUNDS))


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


def _pdf_libraries(data: bytes) -> object:
    """The text layer, and on pages with a ruled table the lines and rows, as the product asks for them."""
    import pdfplumber

    document = pypdfium2.PdfDocument(data)
    ruled: list[int] = []
    try:
        for number, page in enumerate(document):
            page.get_textpage().get_text_range()
            drawn = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,), max_depth=3)
            ruled += [number] if sum(1 for _ in drawn) >= DRAWN else []
    finally:
        document.close()
    with pdfplumber.open(io.BytesIO(data)) as plumbed:
        found: list[object] = []
        for number in ruled:
            page = plumbed.pages[number]
            found += [table.extract() for table in page.find_tables()]
            found.append(page.filter(lambda sign: sign["top"] > 0).extract_text_lines())
            page.close()
        return found


def _seconds(act: Callable[[], object]) -> float:
    started = process_time()
    act()
    return process_time() - started


if __name__ == "__main__":
    main()
