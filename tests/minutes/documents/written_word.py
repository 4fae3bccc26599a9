"""A Word file as an office writes it: letterhead, facts, matrix with merged cells, automatic numbers, signatures."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tests.minutes.documents.annotated import blocks

if TYPE_CHECKING:
    from docx.document import Document

MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)  # one fixed moment, so that a new run gives the same bytes
USABLE_CM = 17.0


def word_bytes(body: str) -> bytes:  # noqa: PLR0912 - one case for each sign of a source, nothing nested
    """The body as a Word file."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Bookman Old Style"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(33)  # folio, as offices still print
    section.left_margin = section.right_margin = Cm(2)
    widths: list[float] = []
    for block in blocks(body):
        match block.sign:
            case ":header":
                section.header.paragraphs[0].text = block.text
            case ":footer":
                section.footer.paragraphs[0].text = block.text
            case ":widths":
                widths = [float(width) for width in block.text.split()]
            case ":kop" | "#" | "=":
                _centred(document, block.text, bold=block.sign != "=")
            case "##":
                document.add_paragraph().add_run(block.text).bold = True
            case "@":
                for name, value in block.rows:
                    document.add_paragraph(f"{name}\t: {value}").paragraph_format.space_after = Pt(0)
            case "*":
                document.add_paragraph(block.text, style="List Bullet")
            case "+":
                _numbered(document, block.rows)
            case "|":
                _matrix(document, block.rows, widths)
                widths = []
            case ":sign":
                _signatures(document, block.text)
            case "":
                document.add_paragraph(block.text)
            case _:
                raise ValueError(f"no way to write {block.sign} in Word")
    return _fixed(document)


def _centred(document: Document, text: str, *, bold: bool) -> None:
    for line in text.split(" // "):
        paragraph = document.add_paragraph()
        paragraph.add_run(line).bold = bold
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(2)


def _numbered(document: Document, points: tuple[tuple[str, ...], ...]) -> None:
    """Points whose numbers Word counts, from one again in each run; a point with an empty first cell stands below."""
    numbering: Any = document.part.numbering_part.element
    style: Any = document.styles["List Number"].element
    nested = any(len(point) > 1 for point in points)
    like = numbering.num_having_numId(style.pPr.numPr.numId.val)
    number = numbering.add_num(_two_levels(numbering) if nested else like.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for point in points:
        paragraph = document.add_paragraph(point[-1], style="List Number")
        properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = len(point) - 1
        properties.get_or_add_numId().val = number.numId


def _two_levels(numbering: Any) -> int:
    """A kind of list new to the document, "1." with "a." below it; the number of the kind."""
    kinds = numbering.findall(qn("w:abstractNum"))
    at = 1 + max(int(kind.get(qn("w:abstractNumId"))) for kind in kinds)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%{level + 1}."/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, form in enumerate(("decimal", "lowerLetter"))
    )
    kind = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{levels}'
    )
    kinds[-1].addnext(parse_xml(f"{kind}</w:abstractNum>"))
    return at


def _matrix(document: Document, rows: tuple[tuple[str, ...], ...], widths: list[float]) -> None:
    """Rows with lines; the first is the head and repeats on each page; `^` continues the cell above, `<` the left."""
    columns = len(rows[0])
    shares = widths or [1.0] * columns
    table = document.add_table(len(rows), columns)
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            cell.width = Cm(USABLE_CM * shares[c] / sum(shares))
            if text in {"^", "<"}:
                start = table.cell(r - 1, c) if text == "^" else table.cell(r, c - 1)
                said = start.text
                start.merge(cell).text = said
            else:
                cell.paragraphs[0].add_run(text.replace(" // ", "\n")).bold = r == 0
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _signatures(document: Document, text: str) -> None:
    left, right = text.split("||")
    cells = document.add_table(1, 2).rows[0].cells
    for cell, person in zip(cells, (left, right), strict=True):
        post, _, name = person.strip().rpartition(" / ")
        cell.text = f"{post}\n\n\n{name}".strip()


def _fixed(document: Document) -> bytes:
    """The file with the same moment everywhere, its parts in the same order."""
    about = document.core_properties
    about.author, about.created, about.modified, about.last_modified_by = "Notulis", MADE_AT, MADE_AT, ""
    for paragraph in document.element.body.iter(qn("w:p")):  # no marks of editing sessions
        for name in [key for key in paragraph.attrib if "rsid" in key]:
            del paragraph.attrib[name]
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MADE_AT.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
