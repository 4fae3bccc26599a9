"""Mails that nobody could place by machine: reviewers of the region put them under a commitment, or discard them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import DiscardForm, PlacementForm
from tracker.commitments.mailed import ReceivedMail
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Refused
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.proving import handed_out
from tracker.commitments.views.showing import READERS
from tracker.extensions import db
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty

MOST = 10
COUNTED = timedelta(days=30)


@pages.get("/inbox")
@access.only(Audience.REVIEWER, Audience.OPERATOR)
def inbox() -> ResponseReturnValue:
    """Reviewers read and place; operators see how many mails came to what, and no words of them."""
    return _page()


def _page(
    *, about: int | None = None, placement: PlacementForm | None = None, discarding: DiscardForm | None = None
) -> ResponseReturnValue:
    asker = access.asker()
    found = queries.unplaced(asker, limit=MOST + 1)
    mails = found[:MOST]
    choices = queries.placeable(mails)
    html = render_template(
        "commitments/inbox.html",
        mails=mails,
        more=len(found) > MOST,
        placements={mail.id: _placement(mail, choices[mail.id]) for mail in mails}
        | ({about: placement} if about and placement else {}),
        discards={mail.id: _discard(mail) for mail in mails}
        | ({about: discarding} if about and discarding else {}),
        reviews=bool(asker.regions(Duty.REVIEWER)),
        several=len(asker.regions(Duty.REVIEWER)) > 1,
        counts=queries.mail_counts(clock.now() - COUNTED) if asker.has(Audience.OPERATOR) else None,
        address=current_app.config["SETTINGS"].mail_inbox,
    )
    return html, (422 if about else 200)


def _placement(mail: ReceivedMail, choices: Sequence[Commitment], *, sent: bool = False) -> PlacementForm:
    """The form of one mail on a page of many: its names carry the mail's number."""
    given = {} if sent else {"formdata": None}
    form = PlacementForm(prefix=f"m{mail.id}-", data={"commitment": mail.commitment_id}, **given)
    form.commitment.choices = [(c.id, f"#{c.id} {c.action[:90]}") for c in choices]
    return form


def _discard(mail: ReceivedMail, *, sent: bool = False) -> DiscardForm:
    given = {} if sent else {"formdata": None}
    return DiscardForm(prefix=f"m{mail.id}-", **given)


@pages.post("/inbox/<int:mail_id>/placement")
@access.only(Audience.REVIEWER)
def placement(mail_id: int) -> ResponseReturnValue:
    """Adds the mail to the story of a commitment; the owner's status stays as it is."""
    mail = queries.unplaced_visible_to(access.asker(), mail_id) or abort(404)
    by = access.acting(mail.region_id or 0, Duty.REVIEWER)
    form = _placement(mail, queries.placeable([mail])[mail.id], sent=True)
    if not form.validate():
        return _page(about=mail.id, placement=form)
    commitment = queries.visible_to(access.asker(), form.commitment.data) or abort(404)
    try:
        actions.place(mail, commitment, by=by, at=clock.now())
    except Refused as refused:
        form.refuse(refused.reason)
        return _page(about=mail.id, placement=form)
    db.session.commit()
    flash(_("The mail is part of the story of “%(action)s” now.", action=commitment.action), "success")
    return redirect(url_for(".inbox"), 303)


@pages.post("/inbox/<int:mail_id>/discarding")
@access.only(Audience.REVIEWER)
def discarding(mail_id: int) -> ResponseReturnValue:
    """Takes the mail off the list; the reason is kept."""
    mail = queries.unplaced_visible_to(access.asker(), mail_id) or abort(404)
    by = access.acting(mail.region_id or 0, Duty.REVIEWER)
    form = _discard(mail, sent=True)
    if not form.validate():
        return _page(about=mail.id, discarding=form)
    try:
        actions.discard(mail, reason=form.discard_reason.data, by=by, at=clock.now())
    except Refused as refused:
        form.refuse(refused.reason)
        return _page(about=mail.id, discarding=form)
    db.session.commit()
    flash(_("The mail is off the list. Your reason is kept."), "success")
    return redirect(url_for(".inbox"), 303)


@pages.get("/comments/files/<int:comment_file_id>")
@access.only(*READERS)
def comment_file(comment_file_id: int) -> ResponseReturnValue:
    """A file that came by mail, as it was sent."""
    file = queries.comment_file_visible_to(access.asker(), comment_file_id) or abort(404)
    return handed_out(file)
