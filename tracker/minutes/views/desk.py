"""The drafts page as values: the text with its marks, and the drafts as cards in the order one decides on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from tracker.commitments.models import Commitment
from tracker.forums.models import Forum
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules import Kind, SetAside
from tracker.minutes.rules.deciding import is_clear, is_ready
from tracker.minutes.rules.paper import Mark, Shade
from tracker.minutes.rules.proposal import GUESSED
from tracker.minutes.suggesting import likely_commitments, likely_office
from tracker.minutes.views.words import GUESSES, KINDS, REASONS, WARNINGS
from tracker.people.models import Tenure
from tracker.regions.models import Office


class Part(StrEnum):
    """The parts of the page, the sure ones first; news of older commitments are no drafts of new ones."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    GAPS = "gaps"
    EARLIER = "earlier"


ORDER = list(Part)


def part_of(draft: Draft) -> Part:
    """Told by what the draft holds alone, so that the order is known without looking anything up."""
    if draft.kind == Kind.STATUS and not draft.by_hand:
        return Part.EARLIER
    has_owner = draft.post_id is not None
    if not is_clear(has_owner=has_owner, due_on=draft.due_on, undated_reason=draft.undated_reason):
        return Part.GAPS
    doubts = draft.warnings or any(reason in GUESSED for reason, _ in draft.because)
    return Part.DOUBTFUL if doubts else Part.SURE


def order_of(draft: Draft) -> tuple[int, int]:
    return ORDER.index(part_of(draft)), draft.number


@dataclass(frozen=True)
class Around:
    """What cards are made with, looked up once for all: offices, holders of posts, and older open commitments."""

    forum: Forum
    today: date
    offices: Sequence[Office]
    holders: Mapping[int, Tenure]
    older: Sequence[Commitment] = ()


@dataclass(frozen=True)
class Card:
    """A draft as one looks at it: `ready` for one press, `clear` with nothing missing, else a gap to be filled."""

    draft: Draft
    part: Part
    ready: bool
    late: bool
    holder: Tenure | None
    suggestion: Office | None
    warnings: tuple[Any, ...]
    kind: Any
    because: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    older: tuple[Commitment, ...] = ()
    learned_for: Office | None = None

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

    @property
    def shade(self) -> Shade:
        """How its words are marked while it is not in hand."""
        if self.draft.state is DraftState.REJECTED:
            return Shade.OFF
        if not self.waits:
            return Shade.DECIDED
        return Shade.SURE if self.part is Part.SURE else Shade.GAP

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its words stand, with every place where they are told again; words that left the text have no place."""
        places = [(self.draft.start, self.draft.end), *((start, end) for start, end, _ in self.draft.also)]
        return [(start, end) for start, end in places if end > start]


@dataclass(frozen=True)
class Desk:
    """All cards of a forum by part, and the number of the one in hand (None when all is decided)."""

    parts: dict[Part, list[Card]] = field(default_factory=dict)
    in_hand: int | None = None

    def __getitem__(self, part: str) -> list[Card]:
        return self.parts.get(Part(part), [])

    @property
    def all(self) -> list[Card]:
        return [card for part in Part for card in self[part]]

    @property
    def waiting(self) -> int:
        return sum(card.waits for card in self.all)

    @property
    def accepted(self) -> int:
        return sum(card.draft.state is DraftState.ACCEPTED for card in self.all)


def desk(drafts: Sequence[Draft], around: Around, *, wanted: int | None) -> Desk:
    """In hand is the wanted draft, if it waits, or the first that does."""
    parts: dict[Part, list[Card]] = {}
    for draft in sorted(drafts, key=order_of):
        parts.setdefault(part_of(draft), []).append(card(draft, around))
    order = [card.number for part in Part for card in parts.get(part, []) if card.waits]
    return Desk(parts, wanted if wanted in order else next(iter(order), None))


def card(draft: Draft, around: Around) -> Card:
    part, post_id = part_of(draft), draft.post_id
    has_owner, reason = post_id is not None, draft.undated_reason
    waits = draft.state is DraftState.WAITING
    unknown = waits and post_id is None and draft.office_id is None and draft.owner_words
    region = around.forum.region.name
    return Card(
        draft,
        part,
        ready=is_ready(has_owner=has_owner, due_on=draft.due_on, undated_reason=reason, today=around.today),
        late=bool(draft.due_on and draft.due_on < around.today),
        holder=around.holders.get(post_id) if post_id else None,
        suggestion=likely_office(draft.owner_words, around.offices, region) if unknown else None,
        warnings=tuple(WARNINGS[word] for word in draft.warnings if word in WARNINGS),
        kind=KINDS.get(draft.kind, ""),
        because=tuple(said(REASONS, draft)),
        guesses=tuple(said(GUESSES, draft)),
        older=tuple(likely_commitments(draft.quote, around.older)) if waits and part is Part.EARLIER else (),
        learned_for=next(filter(partial(_knows, draft.learned), around.offices), None),
    )


def _knows(name: str, office: Office) -> bool:
    return bool(name) and name in office.aliases


def said(sentences: Mapping[str, Any], draft: Draft) -> Iterator[str]:
    """The reasons of a draft that have a sentence here, in the reader's language; each once."""
    for reason, words in dict.fromkeys(map(tuple, draft.because)):
        if reason in sentences:
            yield str(sentences[reason]) % {"words": words}


def marks(found: Desk, aside: Iterable[SetAside]) -> list[Mark]:
    """Where the drafts' words and the sentences set aside stand; words told again bear the same number."""
    drafts = [
        Mark(start, end, Shade.NOW if card.number == found.in_hand else card.shade, card.number)
        for card in found.all
        for start, end in card.spans
    ]
    return [*drafts, *(Mark(each.start, each.end, Shade.OFF) for each in aside)]
