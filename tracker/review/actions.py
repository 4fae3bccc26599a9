"""Keeping filters of the board under a name. Nothing here commits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from tracker.extensions import db
from tracker.people.rules import Asker
from tracker.review.models import KeptView
from tracker.review.queries.kept import kept_views
from tracker.review.rules import MOST_VIEWS, Filters, Refusal, Refused, view_name


def keep(
    asker: Asker, region_id: int, filters: Filters, *, name: str, shared: bool, first: bool, at: datetime
) -> KeptView:
    """The filters under a name; the person's own view of that name now holds these. Refused: no name, too many."""
    name = view_name(name)
    own = [view for view in kept_views(asker, region_id) if view.person_id == asker.person_id]
    found = next((view for view in own if view.name == name), None)
    if found is None:
        if len(own) >= MOST_VIEWS:
            raise Refused(Refusal.TOO_MANY)
        found = KeptView(region_id=region_id, person_id=asker.person_id, name=name, made_at=at)
        db.session.add(found)
    found.query, found.shared = filters.kept(), shared
    _put_first(found, first=first)
    return found


def change(asker: Asker, view: KeptView, *, name: str, shared: bool, first: bool) -> None:
    """Another name, shared or not, first or not. Refused: no name, or another of the person's views has it."""
    name = view_name(name)
    others = [other for other in kept_views(asker, view.region_id) if other.id != view.id]
    if any(other.name == name and other.person_id == asker.person_id for other in others):
        raise Refused(Refusal.NAME_TAKEN)
    view.name, view.shared = name, shared
    _put_first(view, first=first)


def remove(view: KeptView) -> None:
    db.session.delete(view)


def _put_first(view: KeptView, *, first: bool) -> None:
    """One view of a person opens a region's board; the last one chosen."""
    if first:
        db.session.execute(
            update(KeptView)
            .where(KeptView.person_id == view.person_id, KeptView.region_id == view.region_id)
            .values(first=False)
        )
    view.first = first
