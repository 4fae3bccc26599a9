"""News of older commitments: the reviewer says which one the minutes report on, or none."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.minutes import actions, queries
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.deciding import decide, mine, seen
from tracker.minutes.views.looking import refused
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty

NONE = "none"


@pages.route("/drafts/<int:draft_id>/telling", methods=["POST"])
@access.only(Audience.REVIEWER)
def telling(draft_id: int) -> ResponseReturnValue:
    """Field `commitment`: the id of an open commitment of the region, or `none`, which puts the news aside."""
    draft = mine(draft_id)
    actor, at, version = access.acting(draft.forum.region_id, Duty.REVIEWER), clock.now(), seen()
    chosen = request.form.get("commitment", "")
    if chosen == NONE:
        why = _("Reports on no commitment that is kept here.")
        return decide(
            draft,
            lambda: actions.reject(draft, reason=why, by=actor, at=at, seen=version),
            _("Draft %(number)s is rejected.", number=draft.number),
        )
    commitment = queries.open_before_one(draft.forum, int(chosen)) if chosen.isdecimal() else None
    if commitment is None:
        return refused(draft, _("Choose the commitment that the minutes report on, or “none of these”."))
    return decide(
        draft,
        lambda: actions.tell_earlier(draft, commitment, by=actor, at=at, seen=version),
        _("Draft %(number)s is noted in the story of its commitment.", number=draft.number),
    )
