"""What is overdue, waits, or is silent, as the database asks it: the same as `rules`, in one place for every list.

Conditions without values are made once: they are never changed, and a board asks for each many times.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.petition_rules import PetitionState
from tracker.commitments.petitions import Petition
from tracker.commitments.rules import OPEN, OWED, ExtensionState, Status
from tracker.people.models import Tenure
from tracker.people.rules import Asker


@cache
def asked_for_time() -> ColumnElement[bool]:
    """A request for more time has no answer."""
    request = aliased(Extension)
    return exists().where(request.commitment_id == Commitment.id, request.state == ExtensionState.ASKED)


@cache
def asked_for_release() -> ColumnElement[bool]:
    """A petition has no answer."""
    petition = aliased(Petition)
    return exists().where(petition.commitment_id == Commitment.id, petition.state == PetitionState.ASKED)


@cache
def asked() -> ColumnElement[bool]:
    """A request without an answer: it is the reviewer's turn, so the owner's clock stands still."""
    return or_(asked_for_time(), asked_for_release())


@cache
def not_asked() -> ColumnElement[bool]:
    """The opposite, written so that PostgreSQL can join both against."""
    return and_(~asked_for_time(), ~asked_for_release())


@cache
def owed() -> ColumnElement[bool]:
    """The owner still has to act."""
    return Commitment.status.in_(OWED)


@cache
def still_open() -> ColumnElement[bool]:
    return Commitment.status.in_(OPEN)


def past_due(today: date) -> ColumnElement[bool]:
    """`rules.standing` says overdue."""
    return and_(owed(), Commitment.due_on < today)


def overdue(today: date, requested: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Past due, and the owner's turn: `burning` says overdue. `requested` is known where it was joined already."""
    return and_(past_due(today), not_asked() if requested is None else ~requested)


@cache
def waiting() -> ColumnElement[bool]:
    """For verification."""
    return Commitment.status == Status.PROPOSED_DONE


@cache
def to_look_at_again() -> ColumnElement[bool]:
    """Something new came after the acceptance."""
    return Commitment.look_again_at.is_not(None)


@cache
def obstructed() -> ColumnElement[bool]:
    return and_(owed(), Commitment.obstacle != "")


def silent(before: datetime) -> ColumnElement[bool]:
    """The owner has to act and has not been heard since that moment, nor was asked after it for the first time."""
    heard = func.coalesce(Commitment.heard_at, Commitment.published_at)
    return and_(owed(), heard < before)


def for_person(asker: Asker, requested: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Waits for an answer that this reviewer may give: no report of one's own, nothing that one's own post owes.

    `requested` is known where the requests without an answer were joined already, as `Extension` and `Petition`.
    """
    mine, said = aliased(Tenure), aliased(Update)
    by_me = and_(said.tenure_id == mine.id, mine.person_id == asker.person_id)
    said_it = exists().where(said.commitment_id == Commitment.id, said.at >= Commitment.proposed_at, by_me)
    if requested is None:
        wants = and_(still_open(), asked(), ~_asked_by(by_me, said))
    else:
        reporters = (_reporter(Extension.update_id), _reporter(Petition.update_id))
        wants = and_(still_open(), requested, *(who.is_distinct_from(asker.person_id) for who in reporters))
    own = [holding.post_id for holding in asker.holdings]
    return and_(Commitment.owner_post_id.not_in(own), or_(and_(waiting(), ~said_it), wants))


def _reporter(update_id: Any) -> ColumnElement[int | None]:
    """Whose report asked; a value and no `exists`, for which PostgreSQL may choose to read all reports ever made."""
    said, by = aliased(Update), aliased(Tenure)
    return select(by.person_id).where(said.id == update_id, by.id == said.tenure_id).scalar_subquery()


def _asked_by(by_me: ColumnElement[bool], said: Any) -> ColumnElement[bool]:
    """The request that waits was made in a report of this person."""
    request, petition = aliased(Extension), aliased(Petition)
    for_time = exists().where(
        request.commitment_id == Commitment.id,
        request.state == ExtensionState.ASKED,
        request.update_id == said.id,
        by_me,
    )
    for_release = exists().where(
        petition.commitment_id == Commitment.id,
        petition.state == PetitionState.ASKED,
        petition.update_id == said.id,
        by_me,
    )
    return or_(for_time, for_release)
