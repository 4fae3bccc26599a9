"""The operator's outbox: what waits, what failed and why, which addresses are wrong; to be tried again by a click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.extensions import db
from tracker.mail import operating
from tracker.mail.models import Message
from tracker.mail.operating import Asked
from tracker.mail.outbox import retry
from tracker.mail.rules import MessageState
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience, Duty
from tracker.shell.addresses import number

PAGE_LENGTH = 50
MOST_RETRYING = 20

outbox = Blueprint("outbox", __name__, url_prefix="/outbox")


@outbox.get("")
@access.only(Audience.OPERATOR)
def index() -> ResponseReturnValue:
    """Only mail to people of the operator's regions, and never its words."""
    held, addresses, asked = access.holding(Duty.OPERATOR), _addresses(), _asked()
    regions = access.asker().regions(Duty.OPERATOR)
    found = operating.listed(addresses, asked, limit=PAGE_LENGTH + 1)
    letters = found[:PAGE_LENGTH]
    counts = operating.counts(addresses)
    given_up = operating.dead(addresses) if counts[MessageState.DEAD] else []
    bad = operating.bad_addresses(given_up)
    return render_template(
        "mail/outbox.html",
        held=held,
        reviews=access.asker().holding(held.region_id, Duty.REVIEWER) is not None,
        asked=asked,
        letters=letters,
        older=_address(asked, letters[-1].id) if len(found) > PAGE_LENGTH else None,
        counts={state: sum(kinds.values()) for state, kinds in counts.items()},
        kinds=sorted({kind for kinds in counts.values() for kind in kinds}),
        failures=operating.by_reason(given_up),
        retrying=operating.retrying(addresses, limit=MOST_RETRYING) if counts[MessageState.QUEUED] else [],
        bad=bad,
        places=people.places_of([address.email for address in bad], regions) if bad else {},
    )


@outbox.post("/<int:message_id>/retry")
@access.only(Audience.OPERATOR)
def retry_one(message_id: int) -> ResponseReturnValue:
    """Queues a given-up message anew."""
    found = operating.one(_addresses(), message_id) or abort(404)
    return _retried([found])


@outbox.post("/retry")
@access.only(Audience.OPERATOR)
def retry_all() -> ResponseReturnValue:
    """Queues anew whatever was given up for one reason."""
    reason = request.form.get("reason", "")
    same = [message.id for message in operating.dead(_addresses()) if message.reason == reason]
    return _retried(operating.some(same))


def _retried(messages: Iterable[Message]) -> ResponseReturnValue:
    at, region_id = clock.now(), access.holding(Duty.OPERATOR).region_id
    again = [message.id for message in messages if retry(message, at=at)]
    if again:
        access.note("mail.retried", f"region/{region_id}", region_id=region_id, messages=again)
        flash(
            ngettext("%(num)d mail is tried again.", "%(num)d mails are tried again.", len(again)), "success"
        )
    else:
        flash(_("Nothing to try again: it has been queued or sent meanwhile."), "info")
    db.session.commit()
    return redirect(url_for("outbox.index"), 303)


def _addresses() -> operating.type_addresses:
    return people.addresses_in(access.asker().regions(Duty.OPERATOR))


def _asked() -> Asked:
    """An address with a word that is no state asks for all states."""
    state = request.args.get("state", "")
    return Asked(
        kind=request.args.get("kind", "")[:40],
        state=MessageState(state) if state in set(MessageState) else None,
        address=request.args.get("address", "").strip().replace("\x00", "")[:320],
        before=request.args.get("before", type=number),
    )


def _address(asked: Asked, before: int) -> str:
    """The next page of the list with the same filters."""
    filters: dict[str, Any] = {"kind": asked.kind, "state": asked.state, "address": asked.address}
    return url_for("outbox.index", before=before, **{name: word for name, word in filters.items() if word})
