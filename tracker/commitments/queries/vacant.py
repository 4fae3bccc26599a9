"""Posts that owe something and that nobody holds, today or soon: their mails reach no one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager

from tracker.commitments.models import Commitment
from tracker.commitments.rules import OPEN, OWED
from tracker.extensions import db
from tracker.people.models import Post, Tenure
from tracker.people.rules import TenureKind, first_gap
from tracker.regions.models import Office

AHEAD = timedelta(days=30)


class Vacancy(NamedTuple):
    """A post with open commitments and the first day from today on which nobody holds it; `last`: who held it last."""

    post: Post
    from_on: date
    open: int
    overdue: int
    last: Tenure | None

    @property
    def office(self) -> Office:
        return self.post.office


def vacancies(region_id: int, *, today: date, ahead: timedelta = AHEAD) -> list[Vacancy]:
    """Vacant today first, then by day; most open commitments first. Four queries at any size."""
    counts = _counts(region_id, today)
    posts = _posts(counts)
    tenures = _tenures(post.id for post in posts)
    found = []
    for post in posts:
        held = tenures.get(post.id, [])
        spans = [] if post.closed_at else [(t.from_on, t.until_on) for t in held if t.person.active]
        gap = first_gap([span for span in spans if span[1] is None or span[1] >= today], today, today + ahead)
        if gap is not None:
            number, late = counts[post.id]
            last = max((t for t in held if t.from_on < gap), key=lambda t: (t.from_on, t.id), default=None)
            found.append(Vacancy(post, gap, number, late, last))
    return sorted(found, key=lambda one: (one.from_on, -one.open, one.post.id))


def _counts(region_id: int, today: date) -> dict[int, tuple[int, int]]:
    """Open and overdue commitments by owner post."""
    late = case((Commitment.status.in_(OWED) & (Commitment.due_on < today), 1), else_=0)
    rows = db.session.execute(
        select(Commitment.owner_post_id, func.count(), func.sum(late))
        .where(
            Commitment.region_id == region_id,
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OPEN),
        )
        .group_by(Commitment.owner_post_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def _posts(post_ids: Collection[int]) -> Sequence[Post]:
    return db.session.scalars(
        select(Post).join(Post.office).options(contains_eager(Post.office)).where(Post.id.in_(post_ids))
    ).all()


def _tenures(post_ids: Iterable[int]) -> dict[int, list[Tenure]]:
    found: dict[int, list[Tenure]] = {}
    rows = db.session.scalars(
        select(Tenure)
        .join(Tenure.person)
        .options(contains_eager(Tenure.person))
        .where(Tenure.post_id.in_(list(post_ids)), Tenure.kind != TenureKind.DELEGATE)
        .order_by(Tenure.from_on, Tenure.id)
    )
    for tenure in rows:
        found.setdefault(tenure.post_id, []).append(tenure)
    return found
