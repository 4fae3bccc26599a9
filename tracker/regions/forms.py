"""The operator's form of an office."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.regions.rules import OfficeKind
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
