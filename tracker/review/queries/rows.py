"""One page of the board's rows, and the walk through all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from tracker.commitments.models import Commitment, Update
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.people.models import Post
from tracker.regions.models import Office, Region
from tracker.review.ordering import in_order
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


def rows(filters: Filters, see: Sight, *, limit: int = PAGE + 1) -> list[Found]:
    """One page and one more row, so that the page knows of a next; office, forum and post loaded. One query."""
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
        .where(*in_sight(see, filters.words), of_tab(filters.tab, see), *narrowed(filters, see))
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
    wanted = (
        select(Commitment.id)
        .join(Commitment.office)
        .where(*in_sight(see, filters.words), of_tab(filters.tab, see), *narrowed(filters, see))
    )
    ids = list(db.session.scalars(in_order(wanted, filters).limit(MOST_WALKED)))
    return stand(ids, commitment_id, filters)
