"""Write the sample minutes that offices send as Word and PDF, from the plain sources beside this file.

Run `python samples/notula/make.py [FOLDER]`; the same sources give the same bytes, a new run changes nothing.

A source line begins with its part: `#` letterhead, `!` title, `=` label and value, `##` heading,
`|` table row (the first of a run is the head), `~` signature; any other line is a paragraph.
"""

import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

HERE = Path(__file__).parent
MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)  # one fixed moment, so that a new run gives the same bytes
KINDS = {"# ": "letterhead", "! ": "title", "= ": "fact", "##": "heading", "| ": "row", "~ ": "signature"}
WIDTHS_CM: dict[int, tuple[float, ...]] = {  # by number of columns
    5: (0.9, 7.2, 3.3, 2.7, 2.9),
    4: (0.9, 8.3, 4.2, 3.6),
    3: (3.2, 0.6, 13.2),
    2: (8.5, 8.5),
}


class Block(NamedTuple):
    """Neighbouring lines of one kind: a letterhead, a table, a paragraph."""

    kind: str
    rows: list[list[str]]


def blocks(source: str) -> Iterator[Block]:
    """The parts of a source in order; every line belongs to exactly one."""
    lines = [line for line in source.splitlines() if line.strip()]
    for kind, group in groupby(lines, key=lambda line: KINDS.get(line[:2], "paragraph")):
        yield Block(kind, [_cells(kind, line) for line in group])


def _cells(kind: str, line: str) -> list[str]:
    if kind == "paragraph":
        return [line]
    text = line.lstrip("#!=|~ ")
    if kind == "fact":
        return [part.strip() for part in text.split(" : ", 1)]
    return [cell.strip() for cell in text.split("|")]


def _texts(kind: str, cells: list[str]) -> list[str]:
    return [cells[0], ":", cells[1]] if kind == "fact" else cells


def word(source: str) -> bytes:
    """A Word file as a notulis makes it: facts and signatures in borderless tables, the matrix with lines."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10.5)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)

    for kind, rows in blocks(source):
        if kind in ("fact", "row", "signature"):
            _word_table(document.add_table(len(rows), len(rows[0]) + (kind == "fact")), kind, rows)
            continue
        for (text,) in rows:
            paragraph = document.add_paragraph()
            paragraph.add_run(text).bold = kind != "paragraph"
            paragraph.paragraph_format.space_after = Pt(0 if kind == "letterhead" else 6)
            if kind in ("letterhead", "title"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    document.core_properties.created = document.core_properties.modified = MADE_AT
    document.core_properties.author = "Bagian Kesejahteraan Rakyat"
    file = BytesIO()
    document.save(file)
    return _without_clock(file.getvalue())


def _word_table(table: WordTable, kind: str, rows: list[list[str]]) -> None:
    if kind == "row":
        table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        texts = _texts(kind, cells)
        for cell, text, width in zip(row.cells, texts, WIDTHS_CM[len(texts)], strict=True):
            cell.text = text
            cell.width = Cm(width)
    if kind == "row":
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(head.makeelement(qn("w:tblHeader"), {}))  # repeat the head on the next page


def _without_clock(zipped: bytes) -> bytes:
    """The same parts, each dated MADE_AT: a zip keeps the minute it was written in."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(zipped)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MADE_AT.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def pdf(source: str) -> bytes:
    """A PDF as a scanner-free office makes it: A4, real text, the matrix as a table with lines."""
    # a tool of developers, missing where only the product runs
    from reportlab import platypus, rl_config
    from reportlab.lib import styles, units

    rl_config.invariant = 1
    plain = styles.ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=13.5, spaceAfter=5)
    small = styles.ParagraphStyle("small", plain, fontSize=9, leading=11.5, spaceAfter=0)
    strong = styles.ParagraphStyle("strong", plain, fontName="Helvetica-Bold", spaceBefore=6)
    middle = styles.ParagraphStyle("middle", strong, alignment=1, spaceBefore=0, spaceAfter=1)
    looks = {"letterhead": middle, "title": middle, "heading": strong, "paragraph": plain}

    story = []
    for kind, rows in blocks(source):
        if kind in looks:
            story += [platypus.Paragraph(text, looks[kind]) for (text,) in rows]
        else:
            cells = [[platypus.Paragraph(text, small) for text in _texts(kind, row)] for row in rows]
            lines = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if kind == "row" else []
            widths = [width * units.cm for width in WIDTHS_CM[len(cells[0])]]
            look = [("VALIGN", (0, 0), (-1, -1), "TOP"), *lines]
            story.append(platypus.Table(cells, widths, style=look, repeatRows=int(kind == "row")))
        if kind in ("letterhead", "title", "fact", "row"):
            story.append(platypus.Spacer(1, 8))

    file = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 2 * units.cm)
    platypus.SimpleDocTemplate(file, title="Notula", author="Biro Kesejahteraan Rakyat", **margins).build(
        story
    )
    return file.getvalue()


MAKERS: dict[str, Callable[[str], bytes]] = {
    "maluku-tenggara.docx": word,
    "kalimantan-selatan.pdf": pdf,
    "berau.docx": word,
}


def make(folder: Path) -> None:
    """Write all of them into the folder."""
    for name, maker in MAKERS.items():
        source = (HERE / "sources" / name).with_suffix(".txt").read_text(encoding="utf-8")
        (folder / name).write_bytes(maker(source))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
