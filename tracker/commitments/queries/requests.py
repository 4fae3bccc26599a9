"""What owners have asked of the reviewers and has no answer yet: more time, or to be released."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from tracker.commitments.models import Commitment, Extension, Update
from tracker.commitments.petition_rules import PetitionState
from tracker.commitments.petitions import Petition
from tracker.commitments.rules import OPEN, ExtensionState
from tracker.extensions import db
from tracker.people.models import Tenure


class Requests(NamedTuple):
    """The request that waits for an answer; there is one at most."""

    extension: Extension | None = None
    petition: Petition | None = None

    def __bool__(self) -> bool:
        return self.extension is not None or self.petition is not None


NOTHING_ASKED = Requests()


def requests_of(commitment_ids: Collection[int]) -> dict[int, Requests]:
    """The requests that wait for an answer; commitments without any are absent. One query."""
    rows = db.session.execute(
        select(Commitment.id, Extension, Petition)
        .outerjoin(
            Extension,
            and_(Extension.commitment_id == Commitment.id, Extension.state == ExtensionState.ASKED),
        )
        .outerjoin(
            Petition, and_(Petition.commitment_id == Commitment.id, Petition.state == PetitionState.ASKED)
        )
        .outerjoin(Petition.proposed)
        .options(contains_eager(Petition.proposed))
        .where(Commitment.id.in_(commitment_ids), or_(Extension.id.is_not(None), Petition.id.is_not(None)))
    )
    return {number: Requests(extension, petition) for number, extension, petition in rows}


def request_of(commitment_id: int) -> Requests:
    """The request about one commitment that waits for an answer. One query."""
    return requests_of([commitment_id]).get(commitment_id, NOTHING_ASKED)


def open_petition(commitment_id: int) -> Petition | None:
    """The petition that waits for an answer; there is one at most."""
    return request_of(commitment_id).petition


def petitions_asked_in(region_id: int) -> Sequence[Petition]:
    """Petitions that wait for an answer in a region, the longest waiting first."""
    return db.session.scalars(
        select(Petition)
        .join(Petition.commitment)
        .join(Commitment.owner)
        .join(Commitment.office)
        .options(
            contains_eager(Petition.commitment).contains_eager(Commitment.owner),
            contains_eager(Petition.commitment).contains_eager(Commitment.office),
            joinedload(Petition.update, innerjoin=True),
            joinedload(Petition.proposed),
        )
        .where(
            Commitment.region_id == region_id,
            Commitment.status.in_(OPEN),
            Petition.state == PetitionState.ASKED,
        )
        .order_by(Petition.asked_at, Petition.id)
    ).all()


def author_of(petition: Petition) -> int:
    """The person who asked."""
    return db.session.execute(
        select(Tenure.person_id)
        .join(Update, Update.tenure_id == Tenure.id)
        .where(Update.id == petition.update_id)
    ).scalar_one()
