"""What an owner may ask to be released from, on which grounds, and how it ends. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tracker.commitments.rules import PETITIONS, Answer, Refusal, Refused


class Ground(StrEnum):
    """Valid reasons why something cannot be done, as BPK knows them (Peraturan BPK 2/2017, status 4)."""

    RULE_CHANGED = "rule changed"
    GONE = "gone"
    DISASTER = "disaster"
    NOT_WORTHWHILE = "not worthwhile"
    OTHER = "other"


class PetitionState(StrEnum):
    """A petition before and after its answer; `lapsed`: it was settled without one."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Wish(NamedTuple):
    """What belongs to a petition: the ground for "cannot be done", the other owner for "not ours".

    The other owner is a post of the region, or words where it is not on the list.
    """

    ground: Ground | None = None
    post_id: int | None = None
    words: str = ""


NO_WISH = Wish()


def check_wish(answer: Answer, wish: Wish, *, owner_post_id: int) -> None:
    """Refused when a petition names no ground, nobody else, or the post that owns it already."""
    if answer not in PETITIONS:
        return
    if answer is Answer.CANNOT and wish.ground is None:
        raise Refused(Refusal.GROUND_MISSING)
    if answer is Answer.NOT_OURS and wish.post_id is None and not wish.words:
        raise Refused(Refusal.OTHER_MISSING)
    if answer is Answer.NOT_OURS and wish.post_id == owner_post_id:
        raise Refused(Refusal.SAME_OWNER)
