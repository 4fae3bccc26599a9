"""How a draft comes round: as the reviewer kept it, else as its words say."""

from __future__ import annotations

from typing import Any

from tracker.commitments.forms.dating import ONCE
from tracker.commitments.routines import LENGTHS
from tracker.minutes.forms import CorrectionForm
from tracker.minutes.models import Draft
from tracker.minutes.rules.recurring import recurrence


def rounds_of(draft: Draft) -> dict[str, Any]:
    """What the form shows; a date that was read says that it comes once, until the reviewer says otherwise."""
    if draft.recurs:
        return draft.recurs
    found = recurrence(draft.quote) if draft.due_on is None else None
    cadence = next((c for c, months in LENGTHS.items() if found and months == found.months), None)
    if found is None or cadence is None:
        return {}
    return {"cadence": cadence.value, "day": found.day, "after": found.after}


def rounds_kept(form: CorrectionForm) -> dict[str, Any]:
    """What is kept of the form until the draft is approved."""
    if form.terms is None:
        return {"cadence": ONCE}
    return form.terms.as_json()
