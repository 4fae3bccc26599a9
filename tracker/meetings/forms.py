"""What is typed in and about a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from tracker.commitments.forms import DayField
from tracker.commitments.forms.base import LONGEST_NOTE
from tracker.forums.forms import RHYTHMS
from tracker.forums.rules import Rhythm
from tracker.meetings.rules import Choice
from tracker.people.models import Post
from tracker.shell.forms import BaseForm


class Order(StrEnum):
    """In which order the agenda goes."""

    AGE = "age"
    OFFICE = "office"


class FactsForm(BaseForm):
    """The heading of the minutes."""

    title = StringField(
        _("Title"), validators=[DataRequired(_("Write the title of the meeting.")), Length(max=200)]
    )
    held_on = DateField(_("Day"), validators=[DataRequired(_("Give the day of the meeting."))])
    hours = StringField(_("Time"), validators=[Optional(), Length(max=60)])
    place = StringField(_("Place"), validators=[Optional(), Length(max=200)])
    chair = StringField(_("Chair"), validators=[Optional(), Length(max=200)])
    attendance = TextAreaField(_("Attendance"), validators=[Optional(), Length(max=5000)])

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        words = {name: self[name].data or "" for name in ("title", "hours", "place", "chair", "attendance")}
        return words | {"held_on": self.held_on.data}


class StartForm(FactsForm):
    """A meeting about the list of the board from which one came."""

    order = RadioField(
        _("Order of the agenda"),
        choices=[
            SelectChoice(Order.AGE.value, _("By age, as on the board")),
            SelectChoice(Order.OFFICE.value, _("By office, so that each office speaks once")),
        ],
        default=Order.OFFICE.value,
    )


class ClosingForm(FactsForm):
    """The heading once more, and the version of the meeting as it was shown; the log's words come beside it."""

    seen = HiddenField(validators=[DataRequired()])


class DecisionForm(BaseForm):
    """One decision; which of the fields count is the rules' to say. Numbers of rows are the view's to read."""

    choice = RadioField(choices=[SelectChoice(choice.value, choice.value) for choice in Choice])
    said = TextAreaField(validators=[Optional(), Length(max=LONGEST_NOTE)])
    ahead = StringField(validators=[Optional()])
    due_on = DayField(validators=[Optional()])

    @property
    def wanted(self) -> Choice:
        return Choice(self.choice.data)

    @property
    def day(self) -> date | None:
        """The day that was typed, else the one that was picked."""
        return self.due_on.day or _iso(self.ahead.data)


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


class PromiseForm(BaseForm):
    """Something new that was promised in the room."""

    action = TextAreaField(
        _("What was promised"),
        validators=[DataRequired(_("Write what was promised.")), Length(max=LONGEST_NOTE)],
    )
    owner = SelectField(_("Owner"), coerce=int)
    due_on = DayField(_("Due date"), validators=[DataRequired(_("Choose a day."))])

    def offer(self, posts: Sequence[Post]) -> None:
        """The posts of the region that can own something."""
        named = [SelectChoice(post.id, f"{post.title}, {post.office.name}") for post in posts]
        self.owner.choices = [SelectChoice(0, _("Choose a post")), *named]


class HandoverForm(BaseForm):
    """The series of forums to which the minutes belong."""

    series = StringField(
        _("Forum series"), validators=[DataRequired(_("Write the name of the series.")), Length(max=160)]
    )
    rhythm = SelectField(
        _("How often"),
        choices=[SelectChoice(rhythm.value, label) for rhythm, label in RHYTHMS.items()],
        default=Rhythm.MONTHLY.value,
    )
