"""Who may what, and who holds a post on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
    """How a post is held: definitif, acting (Plt.), or daily acting (Plh.) while the holder is away."""

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"


PRECEDENCE = {TenureKind.PLH: 0, TenureKind.PLT: 1, TenureKind.DEFINITIF: 2}


ABOVE = frozenset({Level.PROVINCE, Level.NATION})


class Door(StrEnum):
    """By which door something came in; the history says so."""

    PAGE = "page"
    LINK = "link"
    MAIL = "mail"
    COMMAND = "command"
    SCHEDULE = "schedule"


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
    """The person who asks, with the posts held today; rows are fetched through it."""

    person_id: int
    name: str
    email: str
    holdings: tuple[Holding, ...]

    def has(self, *audiences: Audience) -> bool:
        """True when one of the audiences is met by a post held today."""
        if Audience.ANYONE in audiences or Audience.SIGNED_IN in audiences:
            return True
        return any(holding.duty.value in audiences for holding in self.holdings)

    def regions(self, *duties: Duty) -> frozenset[int]:
        """Ids of the regions in which one of the duties is held; all regions of any duty when none is named."""
        return frozenset(h.region_id for h in self.holdings if not duties or h.duty in duties)

    @property
    def own_posts(self) -> frozenset[int]:
        """Ids of the posts held as an owner."""
        return frozenset(h.post_id for h in self.holdings if h.duty is Duty.OWNER)

    def holding(self, region_id: int, *duties: Duty) -> Holding | None:
        """The holding under which the person acts in a region; None without one."""
        fitting = (h for h in self.holdings if h.region_id == region_id and (not duties or h.duty in duties))
        return next(fitting, None)

    @property
    def first(self) -> Holding | None:
        return self.holdings[0] if self.holdings else None


def covers(from_on: date, until_on: date | None, day: date) -> bool:
    """Both ends belong to the tenure: on its last day the holder still answers."""
    return from_on <= day and (until_on is None or day <= until_on)


def in_force(kinds: Iterable[TenureKind]) -> TenureKind | None:
    """Of several tenures on one day, the one that answers: Plh. before Plt. before definitif."""
    return min(kinds, key=PRECEDENCE.__getitem__, default=None)


def called(title: str, kind: TenureKind) -> str:
    """A post as it is written with its holder's standing: `Plt. Kepala Dinas Sosial`."""
    return title if kind is TenureKind.DEFINITIF else f"{kind.value.capitalize()}. {title}"


@dataclass(frozen=True)
class Actor:
    """Who acts, as what post, by which door: what every step of a story writes down."""

    person_id: int | None
    tenure_id: int | None
    acted_as: str
    door: Door


def actor(asker: Asker, holding: Holding, door: Door) -> Actor:
    """The person acting under one of the posts held."""
    return Actor(asker.person_id, holding.tenure_id, called(holding.title, holding.kind), door)


class Refusal(StrEnum):
    """Why a change to persons and posts is refused."""

    EMAIL_TAKEN = "email taken"
    TITLE_TAKEN = "title taken"
    ENDS_BEFORE_START = "ends before start"
    LINK_USED = "link used"
    PAST = "past"
    TOO_LONG = "too long"
    STAND_IN_THERE = "stand-in there"


class Refused(Exception):
    """The change breaks a rule; nothing was written."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
