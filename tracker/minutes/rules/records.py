"""Commitments written as forms: "Tindak lanjut: …", "PJ: …", "Waktu: …" below each other or in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.minutes.rules.blocks import Block, BlockKind
from tracker.minutes.rules.columns import Columns

Span = tuple[int, int]
_KEYS: tuple[tuple[str, str], ...] = (
    (
        "action",
        r"(?:rencana\s+)?tindak\s*lanjut|rtl|rencana\s+(?:aksi|tindak|kegiatan|kerja)|kegiatan|aksi|solusi"
        r"|langkah|tugas"
        r"|rekomendasi|kesepakatan|komitmen|action(?:\s+item)?|pekerjaan|usulan\s+tindak",
    ),
    (
        "owner",
        r"penanggung\s*-?\s*jawab|p\.?j\.?|pic|pelaksana|oleh|unit(?:\s+kerja)?|opd|instansi|petugas"
        r"|yang\s+menyiapkan"
        r"|yang\s+mengerjakan|pengampu|leading\s+sector",
    ),
    (
        "due",
        r"batas\s+(?:waktu|akhir)|tenggat(?:\s+waktu)?|waktu(?:\s+(?:pelaksanaan|penyelesaian))?"
        r"|target(?:\s+(?:waktu|selesai))?"
        r"|deadline|due(?:\s+date)?|jadwal|kapan|bilamana|selesai|jatuh\s+tempo|tgt|bts|rampung",
    ),
    ("measure", r"sasaran|indikator|output|keluaran|volume|ukuran"),
)
_KEY = re.compile(
    r"[ \t]*(?P<key>" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _KEYS) + r")[ \t]*[:=][ \t]*",
    re.I,
)
_INLINE = re.compile(
    r"\s*[/;,|(\[–-]?\s*\b(?:(?P<owner>penanggung\s*-?\s*jawab|p\.?j\.?|pic|pelaksana|yang\s+menyiapkan)"
    r"|(?P<due>batas\s+waktu|tenggat(?:\s+waktu)?|deadline|due(?:\s+date)?|target\s+(?:waktu|selesai)|waktu"
    r"|target))"
    r"\s*:\s*",
    re.I,
)
_OWNER_PIECES = ("penanggung", "pj", "p.j", "pic", "pelaksana", "menyiapkan")
_CODE = re.compile(r"[A-Z]{1,4}[-.]?\d{1,3}[.):]?\s+")
_DROPPED = re.compile(r"\(?(?:dihapus|dibatalkan|dicabut|digabung|batal|nihil|-)\b", re.I)
_TRIM = " \t\n/;,|()[]–-."
_ORDER = ("action", "owner", "due", "measure")


@dataclass
class Record:
    """What stands behind each key; `blocks` are the lines it was read from, should it turn out to be none."""

    names: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    last: str = ""
    dropped: bool = False

    @property
    def whole(self) -> bool:
        """Whether somebody is to do something, or by some time."""
        start, end = self.spans.get("action", (0, 0))
        return end - start > 3 and not self.dropped and ("owner" in self.spans or "due" in self.spans)

    def columns(self) -> Columns:
        """As a row of a matrix with columns of these names."""
        at = [number if name in self.spans else None for number, name in enumerate(_ORDER)]
        names = tuple(self.names.get(name, "") for name in _ORDER)
        return Columns(0, at[1], at[2], None, at[3], None, names)

    def cells(self) -> list[Span]:
        start = self.spans["action"][0]
        return [self.spans.get(name, (start, start)) for name in _ORDER]


def records(found: Iterator[Block], plain: str) -> Iterator[Block | Record]:
    """Blocks, with those that fill one form as one record."""
    record = Record()
    for block, following in _pairs(found):
        key = _key(block, plain)
        goes_on = bool(record.blocks) and not key and _goes_on(record, block, plain)
        if following and not (key or goes_on) and _heads(block, following, plain):
            yield from _closed(record)
            record = Record({"action": ""}, {"action": (block.start, block.end)}, [block], "action")
            continue
        if key and (key[0] in record.spans or (key[0] == "action" and record.spans)):
            yield from _closed(record)
            record = Record()
        if key:
            name, words, start = key
            record.names[name], record.spans[name], record.last = words, (start, block.end), name
            record.dropped = record.dropped or (
                name == "action" and bool(_DROPPED.match(plain, start, block.end))
            )
            record.blocks.append(block)
        elif goes_on:
            record.spans[record.last] = (record.spans[record.last][0], block.end)
            record.blocks.append(block)
        elif (
            record.spans and block.kind is BlockKind.FIELD and record.blocks and "action" not in record.spans
        ):
            record.blocks.append(block)
        else:
            yield from _closed(record)
            record = Record()
            yield block
    yield from _closed(record)


def _pairs(found: Iterator[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one below it."""
    above: Block | None = None
    for block in found:
        if above:
            yield above, block
        above = block
    if above:
        yield above, None


def _heads(block: Block, following: Block, plain: str) -> bool:
    """A point above "PJ: …" is the action of a form."""
    key = _key(following, plain) if block.kind is BlockKind.ITEM else None
    return key is not None and key[0] == "owner"


def labelled(plain: str, start: int, end: int) -> Record | None:
    """ "Helpdesk keliling / PIC: DPMPTSP / deadline: 31 Juli": one line with its labels; None without any."""
    if plain.find(":", start, end) < 0 or not any(
        map(plain[start:end].casefold().__contains__, _OWNER_PIECES)
    ):
        return None
    labels = list(_INLINE.finditer(plain, start, end))
    if not any(label["owner"] for label in labels) or labels[0].start() - start < 8:
        return None
    code = _CODE.match(plain, start, labels[0].start())
    record = Record(spans={"action": _tight(plain, code.end() if code else start, labels[0].start())})
    for label, until in zip(labels, [*(label.start() for label in labels[1:]), end], strict=True):
        name = "owner" if label["owner"] else "due"
        if name not in record.spans:
            record.names[name] = (label["owner"] or label["due"]).strip()
            record.spans[name] = _tight(plain, label.end(), until)
    action = plain[slice(*record.spans["action"])]
    return record if len(action.split()) > 1 else None


def _key(block: Block, plain: str) -> tuple[str, str, int] | None:
    """The kind of a line's key, its words, and where its value starts."""
    if block.kind is BlockKind.ROW:
        return None
    match = _KEY.match(plain, block.start, block.end)
    if not match:
        return None
    name = next(name for name, _ in _KEYS if match[name])
    return name, match["key"].strip(), match.end()


def _goes_on(record: Record, block: Block, plain: str) -> bool:
    """ "b) …" below "a) …" belongs to the same key."""
    start = record.spans[record.last][0]
    return (
        block.kind is BlockKind.ITEM
        and block.level == "letter"
        and bool(re.match(r"a[.)]\s", plain[start : start + 3]))
    )


def _closed(record: Record) -> Iterator[Block | Record]:
    if record.whole:
        yield record
    elif not record.dropped:
        yield from record.blocks


def _tight(plain: str, start: int, end: int) -> Span:
    while end > start and plain[end - 1] in _TRIM and plain[end - 1] != ")":
        end -= 1
    while start < end and plain[start] in " \t\n":
        start += 1
    if plain[end - 1 : end] == ")" and "(" not in plain[start:end]:
        end -= 1
    return start, end
