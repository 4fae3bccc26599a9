"""The demo's letter box: what would have been sent, as its reader would see it. Exists in the demo only."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.mail import queries
from tracker.mail.framed import SANDBOX, framed
from tracker.mail.models import Message
from tracker.people.access import Audience, asker, only
from tracker.shell.addresses import number

PAGE_LENGTH = 50

pages = Blueprint("mail", __name__, url_prefix="/mail")


@pages.get("")
@only(Audience.REVIEWER, Audience.OPERATOR)
def box() -> ResponseReturnValue:
    """All mails, the newest first."""
    found = queries.newest(before=request.args.get("before", type=number), limit=PAGE_LENGTH + 1)
    messages = found[:PAGE_LENGTH]
    older = url_for(".box", before=messages[-1].id) if len(found) > PAGE_LENGTH else None
    return render_template("mail/box.html", letters=messages, older=older, zone=_zone())


@pages.get("/<int:id>")
@only(Audience.REVIEWER, Audience.OPERATOR)
def letter(id: int) -> ResponseReturnValue:  # noqa: A002 -- the address calls it so
    """One mail: its headers, the designed and the plain version."""
    return render_template("mail/letter.html", message=_found(id), sandbox=SANDBOX, zone=_zone())


@pages.get("/<int:id>/html")
@only(Audience.REVIEWER, Audience.OPERATOR)
def html(id: int) -> Response:  # noqa: A002 -- the address calls it so
    """The designed version as it was sent; its links open beside the page that frames it."""
    words = _found(id).body or abort(404)
    return framed(words.html)


def _found(number: int) -> Message:
    return queries.by_id(number) or abort(404)


def _zone() -> str:
    """The zone in which times are shown: that of the reader's own post."""
    first = asker().first
    return first.zone if first else "Asia/Jakarta"
