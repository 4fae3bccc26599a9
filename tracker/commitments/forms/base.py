"""What the forms of this slice share: refusals in the person's language, and days as people type them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from wtforms import StringField, ValidationError
from wtforms.fields.choices import SelectChoice

from tracker.commitments.rules import Refusal
from tracker.commitments.typed_days import typed_day
from tracker.people.models import Post
from tracker.shell.forms import BaseForm

MOST_FILES = 5
LONGEST_NOTE = 2000

REFUSALS: dict[Refusal, Any] = {
    Refusal.CLOSED: lazy_gettext("This commitment is closed. Nothing more can be recorded."),
    Refusal.NOT_WAITING: lazy_gettext("Nothing waits for verification any more: somebody was quicker."),
    Refusal.AUTHOR: lazy_gettext("What one has reported oneself is verified by somebody else."),
    Refusal.NOTE_MISSING: lazy_gettext("Write in one sentence what was done."),
    Refusal.REASON_MISSING: lazy_gettext("Give the reason; the owner will read it."),
    Refusal.OBSTACLE_MISSING: lazy_gettext("Write what stands in the way."),
    Refusal.NO_EVIDENCE: lazy_gettext(
        "Attach at least one file or photo as evidence, or write why there is none."
    ),
    Refusal.NOT_LATER: lazy_gettext("The new due date must lie after the current one and after today."),
    Refusal.NOT_SHORTER: lazy_gettext("A shortened date must lie before the one asked for."),
    Refusal.BEYOND_CAP: lazy_gettext("This goes beyond the region's limit on extensions: give the reason."),
    Refusal.ALREADY_ASKED: lazy_gettext("A request is waiting for its answer already."),
    Refusal.ALREADY_ANSWERED: lazy_gettext("This request was answered already."),
    Refusal.CHANGED: lazy_gettext(
        "Somebody changed it after you had opened this page; it is shown as it is now."
    ),
    Refusal.SAME_OWNER: lazy_gettext("Choose another post than the one that owns it now."),
    Refusal.GROUND_MISSING: lazy_gettext("Choose the reason why it cannot be done."),
    Refusal.OTHER_MISSING: lazy_gettext("Say whose it is: choose a post, or write the office."),
    Refusal.WAIVER_MISSING: lazy_gettext("There is no evidence: write why you accept it without."),
    Refusal.NOT_CLOSED: lazy_gettext("It is open already: somebody was quicker."),
    Refusal.NOTHING_NEW: lazy_gettext("Nothing waits for another look any more: somebody was quicker."),
    Refusal.OWN_FORUM: lazy_gettext("A forum ratifies only what earlier forums of its region decided."),
    Refusal.TOO_LATE: lazy_gettext(
        "The minute is over: the owners are being told. Put it right by another act."
    ),
    Refusal.NOT_SAID_YET: lazy_gettext("Give the day on which it was said: today or before."),
    Refusal.TELLER_MISSING: lazy_gettext("Write who told it, by name or by post."),
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


def post_choices(posts: Sequence[Post]) -> list[SelectChoice]:
    """Posts to choose from, after the line that says to."""
    named = [SelectChoice(post.id, f"{post.title}, {post.office.name}") for post in posts]
    return [SelectChoice(0, lazy_gettext("Choose a post")), *named]


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
