"""DOCX: paragraphs and tables in their order, list numbers written out, one line for each table row."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from tracker.minutes.reading import archive
from tracker.minutes.reading.pieces import Builder, PlaceKind, Reading
from tracker.minutes.reading.plain import normal

_BULLETS = ("- ", "• ", "◦ ", "▪ ")
"""One for each depth of a list."""
BETWEEN = " • "
"""Stands between the paragraphs of a cell, of which each is a point of its own."""
_STANDS_ALONE = re.compile(r"\s*(?!dan\b|serta\b)[A-Z][\w-]+\s+\S")
DITTO = "〃"  # a cell merged with the one above it
_DEEPEST = 20


def read(data: bytes) -> Reading:
    """Raises Unreadable for archives that are no DOCX or too big unpacked; other errors are for the caller."""
    archive.checked(data)
    import docx  # heavy, only needed here

    document = docx.Document(io.BytesIO(data))
    builder, styles = Builder(), Styles()
    numbers = Numbers(document, styles)
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            tables += 1
            builder.blank()
            for number, line in enumerate(rows(block._tbl, numbers), start=1):
                builder.add(line, PlaceKind.ROW, tables, number)
            builder.blank()
        else:
            paragraphs += 1
            _paragraph(builder, numbers, block, paragraphs, title=styles.is_title(block))
    return builder.reading("docx")


def _paragraph(builder: Builder, numbers: Numbers, block: Any, number: int, *, title: bool) -> None:
    if title:
        builder.blank()
    mark = numbers.mark(block)
    for line in _clean_lines(block.text):
        builder.add(mark + line, PlaceKind.PARAGRAPH, number)
        mark = ""
    if not mark and title:
        builder.blank()


def _clean_lines(text: str) -> list[str]:
    return [line.strip() for line in normal(text).split("\n") if line.strip()]


def rows(table: Any, numbers: Numbers) -> list[str]:
    """Rows as "cell | cell"; of merged cells only the first holds the words, below it stands a ditto mark."""
    return [line for row in table.tr_lst if (line := _row(row, numbers))]


def _row(row: Any, numbers: Numbers) -> str:
    cells: list[str] = []
    for cell in row.tc_lst:
        words = DITTO if cell.vMerge == "continue" else _words(cell, numbers, 0)
        cells += [words, *[""] * min(max(cell.grid_span - 1, 0), 60)]
    if not any(cell.strip(DITTO) for cell in cells):
        return ""
    if len(cells) == 3 and cells[1] == ":":
        return f"{cells[0]} : {cells[2]}"
    return " | ".join(cells).rstrip(" |") if len(cells) > 1 and not any(cells[1:]) else " | ".join(cells)


def _words(cell: Any, numbers: Numbers, depth: int) -> str:
    """A cell's paragraphs, with their numbers where it holds a list, and those of tables within it, on one line."""
    from docx.text.paragraph import Paragraph  # heavy, only needed here

    written = [Paragraph(paragraph, numbers.story) for paragraph in cell.p_lst]
    parts = [(numbers.mark(paragraph) if len(written) > 1 else "") + paragraph.text for paragraph in written]
    if depth < _DEEPEST:
        parts += [
            _words(inner, numbers, depth + 1)
            for table in cell.tbl_lst
            for row in table.tr_lst
            for inner in row.tc_lst
        ]
    apart = len(parts) > 1 and all(_STANDS_ALONE.match(part) for part in parts if part.strip())
    return " ".join(
        normal(BETWEEN.join(filter(str.strip, parts)) if apart else " ".join(parts)).replace("|", "¦").split()
    )


class Styles:
    """A document's paragraph styles, each looked up once: the library searches them all for every paragraph."""

    def __init__(self) -> None:
        self.known: dict[str | None, Any] = {}

    def of(self, paragraph: Any) -> Any:
        """The style as the library has it; None where the document names none."""
        name = paragraph._p.style
        if name not in self.known:
            self.known[name] = paragraph.style
        return self.known[name]

    def is_title(self, paragraph: Any) -> bool:
        name = str(getattr(self.of(paragraph), "name", "") or "")
        return name.startswith(("Heading", "Title", "Judul"))


class Numbers:
    """Automatic list numbers, which Word keeps out of the text. Best effort: decimal, letters, bullets."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self.styles = styles
        self.story = document
        self.counts: Counter[tuple[int, int]] = Counter()
        self.formats: dict[tuple[int, int], str] = {}
        try:
            self._load(document.part.numbering_part.element)
        except (KeyError, NotImplementedError, AttributeError, ValueError, TypeError):
            self.formats = {}

    def _load(self, numbering: Any) -> None:
        from docx.oxml.ns import qn  # heavy, only needed here

        levels: dict[int, list[tuple[int, str]]] = {}
        for abstract in numbering.iter(qn("w:abstractNum")):
            forms = levels.setdefault(int(abstract.get(qn("w:abstractNumId"))), [])
            for level in abstract.iter(qn("w:lvl")):
                form = level.find(qn("w:numFmt"))
                forms.append(
                    (int(level.get(qn("w:ilvl")) or 0), form.get(qn("w:val")) if form is not None else "")
                )
        for number in numbering.num_lst:
            for level, form in levels.get(number.abstractNumId.val, []):
                self.formats[number.numId, level] = form

    def mark(self, paragraph: Any) -> str:
        """The number or bullet with its blank; nothing for a paragraph that is no list item."""
        place = self._place(paragraph)
        if place is None or not paragraph.text.strip():
            return ""
        form = self.formats.get(place, "bullet")
        if form in ("bullet", "none"):
            return _BULLETS[min(place[1], len(_BULLETS) - 1)]
        self.counts[place] += 1
        for other in [key for key in self.counts if key[0] == place[0] and key[1] > place[1]]:
            del self.counts[other]
        count = self.counts[place]
        letter = chr(96 + count) if form in ("lowerLetter", "upperLetter") and count <= 26 else str(count)
        return f"{letter.upper() if form == 'upperLetter' else letter}. "

    def _place(self, paragraph: Any) -> tuple[int, int] | None:
        """Number and level, from the paragraph or from its style."""
        style = self.styles.of(paragraph)
        for properties in (paragraph._p.pPr, style.element.pPr if style is not None else None):
            found = properties.numPr if properties is not None else None
            if found is not None and found.numId is not None:
                return (
                    (found.numId.val, found.ilvl.val if found.ilvl is not None else 0)
                    if found.numId.val
                    else None
                )
        return None
