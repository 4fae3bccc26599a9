"""Forms of a region's plan and ladder, and of what a person chooses about the mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from tracker.people.models import Post
from tracker.reminders.models import LadderRung
from tracker.reminders.rules import Audience, Habits
from tracker.shell.forms import BaseForm

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
LEAST_ROWS, EMPTY_ROWS, MOST_RUNGS = 6, 3, 10
MOST_DAYS = 250
DIGEST_HOURS = range(7, 17)
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


def clock_hour(hour: int) -> str:
    """08.00"""
    return f"{hour:02}.00"


def _hours(hours: Iterable[int]) -> list[SelectChoice]:
    return [SelectChoice(hour, clock_hour(hour)) for hour in hours]


def _weekdays() -> list[SelectChoice]:
    return [SelectChoice(number, name) for number, name in enumerate(DAYS)]


class PlanForm(BaseForm):
    """Day and hour of a region's digests, and between which hours scheduled mail may go."""

    weekday = SelectField(_("Day of the weekly mail"), coerce=int, choices=_weekdays())
    hour = SelectField(_("Hour of the weekly mail"), coerce=int, choices=_hours(range(24)))
    opens = SelectField(_("Mail goes out from"), coerce=int, choices=_hours(range(24)))
    closes = SelectField(_("Mail goes out until"), coerce=int, choices=_hours(range(1, 25)))

    def validate_closes(self, field: SelectField) -> None:
        if self.opens.data is not None and field.data is not None and field.data <= self.opens.data:
            raise ValidationError(gettext("The end must be later than the beginning."))

    def validate_hour(self, field: SelectField) -> None:
        if None in (self.opens.data, field.data, self.closes.data):
            return  # said at that field already
        if not self.opens.data <= field.data < self.closes.data:
            raise ValidationError(
                gettext("The weekly mail must lie within the hours in which mail goes out.")
            )


class LadderForm(BaseForm):
    """Fixed rows, so that no script is needed to add one. Empty rows are left out; without any the default holds."""

    def offer(self, posts: Sequence[Post]) -> None:
        choices = [
            SelectChoice("", gettext("Nobody (leave this row out)")),
            SelectChoice(Audience.OWNER.value, gettext("The owner")),
            SelectChoice(Audience.REVIEWERS.value, gettext("All reviewers")),
            SelectChoice(Audience.LEADERS.value, gettext("The leaders, in their weekly mail")),
            *(SelectChoice(f"post-{post.id}", f"{post.title} ({post.office.short})") for post in posts),
        ]
        for number in range(MOST_RUNGS):
            self[f"who_{number}"].choices = choices

    def show(self, rungs: Sequence[LadderRung]) -> None:
        for number, rung in enumerate(rungs[:MOST_RUNGS]):
            self[f"days_{number}"].data = rung.after_days
            self[f"who_{number}"].data = f"post-{rung.post_id}" if rung.post_id else rung.audience.value

    def rows(self) -> int:
        """How many rows to show: the filled ones and some to fill."""
        filled = (
            number
            for number in range(MOST_RUNGS)
            if self[f"days_{number}"].data or self[f"who_{number}"].data
        )
        return min(max(LEAST_ROWS, max(filled, default=-1) + 1 + EMPTY_ROWS), MOST_RUNGS)

    def rungs(self, region_id: int) -> list[LadderRung]:
        """The filled rows in order of days, each once."""
        typed = {self._typed(number) for number in range(MOST_RUNGS)} - {None}
        rungs = [LadderRung(region_id=region_id, after_days=days, audience=audience, post_id=post_id)
                 for days, audience, post_id in filter(None, typed)]  # fmt: skip
        return sorted(rungs, key=lambda rung: (rung.after_days, rung.audience, rung.post_id or 0))

    def _typed(self, number: int) -> tuple[int, Audience, int | None] | None:
        days, who = self[f"days_{number}"].data, self[f"who_{number}"].data
        if days is None or not who:
            return None
        if who.startswith("post-"):
            return days, Audience.POST, int(who.removeprefix("post-"))
        return days, Audience(who), None

    def validate(self, *args: object, **kwargs: object) -> bool:
        """A row needs both its days and its person."""
        fine = bool(super().validate(*args, **kwargs))
        for number in range(MOST_RUNGS):
            days, who = self[f"days_{number}"], self[f"who_{number}"]
            if who.data and days.data is None and not days.errors:
                days.errors = [gettext("Say after how many working days.")]
                fine = False
            elif days.data is not None and not who.data and not who.errors:
                who.errors = [gettext("Say who is told, or empty the number of days.")]
                fine = False
        return fine


for _number in range(MOST_RUNGS):
    setattr(
        LadderForm,
        f"days_{_number}",
        IntegerField(
            _("Working days late, step %(number)d", number=_number + 1),
            validators=[Optional(), NumberRange(1, MOST_DAYS)],
        ),
    )
    setattr(
        LadderForm,
        f"who_{_number}",
        SelectField(_("Who is told, step %(number)d", number=_number + 1), validators=[Optional()]),
    )


class MailForm(BaseForm):
    """Language of one's mails, and when in the week the digest comes; empty: as the region has it."""

    locale = SelectField(
        _("Language of my mails"), choices=[SelectChoice(word, name) for word, name in LANGUAGES.items()]
    )
    weekday = SelectField(_("Day"))
    hour = SelectField(_("Hour"))

    def offer(self, plan: Habits) -> None:
        """The region's habit first, then what may be chosen instead."""
        usual = gettext("As the region has it: %(usual)s", usual=DAYS[plan.weekday])
        self.weekday.choices = [
            SelectChoice("", usual),
            *(SelectChoice(str(n), name) for n, name in enumerate(DAYS)),
        ]
        hours = (hour for hour in DIGEST_HOURS if plan.opens <= hour < plan.closes)
        usual = gettext("As the region has it: %(usual)s", usual=clock_hour(plan.hour))
        self.hour.choices = [
            SelectChoice("", usual),
            *(SelectChoice(str(hour), clock_hour(hour)) for hour in hours),
        ]

    @property
    def chosen_weekday(self) -> int | None:
        return int(self.weekday.data) if self.weekday.data else None

    @property
    def chosen_hour(self) -> int | None:
        return int(self.hour.data) if self.hour.data else None


class LeaveForm(BaseForm):
    """From when until when somebody stands in."""

    from_on = DateField(_("First day of leave"), validators=[InputRequired()])
    until_on = DateField(_("Last day of leave"), validators=[InputRequired()])
    stand_in = SelectField(_("Stand-in (Plh.)"), coerce=int, validators=[InputRequired()])
