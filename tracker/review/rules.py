"""How the board sorts what is late: bands of working days, tabs and filters. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlencode

from tracker.people.rules import Asker
from tracker.regions.rules import WorkingCalendar

DAY = timedelta(days=1)
LARGEST = 2**31 - 1
LONGEST_NAME, LONGEST_QUERY = 60, 2_000
"""Characters of a kept view's name, and of its filters as they stand in an address."""
MOST_VIEWS = 20
LONGEST_KEY = 18
"""Digits of a key in an address."""
LONGEST_SEARCH = 100
"""Characters of a search; an address must stay one that can be sent around."""


class Tab(StrEnum):
    """The questions the Sekda office asks of the list."""

    OVERDUE = "overdue"
    WAITING = "waiting"
    REQUESTS = "more-time"
    LOOK_AGAIN = "look-again"
    OBSTRUCTED = "obstructed"
    OPEN = "open"
    ALL = "all"


class Band(StrEnum):
    """Age of what is late, in working days after the due date: escalation counts those."""

    OVER_20 = "over-20"
    UP_TO_20 = "11-20"
    UP_TO_10 = "6-10"
    UP_TO_5 = "1-5"


LIMITS = {Band.UP_TO_5: 5, Band.UP_TO_10: 10, Band.UP_TO_20: 20}


class Flag(StrEnum):
    """Marks that narrow the list."""

    OBSTRUCTED = "obstructed"
    SILENT = "silent"
    SENT_BACK = "sent-back"
    EXTENDED = "extended"
    FOR_ME = "for-me"


QUIET_AFTER = timedelta(days=30)
"""Without a word from its owner for so long, what is owed counts as silent."""


class Sort(StrEnum):
    """In which order the list stands; the usual one is by age."""

    USUAL = "due"
    OFFICE = "office"
    HEARD = "heard"
    EXTENDED = "extended"


@dataclass(frozen=True)
class Sight:
    """Who looks at the commitments of which regions, on which day; `regions` None: all there are.

    `quiet_before`: whoever was last heard before this moment is silent.
    """

    asker: Asker
    region_id: int
    regions: frozenset[int] | None
    today: date
    bounds: Edges
    quiet_before: datetime

    @property
    def wide(self) -> bool:
        """More than the one region."""
        return self.regions != frozenset({self.region_id})


@dataclass(frozen=True)
class Edges:
    """The earliest due dates that are at most 5, 10 and 20 working days late today."""

    five: date
    ten: date
    twenty: date

    def band(self, due_on: date) -> Band:
        if due_on >= self.five:
            return Band.UP_TO_5
        if due_on >= self.ten:
            return Band.UP_TO_10
        return Band.UP_TO_20 if due_on >= self.twenty else Band.OVER_20

    def span(self, band: Band) -> tuple[date | None, date | None]:
        """Due dates of a band: from (included) and before (excluded); None has no bound."""
        spans: dict[Band, tuple[date | None, date | None]] = {
            Band.UP_TO_5: (self.five, None),
            Band.UP_TO_10: (self.ten, self.five),
            Band.UP_TO_20: (self.twenty, self.ten),
            Band.OVER_20: (None, self.twenty),
        }
        return spans[band]


def edges(today: date, calendar: WorkingCalendar) -> Edges:
    """Where the bands meet on `today`."""
    five, ten, twenty = (_earliest(today, limit, calendar) for limit in LIMITS.values())
    return Edges(five, ten, twenty)


def _earliest(today: date, limit: int, calendar: WorkingCalendar) -> date:
    """The smallest due date after which no more than `limit` working days have passed by `today`."""
    day, passed = today, 0
    while True:
        passed += calendar.is_working(day)
        if passed > limit:
            return day
        day -= DAY


