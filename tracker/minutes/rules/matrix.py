"""Follow-up matrices: which column is the action, who owes it, by when, and in what state it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.figures import indicator
from tracker.minutes.rules.negatives import closed
from tracker.minutes.rules.offices import groups
from tracker.minutes.rules.phrasing import action
from tracker.minutes.rules.proposal import Kind, Proposal, Warn

Span = tuple[int, int]

_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "owner",
        (
            r"penanggung\s*-?jawab|\bpj\b|\bpic\b",
            r"pelaksana|perangkat\s+daerah|\bopd\b|\bskpd\b|instansi(?!\s+pendukung)"
            r"|unit\s+kerja|leading\s+sector|pihak\b|oleh\b",
        ),
    ),
    (
        "due",
        (
            r"batas\s+waktu|target\s+(?:waktu|selesai|penyelesaian|tanggal)|tenggat|deadline"
            r"|batas\s+akhir|jatuh\s+tempo",
            r"waktu|jadwal|tanggal|periode",
        ),
    ),
    (
        "action",
        (
            r"tindak\s+lanjut|rencana\s+aksi|\brtl\b|rencana\s+kegiatan|komitmen|kesepakatan",
            r"uraian|kegiatan|rekomendasi|arahan|keputusan|\baksi\b|langkah|tugas|butir"
            r"|hasil\s+rapat",
        ),
    ),
    ("status", (r"\bstatus\b|progres|realisasi|perkembangan",)),
    ("measure", (r"ukuran|indikator|keluaran|output|sasaran|^target$",)),
)
_DITTO = re.compile(r"(?:〃|\"|''|”|sda\.?|s\.d\.a\.?|idem)", re.I)
_NOTHING = re.compile(r"[\W\d_]*")


@dataclass(frozen=True)
class Columns:
    """Positions of the columns that matter; None where the table has none."""

    action: int
    owner: int | None
    due: int | None
    status: int | None
    measure: int | None


def columns(cells: Sequence[str]) -> Columns | None:
    """The columns of a header row; None when this is no follow-up matrix."""
    if len(cells) < 2 or any(len(cell) > 60 for cell in cells):
        return None
    found: dict[str, int] = {}
    for name, patterns in _COLUMNS:
        for pattern in patterns:
            at = next(
                (
                    i
                    for i, cell in enumerate(cells)
                    if i not in found.values() and re.search(pattern, cell, re.I)
                ),
                None,
            )
            if at is not None:
                found[name] = at
                break
    if "action" not in found or not ("owner" in found or "due" in found):
        return None
    return Columns(
        found["action"], found.get("owner"), found.get("due"), found.get("status"), found.get("measure")
    )


@dataclass
class Matrix:
    """Reads rows one after the other, carrying merged owner and deadline cells down."""

    text: str
    columns: Columns
    held_on: date | None
    holidays: Collection[date]
    owner: str = ""
    due: Span | None = None

    def row(self, cells: Sequence[Span]) -> Proposal | None:
        """The proposal of one row; None for numbering rows and rows without an action."""
        at = self._cell(cells, self.columns.action)
        words = self.text[at[0] : at[1]] if at else ""
        if at is None or _NOTHING.fullmatch(words) or _DITTO.fullmatch(words):
            return None
        carried, due = self._owner(cells), self._due(cells)
        found = deadline(self.text[due[0] : due[1]], self.held_on, self.holidays, cell=True) if due else None
        inside = None if found else deadline(words, self.held_on, self.holidays)
        best = found or inside
        names = groups(self.owner)
        warnings = (
            *((Warn.OWNER_CARRIED,) if carried and self.owner else ()),
            *(best.warnings if best else ()),
        )
        phrase = action(self.text, *at)
        return Proposal(
            quote=words,
            start=at[0],
            end=at[1],
            action=phrase,
            owner=self.owner or None,
            office=names[0].name if names else None,
            deadline_text=self.text[due[0] : due[1]]
            if due and (found or not inside)
            else words[inside.start : inside.end]
            if inside
            else None,
            due_on=best.due_on if best else None,
            kind=self._kind(cells),
            indicator=indicator(self._words(cells, self.columns.measure)) or indicator(phrase),
            cue=words.split()[0],
            warnings=tuple(dict.fromkeys(warnings)),
        )

    def _cell(self, cells: Sequence[Span], column: int | None) -> Span | None:
        return cells[column] if column is not None and column < len(cells) else None

    def _words(self, cells: Sequence[Span], column: int | None) -> str:
        span = self._cell(cells, column)
        return self.text[span[0] : span[1]].strip() if span else ""

    def _owner(self, cells: Sequence[Span]) -> bool:
        """Sets the row's owner; True when it was guessed from an empty cell below another."""
        words = self._words(cells, self.columns.owner)
        if words and not _DITTO.fullmatch(words):
            self.owner = "" if _NOTHING.fullmatch(words) else words
            return False
        return not words

    def _due(self, cells: Sequence[Span]) -> Span | None:
        words = self._words(cells, self.columns.due)
        if not _DITTO.fullmatch(words):
            self.due = None if not re.search(r"\w", words) else self._cell(cells, self.columns.due)
        return self.due

    def _kind(self, cells: Sequence[Span]) -> Kind:
        """A row told as finished is an old item with its state, not a new one."""
        status = self._words(cells, self.columns.status)
        return Kind.STATUS if closed(status) and not re.search(r"\bbelum\b", status, re.I) else Kind.DIRECTIVE
