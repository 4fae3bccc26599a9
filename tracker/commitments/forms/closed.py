"""What is typed about a commitment that is closed: late words, a reopening."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from tracker.commitments.forms.answering import ProofForm
from tracker.commitments.forms.base import LONGEST_NOTE, REFUSALS, DayField, RefusableForm
from tracker.commitments.rules import Refusal


class LateForm(ProofForm):
    """Words and files that come after the acceptance."""

    note = TextAreaField(
        lazy_gettext("What is there to add?"),
        validators=[DataRequired(REFUSALS[Refusal.NOTE_MISSING]), Length(max=LONGEST_NOTE)],
    )


class ReopeningForm(RefusableForm):
    """Why something closed is owed again, and until when."""

    fields_of = {Refusal.REASON_MISSING: "reason", Refusal.NOT_LATER: "new_due_on"}

    new_due_on = DayField(lazy_gettext("New due date"), validators=[Optional()])
    reason = TextAreaField(
        lazy_gettext("Reason"),
        validators=[DataRequired(REFUSALS[Refusal.REASON_MISSING]), Length(max=LONGEST_NOTE)],
    )
