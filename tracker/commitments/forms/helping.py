"""What supporting offices answer, what they are asked for, whom an owner names, and what is typed in for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from tracker.commitments.forms.answering import AnswerForm, ProofForm
from tracker.commitments.forms.base import LONGEST_NOTE, REFUSALS, DayField, RefusableForm
from tracker.commitments.helping_rules import PartSaid
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Refusal
from tracker.people.models import Person
from tracker.people.rules import TYPED_IN, Door, Holding
from tracker.people.rules import Refusal as PeopleRefusal

LONGEST_PART = 300
DOORS = {
    Door.PAPER: lazy_gettext("By letter or on paper"),
    Door.TELEPHONE: lazy_gettext("By telephone"),
    Door.MEETING: lazy_gettext("In the meeting"),
}
NAMING_REFUSALS: dict[PeopleRefusal, Any] = {
    PeopleRefusal.PAST: lazy_gettext("The last day has passed."),
    PeopleRefusal.OTHER_OFFICE: lazy_gettext("A delegate must belong to your own office."),
    PeopleRefusal.ALREADY_NAMED: lazy_gettext("This person may do that already."),
    PeopleRefusal.ONESELF: lazy_gettext("That is you yourself."),
}


class PartForm(ProofForm):
    """A supporting office's answer: how far its part is, in one sentence, with files where there are any."""

    fields_of = {Refusal.NOTE_MISSING: "note"}

    answer = RadioField(
        lazy_gettext("How far is your part?"),
        choices=[
            SelectChoice(PartSaid.DONE.value, lazy_gettext("Our part is done")),
            SelectChoice(PartSaid.PROGRESS.value, lazy_gettext("In progress")),
            SelectChoice(PartSaid.OBSTRUCTED.value, lazy_gettext("Obstructed")),
        ],
        default=PartSaid.PROGRESS.value,
        validators=[InputRequired()],
    )
    note = TextAreaField(
        lazy_gettext("The news in one sentence"),
        validators=[DataRequired(REFUSALS[Refusal.NOTE_MISSING]), Length(max=LONGEST_NOTE)],
    )

    @property
    def part_said(self) -> PartSaid:
        return PartSaid(self.answer.data)


class TypedInForm(AnswerForm):
    """An owner's word that came by another way, with who said it, when and how."""

    fields_of = {
        **AnswerForm.fields_of,
        Refusal.TELLER_MISSING: "said_by",
        Refusal.NOT_SAID_YET: "said_on",
    }

    door = RadioField(
        lazy_gettext("How did it come?"),
        choices=[SelectChoice(door.value, DOORS[door]) for door in TYPED_IN],
        validators=[InputRequired(lazy_gettext("Choose how it came."))],
    )
    said_by = StringField(
        lazy_gettext("Who said it?"),
        validators=[DataRequired(REFUSALS[Refusal.TELLER_MISSING]), Length(max=160)],
    )
    said_on = DayField(
        lazy_gettext("On which day was it said?"),
        validators=[DataRequired(REFUSALS[Refusal.NOT_SAID_YET])],
    )

    @property
    def came_by(self) -> Door:
        return Door(self.door.data)


class DelegateForm(RefusableForm):
    """Whom somebody names, for what, and until when."""

    post = SelectField(lazy_gettext("In the name of which post?"), coerce=int)
    person = SelectField(lazy_gettext("Who may report for you?"), coerce=int)
    name = StringField(lazy_gettext("Name, with titles"), validators=[Optional(), Length(max=120)])
    email = StringField(lazy_gettext("Office e-mail"), validators=[Optional(), Length(max=254), Email()])
    commitment = SelectField(lazy_gettext("For what?"), coerce=int)
    until_on = DateField(lazy_gettext("Until (last day)"), validators=[Optional()])

    def offer(
        self, posts: Sequence[Holding], people: Sequence[Person], commitments: Sequence[Commitment]
    ) -> None:
        """The posts one may name for, the colleagues one may name, and what is open."""
        self.post.choices = [SelectChoice(held.post_id, held.title) for held in posts]
        somebody = SelectChoice(0, lazy_gettext("Somebody new: name and e-mail below"))
        self.person.choices = [*(SelectChoice(one.id, one.name) for one in people), somebody]
        self.commitment.choices = [
            SelectChoice(0, lazy_gettext("All commitments of the post")),
            *(SelectChoice(one.id, one.action[:90]) for one in commitments),
        ]

    def validate_name(self, field: Any) -> None:
        self._needed(field)

    def validate_email(self, field: Any) -> None:
        self._needed(field)

    def _needed(self, field: Any) -> None:
        if not self.person.data and not (field.data or "").strip():
            raise ValidationError(lazy_gettext("Write the name and the office e-mail of the person."))
