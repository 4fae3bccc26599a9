"""Forms of signing in, of the first start and of the operator's pages."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_security.forms import ChangePasswordForm, ForgotPasswordForm, LoginForm, ResetPasswordForm
from wtforms import DateField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, EqualTo, InputRequired, Length, Optional

from tracker.people.rules import Duty, Refusal, TenureKind
from tracker.shell.addresses import local_or_home
from tracker.shell.forms import BaseForm

DUTIES = {
    Duty.OWNER: _("Owner: reports on the commitments of the office"),
    Duty.REVIEWER: _("Reviewer: records forums, verifies, grants extensions"),
    Duty.LEADER: _("Leader: reads how the promises stand"),
    Duty.OPERATOR: _("Operator: keeps offices, posts and people"),
}
KINDS = {
    TenureKind.DEFINITIF: _("Definitive"),
    TenureKind.PLT: _("Acting (Plt.)"),
    TenureKind.PLH: _("Daily acting (Plh.)"),
}


REFUSALS = {
    Refusal.ENDS_BEFORE_START: _("The last day is before the first."),
    Refusal.EMAIL_TAKEN: _("Somebody with this address is here already."),
    Refusal.TITLE_TAKEN: _("This office has a post of that title."),
    Refusal.LINK_USED: _("This link has been used."),
    Refusal.PAST: _("The first day has passed."),
    Refusal.TOO_LONG: _(
        "Leave lasts a year at most. For longer, ask the operator to put somebody else on the post."
    ),
    Refusal.STAND_IN_THERE: _("Somebody stands in on some of these days already."),
}


class SignInForm(BaseForm, LoginForm):
    """Flask-Security's form in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""  # its link to a new password stands below the form

    def validate_next(self, field: Any) -> None:
        """A way out to a foreign site is dropped; it is no reason to refuse the person who was sent here with it."""
        field.data = local_or_home(field.data)


class ForgottenForm(BaseForm, ForgotPasswordForm):
    """Asks for a link by mail."""


class ResetForm(BaseForm, ResetPasswordForm):
    """A new password behind such a link."""


class ChangeForm(BaseForm, ChangePasswordForm):
    """A new password of somebody who knows the old one."""


class StartForm(BaseForm):
    """The first operator and the region."""

    region = SelectField(_("Region"), validators=[InputRequired()])
    name = StringField(_("Your name"), validators=[InputRequired(), Length(max=120)])
    email = StringField(_("Office e-mail"), validators=[InputRequired(), Length(max=254), Email()])
    password = PasswordField(_("Password"), validators=[InputRequired(), Length(min=10, max=128)])
    again = PasswordField(
        _("Password again"),
        validators=[InputRequired(), EqualTo("password", _("The two passwords differ."))],
    )


class PersonForm(BaseForm):
    """A person, by name and office address only."""

    name = StringField(_("Name, with titles"), validators=[InputRequired(), Length(max=120)])
    email = StringField(_("Office e-mail"), validators=[InputRequired(), Length(max=254), Email()])


class PostForm(BaseForm):
    """A post in an office."""

    office = SelectField(_("Office"), coerce=int, validators=[InputRequired()])
    title = StringField(_("Title of the post"), validators=[InputRequired(), Length(max=160)])
    duty = RadioField(
        _("What the post does here"),
        choices=[SelectChoice(duty.value, label) for duty, label in DUTIES.items()],
        default=Duty.OWNER.value,
    )


class TenureForm(BaseForm):
    """Who holds a post, how, and from when until when."""

    person = SelectField(_("Person"), coerce=int, validators=[InputRequired()])
    kind = RadioField(
        _("Held as"),
        choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()],
        default=TenureKind.DEFINITIF.value,
    )
    from_on = DateField(_("From"), validators=[InputRequired()])
    until_on = DateField(_("Until (last day)"), validators=[Optional()])


class EndForm(BaseForm):
    """The last day of a tenure."""

    until_on = DateField(_("Last day"), validators=[InputRequired()])
