"""Reads commitments out of Indonesian minutes: plain text in, drafts with their exact quotes out. Pure, no app needed.

propose(text)    what is promised, each tied to the words it came from
set_aside(text)  what sounds like a promise and is none, with the reason
heading(text)    the forum's own title, day and place
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tracker.minutes.rules.heading import heading
from tracker.minutes.rules.judging import proposals
from tracker.minutes.rules.proposal import (
    Because,
    Heading,
    Indicator,
    Kind,
    Proposal,
    Reason,
    SetAside,
    Warn,
    Why,
)
from tracker.minutes.rules.reader import Reader
from tracker.minutes.rules.restatements import merged

__all__ = [
    "Because",
    "Heading",
    "Indicator",
    "Kind",
    "Proposal",
    "Reason",
    "SetAside",
    "Warn",
    "Why",
    "heading",
    "propose",
    "set_aside",
]


def propose(
    text: str, *, held_on: date | None = None, holidays: Collection[date] = frozenset()
) -> list[Proposal]:
    """Drafts in the order of the text. Without `held_on` the day that the text itself names is used."""
    day = held_on or heading(text).held_on
    return merged(proposals(list(Reader.of(text, day, holidays).findings())))


def set_aside(text: str) -> list[SetAside]:
    """Sentences to be shown dotted, in the order of the text."""
    return [found for found in Reader.of(text, None, frozenset()).findings() if isinstance(found, SetAside)]
