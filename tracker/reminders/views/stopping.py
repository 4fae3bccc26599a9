"""The link at the foot of a notice: stops notices, keeps the weekly mail. Opening it changes nothing."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.extensions import csrf, db
from tracker.people import access
from tracker.people import queries as people
from tracker.people.models import Person
from tracker.people.rules import Actor, Door
from tracker.reminders import queries
from tracker.reminders.actions.choosing import stop_notices
from tracker.reminders.stopping import read_stop
from tracker.reminders.views.blueprint import pages


@pages.get("/mail/stop/<token>")
@access.link_holder
def stop(token: str) -> ResponseReturnValue:
    """What would stop and what stays; mail scanners open links, so it takes a click."""
    person = _person(token)
    kept = queries.preferences({person.id}).get(person.id)
    return render_template(
        "reminders/stop.html", person=person, token=token, stopped=bool(kept and kept.stopped_at)
    )


@csrf.exempt
@pages.post("/mail/stop/<token>")
@access.link_holder
def stop_now(token: str) -> ResponseReturnValue:
    """By the page's button, or by a mail program's own (RFC 8058), which has neither a session nor our page."""
    person = _person(token)
    by = Actor(person.id, None, person.name, Door.LINK)
    stop_notices(person, by=by, at=clock.now())
    db.session.commit()
    return render_template("reminders/stopped.html", person=person)


def _person(token: str) -> Person:
    """The person of a link of ours, in whose language the page speaks; 404 for a forged one."""
    person_id = read_stop(token) or abort(404)
    person = people.person(person_id) or abort(404)
    g.locale = person.locale
    return person
