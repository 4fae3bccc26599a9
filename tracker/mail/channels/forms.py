"""The operator's form of a channel."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from tracker.mail.channels.rules import LONGEST_ADDRESS, ChannelKind, Refusal, refusal
from tracker.shell.forms import BaseForm

REFUSED = {
    Refusal.NO_ADDRESS: _("This is not one address of the form service://…, without blanks or commas."),
    Refusal.SERVICE: _("This service is not among those listed below."),
    Refusal.OPTION: _("What follows the question mark holds an option that is not allowed here."),
    Refusal.PRIVATE_HOST: _("This host is inside the house. The server's settings do not allow that."),
}


class ChannelForm(BaseForm):
    """Name, secret address and what is told; `private_hosts` is the server's setting."""

    name = StringField(_("Name"), validators=[InputRequired(), Length(max=80)])
    address = StringField(_("Address (Apprise URL)"), validators=[Length(max=LONGEST_ADDRESS)])
    weekly = BooleanField(_("Every week: how many commitments are overdue, due soon and waiting"))
    escalations = BooleanField(_("When commitments are ten working days late: how many, by office"))
    published = BooleanField(_("When a forum is published: how many commitments it has"))

    private_hosts = False
    address_known = False

    def validate_address(self, field: Any) -> None:
        """Without an address only where one is kept already."""
        field.data = (field.data or "").strip()
        if not field.data and self.address_known:
            return
        if reason := refusal(field.data, private_hosts=self.private_hosts):
            raise ValidationError(REFUSED[reason])

    @property
    def kinds(self) -> list[ChannelKind]:
        """What was ticked."""
        chosen = {
            ChannelKind.WEEKLY: self.weekly.data,
            ChannelKind.ESCALATIONS: self.escalations.data,
            ChannelKind.PUBLISHED: self.published.data,
        }
        return [kind for kind, ticked in chosen.items() if ticked]


class NothingForm(BaseForm):
    """A button with its token."""
