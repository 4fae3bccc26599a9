"""Handing a post over: what its next holder finds, and the posts that nobody holds."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.commitments import queries
from tracker.commitments.views.blueprint import pages
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Asker, Duty
from tracker.regions.rules import local_day


@pages.get("/posts/<int:post_id>/handover")
@access.only(Audience.OPERATOR, Audience.REVIEWER, Audience.OWNER)
def handover(post_id: int) -> ResponseReturnValue:
    """All that is open at a post, to be printed and signed by who leaves and who comes."""
    at, asker = clock.now(), access.asker()
    post = (
        people.post_in(_regions(asker), post_id)
        or people.post_in(_own(asker, post_id), post_id)
        or abort(404)
    )
    today = local_day(at, post.office.region.zone)
    found = queries.handovers([post.id], today=today).get(post.id)
    return render_template(
        "commitments/handover.html",
        post=post,
        handover=found,
        tenures=people.tenures_of(post.id),
        delegates=queries.delegates_of([post.id], today=today),
        reasons=queries.reasons_sent_back([row.commitment.id for row in found.rows] if found else []),
        today=today,
        zone=post.office.region.zone,
    )


def _regions(asker: Asker) -> frozenset[int]:
    return asker.regions(Duty.OPERATOR, Duty.REVIEWER)


def _own(asker: Asker, post_id: int) -> frozenset[int]:
    """The region of a post that the person holds herself."""
    return frozenset(held.region_id for held in asker.holdings if held.post_id == post_id)


@pages.get("/posts/vacant")
@access.only(Audience.REVIEWER, Audience.LEADER, Audience.OPERATOR)
def vacant() -> ResponseReturnValue:
    """Posts that owe something and have no holder, today or within a month, with the remedy."""
    held = access.holding(Duty.REVIEWER, Duty.LEADER, Duty.OPERATOR)
    today = local_day(clock.now(), held.zone)
    found = queries.vacancies(held.region_id, today=today)
    return render_template(
        "commitments/vacant.html",
        now=[one for one in found if one.from_on == today],
        soon=[one for one in found if one.from_on > today],
        today=today,
        held=held,
        operates=held.region_id in access.asker().regions(Duty.OPERATOR),
        leads=held.region_id not in access.asker().regions(Duty.OPERATOR, Duty.REVIEWER),
    )
