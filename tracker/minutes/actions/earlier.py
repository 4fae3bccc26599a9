"""News of an older commitment in the minutes: noted in that commitment's story, never made a new one."""

from __future__ import annotations

from datetime import datetime

from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.minutes.actions.deciding import hold, record
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.people.rules import Actor


def tell_earlier(
    draft: Draft, commitment: Commitment, *, by: Actor, at: datetime, seen: int | None = None
) -> None:
    """Notes the words under the commitment; twice under the same one is one note.

    Refused: decided on otherwise, or changed meanwhile. ValueError: a commitment of another region.
    """
    hold(draft, seen)
    if draft.told is not None and draft.told.commitment_id == commitment.id:
        return
    if draft.state is not DraftState.WAITING:
        raise Refused(Refusal.NOT_WAITING)
    draft.told = commitments.tell_of_forum(commitment, quote=draft.quote, forum=draft.forum, by=by, at=at)
    draft.state = DraftState.TOLD
    record("draft.told", draft, by=by, at=at, commitment=commitment.id)
