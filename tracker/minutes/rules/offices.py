"""Finds offices in a text and gives each its one short name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.minutes.rules.aliases import ALIASES, ALL_OFFICES, CLINIC, GROUPED

_QUANTITY = r"(?:(?:para|seluruh|setiap|semua|tiap|masing-masing|segenap|\d{1,3})\s+)"
_TITLE = (
    r"(?:(?:yth\.?|bapak|ibu|pak|bu|sdri?\.?|plt\.?|plh\.?|pjs?\.?|kepala|ka\.?"
    r"|kadis|direktur|direksi|pimpinan|ketua|unsur|jajaran|manajemen|tim|petugas"
    r"|operator|pihak)\s+)"
)
_NOT_NAME = (
    r"(?!(?:dinas|badan|bagian|puskesmas|rsud|bpjs|camat|program|jkn|akan|agar"
    r"|diminta|wajib|harus|untuk|dan|bersama|paling|pada|triwulan|semester|forum)\b)"
)
_NAME = rf"(?-i:(?=[A-Z])){_NOT_NAME}[\w’'-]+"
_TAIL = (
    rf"(?:\s+(?:dr\.|drg\.|kab\.|prov\.|cabang|wilayah|kabupaten|kota|provinsi"
    rf"|setda|se-[\w-]+|mgr\.|{_NAME})(?:\s*\([A-Z][\w ]{{1,20}}\))?){{0,5}}"
)
_KNOWN = "|".join(rf"(?P<a{number}>{pattern})" for number, (_, pattern) in enumerate(ALIASES))
_OTHER = (
    rf"(?P<other>(?:dinas|badan|bagian|bidang|balai|kantor|instalasi)\s+{_NAME}"
    rf"(?:(?:,|\s+dan|\s+&)?\s+{_NAME}){{0,4}})"
)
OFFICE = re.compile(
    rf"(?<![\w@./-]){_QUANTITY}?{_TITLE}{{0,3}}(?P<body>(?:{_KNOWN})(?![\w@])"
    rf"|{_OTHER})(?P<tail>{_TAIL})",
    re.I,
)
_HEAD = re.compile(r"(?<![\w@./-])kepala\s+dinas(?=\s*(?:[(,]|$|\w))", re.I)
_NAMES = re.compile(rf"(?:,\s+{_NAME}){{0,6}},?\s+dan\s+{_NAME}(?!\s*(?:dan|,))", re.I)
_JOIN = re.compile(
    r"\s*(?:,|/|&|;|\bdan\b|\bserta\b|\bbersama(?:-sama)?(?:\s+dengan)?\b|,\s*"
    r"(?:dan|serta)\b)\s*(?:(?:dengan|kepala|para)\s+)?",
    re.I,
)


@dataclass(frozen=True)
class Office:
    """One mention: where it stands and the short name."""

    start: int
    end: int
    name: str


def offices(text: str) -> list[Office]:
    """Every mention in order. "Kecamatan Kodi Utara" keeps its own name, "para camat" is the whole group."""
    return [_office(match, text) for match in OFFICE.finditer(text)]


def groups(text: str) -> list[Office]:
    """Mentions with "X, Y dan Z" or "X bersama Y" as one; the name is the first one's."""
    joined: list[Office] = []
    for found in offices(text):
        if joined and _JOIN.fullmatch(text, joined[-1].end, found.start):
            joined[-1] = Office(joined[-1].start, found.end, joined[-1].name)
        else:
            joined.append(found)
    return joined


def short_name(text: str) -> str | None:
    """The office of a cell or heading; None when no known office is named."""
    found = OFFICE.search(text)
    return _office(found, text).name if found else None


def _office(match: re.Match[str], text: str) -> Office:
    end = match.end()
    if match["other"]:
        return Office(match.start(), end, " ".join(match["body"].split()))
    number = next(int(key[1:]) for key, value in match.groupdict().items() if value and key[0] == "a")
    name = ALIASES[number][0]
    tail = " ".join(match["tail"].split())
    if name == CLINIC and tail and (more := _NAMES.match(text, end)):
        end = more.end()
    return Office(match.start(), end, _grouped(name, match, tail) if name in GROUPED else name)


def _grouped(name: str, match: re.Match[str], tail: str) -> str:
    """ "Puskesmas Kori" is one office; "seluruh puskesmas" and a bare "camat" are all of them."""
    many = match.start() != match.start("body") and re.match(_QUANTITY, match[0], re.I)
    place = re.sub(r"\s+(?:kab\.|kabupaten|kota|provinsi)\b.*", "", f" {tail}", flags=re.I).strip()
    if many or not place or place.lower().startswith("se-"):
        return f"{name} (seluruh)"
    return f"{name} {place}"


def is_group(name: str) -> bool:
    """Whether the short name stands for several offices."""
    return name == ALL_OFFICES or name.endswith("(seluruh)")
