"""What a reviewer fills in on the way from minutes to commitments."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.commitments.forms.dating import RoundFields
from tracker.forums.forms import ForumForm
from tracker.minutes.rules import heading
from tracker.minutes.rules.attendance import present, region_named
from tracker.people.models import Post
from tracker.people.rules import Asker
from tracker.regions.models import Office
from tracker.shell.forms import BaseForm

LONGEST_TEXT = 1_000_000
ACCEPTED_FILES = ".docx,.pdf,.txt"
LONGEST_PART = 300


class MinutesForm(BaseForm):
    """The minutes: pasted, or as a file. What was pasted wins over nothing, a file wins over what was pasted."""

    minutes_file = FileField(
        _("File of the minutes"),
        render_kw={"accept": ACCEPTED_FILES},
        description=_("DOCX, PDF or TXT, at most 20 MB. It is kept as evidence of the forum."),
    )
    minutes_text = TextAreaField(
        _("Or paste the text"),
        validators=[Optional(), Length(max=LONGEST_TEXT)],
        description=_("A report from the news or a chat works too."),
    )


class NewForumForm(ForumForm, MinutesForm):
    """A forum with its minutes in one page; what the minutes say of the forum itself may be left to them."""

    def offer_regions(self, asker: Asker) -> None:
        """Who reviews in several regions may leave it to the minutes in which of them the forum was held."""
        chosen = self.region.data
        super().offer_regions(asker)
        if len(self.region.choices) > 1:
            self.region.choices = [SelectChoice(0, _("The one that the minutes name")), *self.region.choices]
            self.region.data = chosen or 0

    def validate_region(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose the region: the minutes do not name one of yours."))

    def fill_from(self, text: str) -> bool:
        """Fills what was left empty from the head of the minutes; whether there was anything to fill."""
        found, there = heading(text), present(text)
        given = {
            "title": (found.title or "")[:200],
            "place": (found.place or "")[:200],
            "chair": there.chair[:200],
            "attendance": there.attendance[:5000],
        }
        filled = [name for name, words in given.items() if words and not (self[name].data or "").strip()]
        for name in filled:
            self[name].data = given[name]
        if not self.region.data:
            names = {choice.value: str(choice.label) for choice in self.region.choices if choice.value}
            self.region.data = region_named(text, names) or 0
        if found.held_on and not "".join(self.held_on.raw_data or []).strip():
            self.held_on.data, self.held_on.process_errors = found.held_on, []
            self.held_on.raw_data = [found.held_on.isoformat()]
            filled.append("held_on")
        return bool(filled)


class CorrectionForm(RoundFields):
    """A draft put right. Owner and date are needed only to approve, so that half the work can be kept.

    What comes round needs no date: it has one in each period, the first not before the date given.
    """

    today: date
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    action = TextAreaField(
        _("What is to be done"), validators=[DataRequired(_("Write what is to be done.")), Length(max=2000)]
    )
    owner = SelectField(_("Owner post"), coerce=int, default=0)
    due_on = DateField(_("Due date"), validators=[Optional()])
    already_late = BooleanField(_("This date has passed: the commitment is late already"))
    undated_reason = TextAreaField(
        _("Why without a due date"),
        validators=[Optional(), Length(max=1000)],
        description=_("Only where no date can be set, for example a duty that goes on for ever."),
    )
    measure = TextAreaField(
        _("Measure"),
        validators=[Optional(), Length(max=1000)],
        description=_("By what one sees that it is done, for example: 20 of 20 puskesmas."),
    )
    supporting = SelectMultipleField(
        _("Supporting offices"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    parts: Mapping[int, str] = {}
    """What each supporting office is asked for, by its id: typed beside its name, kept where it was ticked."""

    def offer(self, posts: Sequence[Post], offices: Sequence[Office]) -> None:
        """Owner posts by office, and offices that may help."""
        nobody = SelectChoice(0, _("Choose a post"))
        self.owner.choices = [nobody] + [
            SelectChoice(post.id, post.title, optgroup=post.office.name) for post in posts
        ]
        self.supporting.choices = [SelectChoice(office.id, office.name) for office in offices]
        self.offer_rounds(once=True)

    def offer_parts(self, kept: Mapping[int, str], typed: Mapping[str, str]) -> None:
        """What was typed, where the form was sent; else what the draft keeps."""
        told = [choice.value for choice in self.supporting.choices or []]
        self.parts = {
            number: typed.get(f"part-{number}", kept.get(number, ""))[:LONGEST_PART].strip()
            for number in told
        }

    def check_complete(self) -> bool:
        """Whether it may be approved as it stands; what is missing is said beside its field."""
        if not self.owner.data:
            self.owner.errors = [*self.owner.errors, _("Choose the post that owes this.")]
        if self.terms:
            return not self.errors
        if (
            self.due_on.data is None
            and not (self.undated_reason.data or "").strip()
            and not self.due_on.errors
        ):
            self.due_on.errors = [_("Give a due date, or write below why there is none.")]
        elif self.due_on.data and self.due_on.data < self.today and not self.already_late.data:
            self.already_late.errors = [
                _(
                    "The due date has passed. Choose a later one, or confirm that the commitment is late already."
                )
            ]
        return not self.errors

    @property
    def asks_about_late(self) -> bool:
        """Only a date that has passed is asked about."""
        return bool(self.due_on.data and self.due_on.data < self.today and not self.terms)


class RejectionForm(BaseForm):
    """Why a draft is no commitment; may be left empty."""

    reason = TextAreaField(_("Reason"), validators=[Optional(), Length(max=1000)])


class SpanForm(BaseForm):
    """The words a person chose: where they stand in the text of the minutes."""

    span = SelectField(validate_choice=False)
    start = IntegerField(validators=[Optional(), NumberRange(min=0)])
    end = IntegerField(validators=[Optional(), NumberRange(min=1)])

    @property
    def chosen(self) -> tuple[int, int] | None:
        """From the list of sentences (`12-80`) or from a selection in the text; None when nothing was chosen."""
        first, dash, last = str(self.span.data or "").partition("-")
        if dash and first.isdecimal() and last.isdecimal():
            return int(first), int(last)
        if self.start.data is None or self.end.data is None:
            return None
        return self.start.data, self.end.data


class DayForm(BaseForm):
    """The day of the forum, chosen from what the minutes could mean."""

    today: date
    held_on = DateField(_("Day of the forum"), validators=[Optional()])

    def validate_held_on(self, field: Any) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(
                _("This day is still to come. Record the forum once it was held, or check the year.")
            )


class PublicationForm(BaseForm):
    """Publishing, with a word about the drafts that nobody decided on."""

    despite_waiting = BooleanField()


def known_ids(names: Collection[str], offices: Sequence[Office]) -> list[int]:
    """Ids of the offices of those names; a name the region does not know is left out."""
    return [office.id for office in offices if office.name in names]
