"""A region's limits on extensions, and how a routine comes round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from tracker.commitments.caps import MOST_DAYS, MOST_TIMES, Cap
from tracker.commitments.forms.base import LONGEST_NOTE, REFUSALS, RefusableForm
from tracker.commitments.routines import LAST_WORKING_DAY, Cadence, End, Terms
from tracker.commitments.rules import Refusal
from tracker.people.models import Post
from tracker.shell.forms import BaseForm

ONCE = ""
CADENCES = {
    Cadence.MONTHLY: lazy_gettext("every month"),
    Cadence.QUARTERLY: lazy_gettext("every quarter"),
    Cadence.HALF_YEARLY: lazy_gettext("every half-year"),
    Cadence.YEARLY: lazy_gettext("every year"),
}
AFTER = {
    0: lazy_gettext("of the period's last month"),
    1: lazy_gettext("of the month after"),
    2: lazy_gettext("of the second month after"),
}
MOST_TIMES_ROUND = 240


class CapForm(BaseForm):
    """How often and how far due dates may be moved."""

    times = IntegerField(
        lazy_gettext("Extensions a commitment may have"),
        validators=[InputRequired(), NumberRange(min=0, max=MOST_TIMES)],
    )
    days = IntegerField(
        lazy_gettext("Days after the first due date at most"),
        validators=[Optional(), NumberRange(min=1, max=MOST_DAYS)],
    )

    @property
    def cap(self) -> Cap:
        return Cap(self.times.data, self.days.data)


class RoundFields(BaseForm):
    """How something comes round; mixed into the forms that ask for it."""

    cadence = SelectField(lazy_gettext("How often"), default=ONCE)
    day = SelectField(lazy_gettext("Due on"), coerce=int, default=LAST_WORKING_DAY)
    after = SelectField(lazy_gettext("Month of the due date"), coerce=int, default=0)
    until_on = DateField(lazy_gettext("Until (last day)"), validators=[Optional()])
    rounds = IntegerField(
        lazy_gettext("Or so many times"), validators=[Optional(), NumberRange(min=1, max=MOST_TIMES_ROUND)]
    )

    def offer_rounds(self, *, once: bool) -> None:
        """The choices; `once` where it need not come round."""
        first = [SelectChoice(ONCE, gettext("once, not again"))] if once else []
        self.cadence.choices = [*first, *(SelectChoice(c.value, words) for c, words in CADENCES.items())]
        days = [SelectChoice(number, gettext("day %(number)s", number=number)) for number in range(1, 32)]
        self.day.choices = [SelectChoice(LAST_WORKING_DAY, gettext("the last working day")), *days]
        self.after.choices = [SelectChoice(number, words) for number, words in AFTER.items()]

    @property
    def terms(self) -> Terms | None:
        """None for what comes once."""
        if not self.cadence.data:
            return None
        return Terms(Cadence(self.cadence.data), self.day.data, self.after.data)

    @property
    def ends(self) -> End:
        return End(self.until_on.data, self.rounds.data)


def rounds_shown(terms: Terms | None, end: End) -> dict[str, Any]:
    """What the fields show of terms."""
    if terms is None:
        return {}
    shown = {"cadence": terms.cadence.value, "day": terms.day, "after": terms.after}
    return shown | {"until_on": end.until_on, "rounds": end.times}


class RoutineForm(RoundFields):
    """A routine changed, from its next instance on."""

    action = TextAreaField(
        lazy_gettext("What is to be done"), validators=[DataRequired(), Length(max=LONGEST_NOTE)]
    )
    measure = TextAreaField(lazy_gettext("Measure"), validators=[Optional(), Length(max=1000)])
    owner = SelectField(lazy_gettext("Owner post"), coerce=int)
    today: date

    def offer(self, posts: Sequence[Post]) -> None:
        self.offer_rounds(once=False)
        self.owner.choices = [SelectChoice(post.id, f"{post.title}, {post.office.name}") for post in posts]

    def validate_until_on(self, field: Any) -> None:
        if field.data and field.data < self.today:
            raise ValidationError(gettext("This day has passed. To end it now, use the button below."))


class EndForm(RefusableForm):
    """Why a routine ends."""

    fields_of = {Refusal.REASON_MISSING: "end_reason"}

    end_reason = StringField(
        lazy_gettext("Why does it end?"),
        validators=[DataRequired(REFUSALS[Refusal.REASON_MISSING]), Length(max=500)],
    )
