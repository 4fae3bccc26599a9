"""A correction teaches: the words that the minutes use for an office become a name of it in that region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.extensions import db
from tracker.minutes import queries
from tracker.minutes.actions.drafting import names_of, office_matcher
from tracker.minutes.models import Draft
from tracker.minutes.rules.deciding import LEARNED, may_learn, office_name_in
from tracker.people import audit
from tracker.people.models import Post
from tracker.people.rules import Actor
from tracker.regions import queries as regions
from tracker.regions.models import Office


def learn(draft: Draft, owner: Post, *, by: Actor, at: datetime) -> None:
    """Gives the owner's office the name that the minutes use, when they name an office that nobody recognised.

    Drafts of the forum that wait under the same name get the same owner. What an earlier correction of this draft
    taught is forgotten first.
    """
    offices = regions.offices_of(draft.forum.region_id)
    _forget(draft, offices, by=by, at=at)
    name, region = office_name_in(draft.owner_words), draft.forum.region.name
    meant = next((office for office in offices if office.id == owner.office_id), None)
    taken_for = office_matcher(offices, region).match(draft.owner_words) if name else None
    if not name or meant is None or taken_for == meant.id:
        return
    others = [names_of(office) for office in offices if office is not meant]
    if may_learn(name, names_of(meant), others, taken_for=taken_for, region=region):
        meant.aliases, draft.learned = [*meant.aliases, name], name
        _record("office.name-learned", meant, name, by=by, at=at)
        for other in queries.namesakes(draft):
            if other.post_id is None:
                other.post_id, other.office_id = owner.id, meant.id
                other.because = [*other.because, [LEARNED, name]]


def forget(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Takes back what the correction of this draft taught; twice changes nothing."""
    _forget(draft, regions.offices_of(draft.forum.region_id), by=by, at=at)


def _forget(draft: Draft, offices: Sequence[Office], *, by: Actor, at: datetime) -> None:
    name, draft.learned = draft.learned, ""
    for office in offices if name else ():
        if name in office.aliases:
            office.aliases = [alias for alias in office.aliases if alias != name]
            _record("office.name-forgotten", office, name, by=by, at=at)
    for other in queries.namesakes(draft) if name else ():
        if [LEARNED, name] in other.because:
            other.post_id = other.office_id = None
            other.because = [because for because in other.because if because[0] != LEARNED]
    db.session.flush()


def _record(act: str, office: Office, name: str, *, by: Actor, at: datetime) -> None:
    audit.record(act, f"office/{office.id}", by=by, at=at, region_id=office.region_id, name=name)
