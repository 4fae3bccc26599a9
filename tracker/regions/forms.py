"""The operator's form of an office."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.regions.rules import OfficeKind
from tracker.shell.forms import BaseForm

KINDS = {
    OfficeKind.DINAS: _l("Dinas"),
    OfficeKind.BADAN: _l("Badan"),
    OfficeKind.SETDA: _l("Sekretariat Daerah (or a bagian)"),
    OfficeKind.INSPEKTORAT: _l("Inspektorat"),
    OfficeKind.BPJS: _l("BPJS Kesehatan"),
    OfficeKind.RSUD: _l("Regional hospital (RSUD)"),
    OfficeKind.PUSKESMAS: _l("Puskesmas"),
    OfficeKind.CLINIC: _l("Clinic"),
    OfficeKind.KECAMATAN: _l("Kecamatan"),
    OfficeKind.VILLAGE: _l("Village (desa or kelurahan)"),
    OfficeKind.LEADER: _l("Head of the region"),
    OfficeKind.OTHER: _l("Other"),
}


class OfficeForm(BaseForm):
    """The names an office goes by."""

    name = StringField(_l("Name"), validators=[InputRequired(), Length(max=160)])
    short = StringField(_l("Short name"), validators=[Optional(), Length(max=60)])
    kind = SelectField(_l("Kind"), choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()])
    aliases = TextAreaField(_l("Also called"), validators=[Optional(), Length(max=2000)])
