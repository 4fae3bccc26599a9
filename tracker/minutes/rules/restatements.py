"""The same commitment told twice, in the talk and again in the matrix, becomes one proposal with its other quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tracker.minutes.rules.proposal import Kind, Proposal, Span

_WORD = re.compile(r"[a-z]{4,}|\d+(?:\.\d+)*", re.I)
_COMMON = frozenset(
    "yang untuk agar dengan kepada dalam pada dari oleh akan juga paling lambat tanggal bulan tahun seluruh"
    " setiap para kepala dinas kesehatan meminta diminta menginstruksikan secara tersebut melalui tidak sudah"
    " telah peserta badan daerah kabupaten kota program puskesmas bpjs".split()
)
_AFFIX = re.compile(
    r"^(?:meng|meny|mem|men|me|di|peng|peny|pem|pen|pe|ber|ter|ke)(?=\w{4})|"
    r"(?:kan|nya|an|i)$"
)
ALIKE = 0.6
WINDOW = 150


def merged(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Later restatements join the fuller one. Never two rows with different figures, offices or due dates."""
    kept: list[Proposal] = []
    stems = [_stems(found.quote) for found in proposals]
    places: list[int] = []
    for index, found in enumerate(proposals):
        twin = next(
            (
                at
                for at in range(max(0, len(kept) - WINDOW), len(kept))
                if _same(kept[at], stems[places[at]], found, stems[index])
            ),
            None,
        )
        if twin is None:
            kept.append(found)
            places.append(index)
        else:
            kept[twin], first = _joined(kept[twin], found)
            places[twin] = places[twin] if first else index
    return sorted(kept, key=lambda proposal: proposal.start)


def _stems(quote: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(quote))
    return frozenset(stem for word in words if word not in _COMMON and (stem := _stem(word)))


@lru_cache(4096)
def _stem(word: str) -> str:
    return _AFFIX.sub("", _AFFIX.sub("", word))


def _same(one: Proposal, a: frozenset[str], two: Proposal, b: frozenset[str]) -> bool:
    if one.due_on and two.due_on and one.due_on != two.due_on:
        return False
    if one.office and two.office and one.office != two.office:
        return False
    if (one.kind is Kind.STATUS) != (two.kind is Kind.STATUS):
        return False
    common = len(a & b)  # behind what is quicker to tell, for each draft meets many
    if common < 3 or common < ALIKE * min(len(a), len(b)) or common < 0.3 * max(len(a), len(b)):
        return False
    return not _numbers(a) or not _numbers(b) or _numbers(a) == _numbers(b)


@lru_cache(4096)
def _numbers(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if stem[:1].isdigit())


def _joined(one: Proposal, two: Proposal) -> tuple[Proposal, bool]:
    """The one that says more is kept; the other's words go along."""
    first = _fullness(one) >= _fullness(two)
    keep, drop = (one, two) if first else (two, one)
    also = (*keep.also, drop.quote, *drop.also)
    also_at = (*keep.also_at, Span(drop.start, drop.end), *drop.also_at)
    owner = keep if keep.owner or not drop.owner else drop
    because = (
        *keep.because,
        *(b for b in drop.because if owner is drop and b.reason.value.startswith("owner")),
    )
    joined = replace(
        keep,
        also=also,
        also_at=also_at,
        owner=owner.owner,
        office=keep.office or drop.office,
        because=because,
    )
    return joined, first


def _fullness(proposal: Proposal) -> int:
    return (
        2 * (proposal.due_on is not None)
        + (proposal.office is not None)
        + (proposal.deadline_text is not None)
    )
