"""What owners and reviewers type about a commitment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.commitments.acts import Act
from tracker.commitments.file_words import FILE_REFUSALS, PERSONAL_WORDS
from tracker.commitments.rules import Answer, ExtensionState, Refusal, Status
from tracker.commitments.typed_days import typed_day
from tracker.people.models import Post
from tracker.shell.files import FileRefused, Reason
from tracker.shell.forms import BaseForm
from tracker.shell.personal import seems_personal

MOST_FILES = 5
LONGEST_NOTE = 2000

REFUSALS: dict[Refusal, Any] = {
    Refusal.CLOSED: lazy_gettext("This commitment is closed. Nothing more can be recorded."),
    Refusal.NOT_WAITING: lazy_gettext("Nothing waits for verification any more: somebody was quicker."),
    Refusal.AUTHOR: lazy_gettext("What one has reported oneself is verified by somebody else."),
    Refusal.NOTE_MISSING: lazy_gettext("Write in one sentence what was done."),
    Refusal.REASON_MISSING: lazy_gettext("Give the reason; the owner will read it."),
    Refusal.OBSTACLE_MISSING: lazy_gettext("Write what stands in the way."),
    Refusal.NO_EVIDENCE: lazy_gettext("To report it as done, attach at least one file or photo as evidence."),
    Refusal.NOT_LATER: lazy_gettext("The new due date must lie after the current one and after today."),
    Refusal.ALREADY_ASKED: lazy_gettext("A request for more time is waiting for its answer already."),
    Refusal.ALREADY_ANSWERED: lazy_gettext("This request was answered already."),
    Refusal.CHANGED: lazy_gettext(
        "Somebody changed it after you had opened this page; it is shown as it is now."
    ),
    Refusal.SAME_OWNER: lazy_gettext("Choose another post than the one that owns it now."),
    Refusal.TOO_LATE: lazy_gettext(
        "The minute is over: the owners are being told. Put it right by another act."
    ),
}
UNREADABLE_DAY = lazy_gettext("Write the date like this: 31 October 2025, or 31/10/2025.")


class RefusableForm(BaseForm):
    """A form whose act may be refused by a rule; the answer stands at the field it is about."""

    fields_of: dict[Refusal, str] = {}

    def refuse(self, reason: Refusal) -> None:
        self.blame(self.fields_of.get(reason), str(REFUSALS[reason]))

    def blame(self, name: str | None, message: str) -> None:
        if name is None:
            self.form_errors.append(message)
        else:
            field = self[name]
            field.errors = [*field.errors, message]


class DayField(StringField):
    """A date picker that also takes what people type; what can be read is shown again as the picker wants it."""

    data: str | None
    day: date | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.day = typed_day(self.data or "")
        if self.day:
            self.data = self.day.isoformat()

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and self.day is None:
            raise ValidationError(str(UNREADABLE_DAY))


class AnswerForm(RefusableForm):
    """An owner's report; the rules say which answer needs what."""

    fields_of = {
        Refusal.NOTE_MISSING: "note",
        Refusal.OBSTACLE_MISSING: "obstacle",
        Refusal.NO_EVIDENCE: "files",
        Refusal.NOT_LATER: "asked_due_on",
        Refusal.ALREADY_ASKED: "answer",
    }

    answer = RadioField(
        lazy_gettext("How far is it?"),
        choices=[
            SelectChoice(Answer.DONE.value, lazy_gettext("Done")),
            SelectChoice(Answer.PROGRESS.value, lazy_gettext("In progress")),
            SelectChoice(Answer.OBSTRUCTED.value, lazy_gettext("Obstructed")),
            SelectChoice(Answer.MORE_TIME.value, lazy_gettext("More time")),
        ],
        default=Answer.PROGRESS.value,
        validators=[InputRequired()],
    )
    obstacle = StringField(lazy_gettext("What stands in the way?"), validators=[Optional(), Length(max=500)])
    asked_due_on = DayField(lazy_gettext("New due date asked for"), validators=[Optional()])
    note = TextAreaField(
        lazy_gettext("The news in one sentence"),
        validators=[DataRequired(REFUSALS[Refusal.NOTE_MISSING]), Length(max=LONGEST_NOTE)],
    )
    files = MultipleFileField(lazy_gettext("Photo or file"))
    with_place = BooleanField(lazy_gettext("Keep the place where the photos were taken"))
    checked = BooleanField(lazy_gettext("I have checked my words and files: they may be kept as they are"))
    seems_personal = False

    @property
    def said(self) -> Answer:
        return Answer(self.answer.data)

    @property
    def sent_files(self) -> list[Any]:
        """The uploads; browsers send an empty one where nothing was chosen."""
        return [file for file in self.files.data or [] if getattr(file, "filename", "")]

    def validate_files(self, _field: Any) -> None:
        if len(self.sent_files) > MOST_FILES:
            raise ValidationError(gettext("Please send at most %(number)s files at once.", number=MOST_FILES))

    def validate_note(self, field: Any) -> None:
        self._warn(field)

    def validate_obstacle(self, field: Any) -> None:
        self._warn(field)

    def _warn(self, field: Any) -> None:
        """Numbers of persons are taken only when somebody says to have looked."""
        if not self.checked.data and seems_personal(field.data or ""):
            self.seems_personal = True
            raise ValidationError(str(PERSONAL_WORDS))

    def refuse_file(self, name: str, refusal: FileRefused) -> None:
        self.seems_personal = self.seems_personal or refusal.reason is Reason.PERSONAL
        self.blame("files", f"{name}: {FILE_REFUSALS[refusal.reason]}.")


