"""A day as people type it on a phone. Pure."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb", "maret march mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "agustus august agu agt aug", "september sept sep",
            "oktober october okt oct", "november nopember nov nop", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_NUMBERS = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_NAMED = re.compile(r"(?:[a-z']+,?\s+)?(?P<d>\d{1,2})\s+(?P<m>[a-z]+)\.?\s+(?P<y>\d{4})")


def typed_day(text: str) -> date | None:
    """A day as typed, day before month: `2025-10-31`, `31/10/2025`, `31 Oktober 2025`; None when unreadable."""
    words = " ".join(text.lower().split())
    match = _ISO.fullmatch(words) or _NUMBERS.fullmatch(words) or _NAMED.fullmatch(words)
    if match is None:
        return None
    month = match["m"]
    try:
        return date(int(match["y"]), MONTHS.get(month) or int(month), int(match["d"]))
    except ValueError:
        return None
