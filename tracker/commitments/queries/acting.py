"""What an act needs to know first."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from tracker.commitments.models import Commitment, Evidence, Extension, Update
from tracker.commitments.queries.seeing import sees
from tracker.commitments.rules import ExtensionState
from tracker.extensions import db
from tracker.people.models import Tenure
from tracker.people.rules import Asker


def authors_waiting(commitment: Commitment) -> frozenset[int]:
    """Ids of the persons whose reports wait for verification: the one that proposed, and what was added since."""
    return frozenset(
        db.session.scalars(
            select(Tenure.person_id)
            .join(Update, Update.tenure_id == Tenure.id)
            .where(Update.commitment_id == commitment.id, Update.at >= commitment.proposed_at)
        )
    )


def open_extension(commitment_id: int) -> Extension | None:
    """The request for time that waits for an answer; there is one at most."""
    return db.session.scalar(
        select(Extension).where(
            Extension.commitment_id == commitment_id, Extension.state == ExtensionState.ASKED
        )
    )


def asking_for_time(commitment_ids: Collection[int]) -> frozenset[int]:
    """Of these, the ids of those whose request for time waits for an answer. One query."""
    return frozenset(
        db.session.scalars(
            select(Extension.commitment_id).where(
                Extension.commitment_id.in_(commitment_ids), Extension.state == ExtensionState.ASKED
            )
        )
    )


def evidence_visible_to(asker: Asker, evidence_id: int) -> Evidence | None:
    """A file is seen by those who see its commitment."""
    return db.session.scalar(
        select(Evidence)
        .join(Evidence.update)
        .join(Update.commitment)
        .options(contains_eager(Evidence.update).contains_eager(Update.commitment))
        .where(Evidence.id == evidence_id, sees(asker))
    )
