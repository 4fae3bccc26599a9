"""Leave with a stand-in: the posts are held as Plh. meanwhile, so that mail, links and history follow by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import String, cast, literal, or_, select
from sqlalchemy.orm import contains_eager

from tracker.extensions import db
from tracker.people import actions, audit
from tracker.people.models import AuditRow, Person, Post, Tenure
from tracker.people.rules import Actor, Asker, Duty, Holding, Refusal, Refused, TenureKind
from tracker.regions.models import Office

PLANNED, CANCELLED = "leave.planned", "leave.cancelled"
LONGEST = timedelta(days=366)
"""A longer absence is no leave: then the operator puts somebody else on the post."""

DAY = timedelta(days=1)


def posts_to_leave(who: Asker) -> list[Holding]:
    """The posts for which a person may name a stand-in: those that get mail, except where one stands in oneself."""
    mailed = (Duty.OWNER, Duty.REVIEWER)
    return [held for held in who.holdings if held.duty in mailed and held.kind is not TenureKind.PLH]


def candidates(who: Asker, *, today: date) -> Sequence[Tenure]:
    """Others who hold a post in the same offices, then in the same regions; each person once. One query."""
    left = posts_to_leave(who)
    offices = {held.office_id for held in left}
    found = db.session.scalars(
        select(Tenure)
        .join(Tenure.person)
        .join(Tenure.post)
        .join(Post.office)
        .options(contains_eager(Tenure.person), contains_eager(Tenure.post).contains_eager(Post.office))
        .where(
            Office.region_id.in_({held.region_id for held in left}),
            Person.active,
            Person.id != who.person_id,
            Post.closed_at.is_(None),
            Tenure.kind != TenureKind.DELEGATE,
            Tenure.from_on <= today,
            or_(Tenure.until_on.is_(None), Tenure.until_on >= today),
        )
        .order_by(Person.name, Person.id, Tenure.id)
    ).all()
    near_first = sorted(found, key=lambda tenure: tenure.post.office_id not in offices)
    return list({tenure.person_id: tenure for tenure in reversed(near_first)}.values())[::-1]


def plan(
    who: Asker,
    stand_in: Tenure,
    *,
    from_on: date,
    until_on: date,
    by: dict[int, Actor],
    at: datetime,
    today: date,
) -> list[Tenure]:
    """Plh. tenures of the stand-in on the person's posts in the stand-in's region; `by` names the actor of each region.

    Refused when the days are past, too many, or somebody stands in on one of them already.
    """
    posts = [h for h in posts_to_leave(who) if h.region_id == stand_in.post.office.region_id]
    _check(posts, from_on, until_on, today=today)
    made = []
    for held in posts:
        tenure = actions.hold(
            db.session.get_one(Post, held.post_id),
            stand_in.person,
            kind=TenureKind.PLH,
            from_on=from_on,
            until_on=until_on,
            by=by[held.region_id],
            at=at,
        )
        _record(PLANNED, tenure, held.region_id, by=by[held.region_id], at=at)
        made.append(tenure)
    return made


def _check(posts: Sequence[Holding], from_on: date, until_on: date, *, today: date) -> None:
    if until_on < from_on:
        raise Refused(Refusal.ENDS_BEFORE_START)
    if from_on < today:
        raise Refused(Refusal.PAST)
    if until_on - from_on > LONGEST:
        raise Refused(Refusal.TOO_LONG)
    taken = select(Tenure.id).where(
        Tenure.post_id.in_({held.post_id for held in posts}),
        Tenure.kind == TenureKind.PLH,
        Tenure.from_on <= until_on,
        or_(Tenure.until_on.is_(None), Tenure.until_on >= from_on),
    )
    if db.session.scalar(taken.limit(1)):
        raise Refused(Refusal.STAND_IN_THERE)


def planned(who: Asker, *, today: date) -> Sequence[Tenure]:
    """The leave that a person planned and that is not over, the earliest first. One query.

    Who planned it is read from the record of acts: what an operator entered, only an operator ends.
    """
    return db.session.scalars(
        select(Tenure)
        .join(Tenure.person)
        .join(Tenure.post)
        .join(Post.office)
        .join(AuditRow, AuditRow.subject == literal("tenure/") + cast(Tenure.id, String))
        .options(contains_eager(Tenure.person), contains_eager(Tenure.post).contains_eager(Post.office))
        .where(
            AuditRow.act == PLANNED,
            AuditRow.person_id == who.person_id,
            Tenure.post_id.in_({held.post_id for held in posts_to_leave(who)}),
            Tenure.until_on >= today,
        )
        .order_by(Tenure.from_on, Tenure.id)
    ).all()


def cancel(tenure: Tenure, *, by: Actor, at: datetime, today: date) -> None:
    """Takes back leave that has not begun; else ends it yesterday, or today when it began today."""
    region_id = tenure.post.office.region_id
    _record(CANCELLED, tenure, region_id, by=by, at=at)
    if tenure.from_on > today:
        db.session.delete(tenure)
        db.session.flush()
    else:
        actions.end(tenure, until_on=max(tenure.from_on, today - DAY), by=by, at=at)


def _record(act: str, tenure: Tenure, region_id: int, *, by: Actor, at: datetime) -> None:
    audit.record(
        act, f"tenure/{tenure.id}", by=by, at=at, region_id=region_id, post=tenure.post_id,
        stand_in=tenure.person_id, from_on=tenure.from_on.isoformat(),
        until_on=tenure.until_on.isoformat() if tenure.until_on else None,
    )  # fmt: skip
