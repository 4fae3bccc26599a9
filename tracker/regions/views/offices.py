"""The operator's pages of offices."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience, Duty
from tracker.regions import actions, queries
from tracker.regions.forms import OfficeForm
from tracker.regions.models import Office
from tracker.regions.rules import NameTaken, OfficeKind, split_aliases
from tracker.regions.views.blueprint import pages


@pages.get("/offices")
@access.only(Audience.OPERATOR)
def offices() -> ResponseReturnValue:
    held = access.holding(Duty.OPERATOR)
    return render_template(
        "regions/offices.html", offices=queries.offices_of(held.region_id), region=held.region
    )


@pages.route("/offices/new", methods=["GET", "POST"])
@access.only(Audience.OPERATOR)
def new_office() -> ResponseReturnValue:
    form = OfficeForm()
    if form.validate_on_submit():
        region = queries.by_id(access.holding(Duty.OPERATOR).region_id)
        try:
            made = actions.add_office(region, **_entered(form))
        except NameTaken:
            _say_taken(form)
        else:
            access.note("office.added", f"office/{made.id}", region_id=region.id, name=made.name)
            db.session.commit()
            return redirect(url_for("regions.offices"))
    return render_template("regions/office.html", form=form, office=None), _code(form)


@pages.route("/offices/<int:office_id>", methods=["GET", "POST"])
@access.only(Audience.OPERATOR)
def office(office_id: int) -> ResponseReturnValue:
    """Corrects an office of one's own region."""
    found = queries.office_in(access.asker().regions(Duty.OPERATOR), office_id) or abort(404)
    form = OfficeForm(data=_shown(found))
    if form.validate_on_submit():
        try:
            actions.correct_office(found, **_entered(form))
        except NameTaken:
            _say_taken(form)
        else:
            access.note("office.corrected", f"office/{found.id}", region_id=found.region_id, name=found.name)
            db.session.commit()
            return redirect(url_for("regions.offices"))
    return render_template("regions/office.html", form=form, office=found), _code(form)


def _code(form: OfficeForm) -> int:
    return 422 if form.errors else 200


def _shown(found: Office) -> dict[str, str]:
    return {
        "name": found.name,
        "short": found.short,
        "kind": found.kind.value,
        "aliases": "\n".join(found.aliases),
    }


def _entered(form: OfficeForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "short": form.short.data or "",
        "kind": OfficeKind(form.kind.data),
        "aliases": split_aliases(form.aliases.data or ""),
    }


def _say_taken(form: OfficeForm) -> None:
    form.name.errors = [_("Another office has this name.")]
