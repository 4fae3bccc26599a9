"""What reading a text yields: drafts to be confirmed by a person, and sentences set aside with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum


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
    """One drafted commitment. `quote` is exactly text[start:end]; None means the text does not say."""

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

    @property
    def sure(self) -> bool:
        """True when owner and due date were both read and nothing needs a second look."""
        return self.owner is not None and self.due_on is not None and not self.warnings

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
