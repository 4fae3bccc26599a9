"""Likely offices and likely commitments for words that name none exactly: shown as a question, never filled in."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.commitments.models import Commitment
from tracker.minutes.rules.matching import bare, roots
from tracker.regions.models import Office
from tracker.regions.rules import OfficeKind

LIKELY = 90
"""Percent of likeness from which a name is worth asking about."""

ALIKE = 58
"""Percent of likeness of roots from which a report may be about a commitment.

Of twelve reports as secretaries write them each reached at least 63 with its own commitment, and none more than 55
with another.
"""

BEST = 3


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


def likely_commitments(quote: str, commitments: Sequence[Commitment]) -> list[Commitment]:
    """At most three that the words may report on, the most alike first; told by their action or their very words."""
    from rapidfuzz import fuzz, process  # only minutes that report on earlier items need it

    said = roots(quote)
    marks: dict[int, float] = {}
    for words in ([roots(c.action) for c in commitments], [roots(c.decision.quote) for c in commitments]):
        for _, mark, at in process.extract(
            said, words, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=2 * BEST
        ):
            marks[at] = max(mark, marks.get(at, 0))
    return [commitments[at] for at in sorted(marks, key=lambda at: (-marks[at], at))[:BEST]]
