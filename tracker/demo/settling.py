"""The regions of the story: offices, posts and their holders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.extensions import db
from tracker.people import actions as people
from tracker.people import queries as person_queries
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Actor, Door, Duty, TenureKind, called
from tracker.regions import actions as regions
from tracker.regions import queries as region_queries
from tracker.regions.models import Office, Region
from tracker.regions.rules import OfficeKind

BY = Actor(None, None, "demo", Door.COMMAND)


@dataclass(frozen=True)
class Seat:
    """A post of the story with its one holder."""

    region: Region
    office: Office
    post: Post
    tenure: Tenure
    person: Person

    def acts(self, door: Door) -> Actor:
        return Actor(self.person.id, self.tenure.id, called(self.post.title, self.tenure.kind), door)


@dataclass(frozen=True)
class Settled:
    """What the story refers to, by its keys."""

    offices: dict[str, Office]
    seats: dict[str, Seat]

    def reviewer_of(self, region: Region) -> Seat:
        return next(
            seat
            for seat in self.seats.values()
            if seat.region.id == region.id and seat.post.duty is Duty.REVIEWER
        )


def settle(told: list[dict[str, Any]], *, at: datetime) -> Settled:
    """Writes all regions of the story; they use the product from `at` on."""
    settled = Settled({}, {})
    for region_told in told:
        region = region_queries.by_code(region_told["code"])
        if region is None:
            raise LookupError(f"the story names an unknown region: {region_told['code']}")
        regions.open_region(region, at=at)
        for office in region_told["office"]:
            settled.offices[office["key"]] = regions.add_office(
                region,
                name=office["name"],
                short=office["short"],
                kind=OfficeKind(office["kind"]),
                aliases=office["aliases"],
            )
        for post in region_told["post"]:
            settled.seats[post["key"]] = _seat(region, settled.offices[post["office"]], post, at)
    db.session.flush()
    return settled


def _seat(region: Region, office: Office, told: dict[str, Any], at: datetime) -> Seat:
    post = people.add_post(office, title=told["title"], duty=Duty(told["duty"]), by=BY, at=at)
    holder = told["holder"]
    person = person_queries.by_email(holder["email"]) or people.add_person(
        name=holder["name"], email=holder["email"], by=BY, at=at, region_id=region.id
    )
    tenure = people.hold(
        post, person, kind=TenureKind(holder["title_status"]), from_on=holder["since"], by=BY, at=at
    )
    return Seat(region, office, post, tenure, person)
