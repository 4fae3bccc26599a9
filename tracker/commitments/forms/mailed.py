"""Placing a mail that could not be placed by itself, or discarding it."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from tracker.commitments.forms.base import (
    RefusableForm,
)
from tracker.commitments.rules import Refusal


class PlacementForm(RefusableForm):
    """Under which commitment a mail belongs."""

    fields_of = {Refusal.CLOSED: "commitment", Refusal.ALREADY_ANSWERED: "commitment"}

    commitment = SelectField(lazy_gettext("Commitment"), coerce=int, choices=[])


class DiscardForm(RefusableForm):
    """Why a mail belongs nowhere."""

    fields_of = {Refusal.REASON_MISSING: "discard_reason"}

    discard_reason = StringField(
        lazy_gettext("Why does it belong nowhere?"),
        validators=[InputRequired(lazy_gettext("Give the reason; it is kept.")), Length(max=500)],
    )
