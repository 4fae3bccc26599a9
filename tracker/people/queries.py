"""Questions about persons, posts and who holds them today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager

from tracker.extensions import db
from tracker.people.held import asker, holding_on, holds, in_posts
from tracker.people.models import AuditRow, Person, Post, Tenure
from tracker.people.rules import PRECEDENCE, Asker, Duty, TenureKind
from tracker.regions.models import Office

__all__ = [
    "Place",
    "addresses_in",
    "anyone_yet",
    "asker",
    "audit_rows",
    "by_email",
    "definitive",
    "holders",
    "holders_by_duty",
    "holds",
    "in_posts",
    "owner_posts",
    "person",
    "person_in",
    "persons_visible_to",
    "places_of",
    "post_in",
    "post_visible_to",
    "posts_of",
    "tenure",
    "tenure_visible_to",
    "tenures_of",
]


def by_email(email: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def anyone_yet() -> bool:
    """False before the first operator was made."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def holders(post_ids: Iterable[int], *, today: date) -> dict[int, Tenure]:
    """Today's holder of each post (Plh. before Plt. before definitif) with person and post; vacant posts are absent."""
    return _best(Tenure.post_id.in_(set(post_ids)), today=today)


def holders_by_duty(region_id: int, *duties: Duty, today: date) -> Sequence[Tenure]:
    """Today's holders of the open posts of those duties in a region, in order of post."""
    found = _best(Office.region_id == region_id, Post.duty.in_(duties), today=today)
    return [found[post_id] for post_id in sorted(found)]


def _best(*conditions: ColumnElement[bool], today: date) -> dict[int, Tenure]:
    tenures = db.session.scalars(
        select(Tenure)
        .join(Tenure.post)
        .join(Post.office)
        .join(Tenure.person)
        .options(contains_eager(Tenure.post).contains_eager(Post.office), contains_eager(Tenure.person))
        .where(*conditions, *holding_on(today))
        .order_by(Tenure.from_on, Tenure.id)
    ).all()
    found: dict[int, Tenure] = {}
    for tenure in sorted(tenures, key=lambda t: -PRECEDENCE[t.kind]):
        found[tenure.post_id] = tenure
    return found


def tenure(tenure_id: int) -> Tenure | None:
    """A tenure with its person, post, office and region loaded."""
    return db.session.scalar(
        select(Tenure)
        .join(Tenure.post)
        .join(Post.office)
        .join(Office.region)
        .join(Tenure.person)
        .options(
            contains_eager(Tenure.post).contains_eager(Post.office).contains_eager(Office.region),
            contains_eager(Tenure.person),
        )
        .where(Tenure.id == tenure_id)
    )


def owner_posts(region_id: int) -> Sequence[Post]:
    """Posts that may own a commitment in the region (leaders and operators may not), with their offices."""
    return db.session.scalars(
        select(Post)
        .join(Post.office)
        .options(contains_eager(Post.office))
        .where(
            Office.region_id == region_id,
            Post.closed_at.is_(None),
            Office.closed_at.is_(None),
            Post.duty.in_((Duty.OWNER, Duty.REVIEWER)),
        )
        .order_by(Office.name, Post.title, Post.id)
    ).all()


def audit_rows(after_id: int = 0, limit: int = 1000) -> Sequence[AuditRow]:
    """Audit rows in the order they were written."""
    return db.session.scalars(
        select(AuditRow).where(AuditRow.id > after_id).order_by(AuditRow.id).limit(limit)
    ).all()


def posts_of(region_id: int) -> Sequence[Post]:
    """Open posts of a region with their offices, by office and title."""
    return db.session.scalars(
        select(Post)
        .join(Post.office)
        .options(contains_eager(Post.office))
        .where(Office.region_id == region_id, Post.closed_at.is_(None))
        .order_by(Office.name, Post.title, Post.id)
    ).all()


def post_visible_to(who: Asker, post_id: int) -> Post | None:
    """A post of a region in which the person is operator."""
    return post_in(who.regions(Duty.OPERATOR), post_id)


def tenures_of(post_id: int) -> Sequence[Tenure]:
    """Everyone who held or will hold a post, the latest first."""
    return db.session.scalars(
        select(Tenure)
        .join(Tenure.person)
        .options(contains_eager(Tenure.person))
        .where(Tenure.post_id == post_id, Tenure.kind != TenureKind.DELEGATE)
        .order_by(Tenure.from_on.desc(), Tenure.id.desc())
    ).all()


def definitive(post_id: int) -> Sequence[Tenure]:
    """Everyone entered as the definitive holder of a post."""
    return db.session.scalars(
        select(Tenure).where(Tenure.post_id == post_id, Tenure.kind == TenureKind.DEFINITIF)
    ).all()


def tenure_visible_to(who: Asker, tenure_id: int) -> Tenure | None:
    """A tenure of a post in a region in which the person is operator."""
    found = tenure(tenure_id)
    return found if found and found.post.office.region_id in who.regions(Duty.OPERATOR) else None


def person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def persons_visible_to(who: Asker) -> Sequence[Person]:
    """Persons kept by the operator's regions, by name."""
    return db.session.scalars(
        select(Person)
        .where(Person.active, Person.region_id.in_(who.regions(Duty.OPERATOR)))
        .order_by(Person.name, Person.id)
    ).all()


def person_in(region_ids: Iterable[int], person_id: int) -> Person | None:
    """A person whom one of the regions keeps, or who holds or held a post in it."""
    return db.session.scalar(
        select(Person).where(Person.id == person_id, Person.email.in_(addresses_in(region_ids)))
    )


def addresses_in(region_ids: Iterable[int]) -> Select[str]:
    """A query for the addresses of everyone whom the regions keep, or who holds or held a post in them."""
    ids = set(region_ids)
    held = (
        select(Tenure.person_id)
        .join(Post, Post.id == Tenure.post_id)
        .join(Office, Office.id == Post.office_id)
        .where(Office.region_id.in_(ids))
    )
    return select(Person.email).where(or_(Person.region_id.in_(ids), Person.id.in_(held)))


class Place(NamedTuple):
    """Whose address it is, and the post by which the person is found."""

    name: str
    post_id: int | None
    title: str


def places_of(emails: Iterable[str], region_ids: Iterable[int]) -> dict[str, Place]:
    """The person behind each address with the latest post in those regions, if any. One query."""
    of_regions = select(Office.id).where(Office.region_id.in_(set(region_ids)))
    rows = db.session.execute(
        select(Person.email, Person.name, Post.id, Post.title)
        .outerjoin(Tenure, Tenure.person_id == Person.id)
        .outerjoin(Post, (Post.id == Tenure.post_id) & Post.office_id.in_(of_regions))
        .where(Person.email.in_(list(emails)))
        .order_by(Post.id.is_not(None), Tenure.from_on, Tenure.id)
    )
    return {row[0]: Place(row[1], row[2], row[3] or "") for row in rows}


def post_in(region_ids: Iterable[int], post_id: int) -> Post | None:
    """A post of one of the regions, its office and region loaded."""
    return db.session.scalar(
        select(Post)
        .join(Post.office)
        .join(Office.region)
        .options(contains_eager(Post.office).contains_eager(Office.region))
        .where(Post.id == post_id, Office.region_id.in_(set(region_ids)))
    )
