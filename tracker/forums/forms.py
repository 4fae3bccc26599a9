"""The facts of a forum, as a reviewer types them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from tracker.forums.rules import Rhythm
from tracker.people.rules import Asker, Duty
from tracker.shell.forms import BaseForm

RHYTHMS: dict[Rhythm, Any] = {
    Rhythm.YEARLY: _("Every year"),
    Rhythm.HALF_YEARLY: _("Every half-year"),
    Rhythm.QUARTERLY: _("Every quarter"),
    Rhythm.MONTHLY: _("Every month"),
    Rhythm.ONCE: _("Once only"),
}


class ForumForm(BaseForm):
    """A forum that was held; `today` is the region's day, set by the view: a forum of tomorrow decided nothing yet."""

    today: date

    region = SelectField(_("Region"), coerce=int)
    series = StringField(
        _("Forum series"),
        validators=[
            DataRequired(_("Write the name of the series, for example Forum Kemitraan.")),
            Length(max=160),
        ],
        description=_("Choose a known series or write a new name."),
    )
    rhythm = SelectField(
        _("How often"),
        choices=[SelectChoice(rhythm.value, label) for rhythm, label in RHYTHMS.items()],
        default=Rhythm.YEARLY.value,
        description=_("Counts for a new series only."),
    )
    title = StringField(
        _("Title"), validators=[DataRequired(_("Write the title of the forum.")), Length(max=200)]
    )
    held_on = DateField(
        _("Held on"), validators=[DataRequired(_("Give the day on which the forum was held."))]
    )
    place = StringField(_("Place"), validators=[Optional(), Length(max=200)])
    chair = StringField(_("Chair"), validators=[Optional(), Length(max=200)])
    attendance = TextAreaField(_("Attendance"), validators=[Optional(), Length(max=5000)])

    def validate_held_on(self, field: Any) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(
                _("This day is still to come. Record the forum once it was held, or check the year.")
            )

    def offer_regions(self, asker: Asker) -> None:
        """Regions in which the person reviews; most people have one, and the page does not ask them."""
        held = {h.region_id: h.region for h in asker.holdings if h.duty is Duty.REVIEWER}
        self.region.choices = _choices(held.items())
        if self.region.data is None:
            self.region.data = next(iter(held))

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take as it stands here."""
        words = {name: self[name].data or "" for name in ("title", "place", "chair", "attendance")}
        return words | {"held_on": self.held_on.data}


def _choices(regions: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    return [SelectChoice(region_id, name) for region_id, name in regions]
