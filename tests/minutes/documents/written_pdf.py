"""A PDF with a text layer: running heads and feet, tables that go on over the page, one column or two."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.minutes.documents.annotated import Block, blocks
from tests.minutes.documents.written_text import syllables

WIDTH, HEIGHT = A4
MARGIN = 2 * cm
TITLE_ROOM = 2.4 * cm  # height of the full-width frame above two columns
GAP = 0.8 * cm
PLAIN = ParagraphStyle("plain", fontName="Times-Roman", fontSize=11.5, leading=15.5, spaceAfter=6)
COLUMN = ParagraphStyle("column", PLAIN, fontSize=12, leading=17, alignment=4, embeddedHyphenation=1)
CELL = ParagraphStyle("cell", PLAIN, fontSize=10.5, leading=13.5, spaceAfter=0)
CENTRED = ParagraphStyle("centred", PLAIN, alignment=1)
TITLE = ParagraphStyle("title", CENTRED, fontName="Times-Bold", fontSize=13)
HEADING = ParagraphStyle("heading", PLAIN, fontName="Times-Bold", spaceBefore=6)


class _Page:
    """Draws the running head and foot."""

    def __init__(self, head: str, foot: str) -> None:
        self.head, self.foot = head, foot

    def __call__(self, canvas: Any, template: Any) -> None:
        canvas.setFont("Times-Italic", 9)
        canvas.drawString(MARGIN, HEIGHT - 1.2 * cm, self.head)
        canvas.drawRightString(WIDTH - MARGIN, 1.1 * cm, self.foot.format(page=template.page))


def pdf_bytes(body: str) -> bytes:
    """The body as a PDF file; the same body gives the same bytes."""
    parts = list(blocks(body))
    running = {part.sign: part.text for part in parts if part.sign in {":header", ":footer"}}
    two = any(part.sign == ":columns" for part in parts)
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, title="", author="")
    document.addPageTemplates(_templates(_Page(running.get(":header", ""), running.get(":footer", "")), two))
    document.build(_story(parts, two))
    return out.getvalue()


def _templates(page: _Page, two: bool) -> list[PageTemplate]:
    height, width = HEIGHT - 2 * MARGIN, WIDTH - 2 * MARGIN
    if not two:
        return [PageTemplate("one", [Frame(MARGIN, MARGIN, width, height)], onPage=page)]
    half = (width - GAP) / 2

    def columns(tall: float) -> list[Frame]:
        return [Frame(MARGIN + n * (half + GAP), MARGIN, half, tall, id=f"column{n}") for n in (0, 1)]

    top = Frame(MARGIN, HEIGHT - MARGIN - TITLE_ROOM, width, TITLE_ROOM)
    return [
        PageTemplate("first", [top, *columns(height - TITLE_ROOM)], onPage=page),
        PageTemplate("later", columns(height), onPage=page),
    ]


def _story(parts: list[Block], two: bool) -> list[Flowable]:
    story: list[Flowable] = [NextPageTemplate("later")] if two else []
    widths: list[float] = []
    for part in parts:
        match part.sign:
            case ":header" | ":footer":
                continue
            case ":widths":
                widths = [float(width) for width in part.text.split()]
            case ":columns":
                story.append(FrameBreak())
            case ":page":
                story.append(PageBreak())
            case "#" | "=" | "##":
                style = {"#": TITLE, "=": CENTRED, "##": HEADING}[part.sign]
                story += [Paragraph(escape(line), style) for line in part.text.split(" // ")]
            case "@":
                rows = [(name, f": {value}") for name, value in part.rows]
                story += [_table(rows, [18, 82], lines=False), Spacer(1, 6)]
            case "|":
                story += [_table(part.rows, widths or [1.0] * len(part.rows[0]), lines=True), Spacer(1, 8)]
                widths = []
            case ":sign":
                story.append(_signatures(part.text))
            case "":
                story.append(
                    Paragraph(escape(_soft(part.text) if two else part.text), COLUMN if two else PLAIN)
                )
            case _:
                raise ValueError(f"no way to write {part.sign} in PDF")
    return story


def _soft(text: str) -> str:
    """Long words with soft hyphens where they may break."""
    words = []
    for word in text.split(" "):
        cuts = [0, *syllables(word), len(word)]
        words.append("\u00ad".join(word[a:b] for a, b in pairwise(cuts)))
    return " ".join(words)


def _table(rows: Any, shares: list[float], *, lines: bool) -> Table:
    cells = [[Paragraph(escape(text).replace(" // ", "<br/>"), CELL) for text in row] for row in rows]
    room = WIDTH - 2 * MARGIN - 12
    table = Table(cells, [room * share / sum(shares) for share in shares], repeatRows=1 if lines else 0)
    look: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if lines:
        look += [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ]
        look += [("TOPPADDING", (0, 1), (-1, -1), 5), ("BOTTOMPADDING", (0, 1), (-1, -1), 9)]
    table.setStyle(TableStyle(look))
    return table


def _signatures(text: str) -> Flowable:
    people = [person.strip().rpartition(" / ") for person in text.split("||")]
    posts = [Paragraph(escape(post), CENTRED) for post, _, _ in people]
    names = [Paragraph(escape(name), CENTRED) for _, _, name in people]
    return KeepTogether(Table([posts, names], rowHeights=[48, None]))
