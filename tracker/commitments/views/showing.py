"""Reading: the list, and one commitment with its story."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.commitments import queries
from tracker.commitments.forms import ExtensionForm, VerificationForm
from tracker.commitments.models import Commitment, Extension
from tracker.commitments.queries.seeing import PAGE
from tracker.commitments.rules import OPEN, Status, may_answer
from tracker.commitments.views.blueprint import pages
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.rules import Asker, Duty
from tracker.regions.rules import local_day
from tracker.reminders import queries as reminders
from tracker.review import queries as review
from tracker.review.queries import Walk
from tracker.shell.addresses import number

READERS = (Audience.OWNER, Audience.REVIEWER, Audience.LEADER, Audience.OPERATOR)


@pages.get("/commitments")
@access.only(*READERS)
def index() -> ResponseReturnValue:
    """All that this person may see, the newest first; a page is found by the id it begins below."""
    asker, at = access.asker(), clock.now()
    status = _asked_status()
    found = queries.visible(
        asker,
        statuses=[status] if status else [],
        before=request.args.get("before", type=number),
        limit=PAGE + 1,
    )
    rows = found[:PAGE]
    return render_template(
        "commitments/index.html",
        rows=rows,
        next_before=rows[-1].id if len(found) > PAGE else None,
        status=status,
        statuses=list(Status),
        several=len(asker.regions()) > 1,
        today={row.region.zone: local_day(at, row.region.zone) for row in rows},
    )


def _asked_status() -> Status | None:
    """None for all; an address with a word that is no status is treated as none."""
    word = request.args.get("status", "")
    return Status(word) if word in set(Status) else None


@pages.get("/commitments/<int:commitment_id>")
@access.only(*READERS)
def commitment(commitment_id: int) -> ResponseReturnValue:
    """The promise, where it stands, what one may do now, and the whole story."""
    return page(queries.visible_to(access.asker(), commitment_id) or abort(404))


def page(
    shown: Commitment,
    *,
    verification: VerificationForm | None = None,
    extension_form: ExtensionForm | None = None,
) -> ResponseReturnValue:
    """The commitment page, with a form that was refused where there is one."""
    asker = access.asker()
    at = clock.now()
    today = local_day(at, shown.region.zone)
    walking = walk(shown)
    reviews = shown.region_id in asker.regions(Duty.REVIEWER) and shown.published_at is not None
    extension = queries.open_extension(shown.id) if shown.status in OPEN else None
    refused = verification or extension_form
    html = render_template(
        "commitments/commitment.html",
        commitment=shown,
        today=today,
        walking=walking,
        here=walking.address if walking else {},
        holder=people.holders([shown.owner_post_id], today=today).get(shown.owner_post_id),
        supports=queries.supports_of(shown),
        story=queries.story(shown, today=today),
        next_heard=reminders.next_hearing(shown, at=at),
        extension=extension,
        reviews=reviews,
        owns=_owns(asker, shown),
        may_answer=may_answer(shown.status) and shown.published_at is not None,
        may_verify=reviews and shown.status is Status.PROPOSED_DONE and not _is_party(asker, shown),
        may_extend=reviews and extension is not None and not _owns(asker, shown),
        verification=verification or VerificationForm(formdata=None),
        extension_form=extension_form or _extension_form(extension),
    )
    return html, (422 if refused else 200)


def walk(shown: Commitment) -> Walk | None:
    """The list of the board from which the page was opened, for those whose board it is."""
    if "walk" not in request.args or shown.region_id not in access.asker().regions(
        Duty.REVIEWER, Duty.LEADER
    ):
        return None
    where = shown.region
    see, _days = review.sight(access.asker(), where.id, where.zone, wide=False, at=clock.now())
    return review.walk(request.args, shown.id, see)


def _extension_form(extension: Extension | None) -> ExtensionForm:
    asked = extension.asked_due_on.isoformat() if extension else ""
    return ExtensionForm(formdata=None, data={"due_on": asked})


def _owns(asker: Asker, shown: Commitment) -> bool:
    return any(held.post_id == shown.owner_post_id for held in asker.holdings)


def _is_party(asker: Asker, shown: Commitment) -> bool:
    return _owns(asker, shown) or asker.person_id in queries.authors_waiting(shown)
