"""The operator's forms of an office and of a day off."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.regions.rules import DayRefusal, OfficeKind
from tracker.shell.forms import BaseForm

KINDS = {
    OfficeKind.DINAS: _("Dinas"),
    OfficeKind.BADAN: _("Badan"),
    OfficeKind.SETDA: _("Sekretariat Daerah (or a bagian)"),
    OfficeKind.INSPEKTORAT: _("Inspektorat"),
    OfficeKind.BPJS: _("BPJS Kesehatan"),
    OfficeKind.RSUD: _("Regional hospital (RSUD)"),
    OfficeKind.PUSKESMAS: _("Puskesmas"),
    OfficeKind.CLINIC: _("Clinic"),
    OfficeKind.KECAMATAN: _("Kecamatan"),
    OfficeKind.VILLAGE: _("Village (desa or kelurahan)"),
    OfficeKind.LEADER: _("Head of the region"),
    OfficeKind.OTHER: _("Other"),
}


class OfficeForm(BaseForm):
    """The names an office goes by."""

    name = StringField(_("Name"), validators=[InputRequired(), Length(max=160)])
    short = StringField(_("Short name"), validators=[Optional(), Length(max=60)])
    kind = SelectField(_("Kind"), choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()])
    aliases = TextAreaField(_("Also called"), validators=[Optional(), Length(max=2000)])


REFUSALS = {
    DayRefusal.WEEKEND: _("This is a Saturday or Sunday: nobody works on it anyway."),
    DayRefusal.NATIONAL: _("This is a national holiday or cuti bersama already."),
    DayRefusal.OF_PROVINCE: _("The province has entered this day for all its regions already."),
    DayRefusal.ENTERED: _("This day is in the list already."),
}


class HolidayForm(BaseForm):
    """A day on which the region does not work, and why."""

    day = DateField(_("Day"), validators=[InputRequired()])
    name = StringField(_("Name of the holiday"), validators=[InputRequired(), Length(max=120)])

    def refuse(self, reason: DayRefusal) -> None:
        self.day.errors = [REFUSALS[reason]]