@dataclass(frozen=True)
class Filters:
    """What the address of the board asks for; unknown values are as if not given."""

    tab: Tab = Tab.OVERDUE
    region: int | None = None
    band: Band | None = None
    office: int | None = None
    forum: int | None = None
    flag: Flag | None = None
    words: str = ""
    below: bool = False
    place: int | None = None
    sort: Sort = Sort.USUAL
    every: bool = False
    after: tuple[int, ...] | None = None

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Filters:
        tab = _one_of(Tab, args.get("tab")) or Tab.OVERDUE
        return cls(
            tab=tab,
            region=_number(args.get("region")),
            band=_one_of(Band, args.get("age")) if tab is Tab.OVERDUE else None,
            office=_number(args.get("office")),
            forum=_number(args.get("forum")),
            flag=_one_of(Flag, args.get("flag")),
            words=_typed(args.get("q", "")),
            below=args.get("below") == "1",
            place=_number(args.get("place")) if args.get("below") == "1" else None,
            sort=_one_of(Sort, args.get("sort")) or Sort.USUAL,
            every=args.get("every") == "1",
            after=_last_seen(args.get("after")),
        )

    @property
    def narrow(self) -> bool:
        """True when the list shows only a part of its tab."""
        return bool(self.band or self.office or self.forum or self.flag or self.place or self.words)

    def address(self, **changes: object) -> dict[str, Any]:
        """Query parameters of the board with some filters changed; a changed filter begins at the first page."""
        changed = replace(self, **({"after": None} | changes))  # type: ignore[arg-type]  # keys are field names
        found: dict[str, str | int | None] = {
            "tab": None if changed.tab == Tab.OVERDUE else str(changed.tab),
            "region": changed.region,
            "age": str(changed.band) if changed.band else None,
            "office": changed.office,
            "forum": changed.forum,
            "flag": str(changed.flag) if changed.flag else None,
            "q": changed.words or None,
            "below": 1 if changed.below else None,
            "place": changed.place if changed.below else None,
            "sort": None if changed.sort == Sort.USUAL else str(changed.sort),
            "every": 1 if changed.every else None,
            "after": ".".join(map(str, changed.after)) if changed.after else None,
        }
        told = {name: value for name, value in found.items() if value is not None}
        return told if told.keys() - {"region"} else told | {"tab": str(Tab.OVERDUE)}

    def kept(self) -> str:
        """What a kept view holds: all but the region, to which it belongs, and the page."""
        return urlencode(self.address(region=None, every=False))

    def query(self, **changes: object) -> str:
        """The same as the end of an address, for the hundred links beside a list: numbers need no quoting."""
        told = self.address(**changes).items()
        return "?" + "&".join(f"{name}={quote_plus(value) if name == 'q' else value}" for name, value in told)


class Refusal(StrEnum):
    """Why a view was not kept."""

    NO_NAME = "no name"
    NAME_TAKEN = "name taken"
    TOO_MANY = "too many"


class Refused(Exception):
    """Nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def view_name(text: str) -> str:
    """The name as it is kept: one line, not too long. Refused when nothing is left."""
    name = _typed(text)[:LONGEST_NAME].strip()
    if not name:
        raise Refused(Refusal.NO_NAME)
    return name


Word = TypeVar("Word", bound=StrEnum)


def _one_of(words: type[Word], text: str | None) -> Word | None:
    return next((word for word in words if word.value == text), None)


def _number(text: str | None) -> int | None:
    """The number of a row, as far as databases count."""
    plain = text is not None and text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    return int(text) if text and plain and int(text) <= LARGEST else None


def _typed(text: str) -> str:
    """What was typed into the search, in one line that can be shown again."""
    words = " ".join(text.split())[:LONGEST_SEARCH]
    return "".join(letter for letter in words if letter.isprintable())


def _last_seen(text: str | None) -> tuple[int, ...] | None:
    """The numbers by which the last row of the page before stands where it stands; `ordering` knows their meaning."""
    parts = (text or "").split(".")
    if not all(
        part.isascii() and part.removeprefix("-").isdigit() and len(part) <= LONGEST_KEY for part in parts
    ):
        return None
    return tuple(int(part) for part in parts)
