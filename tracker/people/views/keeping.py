"""A person's entry: put name and address right, close the account, invite again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.people import access, keeping
from tracker.people.access import Audience
from tracker.people.forms import REFUSALS, PersonForm
from tracker.people.models import Person
from tracker.people.rules import Actor, Duty, Refused
from tracker.people.views.blueprint import pages
from tracker.shell.forms import BaseForm


@pages.route("/people/<int:person_id>", methods=["GET", "POST"])
@access.only(Audience.OPERATOR, Audience.REVIEWER)
def person(person_id: int) -> ResponseReturnValue:
    """The entry; who may not move the address still may put the name right."""
    found = _kept(person_id)
    moves = keeping.may_readdress(access.asker(), found)
    form = PersonForm(data={"name": found.name, "email": found.email})
    if not moves:
        form.email.data = found.email
    if form.validate_on_submit():
        email = form.email.data if moves else None
        try:
            keeping.correct(found, name=form.name.data, email=email, by=_by(found), at=clock.now())
        except Refused as refused:
            db.session.rollback()
            form.email.errors = [str(REFUSALS[refused.reason])]
        else:
            db.session.commit()
            flash(_("The entry is corrected."), "success")
            return redirect(url_for(".person", person_id=person_id), 303)
    return _page(person_id, form, moves), (422 if form.errors else 200)


def _page(person_id: int, form: PersonForm, moves: bool) -> str:
    found = _kept(person_id)
    return render_template(
        "people/entry.html", person=found, form=form, moves=moves, tenures=keeping.tenures_of(found.id),
        operates=bool(access.asker().regions(Duty.OPERATOR)), own=found.id == access.asker().person_id,
    )  # fmt: skip


@pages.post("/people/<int:person_id>/deactivation")
@access.only(Audience.OPERATOR, Audience.REVIEWER)
def deactivation(person_id: int) -> ResponseReturnValue:
    """Closes the account; nobody closes the own one."""
    found = _changeable(person_id)
    keeping.deactivate(found, by=_by(found), at=clock.now())
    return _done(person_id, _("%(name)s can no longer sign in and gets no mail.", name=found.name))


@pages.post("/people/<int:person_id>/reactivation")
@access.only(Audience.OPERATOR, Audience.REVIEWER)
def reactivation(person_id: int) -> ResponseReturnValue:
    """Opens it again."""
    found = _changeable(person_id)
    keeping.reactivate(found, by=_by(found), at=clock.now())
    return _done(person_id, _("%(name)s can sign in again.", name=found.name))


@pages.post("/people/<int:person_id>/invitation")
@access.only(Audience.OPERATOR, Audience.REVIEWER)
def invitation(person_id: int) -> ResponseReturnValue:
    """Mails the way to a password once more, to the address on record."""
    found = _kept(person_id)
    if not found.active or not BaseForm().validate_on_submit():
        abort(400)
    keeping.invite_again(found, by=_by(found), at=clock.now())
    return _done(
        person_id, _("A mail with the way to a password is on its way to %(email)s.", email=found.email)
    )


def _kept(person_id: int) -> Person:
    return keeping.kept_by(access.asker(), person_id) or abort(404)


def _changeable(person_id: int) -> Person:
    found = _kept(person_id)
    if not keeping.may_readdress(access.asker(), found) or found.id == access.asker().person_id:
        abort(403)
    if not BaseForm().validate_on_submit():
        abort(400)
    return found


def _by(found: Person) -> Actor:
    """The post under which the entry is kept: that of the person's region, else the first that keeps any."""
    asker = access.asker()
    here = found.region_id in asker.regions(Duty.OPERATOR, Duty.REVIEWER)
    region_id = found.region_id if here else min(asker.regions(Duty.OPERATOR, Duty.REVIEWER))
    return access.acting(region_id or 0, Duty.OPERATOR, Duty.REVIEWER)


def _done(person_id: int, said: str) -> ResponseReturnValue:
    db.session.commit()
    flash(said, "success")
    return redirect(url_for(".person", person_id=person_id), 303)
