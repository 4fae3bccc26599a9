"""The drafts page as values: the text with its marks, and the drafts as cards in the order one decides on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.forums.models import Forum
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules import SetAside
from tracker.minutes.rules.deciding import is_clear, is_ready
from tracker.minutes.rules.paper import Mark, Shade
from tracker.minutes.suggesting import likely_office
from tracker.minutes.views.words import KINDS, WARNINGS
from tracker.people.models import Tenure
from tracker.regions.models import Office


@dataclass(frozen=True)
class Card:
    """A draft as one looks at it: `ready` for one press, `clear` with nothing missing, else a gap to be filled."""

    draft: Draft
    clear: bool
    ready: bool
    late: bool
    holder: Tenure | None
    suggestion: Office | None
    warnings: tuple[Any, ...]
    kind: Any

    @property
    def number(self) -> int:
        return self.draft.number

    @property
    def waits(self) -> bool:
        return self.draft.state is DraftState.WAITING

    @property
    def returnable(self) -> bool:
        """A decision may be undone until its owner was told."""
        commitment = self.draft.commitment
        return not self.waits and (commitment is None or commitment.published_at is None)


@dataclass(frozen=True)
class Desk:
    """All cards of a forum, and the number of the one in hand (None when all is decided)."""

    sure: list[Card]
    gaps: list[Card]
    decided: list[Card]
    in_hand: int | None

    @property
    def waiting(self) -> int:
        return len(self.sure) + len(self.gaps)

    @property
    def all(self) -> list[Card]:
        return [*self.sure, *self.gaps, *self.decided]

    @property
    def accepted(self) -> int:
        return sum(card.draft.state is DraftState.ACCEPTED for card in self.decided)


def desk(
    forum: Forum,
    drafts: Sequence[Draft],
    *,
    holders: Mapping[int, Tenure],
    offices: Sequence[Office],
    today: date,
    wanted: int | None,
) -> Desk:
    """Waiting and clear first, then those with a gap, then the decided; in hand the wanted one or the first."""
    cards = [_card(forum, draft, holders, offices, today) for draft in drafts]
    sure = [card for card in cards if card.waits and card.clear]
    gaps = [card for card in cards if card.waits and not card.clear]
    decided = [card for card in cards if not card.waits]
    order = [card.number for card in (*sure, *gaps)]
    in_hand = wanted if wanted in order else next(iter(order), None)
    return Desk(sure, gaps, decided, in_hand)


def _card(
    forum: Forum, draft: Draft, holders: Mapping[int, Tenure], offices: Sequence[Office], today: date
) -> Card:
    has_owner, reason = draft.post_id is not None, draft.undated_reason
    unknown = draft.post_id is None and draft.office_id is None and draft.owner_words
    return Card(
        draft,
        clear=is_clear(has_owner=has_owner, due_on=draft.due_on, undated_reason=reason),
        ready=is_ready(has_owner=has_owner, due_on=draft.due_on, undated_reason=reason, today=today),
        late=bool(draft.due_on and draft.due_on < today),
        holder=holders.get(draft.post_id) if draft.post_id else None,
        suggestion=likely_office(draft.owner_words, offices, forum.region.name) if unknown else None,
        warnings=tuple(WARNINGS[word] for word in draft.warnings if word in WARNINGS),
        kind=KINDS.get(draft.kind, ""),
    )


def marks(found: Desk, aside: Iterable[SetAside]) -> list[Mark]:
    """Where the drafts' words and the sentences set aside stand; words that left the text have no place."""
    return [*_marks(found), *(Mark(each.start, each.end, Shade.OFF) for each in aside)]


def _marks(found: Desk) -> Iterator[Mark]:
    shades = [(found.sure, Shade.SURE), (found.gaps, Shade.GAP), (found.decided, Shade.DECIDED)]
    for cards, shade in shades:
        for card in cards:
            draft = card.draft
            rejected = draft.state is DraftState.REJECTED
            look = Shade.NOW if draft.number == found.in_hand else Shade.OFF if rejected else shade
            if draft.end > draft.start:
                yield Mark(draft.start, draft.end, look, draft.number)
