"""Which of a region's offices the words of the minutes mean; none when two could be meant. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.minutes.rules.offices import is_group, short_name

_TITLE = re.compile(
    r"^(?:yth|bapak|ibu|plt|plh|pjs|pj|kepala|ka|kadis|direktur|pimpinan|ketua|jajaran|pihak)\s+"
)
_SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Named:
    """An office with all names it goes by in its region."""

    office_id: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Matcher:
    """The offices of one region by their written and by their usual short names."""

    region: str
    written: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    usual: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def match(self, *words: str | None) -> int | None:
        """The office that some of the words name, the most exact first; None when unsure or when many are meant."""
        said = [word for word in words if word]
        if any(is_group(word) for word in said):
            return None
        for word in said:
            for plain in (normal(word), bare(word, self.region)):
                if len(found := self.written.get(plain, set())) == 1:
                    return next(iter(found))
        for word in said:
            if len(found := self.usual.get(short_name(word) or "", set())) == 1:
                return next(iter(found))
        return None


def matcher(offices: Iterable[Named], region: str) -> Matcher:
    """The names of the region's offices, each also without the region's own name at its end."""
    made = Matcher(region)
    for office in offices:
        for name in filter(None, office.names):
            made.written[normal(name)].add(office.office_id)
            made.written[bare(name, region)].add(office.office_id)
            if usual := short_name(name):
                made.usual[usual].add(office.office_id)
    return made


def normal(name: str) -> str:
    """Small letters and single blanks, without signs: `DINAS  PUPR.` and `Dinas PUPR` are one name."""
    return " ".join(_SIGNS.sub(" ", name.casefold()).split())


def bare(name: str, region: str) -> str:
    """The normal name without titles in front and the region behind."""
    plain = normal(name)
    while found := _TITLE.match(plain):
        plain = plain[found.end() :]
    for place in (normal(region), normal(re.sub(r"^(?:Kabupaten|Kota|Provinsi)\s+", "", region))):
        plain = plain.removesuffix(f" {place}")
    return plain


_PREFIX = re.compile(r"^(?:meng|meny|mem|men|me|di|peng|peny|pem|pen|pe|ber|ter|ke)(?=\w{4})")
_SUFFIX = re.compile(r"(?:kan|nya|an|i)$")


def roots(words: str) -> str:
    """The words without affixes and without the very short: what is to be done and what was done then look alike."""
    kept = (word for word in normal(words).split() if len(word) > 2)
    return " ".join(_SUFFIX.sub("", _PREFIX.sub("", word)) for word in kept)
