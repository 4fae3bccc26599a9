"""A reviewer decides on a draft: each act is its own address, and each leads on to the next draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.commitments.rules import Refused as CommitmentRefused
from tracker.extensions import db
from tracker.minutes import actions, queries
from tracker.minutes.forms import RejectionForm
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import Refused
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.coming_round import asks_for_rounds
from tracker.minutes.views.looking import acted, by_script, gone, place_of, refused, today_of
from tracker.minutes.views.words import REFUSALS
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Post
from tracker.people.rules import Duty
from tracker.regions import queries as regions
from tracker.regions.models import Office


def mine(draft_id: int) -> Draft:
    return queries.reviewed_by(access.asker(), draft_id) or abort(404)


def decide(draft: Draft, act: Callable[[], Any], said: str, *, teaches: bool = False) -> ResponseReturnValue:
    """Does it, commits and says so; or says why not, with nothing changed."""
    draft_id, forum_id = draft.id, draft.forum_id
    try:
        act()
    except Refused as why:
        db.session.rollback()
        still = queries.reviewed_by(access.asker(), draft_id)
        return refused(still, REFUSALS[why.reason]) if still else gone(forum_id, REFUSALS[why.reason])
    db.session.commit()
    return acted(mine(draft_id), said, teaches=teaches)


def seen() -> int | None:
    """The version of the draft that the person looked at."""
    return request.form.get("version", type=int)


@pages.route("/drafts/<int:draft_id>/approval", methods=["POST"])
@access.only(Audience.REVIEWER)
def approval(draft_id: int) -> ResponseReturnValue:
    """Approves a draft as it stands; what is missing, late, or comes round is asked for on its own page."""
    draft = mine(draft_id)
    actor, at = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now()
    owner = _post(draft, draft.post_id or 0)
    if (owner is None and draft.commitment is None) or asks_for_rounds(draft):
        return _asked(draft_id)
    supporting, today = _offices(draft, draft.supporting), today_of(draft.forum)

    def act() -> None:
        actions.accept(
            draft, action=draft.action, owner=owner or draft.commitment.owner, due_on=draft.due_on,  # type: ignore[union-attr]  # accepted: it has one
            undated_reason=draft.undated_reason, measure=draft.measure, supporting=supporting,
            seen=seen(), by=actor, at=at, today=today,
        )  # fmt: skip

    try:
        return decide(draft, act, _("Draft %(number)s is approved.", number=draft.number))
    except CommitmentRefused:
        db.session.rollback()
        return _asked(draft_id)


def _asked(draft_id: int) -> ResponseReturnValue:
    return redirect(url_for(".correction", draft_id=draft_id, asked=1))


def _post(draft: Draft, post_id: int) -> Post | None:
    return next((post for post in people.owner_posts(draft.forum.region_id) if post.id == post_id), None)


def _offices(draft: Draft, names: list[str]) -> list[Office]:
    return [office for office in regions.offices_of(draft.forum.region_id) if office.name in names]


@pages.route("/drafts/<int:draft_id>/rejection", methods=["POST"])
@access.only(Audience.REVIEWER)
def rejection(draft_id: int) -> ResponseReturnValue:
    draft = mine(draft_id)
    form = RejectionForm()
    reason = (form.reason.data or "") if form.validate_on_submit() else ""
    actor, at, version = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now(), seen()
    return decide(
        draft,
        lambda: actions.reject(draft, reason=reason, by=actor, at=at, seen=version),
        _("Draft %(number)s is rejected.", number=draft.number),
    )


@pages.route("/drafts/<int:draft_id>/return", methods=["POST"])
@access.only(Audience.REVIEWER)
def give_back(draft_id: int) -> ResponseReturnValue:
    """Undoes a decision, before its owner was told."""
    draft = mine(draft_id)
    actor, at = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now()
    answer = decide(
        draft,
        lambda: actions.give_back(draft, by=actor, at=at),
        _("Draft %(number)s waits again.", number=draft.number),
        teaches=True,
    )
    back = draft.state is DraftState.WAITING and not by_script()
    return place_of(draft) if back else answer
