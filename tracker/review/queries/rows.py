"""One page of the board's rows, and the walk through all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from tracker.commitments.models import Commitment, Update
from tracker.commitments.rules import Answer, Standing, Status, standing
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.people.models import Post
from tracker.regions.models import Office, Region
from tracker.review.ordering import in_order, order
from tracker.review.queries.narrowing import in_sight, narrowed, of_tab
from tracker.review.rules import Filters, Sight
from tracker.review.walking import Walk, stand

PAGE = 50
MOST_WALKED = 2_000
"""Commitments through which one can go one by one; a longer list wants a filter first."""


class Found(NamedTuple):
    """A commitment of the list, with the last thing that its owner said."""

    row: Commitment
    said: Update | None


class Shown(NamedTuple):
    """What a row of the board tells of a commitment, and what tells where it stands; without a last word, no `said_at`.

    Plain values, since making fifty commitments with all they hang on costs more than reading them.
    """

    id: int
    action: str
    due_on: date | None
    original_due_on: date | None
    status: Status
    obstacle: str
    extended: int
    proposed_at: datetime | None
    heard_at: datetime | None
    without_evidence: str
    waived: str
    look_again_at: datetime | None
    owner_post_id: int
    owner_office_id: int
    title: str
    office: str
    region: str
    answer: Answer | None
    note: str | None
    said_at: datetime | None

    def overdue(self, today: date) -> bool:
        return standing(self.status, self.due_on, today=today) is Standing.OVERDUE


def shown(filters: Filters, see: Sight, *, limit: int = PAGE + 1) -> list[Shown]:
    """One page and one more row, so that the page knows of a next. `region` is named in a wide view. One query."""
    make = (
        _made if filters.words else _statement
    )  # a search is rarely asked again, and each database has its own
    return [Shown._make(row) for row in db.session.execute(make(filters, see, limit))]


@lru_cache(maxsize=128)
def _statement(filters: Filters, see: Sight, limit: int) -> Select[Any]:
    """Making the question costs as much as asking it."""
    return _made(filters, see, limit)


def _made(filters: Filters, see: Sight, limit: int) -> Select[Any]:
    """The question for one page of rows.

    The page is picked first and its names are joined to it: planning two small joins takes half the time of one large.
    """
    picked = select(Commitment).join(Commitment.office).where(*_left(filters, see))
    few = aliased(Commitment, in_order(picked, filters).limit(limit).subquery("picked"))
    columns = [getattr(few, name) for name in Shown._fields[: Shown._fields.index("title")]]
    region = Region.name if see.wide else literal("")
    wanted = (
        select(*columns, Post.title, Office.name, region, Update.answer, Update.note, Update.at)
        .select_from(few)
        .join(few.owner)
        .join(few.office)
        .outerjoin(Update, Update.id == few.last_update_id)
        .order_by(*order(filters, few))
    )
    return wanted.join(few.region) if see.wide else wanted


def rows(filters: Filters, see: Sight, *, limit: int = PAGE + 1) -> list[Found]:
    """The same rows whole, to act on or to take away; office, forum and post loaded. One query."""
    wanted = (
        select(Commitment, Update)
        .outerjoin(Update, Update.id == Commitment.last_update_id)
        .join(Commitment.office)
        .join(Commitment.forum)
        .options(
            contains_eager(Commitment.office).load_only(Office.name),
            contains_eager(Commitment.forum).load_only(Forum.title, Forum.held_on),
            joinedload(Commitment.owner, innerjoin=True).load_only(Post.title),
        )
        .where(*_left(filters, see))
    )
    if see.wide:
        wanted = wanted.options(joinedload(Commitment.region, innerjoin=True).load_only(Region.name))
    return [Found(row, said) for row, said in db.session.execute(in_order(wanted, filters).limit(limit))]


def walk(args: Mapping[str, str], commitment_id: int, see: Sight) -> Walk | None:
    """Where a commitment stands in the list it was opened from, which its address tells; None without a list.

    One query, of numbers only. What has left the list meanwhile still knows what came after it.
    """
    if args.get("walk") != "1":
        return None
    filters = replace(Filters.read(args), after=None)
    wanted = select(Commitment.id).join(Commitment.office).where(*_left(filters, see))
    ids = list(db.session.scalars(in_order(wanted, filters).limit(MOST_WALKED)))
    return stand(ids, commitment_id, filters)


def _left(filters: Filters, see: Sight) -> list[ColumnElement[bool]]:
    return [*in_sight(see, filters.words), of_tab(filters.tab, see), *narrowed(filters, see)]
