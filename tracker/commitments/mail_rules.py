"""What becomes of a mail that comes in, and which commitments its lines speak of. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

MOST_MAILS = 20
"""Mails of one sender within `MAILS_WITHIN` that become comments by themselves; more are left to the reviewers."""

MOST_KEPT = 100
"""Beyond this many only the fact is kept: it is a loop, or somebody means harm."""

MAILS_WITHIN = timedelta(hours=1)


class Outcome(StrEnum):
    """What became of a mail."""

    COMMENT = "comment"
    UNPLACED = "unplaced"
    PLACED = "placed by a reviewer"
    DISCARDED = "discarded"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    EMPTY = "empty"
    FLOOD = "flood"
    UNREADABLE = "unreadable"
    REPEATED = "repeated"


class Doubt(StrEnum):
    """Why a mail was not placed without a person looking at it."""

    UNSIGNED = "unsigned"
    OTHER_SENDER = "other sender"
    ENDED = "no longer in office"
    NO_NUMBER = "no number"
    NOT_THEIRS = "not theirs"
    CLOSED = "closed"
    TOO_MANY = "too many"


class Said(NamedTuple):
    """Words of a mail about one commitment."""

    commitment_id: int
    text: str


_NUMBERED = re.compile(
    r"\s*(?:#\s?(?P<id>\d{1,15})\b[\s.):,-]*|(?:(?:no|nomor|number)\b[.\s]*)?(?P<number>\d{1,3})\s?[.):]+(?:\s+|$))",
    re.I,
)


def said(text: str, numbers: Mapping[int, int]) -> list[Said]:
    """The parts of a mail, each under the number that its first line begins with.

    `numbers` are those that the answered mail showed; `#123` is the commitment's own. Words before the first number
    belong to it. None when no line begins with a number that is known.
    """
    parts: list[tuple[int, list[str]]] = []
    before: list[str] = []
    for line in text.splitlines():
        found = _NUMBERED.match(line)
        commitment_id = _named(found, numbers) if found else None
        if found and commitment_id is not None:
            parts.append((commitment_id, [line[found.end() :]]))
        elif parts:
            parts[-1][1].append(line)
        else:
            before.append(line)
    if parts:
        parts[0][1][:0] = before
    together: dict[int, list[str]] = {}
    for commitment_id, lines in parts:
        together.setdefault(commitment_id, []).extend(lines)
    return [Said(commitment_id, "\n".join(lines).strip()) for commitment_id, lines in together.items()]


def _named(found: re.Match[str], numbers: Mapping[int, int]) -> int | None:
    return int(found["id"]) if found["id"] else numbers.get(int(found["number"]))
