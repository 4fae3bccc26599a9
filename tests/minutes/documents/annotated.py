"""Read an annotated source: what the document says, and inside it what a careful notulis would have noted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARK = re.compile(r"\{(\d+|[nrs]\d+):([^{}]*)\}")
KINDS = {"d": "directive", "p": "plan", "a": "appeal", "o": "ongoing"}

ALSO_RIGHT = {  # other spellings of an office that the score's own aliases do not know
    "Bagian Perekonomian": ["Bagian Perekonomian dan SDA"],
    "DPMPTSP": ["Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"],
    "DPPKB": ["Dinas Pengendalian Penduduk dan Keluarga Berencana"],
    "Dinas Kelautan dan Perikanan": ["DKP", "Dinas Perikanan"],
    "Dinas Lingkungan Hidup dan Kebersihan": ["DLHK", "DLH", "Dinas Lingkungan Hidup"],
    "Dinas PUPR": ["DPUPR", "PUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas PU dan Penataan Ruang"],
    "Dinas Pangan dan Perikanan": ["Dinas Pangan & Perikanan", "Dinas Pangan"],
    "Dinas Pendidikan": ["Disdik", "Disdikbud", "Dinas Pendidikan dan Kebudayaan"],
    "Dinas Perdagangan dan Perindustrian": ["Disdagin", "Disperindag", "Dinas Perdagangan"],
    "Dinas Pertanian, Pangan dan Perikanan": ["Dinas Pertanian", "Distan"],
    "Ohoi (seluruh)": ["Para Kepala Ohoi", "Ohoi", "Desa (seluruh)"],
    "Pekon (seluruh)": ["Pekon", "Peratin", "Desa (seluruh)"],
    "Satpol PP": ["Satuan Polisi Pamong Praja"],
    "Wali Nagari (seluruh)": ["Para Wali Nagari", "Wali Nagari", "Nagari (seluruh)", "Desa (seluruh)"],
}


@dataclass(frozen=True)
class Source:
    """One source: its head, the body without marks, and the annotations beside the quotes they mark."""

    slug: str
    head: dict[str, str]
    body: str
    quotes: dict[str, list[str]]
    notes: list[list[str]]

    @property
    def name(self) -> str:
        return f"{self.slug}.{self.head['form']}"

    def gold(self) -> dict[str, Any]:
        """The annotations in the form of a gold file; KeyError or ValueError where source and marks disagree."""
        rows = {note[0]: note[1:] for note in self.notes}
        if unmatched := set(rows) ^ {mark for mark in self.quotes if mark[0] != "r"}:
            raise ValueError(f"{self.slug}: marked or noted only: {sorted(unmatched)}")
        return {
            "doc": self.name,
            "region": self.head["region"],
            "forum_date": self.head["date"],
            "commitments": [self._commitment(key, row) for key, row in rows.items() if key.isdigit()],
            "not_commitments": [
                {"quote": self.quotes[key][0], "why": row[0]} | ({"kind": "status"} if key[0] == "s" else {})
                for key, row in rows.items()
                if not key.isdigit()
            ],
        }

    def _commitment(self, key: str, row: list[str]) -> dict[str, Any]:
        kind, owner, office, deadline, due, action, indicator = row
        name, _, others = office.partition(" = ")
        accept = [_or_none(other) for other in others.split("; ") if other] + ALSO_RIGHT.get(name, [])
        due_on, _, due_accept = due.partition(" ~")
        item = {
            "quote": self.quotes[key][0],
            "also_quotes": self.quotes.get(f"r{key}"),
            "action_id": action,
            "owner_text": _or_none(owner),
            "office": _or_none(name),
            "office_accept": accept or None,
            "deadline_text": _or_none(deadline),
            "due_on": _or_none(due_on),
            "due_accept": [_or_none(day) for day in due_accept.split(",") if day],
            "kind": KINDS[kind.lower()],
            "indicator": _indicator(indicator),
            "certainty": "core" if kind.isupper() else "optional",
        }
        return {k: v for k, v in item.items() if v or k not in {"also_quotes", "office_accept"}}


def _or_none(text: str) -> str | None:
    return None if text in {"-", "null"} else text


def _indicator(text: str) -> dict[str, str | float | None] | None:
    if text == "-":
        return None
    name, unit, *numbers = text.split(";")
    baseline, target = (None if n == "-" else float(n) if "." in n else int(n) for n in numbers)
    return {"name": name, "unit": unit, "baseline": baseline, "target": target}


def _as_read(text: str, form: str) -> str:
    if form == "html":
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return " ".join(text.split())


def read_source(path: Path) -> Source:
    """A source file: `name: value` lines, `---`, the body with {1:marked} spans, `---`, one note a line."""
    head, rest = path.read_text(encoding="utf-8").split("\n---\n", 1)
    body, notes = rest.rsplit("\n---\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    quotes: dict[str, list[str]] = {}
    for mark in MARK.finditer(body):
        quotes.setdefault(mark[1], []).append(_as_read(mark[2], fields["form"]))
    rows = [line.split(" | ") for line in notes.splitlines() if line]
    return Source(path.stem, fields, MARK.sub(r"\2", body), quotes, rows)


@dataclass(frozen=True)
class Block:
    """A line of the body, or neighbouring lines that belong together, under the sign it begins with."""

    sign: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(body: str) -> Iterator[Block]:
    """The body of a Word or PDF source in order; table rows, facts and numbered points are kept together."""
    gathered: list[tuple[str, ...]] = []
    sign = ""
    for line in [*body.splitlines(), ""]:
        first, _, rest = line.partition(" ")
        now = first if first in {"#", "##", "=", "@", "*", "+", "|"} or line.startswith(":") else ""
        if first == "++":  # a point below the point before it: the same run, marked by an empty first cell
            now = "+"
        if gathered and now != sign:
            yield Block(sign, rows=tuple(gathered))
            gathered = []
        sign = now
        if first == "++":
            gathered.append(("", rest.strip()))
        elif now in {"|", "@", "+"}:
            gathered.append(tuple(cell.strip() for cell in rest.split({"|": "|", "@": " = "}.get(now, "\0"))))
        elif line:
            yield Block(now, rest if now else line)
