"""A text's lines as blocks: paragraphs, list items, table rows, headings, fields; in one pass over the text.

Works on a *shadow* of the text: a copy of equal length in which mail quoting (">"), emphasis and pictures are
blanks. Offsets in the shadow are offsets in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tracker.minutes.rules.titles import (
    HEADWORDS,
    is_heading,
    is_headline,
    is_key,
    is_office,
    is_title,
    may_head,
)
from tracker.minutes.rules.widths import Widths

DONE = "done"
"""The level of a point whose box is ticked."""
FIRST_LINES = 200  # letters
MAX_BLOCK = 20_000

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(
    r"[ \t]*(?P<mark>\d{1,2}[ ]?\u20e3|\[[ xXvV✓✔]?\]"
    r"|(?:Pertama|Ketiga|Ke(?:satu|dua|empat|lima|enam|tujuh|delapan|sembilan"
    r"|sepuluh))(?=\s*:)|(?:KE(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH)"
    r"|PERTAMA)(?=\s*:)|(?:\d{1,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5}|[A-Z])[.)](?!\d)"
    r"|[A-Z]{1,3}-\d{1,2}[.):]?(?=[ \t])"
    r"|\((?:\d{1,3}|[a-z])\)|[A-Z]{1,3}-\d{1,2}[.):]?(?=\s)"
    r"|[-–—•●▪■◦o·*✓✔➢►»~+→⇒](?=[ \t]))(?:[ \t]*:)?[ \t]*(?=\S)"
)
_CHAT = re.compile(
    r"[ \t]*(?:\[?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?[ ,]+(?:pukul )?\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?: ?[AP]M)?\]?(?: -)?"
    r"|\[\d{1,2}[.:]\d\d(?:, ?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)?\])"
    r" (?P<who>[^:\n]{1,60}):[ \t]*"
)
_FIELD = re.compile(r"[ \t]*(?P<key>[A-Z][\w /.,()-]{1,56}?)[ \t]*:(?=[ \t]|$)[ \t]*")
STAMP = re.compile(
    r"\s*\[?\d{1,2}[.:]\d\d(?:[.:]\d\d)?\]?\s+(?P<who>[A-Z]{1,2}\d{1,2}|[A-Z][A-Za-z .]{2,40}):?"
)
_SECTION = re.compile(r"[IVX]{1,5}\.")
_END = re.compile(r"[.!?:;…][\"”’')\]]*\s*$")
_FORM = re.compile(
    r"(?:penanggung\s*-?\s*jawab|p\.?j|pic|pelaksana|tenggat|batas|target|deadline|waktu|output|indikator"
    r"|keluaran)\b",
    re.I,
)
_CLOSING = re.compile(
    r"(?:makasih|terima\s*kasih|trims|thx|demikian|sekian|wassalam|salam|nb|catatan|ps)\b", re.I
)
_SIGNATURE = re.compile(r"[ \t]*--[ \t]*$")


class BlockKind(StrEnum):
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"
    FIELD = "field"


@dataclass(frozen=True)
class Block:
    """One block without its bullet; `speaker` as a chat or a field names one; `level` of a list item."""

    kind: BlockKind
    start: int
    end: int
    speaker: str = ""
    level: str = ""
    cells: tuple[tuple[int, int], ...] = field(default=())


def blocks(plain: str, text: str, *, apart: bool = False) -> Iterator[Block]:
    """Blocks in order; a short line above points is their title. `text` is looked at only for a picture as a bullet.

    With `apart` every line is a block of its own.
    """
    above: Block | None = None
    for block in _joined(plain, text, apart=apart):
        if above:
            yield replace(above, kind=BlockKind.HEADING) if block.kind is BlockKind.ITEM else above
            above = None
        if block.kind is BlockKind.TEXT and not block.speaker and may_head(plain[block.start : block.end]):
            above = block
        else:
            yield block
    if above:
        yield above


def _joined(plain: str, text: str, *, apart: bool) -> Iterator[Block]:
    """Lines that go on with the line above joined to it."""
    widths = Widths(plain)
    open_block: Block | None = None
    signed: int | None = None  # end of the last line of a mail's signature
    for line in _LINE.finditer(plain):
        signed = line.end() if _SIGNATURE.fullmatch(line[0]) else signed
        if not line[0].strip() or signed == line.end():
            continue
        if (
            signed is not None
            and not plain[signed : line.start()].strip(" \t\n")
            and plain.count("\n", signed, line.start()) < 2
        ):
            signed = line.end()
            continue
        gap = open_block is not None and plain.count("\n", open_block.end, line.start()) > 1
        block = _line(line, text)
        if (
            open_block
            and not (gap or apart)
            and block.kind in (BlockKind.TEXT, BlockKind.FIELD)
            and _continues(open_block, block, plain, widths)
        ):
            first = open_block
            open_block = Block(first.kind, first.start, block.end, first.speaker, first.level)
            continue
        if open_block:
            yield open_block
        open_block = block
    if open_block:
        yield open_block


def _line(line: re.Match[str], text: str) -> Block:
    start, end = line.start(), line.start() + len(line[0].rstrip())
    cells = _cells(line[0], start)
    if len(cells) > 1:
        return Block(BlockKind.ROW, start, end, cells=cells)
    speaker = ""
    if chat := _CHAT.match(line[0]):
        start, speaker = start + chat.end(), chat["who"]
    inner = line[0][start - line.start() :].rstrip()
    if not speaker and (stamp := STAMP.fullmatch(inner)):
        return Block(BlockKind.FIELD, end - len(stamp["who"]), end, stamp["who"])
    item = _ITEM.match(inner)
    mark = item["mark"] if item else _picture(text, line, inner)
    content = inner[item.end() :] if item else inner.lstrip()
    start = end - len(content)
    if is_heading(content, numbered=bool(item and not item["mark"].isdigit())):
        return Block(BlockKind.HEADING, start, end, speaker)
    if (
        item
        and is_title(content)
        and (_SECTION.fullmatch(mark) or (mark[0].isupper() and HEADWORDS.match(content)))
    ):
        return Block(BlockKind.HEADING, start, end, speaker)
    if not mark and not speaker and (is_office(content) or (start < FIRST_LINES and is_headline(content))):
        return Block(BlockKind.HEADING, start, end)
    if mark:
        return Block(BlockKind.ITEM, start, end, speaker, _level(mark))
    if not speaker and (found := _FIELD.match(content)) and is_key(found["key"]):
        return Block(BlockKind.FIELD, start, end, found["key"])
    return Block(BlockKind.TEXT, start, end, speaker)


def _level(mark: str) -> str:
    """Marks of one level look alike: digits, letters, capitals or the same bullet."""
    if mark[0] == "[":
        return DONE if mark[1:2] not in ("]", " ") else "box"
    inner = mark.strip("().") or mark
    if inner[0].isascii() and inner[0].isupper():
        return "capital"
    return "digit" if inner.isdecimal() else "letter" if inner.isalpha() else mark


def _picture(text: str, line: re.Match[str], inner: str) -> str:
    """A pictogram in front of the words is a bullet in chat notes."""
    at = line.start() + len(line[0]) - len(line[0].lstrip())
    first = text[line.start() : at].strip(" \t>*")
    return first if first and inner.strip() else ""


def _cells(line: str, offset: int) -> tuple[tuple[int, int], ...]:
    """Spans of a table row's cells, cut at " | " or at tabs."""
    if line.count("|") == 0 and line.strip().count("\t") < 2:
        return ()
    sign = "|" if "|" in line else "\t"
    lead = len(line) - len(line.lstrip())
    body = line.strip()
    if sign == "|" and body.startswith("|") and body.endswith("|") and len(body) > 1:
        lead, body = lead + 1, body[1:-1]
    spans, at = [], lead + offset
    for cell in body.split(sign):
        inner = cell.strip()
        begin = at + (len(cell) - len(cell.lstrip()) if inner else 0)
        spans.append((begin, begin + len(inner)))
        at += len(cell) + 1
    return tuple(spans)


def _continues(before: Block, block: Block, plain: str, widths: Widths) -> bool:
    """Whether a line goes on with the sentence above it (hard-wrapped text)."""
    said = block.speaker if block.kind is BlockKind.TEXT else ""
    if before.kind is BlockKind.FIELD and plain[before.start : before.end] == before.speaker:
        return False  # the moment and the name of a speaker, alone in their line
    if (
        before.kind not in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.FIELD)
        or said
        or block.end - before.start > MAX_BLOCK
    ):
        return False
    last = plain[max(before.start, before.end - 200) : before.end].rsplit("\n", 1)[-1]
    first = plain[block.start]
    if _CLOSING.match(plain, block.start):
        return False
    if block.kind is BlockKind.FIELD:
        form = _FORM.match(block.speaker) is not None
        return not (form or before.kind is BlockKind.FIELD or _END.search(last)) and len(last.strip()) >= 45
    if widths.would_fit(before.end, block.start, block.end):
        return False
    if _END.search(last):
        return len(last.strip()) >= 45 and before.kind is BlockKind.TEXT and not last.rstrip().endswith(":")
    return first.islower() or first.isdigit() or first in '(“"' or len(last.strip()) >= 45
