"""What an office is reminded of as a supporting one: parts that are not done, of commitments that burn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.commitments import queries as commitments
from tracker.commitments.helping import PartAnswer
from tracker.commitments.models import Support
from tracker.people.models import Tenure
from tracker.reminders.items import Item


@dataclass(frozen=True)
class Supported:
    """A part asked of an office, told to the holder of its head post."""

    support: Support
    answer: PartAnswer | None
    tenure: Tenure


def supported(burning: Sequence[Item], holders: dict[int, Tenure]) -> dict[int, list[Supported]]:
    """By person; offices that nobody heads today are left out. Two queries, one where no office supports."""
    parts = commitments.parts_asked([item.commitment.id for item in burning])
    heads = commitments.head_posts({part.support.office_id for part in parts}) if parts else {}
    found: dict[int, list[Supported]] = {}
    for part in parts:
        if tenure := holders.get(heads.get(part.support.office_id, 0)):
            one = Supported(part.support, part.answer, tenure)
            found.setdefault(tenure.person_id, []).append(one)
    return found


def tenures_of(parts: Iterable[Supported]) -> tuple[Tenure, ...]:
    """The tenures to which they are told, each once."""
    return tuple({part.tenure.id: part.tenure for part in parts}.values())
