"""Names that a text gives for itself: "Kepala Dinas Kesehatan (selanjutnya disebut PIHAK KESATU)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.minutes.rules.gates import gate
from tracker.minutes.rules.offices import Office, groups, offices

_CALLED = gate(
    r"\b(?:selanjutnya|yang\s+selanjutnya)?\s*(?:dalam\s+[^.;]{0,40})?disebut\s+(?:juga\s+"
    r"|sebagai\s+)?[\"“']?"
    r"(?P<name>(?-i:[A-Z])[\w-]*(?:\s+(?-i:[A-Z])[\w-]*){0,3})",
    "disebut",
)
_BRACKETED = re.compile(r"\(\s*(?P<name>pihak\s+(?:ke)?\w{1,8})\s*\)", re.I)
_LEGEND = re.compile(r"\b(?P<key>[A-Z]{1,2}\d{1,2})\s*[=:]\s*(?P<name>[A-Z][^,;\n=]{2,60})")
_LEGEND_WITHIN = 2_000
_OPENS_WITHIN = 4_000
_BEFORE = 400


@dataclass(frozen=True)
class Parties:
    """The text's own names of offices, and the pattern that finds them."""

    names: dict[str, str]
    pattern: re.Pattern[str] | None

    def groups(self, text: str, upto: int | None = None) -> list[Office]:
        """Every mention in order, of known offices and by the text's own names; a party's own name comes first."""
        found = groups(text) if upto is None else offices(text, upto)
        if self.pattern is None:
            return found
        own = [
            Office(match.start(), match.end(), self.names[_key(match[0])])
            for match in self.pattern.finditer(text)
        ]
        apart = [office for office in found if not any(_touch(office, other) for other in own)]
        return sorted([*own, *apart], key=lambda office: office.start)


def _legend(plain: str) -> dict[str, str]:
    """ "P1 = Asisten I, P2 = Dinas Kesehatan": the speakers of a record by their numbers."""
    head = plain[:_LEGEND_WITHIN]
    found = (
        {one["key"]: offices(one["name"], upto=1) for one in _LEGEND.finditer(head)} if "=" in head else {}
    )
    known = {key: named[0].name for key, named in found.items() if named and named[0].name}
    return known if len(known) > 1 else {}


def parties(plain: str) -> Parties:
    """Reads who is called what; most texts call nobody anything."""
    names = _legend(plain)
    low = plain.casefold()
    found = [*_CALLED.pattern.finditer(plain)] if "disebut" in low else []
    found += _BRACKETED.finditer(plain[:_OPENS_WITHIN]) if "(pihak" in low else ()
    for called in found:
        before = plain[max(0, called.start() - _BEFORE) : called.start()]
        known = [office for office in offices(before) if office.name]
        if known and _key(called["name"]) not in names:
            names[_key(called["name"])] = known[-1].name
    if not names:
        return Parties(names, None)
    words = "|".join(
        r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True)
    )
    return Parties(names, re.compile(rf"(?<!disebut )(?<!\()\b(?:{words})\b", re.I))


def _key(name: str) -> str:
    return " ".join(name.upper().split())


def _touch(one: Office, other: Office) -> bool:
    return one.start < other.end and other.start < one.end
