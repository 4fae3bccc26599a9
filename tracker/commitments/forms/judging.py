"""A reviewer's answers to a report and to a request for time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from wtforms import IntegerField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from tracker.commitments.forms.base import (
    LONGEST_NOTE,
    REFUSALS,
    DayField,
    RefusableForm,
    post_choices,
)
from tracker.commitments.petition_rules import PetitionState
from tracker.commitments.rules import ExtensionState, Refusal, Status
from tracker.people.models import Post


class JudgingForm(RefusableForm):
    """An answer to what a page showed; `seen` is the step of the story that was its newest then."""

    words_in = ""

    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])

    @property
    def written(self) -> str:
        """What was typed, to be shown again where the form itself has nothing to answer any more."""
        return self[self.words_in].data or ""


class VerificationForm(JudgingForm):
    """Sesuai, or belum sesuai with a reason."""

    words_in = "reason"
    fields_of = {Refusal.REASON_MISSING: "reason", Refusal.WAIVER_MISSING: "reason"}

    verdict = RadioField(
        lazy_gettext("Is it done?"),
        choices=[
            SelectChoice(Status.VERIFIED.value, lazy_gettext("Yes, as promised")),
            SelectChoice(Status.SENT_BACK.value, lazy_gettext("Not yet, send it back")),
        ],
        validators=[InputRequired(lazy_gettext("Choose one of the two."))],
    )
    reason = TextAreaField(lazy_gettext("Reason"), validators=[Optional(), Length(max=LONGEST_NOTE)])

    @property
    def accepted(self) -> bool:
        return bool(self.verdict.data == Status.VERIFIED.value)


class PetitionForm(JudgingForm):
    """The answer to a petition: to be released because it cannot be done, or because it is another's task."""

    words_in = "petition_reason"
    fields_of = {
        Refusal.REASON_MISSING: "petition_reason",
        Refusal.OTHER_MISSING: "new_owner",
        Refusal.SAME_OWNER: "new_owner",
    }

    petition = RadioField(
        lazy_gettext("Your answer"),
        choices=[
            SelectChoice(PetitionState.ACCEPTED.value, lazy_gettext("Accept")),
            SelectChoice(PetitionState.REFUSED.value, lazy_gettext("Refuse")),
        ],
        validators=[InputRequired(lazy_gettext("Choose one of the two."))],
    )
    new_owner = SelectField(lazy_gettext("New owner"), coerce=int, choices=[], validators=[Optional()])
    petition_reason = TextAreaField(
        lazy_gettext("Reason for this answer"), validators=[Optional(), Length(max=LONGEST_NOTE)]
    )

    @property
    def accepted(self) -> bool:
        return bool(self.petition.data == PetitionState.ACCEPTED.value)

    def offer(self, posts: Sequence[Post]) -> None:
        """The posts of the region to which it can be handed over."""
        self.new_owner.choices = post_choices(posts)


SHORTENED = "shortened"
"""Granted, but not as far as was asked; kept as granted, with the date that was given."""


class ExtensionForm(JudgingForm):
    """The answer to a request for time: as asked, shorter, or not."""

    words_in = "answer_reason"
    fields_of = {
        Refusal.REASON_MISSING: "answer_reason",
        Refusal.BEYOND_CAP: "answer_reason",
        Refusal.NOT_LATER: "due_on",
        Refusal.NOT_SHORTER: "due_on",
    }

    decision = RadioField(
        lazy_gettext("Your answer"),
        choices=[
            SelectChoice(ExtensionState.GRANTED.value, lazy_gettext("Grant as asked")),
            SelectChoice(SHORTENED, lazy_gettext("Grant a shorter time")),
            SelectChoice(ExtensionState.REFUSED.value, lazy_gettext("Refuse")),
        ],
        validators=[InputRequired(lazy_gettext("Choose one of the three."))],
    )
    due_on = DayField(lazy_gettext("Shortened due date"))
    answer_reason = TextAreaField(
        lazy_gettext("Reason for this answer"), validators=[Optional(), Length(max=LONGEST_NOTE)]
    )

    @property
    def granted(self) -> bool:
        return self.decision.data in {ExtensionState.GRANTED.value, SHORTENED}

    @property
    def given(self) -> date | None:
        """The shorter date; None to grant what was asked."""
        return self.due_on.day if self.decision.data == SHORTENED else None

    def validate_due_on(self, field: Any) -> None:
        if self.decision.data == SHORTENED and field.day is None and not field.errors:
            raise ValidationError(str(REFUSALS[Refusal.NOT_SHORTER]))


class ConfirmationForm(JudgingForm):
    """After another look: it stays closed, with a note or without."""

    words_in = "confirmed"

    confirmed = TextAreaField(lazy_gettext("Note"), validators=[Optional(), Length(max=LONGEST_NOTE)])
