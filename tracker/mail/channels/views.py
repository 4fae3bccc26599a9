"""The operator's pages of a region's channels. Addresses are taken in and never given out again."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Settings
from tracker import clock
from tracker.extensions import db
from tracker.mail.channels import actions, outbox, queries
from tracker.mail.channels.forms import ChannelForm, NothingForm
from tracker.mail.channels.models import Channel
from tracker.mail.channels.rules import SERVICES, ChannelKind, Fault, Trouble
from tracker.mail.channels.speaking import Voice
from tracker.people import access
from tracker.people.access import Audience, Duty

PATIENCE = 12.0
"""Seconds that an operator waits for the answer to a test."""

pages = Blueprint("channels", __name__, url_prefix="/channels")


@pages.get("")
@access.only(Audience.OPERATOR)
def index() -> ResponseReturnValue:
    held = access.holding(Duty.OPERATOR)
    channels = queries.of_region({held.region_id})
    return render_template(
        "channels/index.html",
        channels=channels,
        waiting=queries.waiting_counts([channel.id for channel in channels]),
        locked=_locked(*channels),
        said=_said,
        told=_told(),
        region=held.region,
        zone=held.zone,
    )


@pages.route("/new", methods=["GET", "POST"])
@access.only(Audience.OPERATOR)
def new() -> ResponseReturnValue:
    held = access.holding(Duty.OPERATOR)
    form = _form(None)
    if form.validate_on_submit() and _understood(form):
        made = actions.add(
            held.region_id,
            name=form.name.data,
            address=form.address.data,
            kinds=form.kinds,
            at=clock.now(),
        )
        _note("added", made)
        db.session.commit()
        flash(_("The channel is kept. Send a test to see whether it speaks."), "success")
        return redirect(url_for(".channel", channel_id=made.id))
    return render_template("channels/new.html", form=form, services=_services()), _code(form)


@pages.route("/<int:channel_id>", methods=["GET", "POST"])
@access.only(Audience.OPERATOR)
def channel(channel_id: int) -> ResponseReturnValue:
    """One channel: what it is told, a test, a pause; its address can be replaced, not read."""
    found = _found(channel_id)
    form = _form(found)
    if form.validate_on_submit() and _understood(form):
        actions.correct(found, name=form.name.data, address=form.address.data, kinds=form.kinds)
        _note("corrected", found)
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for(".channel", channel_id=channel_id))
    page = render_template(
        "channels/channel.html",
        channel=found,
        form=form,
        locked=_locked(found),
        said=_said,
        services=_services(),
        zone=access.holding(Duty.OPERATOR).zone,
    )
    return page, _code(form)


@pages.post("/<int:channel_id>/test")
@access.only(Audience.OPERATOR)
def test(channel_id: int) -> ResponseReturnValue:
    """Sends a text now and says what came back."""
    found = _pressed(channel_id)
    if _settings().demo:
        flash(_("The demo sends nothing: no test has left."), "warning")
        return redirect(url_for(".channel", channel_id=channel_id))
    address = actions.address_of(found)
    text = _("A test: this channel works for %(region)s.", region=access.holding(Duty.OPERATOR).region)
    _note("tested", found)
    db.session.commit()  # nobody's writing waits while we speak
    fault = Fault(Trouble.LOCKED) if address is None else _voiced(address, text)
    outbox.note(channel_id, fault, clock.now())
    db.session.commit()
    if fault is None:
        flash(_("The service took the test. Look whether it arrived."), "success")
    else:
        flash(_("The test was not taken: %(reason)s", reason=_said(fault.trouble, fault.code)), "danger")
    return redirect(url_for(".channel", channel_id=channel_id))


@pages.post("/<int:channel_id>/pause")
@access.only(Audience.OPERATOR)
def pause(channel_id: int) -> ResponseReturnValue:
    found = _pressed(channel_id)
    actions.pause(found, at=clock.now())
    _note("paused", found)
    db.session.commit()
    return redirect(url_for(".channel", channel_id=channel_id))


@pages.post("/<int:channel_id>/resumption")
@access.only(Audience.OPERATOR)
def resume(channel_id: int) -> ResponseReturnValue:
    found = _pressed(channel_id)
    actions.resume(found)
    _note("resumed", found)
    db.session.commit()
    return redirect(url_for(".channel", channel_id=channel_id))


@pages.post("/<int:channel_id>/withdrawal")
@access.only(Audience.OPERATOR)
def remove(channel_id: int) -> ResponseReturnValue:
    """Takes the channel and its address away for good."""
    found = _pressed(channel_id)
    _note("removed", found)
    actions.remove(found)
    db.session.commit()
    flash(_("The channel and its address are gone."), "success")
    return redirect(url_for(".index"))


def _found(channel_id: int) -> Channel:
    return queries.channel_in(access.asker().regions(Duty.OPERATOR), channel_id) or abort(404)


def _pressed(channel_id: int) -> Channel:
    """The channel whose button was pressed; 400 without the form's token."""
    found = _found(channel_id)
    return found if NothingForm().validate_on_submit() else abort(400)


