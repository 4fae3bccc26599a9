"""How a draft comes round: as the reviewer kept it, else as its words say."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.commitments.forms.dating import ONCE
from tracker.commitments.routines import LENGTHS
from tracker.minutes.forms import CorrectionForm
from tracker.minutes.models import Draft
from tracker.minutes.rules.recurring import recurrence


def rounds_of(draft: Draft) -> dict[str, Any]:
    """What the form shows; a date beside words such as "setiap bulan" is that of the first time."""
    if draft.recurs:
        until_on = draft.recurs.get("until_on")
        return draft.recurs | {"until_on": date.fromisoformat(until_on) if until_on else None}
    found = recurrence(draft.quote)
    cadence = next((c for c, months in LENGTHS.items() if found and months == found.months), None)
    if found is None or cadence is None:
        return {}
    return {"cadence": cadence.value, "day": found.day, "after": found.after}


def rounds_kept(form: CorrectionForm) -> dict[str, Any]:
    """What is kept of the form until the draft is approved."""
    if form.terms is None:
        return {"cadence": ONCE}
    until_on = form.until_on.data.isoformat() if form.until_on.data else None
    return form.terms.as_json() | {"until_on": until_on, "rounds": form.rounds.data}


def asks_for_rounds(draft: Draft) -> bool:
    """Whether one press is too little to approve it: nobody may lose a promise that was made for every month."""
    return draft.commitment is None and bool(rounds_of(draft).get("cadence"))
