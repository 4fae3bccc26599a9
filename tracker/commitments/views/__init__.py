"""Pages of commitments: the promise and its story, an owner's list, answering, its proofs, and judging answers."""

from __future__ import annotations

from tracker.commitments.views import (
    answering,
    capping,
    closed,
    delegating,
    handing,
    hearing,
    helping,
    inbox,
    judging,
    overseeing,
    proving,
    ratifying,
    routines,
    showing,
    updating,
)
from tracker.commitments.views.blueprint import pages

__all__ = [
    "answering",
    "capping",
    "closed",
    "delegating",
    "handing",
    "hearing",
    "helping",
    "inbox",
    "judging",
    "overseeing",
    "pages",
    "proving",
    "ratifying",
    "routines",
    "showing",
    "updating",
]
