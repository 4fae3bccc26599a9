"""An owner's report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.commitments.file_words import FILE_REFUSALS, PERSONAL_WORDS
from tracker.commitments.forms.base import (
    LONGEST_NOTE,
    MOST_FILES,
    REFUSALS,
    DayField,
    RefusableForm,
    post_choices,
)
from tracker.commitments.ground_words import GROUND_WORDS
from tracker.commitments.mailed import CommentFile
from tracker.commitments.petition_rules import NO_WISH, Ground, Wish
from tracker.commitments.rules import Answer, Refusal
from tracker.people.models import Post
from tracker.shell.files import FileRefused, Reason
from tracker.shell.personal import seems_personal

GROUNDS = [
    SelectChoice("", lazy_gettext("Choose a reason")),
    *(SelectChoice(ground.value, word) for ground, word in GROUND_WORDS.items()),
]


class TickedField(SelectMultipleField):
    """Several of a list, each with a tick box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ProofForm(RefusableForm):
    """Files with some words; whoever sends numbers of persons says to have looked."""

    files = MultipleFileField(lazy_gettext("Photo or file"))
    with_place = BooleanField(lazy_gettext("Keep the place where the photos were taken"))
    checked = BooleanField(lazy_gettext("I have checked my words and files: they may be kept as they are"))
    seems_personal = False

    @property
    def sent_files(self) -> list[Any]:
        """The uploads; browsers send an empty one where nothing was chosen."""
        return [file for file in self.files.data or [] if getattr(file, "filename", "")]

    def validate_files(self, _field: Any) -> None:
        if len(self.sent_files) > MOST_FILES:
            raise ValidationError(gettext("Please send at most %(number)s files at once.", number=MOST_FILES))

    def validate_note(self, field: Any) -> None:
        self._warn(field)

    def _warn(self, field: Any) -> None:
        """Numbers of persons are taken only when somebody says to have looked."""
        if not self.checked.data and seems_personal(field.data or ""):
            self.seems_personal = True
            raise ValidationError(str(PERSONAL_WORDS))

    def refuse_file(self, name: str, refusal: FileRefused) -> None:
        self.seems_personal = self.seems_personal or refusal.reason is Reason.PERSONAL
        self.blame("files", f"{name}: {FILE_REFUSALS[refusal.reason]}.")


class AnswerForm(ProofForm):
    """An owner's report; the rules say which answer needs what. `candidates` are the files to be ticked."""

    candidates: Sequence[CommentFile] = ()

    fields_of = {
        Refusal.NOTE_MISSING: "note",
        Refusal.OBSTACLE_MISSING: "obstacle",
        Refusal.NO_EVIDENCE: "files",
        Refusal.NOT_LATER: "asked_due_on",
        Refusal.ALREADY_ASKED: "answer",
        Refusal.GROUND_MISSING: "ground",
        Refusal.OTHER_MISSING: "proposed",
        Refusal.SAME_OWNER: "proposed",
    }

    answer = RadioField(
        lazy_gettext("How far is it?"),
        choices=[
            SelectChoice(Answer.DONE.value, lazy_gettext("Done")),
            SelectChoice(Answer.PROGRESS.value, lazy_gettext("In progress")),
            SelectChoice(Answer.OBSTRUCTED.value, lazy_gettext("Obstructed")),
            SelectChoice(Answer.MORE_TIME.value, lazy_gettext("More time")),
            SelectChoice(Answer.CANNOT.value, lazy_gettext("Cannot be done")),
            SelectChoice(Answer.NOT_OURS.value, lazy_gettext("Not our task")),
        ],
        default=Answer.PROGRESS.value,
        validators=[InputRequired()],
    )
    obstacle = StringField(lazy_gettext("What stands in the way?"), validators=[Optional(), Length(max=500)])
    asked_due_on = DayField(lazy_gettext("New due date asked for"), validators=[Optional()])
    no_evidence = StringField(
        lazy_gettext("No evidence? Write why"), validators=[Optional(), Length(max=500)]
    )
    ground = SelectField(lazy_gettext("Why can it not be done?"), choices=GROUNDS, validators=[Optional()])
    proposed = SelectField(lazy_gettext("Whose task is it?"), coerce=int, validators=[Optional()])
    proposed_words = StringField(
        lazy_gettext("Not on the list? Write the office"), validators=[Optional(), Length(max=200)]
    )
    note = TextAreaField(
        lazy_gettext("The news in one sentence"),
        validators=[DataRequired(REFUSALS[Refusal.NOTE_MISSING]), Length(max=LONGEST_NOTE)],
    )
    mailed = TickedField(lazy_gettext("Files you sent by mail"), coerce=int, choices=[])

    @property
    def said(self) -> Answer:
        return Answer(self.answer.data)

    @property
    def wish(self) -> Wish:
        """What a petition asks; nothing for other answers, whatever stands in fields that were out of sight."""
        if self.said is Answer.CANNOT:
            return Wish(ground=Ground(self.ground.data) if self.ground.data else None)
        if self.said is Answer.NOT_OURS:
            return Wish(post_id=self.proposed.data or None, words=(self.proposed_words.data or "").strip())
        return NO_WISH

    def offer(self, posts: Sequence[Post], *, but: int) -> None:
        """The posts of the region whose task it may be, without the one that owns it."""
        self.proposed.choices = post_choices([post for post in posts if post.id != but])

    def validate_obstacle(self, field: Any) -> None:
        self._warn(field)

    def validate_no_evidence(self, field: Any) -> None:
        self._warn(field)

    def validate_proposed_words(self, field: Any) -> None:
        self._warn(field)
