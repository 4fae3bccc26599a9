"""What reading a text yields: drafts to be confirmed by a person, and sentences set aside with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How binding the words are: told or agreed, own intention, appeal, already running, or an old item's state."""

    DIRECTIVE = "directive"
    PLAN = "plan"
    APPEAL = "appeal"
    ONGOING = "ongoing"
    STATUS = "status"


class Warn(StrEnum):
    """What a person must look at before confirming."""

    DATE_IMPOSSIBLE = "date impossible"
    WEEKDAY_MISMATCH = "weekday mismatch"
    DUE_BEFORE_FORUM = "due before forum"
    RANGE_UPPER_TAKEN = "range upper taken"
    RECURRING = "recurring"
    OWNER_CARRIED = "owner carried"
    YEAR_ASSUMED = "year assumed"


class Reason(StrEnum):
    """Where a part of a suggestion comes from; the page makes half a sentence of it with the words beside it."""

    CUE = "cue"
    POINT_OF_LIST = "point of list"
    FROM_COLUMN = "from column"
    STATUS_WORDS = "status words"
    OWNER_FROM_COLUMN = "owner from column"
    OWNER_FROM_WORDS = "owner from words"
    OWNER_FROM_HEADING = "owner from heading"
    OWNER_FROM_ROW_ABOVE = "owner from row above"
    OWNER_IS_SPEAKER = "owner is speaker"
    OWNER_NOT_ONE = "owner not one"
    OWNER_MISSPELT = "owner misspelt"
    DUE_FROM_COLUMN = "due from column"
    DUE_FROM_WORDS = "due from words"


GUESSED = frozenset({Reason.OWNER_IS_SPEAKER, Reason.OWNER_NOT_ONE, Reason.OWNER_MISSPELT})
"""Reasons that ask for a second look."""


class Because(NamedTuple):
    """One reason with the words it stands on: a column's name, a cue, a heading, a pronoun."""

    reason: Reason
    words: str


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


class Why(StrEnum):
    """Why a sentence that looks like a commitment is none."""

    HOPE = "hope"
    PRAISE = "praise"
    AIM = "aim"
    DONE = "done"
    EXHORTATION = "exhortation"
    DUTY = "duty"
    PROCEDURE = "procedure"
    FORMULA = "formula"
    CHALLENGE = "challenge"


@dataclass(frozen=True)
class Indicator:
    """A measurable target in the words of the text; numbers are None where the text gives none."""

    name: str
    unit: str
    baseline: float | None
    target: float | None


@dataclass(frozen=True)
class Proposal:
    """One drafted commitment. `quote` is exactly text[start:end]; None means the text does not say.

    `also` are restatements, each at its span of `also_at`; `indicator` is the first of `indicators`; `supporting` are
    the other offices named beside the owner, short names where known. `because` says where each part comes from.
    """

    quote: str
    start: int
    end: int
    action: str
    owner: str | None
    office: str | None
    deadline_text: str | None
    due_on: date | None
    kind: Kind
    indicator: Indicator | None
    cue: str
    also: tuple[str, ...] = ()
    warnings: tuple[Warn, ...] = ()
    also_at: tuple[Span, ...] = ()
    because: tuple[Because, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    supporting: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """True when owner and due date were both read and nothing needs a second look."""
        guessed = any(because.reason in GUESSED for because in self.because)
        return self.owner is not None and self.due_on is not None and not self.warnings and not guessed

    def as_json(self) -> dict[str, object]:
        """The object printed by `minutes read --json`."""
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "action": self.action,
            "owner": self.owner,
            "office": self.office,
            "deadline_text": self.deadline_text,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "kind": self.kind.value,
            "indicator": asdict(self.indicator) if self.indicator else None,
            "also": list(self.also),
            "cue": self.cue,
            "sure": self.sure,
            "warnings": [warning.value for warning in self.warnings],
        }


@dataclass(frozen=True)
class SetAside:
    """A sentence that sounds like a promise and is none, so that the page can show it dotted."""

    start: int
    end: int
    quote: str
    why: Why


@dataclass(frozen=True)
class Heading:
    """What the text says about the forum itself; each part is None when unsure."""

    title: str | None
    held_on: date | None
    date_text: str | None
    place: str | None
    weekday_disagrees: bool
