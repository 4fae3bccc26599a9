"""Who led the forum, who was there, and in which region: read from the head of the minutes for the form. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracker.minutes.rules.matching import normal

HEAD = 6_000
_LINE = r"(?im)^[ \t>|*–-]*(?:{names})[ \t]*[:|][ \t|:]*(?P<words>[^\n|]{{3,500}})"
_LED = r"(?:pimpinan|pemimpin|ketua)(?:\s+(?:rapat|sidang|forum|pertemuan))?|dipimpin(?:\s+oleh)?"
_THERE = r"daftar\s+hadir|(?:yang\s+)?hadir|kehadiran|peserta(?:\s+(?:rapat|forum))?|dihadiri(?:\s+oleh)?"
_TITLE = r"\b(?:dr|drg|h|hj|ir|drs?|dra|prof|kab|st|yth|plt|plh|pj|ka)\."
_WORDS = rf"(?P<words>(?:{_TITLE}|\.(?!\s|$)|[^.;\n]){{3,300}}?)"
_END = r"\.(?=\s|$)|[;\n]|$"
_CHAIR = (
    re.compile(_LINE.format(names=_LED)),
    re.compile(
        rf"\bdipimpin\s+(?:langsung\s+)?(?:oleh\s+)?{_WORDS}(?={_END}|,?\s+(?:dan|serta|yang|pada|di"
        rf"|dihadiri)\s)",
        re.I,
    ),
)
_ATTENDANCE = (
    re.compile(_LINE.format(names=_THERE)),
    re.compile(rf"(?:\b(?:dihadiri|diikuti)\s+(?:oleh\s+)?|[.;]\s+hadir\s*:\s*){_WORDS}(?={_END})", re.I),
)
_DEGREE = re.compile(r"\b\w{1,3}\.\w{1,4}\.$")
_LEVEL = re.compile(r"^(?:kabupaten|kota|provinsi)\s+")


class Present(NamedTuple):
    """Each part is empty when the text does not say it."""

    chair: str
    attendance: str


def present(text: str) -> Present:
    """From a line of the heading where there is one, else from the first sentence that tells."""
    head = text[:HEAD]
    return Present(_first(head, _CHAIR), _first(head, _ATTENDANCE))


def region_named(text: str, regions: Mapping[int, str]) -> int | None:
    """The one of these regions that the head of the text names; None for none and for several.

    A full name ("Kabupaten Buton") counts before a bare one, which neighbours may share.
    """
    head = f" {normal(text[:HEAD])} "
    for names in (
        {i: normal(n) for i, n in regions.items()},
        {i: _LEVEL.sub("", normal(n)) for i, n in regions.items()},
    ):
        there = [region_id for region_id, name in names.items() if f" {name} " in head]
        found = [i for i in there if not any(_inside(names[i], names[j], head) for j in there if j != i)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _inside(name: str, other: str, head: str) -> bool:
    """Whether `name` stands in the text only as a part of `other`, as Buton in Buton Utara."""
    return name in other and f" {name} " not in head.replace(f" {other} ", "  ")


def _first(head: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    for pattern in patterns:
        if match := pattern.search(head):
            words = " ".join(match["words"].split()).strip(" ,;:")
            return words if _DEGREE.search(words) else words.rstrip(" .")
    return ""
