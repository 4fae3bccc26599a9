"""Sentences of a block, with the abbreviations and titles of Indonesian official writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_SENTENCE = 2_000

_STOP = re.compile(  # one set of signs in front, for which the library looks fast
    r"[.!?…\"”](?:(?<=[.!?…])[.!?…]*[\"”’')\]]*(?=\s)|(?<=[\"”])(?=\s+[A-Z“\"]))"
)
_ABBREVIATED = frozenset(
    (
        "dr drg drs dra ir h hj hi prof st se sh no nomor jl tgl sep sept okt nop nov des jan feb maks moh"
        " muh mhd abd"
        " agt sd an up cq kab prov kec kel kep rp yg hlm hal tn ny bpk bp sdr sdri plt plh pj pjs mgr pk ka"
        " bid bag ttd"
        " dst yth mr"
    ).split()
)
_ABBREVIATION = re.compile(
    rf"(?:^|[\s(\"“.,])(?:{'|'.join(sorted(_ABBREVIATED))}|s\.d|a\.n|u\.p|c\.q|[a-z]|s\.[a-z]{{1,4}}"
    r"|m\.[a-z]{1,4}(?:\.[a-z])?|a\.md)\.$",
    re.I,
)
_NEXT_CASUAL = re.compile(r"\s+\w")
_LONGEST = max(map(len, _ABBREVIATED))
_NEXT = re.compile(r"\s+(?:[\"“‘'(]*[A-Z0-9]|[-•*])")


def sentences(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences within start:end, without the blanks around them."""
    casual = plain[start : start + 1].islower()
    begin = start
    for stop in _STOP.finditer(plain, start, end):
        if stop.end() - begin < 2 or not _ends(plain, stop, end, casual=casual):
            continue
        yield from _bounded(plain, begin, stop.end())
        begin = stop.end()
    yield from _bounded(plain, begin, end)


def _ends(plain: str, stop: re.Match[str], end: int, *, casual: bool) -> bool:
    """In a message that begins with a small letter (`casual`), sentences do."""
    if not (_NEXT_CASUAL if casual else _NEXT).match(plain, stop.end(), end):
        return False
    if stop[0] != ".":
        return True
    word = plain[max(0, stop.start() - _LONGEST - 1) : stop.start()].rpartition(" ")[2]
    if word.casefold() == "hal":
        return not plain[stop.end() : stop.end() + 2].strip().isdigit()
    if len(word) > 1 and word.isalnum() and word.casefold() not in _ABBREVIATED:
        return True
    return not _ABBREVIATION.search(plain[max(0, stop.start() - 10) : stop.end()])


def _bounded(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Without outer blanks; a run of words without any stop is cut so that no rule meets an endless sentence."""
    while end - start > MAX_SENTENCE:
        cut = plain.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield from _bounded(plain, start, cut)
        start = cut
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
