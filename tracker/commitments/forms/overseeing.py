"""One act on one commitment or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.commitments.acts import Act
from tracker.commitments.forms.base import (
    LONGEST_NOTE,
    REFUSALS,
    DayField,
    RefusableForm,
    post_choices,
)
from tracker.commitments.rules import Refusal
from tracker.people.models import Post


class OversightForm(RefusableForm):
    """One act on one commitment or many, with one reason."""

    fields_of = {
        Refusal.REASON_MISSING: "reason",
        Refusal.NOT_LATER: "new_due_on",
        Refusal.SAME_OWNER: "owner",
    }

    act = RadioField(
        lazy_gettext("What is to be done?"),
        choices=[
            SelectChoice(Act.ASK.value, lazy_gettext("Ask for a report")),
            SelectChoice(Act.EXTEND.value, lazy_gettext("Set a later due date")),
            SelectChoice(Act.HAND_OVER.value, lazy_gettext("Hand over to another post")),
            SelectChoice(Act.WITHDRAW.value, lazy_gettext("Withdraw")),
        ],
        validators=[InputRequired(lazy_gettext("Choose one of these."))],
    )
    new_due_on = DayField(lazy_gettext("New due date"), validators=[Optional()])
    owner = SelectField(lazy_gettext("New owner"), coerce=int, validators=[Optional()])
    reason = TextAreaField(
        lazy_gettext("Reason or question"),
        validators=[DataRequired(REFUSALS[Refusal.REASON_MISSING]), Length(max=LONGEST_NOTE)],
    )

    def offer(self, posts: Sequence[Post]) -> None:
        """The posts of the region to which something can be handed over."""
        self.owner.choices = post_choices(posts)

    @property
    def wanted(self) -> Act:
        return Act(self.act.data)

    def validate_new_due_on(self, field: Any) -> None:
        if self.act.data == Act.EXTEND.value and field.day is None and not field.errors:
            raise ValidationError(str(REFUSALS[Refusal.NOT_LATER]))

    def validate_owner(self, field: Any) -> None:
        if self.act.data == Act.HAND_OVER.value and not field.data:
            raise ValidationError(str(REFUSALS[Refusal.SAME_OWNER]))
