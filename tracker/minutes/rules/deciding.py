"""What a reviewer may do with a draft, and why not. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Refusal(StrEnum):
    """Why an act on a draft or a forum's minutes was refused."""

    PUBLISHED = "published"
    NOT_WAITING = "not waiting"
    CHANGED = "changed"
    NOTHING_ACCEPTED = "nothing accepted"
    DRAFTS_WAITING = "drafts waiting"
    NOT_IN_TEXT = "not in text"
    EMPTY_TEXT = "empty text"


class Refused(Exception):
    """Nothing was changed; the page turns the reason into a sentence."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def is_clear(*, has_owner: bool, due_on: date | None, undated_reason: str = "") -> bool:
    """Whether nothing is missing: an owner, and a due date or the reason why there is none."""
    return has_owner and (due_on is not None or bool(undated_reason.strip()))


def is_ready(*, has_owner: bool, due_on: date | None, undated_reason: str, today: date) -> bool:
    """Whether one press may approve it: clear, and not already late, which a person must confirm."""
    return is_clear(has_owner=has_owner, due_on=due_on, undated_reason=undated_reason) and not (
        due_on and due_on < today
    )


def measure_of(name: str, unit: str, baseline: float | None, target: float | None) -> str:
    """An indicator in one line, `Puskesmas 24 jam: 6 → 20 puskesmas`, with the decimal comma of the minutes."""
    steps = " → ".join(_number(value) for value in (baseline, target) if value is not None)
    return ": ".join(part for part in (name.strip(), f"{steps} {unit}".strip() if steps else "") if part)


def _number(value: float) -> str:
    whole, _, rest = f"{value:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return f"{grouped},{rest}" if rest else grouped
