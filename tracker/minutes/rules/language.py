"""Tells a text that is not Indonesian, in which no cue can be found. Pure."""

from __future__ import annotations

from collections.abc import Iterable

INDONESIAN = frozenset(
    "yang dan di untuk dengan pada agar akan dalam dari oleh ini itu tidak kepada serta atau para rapat dinas".split()
)
ENGLISH = frozenset("the and of to in for with that will by is are this be on shall from at as".split())


def seems_foreign(words: Iterable[str]) -> bool:
    """Whether English function words outnumber Indonesian ones; False for a few words, which say nothing."""
    small = [word.strip(".,;:()\"'").lower() for word in words]
    english = sum(word in ENGLISH for word in small)
    return english > 3 and english > 2 * sum(word in INDONESIAN for word in small)