def _note(act: str, channel: Channel) -> None:
    access.note(f"channel.{act}", f"channel/{channel.id}", region_id=channel.region_id, name=channel.name)


def _form(channel: Channel | None) -> ChannelForm:
    shown = {}
    if channel:
        shown = {
            "name": channel.name,
            "weekly": ChannelKind.WEEKLY in channel.kinds,
            "escalations": ChannelKind.ESCALATIONS in channel.kinds,
            "published": ChannelKind.PUBLISHED in channel.kinds,
        }
    form = ChannelForm(data=shown)
    form.private_hosts = _settings().channel_private_hosts
    form.address_known = channel is not None and not _locked(channel)
    return form


def _understood(form: ChannelForm) -> bool:
    """Whether Apprise can read what passed our own rules; asked with no transaction open."""
    if not form.address.data:
        return True
    db.session.commit()
    with Voice(private_hosts=_settings().channel_private_hosts) as voice:
        fault = voice.say(form.address.data, "")
    if fault is not None:
        form.address.errors = [_said(fault.trouble, fault.code)]
    return fault is None


def _voiced(address: str, text: str) -> Fault | None:
    with Voice(private_hosts=_settings().channel_private_hosts, patience=PATIENCE) as voice:
        return voice.say(address, text, title="Tindak Lanjut")


def _locked(*channels: Channel) -> set[int]:
    """Ids of the channels whose address was sealed under another key."""
    return {channel.id for channel in channels if actions.address_of(channel) is None}


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _services() -> list[str]:
    """Each schema with the name of its service, for the page's list."""
    return [f"{schema}:// ({service.name})" for schema, service in sorted(SERVICES.items())]


def _told() -> dict[str, str]:
    return {
        ChannelKind.WEEKLY: _("weekly summary"),
        ChannelKind.ESCALATIONS: _("escalations"),
        ChannelKind.PUBLISHED: _("published forums"),
    }


def _said(trouble: Trouble, code: int | None) -> str:
    words = {
        Trouble.LOCKED: _("The address must be entered again: the server's secret key has changed."),
        Trouble.UNREADABLE: _("The address is not complete, or not of the form that this service wants."),
        Trouble.FORBIDDEN: _("The host is inside the house. The server's settings do not allow that."),
        Trouble.UNREACHABLE: _("The host could not be reached."),
        Trouble.ANSWERED: _("The service answered with error %(code)s.", code=code),
        Trouble.REFUSED: _("The service did not take it, without saying why."),
        Trouble.SILENT: _("No answer came in time."),
        Trouble.STALE: _("It had waited too long to be told."),
    }
    return str(words[trouble])


def _code(form: ChannelForm) -> int:
    return 422 if form.errors else 200
