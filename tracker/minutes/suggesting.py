"""A likely office for words that name none exactly: only ever shown as a question, never filled in."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.minutes.rules.matching import bare
from tracker.regions.models import Office
from tracker.regions.rules import OfficeKind

LIKELY = 90
"""Percent of likeness from which a name is worth asking about."""


def likely_office(words: str, offices: Sequence[Office], region: str) -> Office | None:
    """The office most like the words; the health office for "seluruh puskesmas"; None when nothing comes near."""
    from rapidfuzz import fuzz, process  # only some drafts need it

    said = bare(words, region)
    if not said:
        return None
    if "puskesmas" in said:
        found = [o for o in offices if o.kind is OfficeKind.DINAS and "kesehatan" in o.name.casefold()]
        return found[0] if len(found) == 1 else None
    names = [
        (bare(name, region), office)
        for office in offices
        for name in (office.name, office.short, *office.aliases)
    ]
    best = process.extractOne(
        said, [name for name, _ in names], scorer=fuzz.token_sort_ratio, score_cutoff=LIKELY
    )
    return names[best[2]][1] if best else None
