"""Who may what, and who holds a post on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.regions.rules import Level


class Audience(StrEnum):
    """Who a view is for. Every view names at least one; the access table is made from them."""

    ANYONE = "anyone"
    LINK_HOLDER = "link holder"
    SIGNED_IN = "signed in"
    OWNER = "owner"
    REVIEWER = "reviewer"
    LEADER = "leader"
    OPERATOR = "operator"


class Duty(StrEnum):
    """What a post comes here to do; it decides the audience of its holder in the post's region."""

    OWNER = "owner"
    REVIEWER = "reviewer"
    LEADER = "leader"
    OPERATOR = "operator"


class TenureKind(StrEnum):
    """How a post is held: definitif, acting (Plt.), or daily acting (Plh.) while the holder is away.

    A delegate holds no post: she speaks in its name, as long as the one who named her holds it.
    """

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"
    DELEGATE = "delegate"


PRECEDENCE = {TenureKind.PLH: 0, TenureKind.PLT: 1, TenureKind.DEFINITIF: 2}
"""Who answers for a post; a delegate never does."""


ABOVE = frozenset({Level.PROVINCE, Level.NATION})


class Door(StrEnum):
    """By which door something came in; the history says so."""

    PAGE = "page"
    LINK = "link"
    MAIL = "mail"
    COMMAND = "command"
    SCHEDULE = "schedule"
    PAPER = "paper"
    TELEPHONE = "telephone"
    MEETING = "meeting"


TYPED_IN = (Door.PAPER, Door.TELEPHONE, Door.MEETING)
"""Doors by which a word came before somebody else typed it in."""


@dataclass(frozen=True)
class Holding:
    """A post held today by the person who asks."""

    tenure_id: int
    post_id: int
    title: str
    kind: TenureKind
    duty: Duty
    office_id: int
    office: str
    region_id: int
    region: str
    zone: str
    level: Level = Level.REGENCY

    @property
    def oversees(self) -> bool:
        """Reviews or leads a province or the nation, and so reads what the regions below it have promised."""
        return self.level in ABOVE and self.duty in (Duty.REVIEWER, Duty.LEADER)


@dataclass(frozen=True)
class Asker:
    """The person who asks, with the posts held today; rows are fetched through it.

    `delegated` are the posts in whose name the person may report today. They stand apart, so that nothing which asks
    for a post held is ever given to a delegate.
    """

    person_id: int
    name: str
    email: str
    holdings: tuple[Holding, ...]
    delegated: tuple[Holding, ...] = ()

    def has(self, *audiences: Audience) -> bool:
        """True when one of the audiences is met by a post held today."""
        if Audience.ANYONE in audiences or Audience.SIGNED_IN in audiences:
            return True
        if Audience.OWNER in audiences and self.delegated:
            return True
        return any(holding.duty.value in audiences for holding in self.holdings)

    def regions(self, *duties: Duty) -> frozenset[int]:
        """Ids of the regions in which one of the duties is held; all regions of any duty when none is named."""
        held = self.holdings if duties else self.speaks_as
        return frozenset(h.region_id for h in held if not duties or h.duty in duties)

    @property
    def own_posts(self) -> frozenset[int]:
        """Ids of the posts held as an owner."""
        return frozenset(h.post_id for h in self.holdings if h.duty is Duty.OWNER)

    def holding(self, region_id: int, *duties: Duty) -> Holding | None:
        """The holding under which the person acts in a region; None without one."""
        fitting = (h for h in self.holdings if h.region_id == region_id and (not duties or h.duty in duties))
        return next(fitting, None)

    @property
    def speaks_as(self) -> tuple[Holding, ...]:
        """The posts held, then those in whose name the person may report."""
        return (*self.holdings, *self.delegated)

    @property
    def first(self) -> Holding | None:
        return next(iter(self.speaks_as), None)


def covers(from_on: date, until_on: date | None, day: date) -> bool:
    """Both ends belong to the tenure: on its last day the holder still answers."""
    return from_on <= day and (until_on is None or day <= until_on)


def in_force(kinds: Iterable[TenureKind]) -> TenureKind | None:
    """Of several tenures on one day, the one that answers: Plh. before Plt. before definitif."""
    return min(kinds, key=PRECEDENCE.__getitem__, default=None)


def called(title: str, kind: TenureKind) -> str:
    """A post as it is written with its holder's standing: `Plt. Kepala Dinas Sosial`, `a.n. Kepala Dinas Sosial`."""
    if kind is TenureKind.DELEGATE:
        return f"a.n. {title}"
    return title if kind is TenureKind.DEFINITIF else f"{kind.value.capitalize()}. {title}"


def signed(name: str, title: str, kind: TenureKind) -> str:
    """As what a story says somebody acted: by post, a delegate by her own name too. At most 200 characters."""
    said = called(title, kind)
    return (f"{name} {said}" if kind is TenureKind.DELEGATE else said)[:200]


@dataclass(frozen=True)
class Actor:
    """Who acts, as what post, by which door: what every step of a story writes down."""

    person_id: int | None
    tenure_id: int | None
    acted_as: str
    door: Door


def actor(asker: Asker, holding: Holding, door: Door) -> Actor:
    """The person acting under one of the posts held."""
    return Actor(asker.person_id, holding.tenure_id, signed(asker.name, holding.title, holding.kind), door)


class Refusal(StrEnum):
    """Why a change to persons and posts is refused."""

    EMAIL_TAKEN = "email taken"
    TITLE_TAKEN = "title taken"
    ENDS_BEFORE_START = "ends before start"
    LINK_USED = "link used"
    PAST = "past"
    TOO_LONG = "too long"
    STAND_IN_THERE = "stand-in there"
    OTHER_OFFICE = "other office"
    ALREADY_NAMED = "already named"
    ONESELF = "oneself"


class Refused(Exception):
    """The change breaks a rule; nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def first_gap(spans: Iterable[tuple[date, date | None]], since: date, until: date) -> date | None:
    """The first day from `since` to `until` on which none of the tenures counts; None when every day is covered."""
    day = since
    for from_on, until_on in sorted(spans, key=lambda span: span[0]):
        if from_on > day:
            break
        if until_on is None:
            return None
        day = max(day, until_on + timedelta(days=1))
    return day if day <= until else None
