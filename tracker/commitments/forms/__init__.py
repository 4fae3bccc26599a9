"""What owners and reviewers type about a commitment."""

from __future__ import annotations

from tracker.commitments.forms.answering import AnswerForm, ProofForm
from tracker.commitments.forms.base import REFUSALS, DayField, RefusableForm
from tracker.commitments.forms.closed import LateForm, ReopeningForm
from tracker.commitments.forms.helping import (
    LONGEST_PART,
    NAMING_REFUSALS,
    DelegateForm,
    PartForm,
    TypedInForm,
)
from tracker.commitments.forms.judging import (
    ConfirmationForm,
    ExtensionForm,
    JudgingForm,
    PetitionForm,
    VerificationForm,
)
from tracker.commitments.forms.mailed import DiscardForm, PlacementForm
from tracker.commitments.forms.overseeing import OversightForm

__all__ = [
    "LONGEST_PART",
    "NAMING_REFUSALS",
    "REFUSALS",
    "AnswerForm",
    "ConfirmationForm",
    "DayField",
    "DelegateForm",
    "DiscardForm",
    "ExtensionForm",
    "JudgingForm",
    "LateForm",
    "OversightForm",
    "PartForm",
    "PetitionForm",
    "PlacementForm",
    "ProofForm",
    "RefusableForm",
    "ReopeningForm",
    "TypedInForm",
    "VerificationForm",
]
