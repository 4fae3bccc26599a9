"""What owners and reviewers type about a commitment."""

from __future__ import annotations

from tracker.commitments.forms.answering import AnswerForm, ProofForm
from tracker.commitments.forms.base import REFUSALS, DayField, RefusableForm
from tracker.commitments.forms.closed import LateForm, ReopeningForm
from tracker.commitments.forms.judging import ExtensionForm, PetitionForm, VerificationForm
from tracker.commitments.forms.mailed import DiscardForm, PlacementForm
from tracker.commitments.forms.overseeing import OversightForm

__all__ = [
    "REFUSALS",
    "AnswerForm",
    "DayField",
    "DiscardForm",
    "ExtensionForm",
    "LateForm",
    "OversightForm",
    "PetitionForm",
    "PlacementForm",
    "ProofForm",
    "RefusableForm",
    "ReopeningForm",
    "VerificationForm",
]
