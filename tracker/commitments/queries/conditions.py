"""What is overdue, waits, or is silent, as the database asks it: the same as `rules`, in one place for every list.

Conditions without values are made once: they are never changed, and a board asks for each many times.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy.orm import aliased

from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.rules import OPEN, OWED, ExtensionState, Status
from tracker.people.models import Tenure
from tracker.people.rules import Asker


@cache
def asked_for_time() -> ColumnElement[bool]:
    """An extension request without an answer stops the owner's clock."""
    request = aliased(Extension)
    return exists().where(request.commitment_id == Commitment.id, request.state == ExtensionState.ASKED)


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


def overdue(today: date, asked: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Past due, and the owner's turn: `rules.burning` says overdue. `asked` is known where it was joined already."""
    return and_(past_due(today), ~(asked_for_time() if asked is None else asked))


@cache
def waiting() -> ColumnElement[bool]:
    """For verification."""
    return Commitment.status == Status.PROPOSED_DONE


@cache
def obstructed() -> ColumnElement[bool]:
    return and_(owed(), Commitment.obstacle != "")


def silent(before: datetime) -> ColumnElement[bool]:
    """The owner has to act and has not been heard since that moment, nor was asked after it for the first time."""
    heard = func.coalesce(Commitment.heard_at, Commitment.published_at)
    return and_(owed(), heard < before)


def for_person(asker: Asker, asked: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Waits for an answer that this reviewer may give: no report of one's own, nothing that one's own post owes."""
    mine, said, request = aliased(Tenure), aliased(Update), aliased(Extension)
    by_me = and_(said.tenure_id == mine.id, mine.person_id == asker.person_id)
    said_it = exists().where(said.commitment_id == Commitment.id, said.at >= Commitment.proposed_at, by_me)
    asked_it = exists().where(
        request.commitment_id == Commitment.id,
        request.state == ExtensionState.ASKED,
        request.update_id == said.id,
        by_me,
    )
    wants_time = and_(owed(), asked_for_time() if asked is None else asked, ~asked_it)
    own = [holding.post_id for holding in asker.holdings]
    return and_(Commitment.owner_post_id.not_in(own), or_(and_(waiting(), ~said_it), wants_time))
