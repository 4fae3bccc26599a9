"""Taking back what a correction taught."""

from __future__ import annotations

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.extensions import db
from tracker.minutes import actions, queries
from tracker.minutes.views.blueprint import pages
from tracker.minutes.views.deciding import mine
from tracker.minutes.views.looking import by_script, place_of, shown
from tracker.people import access
from tracker.people.access import Audience
from tracker.people.rules import Duty


@pages.route("/drafts/<int:draft_id>/forgetting", methods=["POST"])
@access.only(Audience.REVIEWER)
def forgetting(draft_id: int) -> ResponseReturnValue:
    """The name is no longer known in the region; the decision on the draft stays."""
    draft = mine(draft_id)
    name = draft.learned
    actions.forget(draft, by=access.acting(draft.forum.region_id, Duty.REVIEWER), at=clock.now())
    db.session.commit()
    said = _("“%(name)s” is not remembered.", name=name) if name else ""
    if by_script():
        draft = mine(draft_id)
        return shown(draft, said, others=queries.namesakes(draft))
    if said:
        flash(said, "success")
    return place_of(draft)