class VerificationForm(RefusableForm):
    """Sesuai, or belum sesuai with a reason."""

    fields_of = {Refusal.REASON_MISSING: "reason"}

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


class ExtensionForm(RefusableForm):
    """The answer to a request for time."""

    fields_of = {Refusal.REASON_MISSING: "answer_reason", Refusal.NOT_LATER: "due_on"}

    decision = RadioField(
        lazy_gettext("Your answer"),
        choices=[
            SelectChoice(ExtensionState.GRANTED.value, lazy_gettext("Grant more time")),
            SelectChoice(ExtensionState.REFUSED.value, lazy_gettext("Refuse")),
        ],
        validators=[InputRequired(lazy_gettext("Choose one of the two."))],
    )
    due_on = DayField(lazy_gettext("New due date"), validators=[Optional()])
    answer_reason = TextAreaField(
        lazy_gettext("Reason for this answer"), validators=[Optional(), Length(max=LONGEST_NOTE)]
    )

    @property
    def granted(self) -> bool:
        return bool(self.decision.data == ExtensionState.GRANTED.value)


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
            SelectChoice(Act.EXTEND.value, lazy_gettext("Set a later due date")),
            SelectChoice(Act.HAND_OVER.value, lazy_gettext("Hand over to another post")),
            SelectChoice(Act.WITHDRAW.value, lazy_gettext("Withdraw")),
        ],
        validators=[InputRequired(lazy_gettext("Choose one of the three."))],
    )
    new_due_on = DayField(lazy_gettext("New due date"), validators=[Optional()])
    owner = SelectField(lazy_gettext("New owner"), coerce=int, validators=[Optional()])
    reason = TextAreaField(
        lazy_gettext("Reason"),
        validators=[DataRequired(REFUSALS[Refusal.REASON_MISSING]), Length(max=LONGEST_NOTE)],
    )

    def offer(self, posts: Sequence[Post]) -> None:
        """The posts of the region to which something can be handed over."""
        named = [SelectChoice(post.id, f"{post.title}, {post.office.name}") for post in posts]
        self.owner.choices = [SelectChoice(0, lazy_gettext("Choose a post")), *named]

    @property
    def wanted(self) -> Act:
        return Act(self.act.data)

    def validate_new_due_on(self, field: Any) -> None:
        if self.act.data == Act.EXTEND.value and field.day is None and not field.errors:
            raise ValidationError(str(REFUSALS[Refusal.NOT_LATER]))

    def validate_owner(self, field: Any) -> None:
        if self.act.data == Act.HAND_OVER.value and not field.data:
            raise ValidationError(str(REFUSALS[Refusal.SAME_OWNER]))
