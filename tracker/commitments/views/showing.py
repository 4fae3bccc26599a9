"""Reading: the list, and one commitment with its story."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.commitments import queries
from tracker.commitments.caps import DEFAULT
from tracker.commitments.forms import (
    ConfirmationForm,
    ExtensionForm,
    JudgingForm,
    PetitionForm,
    VerificationForm,
)
from tracker.commitments.ground_words import GROUND_WORDS
from tracker.commitments.models import Commitment, Event
from tracker.commitments.petitions import Petition
from tracker.commitments.queries import NOTHING_ASKED, Told
from tracker.commitments.queries.seeing import PAGE
from tracker.commitments.rules import CLOSED, OPEN, Answer, EventKind, Status, may_add, may_answer
from tracker.commitments.views.blueprint import pages
from tracker.forums import queries as forums
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
    petition_form: PetitionForm | None = None,
    confirmation: ConfirmationForm | None = None,
) -> ResponseReturnValue:
    """The commitment page, with a form that was refused where there is one."""
    asker = access.asker()
    at = clock.now()
    today = local_day(at, shown.region.zone)
    walking = walk(shown)
    reviews = shown.region_id in asker.regions(Duty.REVIEWER) and shown.published_at is not None
    asked, cap = queries.asked_and_cap(shown) if shown.status in OPEN else (NOTHING_ASKED, DEFAULT)
    refused = verification or extension_form or petition_form or confirmation
    story = queries.story(shown, today=today)
    parts = queries.parts_of(shown.id)
    owns = queries.reporting_as(asker, shown) is not None
    judges = reviews and not owns
    html = render_template(
        "commitments/commitment.html",
        commitment=shown,
        today=today,
        walking=walking,
        here=walking.address if walking else {},
        holder=people.holders([shown.owner_post_id], today=today).get(shown.owner_post_id),
        parts=parts,
        tally=queries.tally_of(parts),
        answers_for={p.support.id for p in parts if queries.answering_for(asker, p.support.office_id)},
        story=story,
        moves=moves(story),
        newest=max((told.event.id for told in story if told.event), default=0),
        refused=refused,
        missed=missed(story, refused),
        cap=cap,
        routine=queries.routine_of(shown.decision_id) if shown.period else None,
        next_heard=reminders.next_hearing(shown, at=at),
        extension=asked.extension,
        petition=asked.petition,
        grounds=GROUND_WORDS,
        ratified_by=forums.visible_to(asker, shown.ratified_forum_id) if shown.ratified_forum_id else None,
        reviews=reviews,
        owns=owns,
        may_answer=may_answer(shown.status) and shown.published_at is not None,
        may_verify=reviews
        and shown.status is Status.PROPOSED_DONE
        and not (owns or _is_author(asker, shown)),
        may_extend=judges and asked.extension is not None,
        may_release=judges and asked.petition is not None,
        may_confirm=judges and shown.look_again_at is not None,
        may_reopen=reviews and shown.status in CLOSED,
        may_add=may_add(shown.status),
        verification=verification or VerificationForm(formdata=None),
        extension_form=extension_form or ExtensionForm(formdata=None),
        petition_form=petition_form or _petition_form(asked.petition),
        confirmation=confirmation or ConfirmationForm(formdata=None),
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


def missed(story: Sequence[Told], refused: JudgingForm | None) -> list[Told]:
    """What happened since the page was opened from which the refused form came, the newest first."""
    seen = refused.seen.data if refused else None
    return [told for told in story if told.event and told.event.id > seen] if seen is not None else []


MOVES = frozenset(
    {EventKind.ASKED_FOR_TIME, EventKind.TIME_GRANTED, EventKind.TIME_REFUSED, EventKind.TIME_GIVEN}
)


def moves(story: Sequence[Told]) -> list[Event]:
    """How the due date came to be what it is: what was asked, given and refused, the oldest first, without what was
    taken back."""
    undone = {
        told.event.data.get("oversight")
        for told in story
        if told.event and told.event.kind is EventKind.TAKEN_BACK
    }
    found = [told.event for told in reversed(story) if told.event and told.event.kind in MOVES]
    return [event for event in found if event.data.get("oversight") not in undone - {None}]


def _petition_form(petition: Petition | None) -> PetitionForm:
    """With the post that the owner proposed; what cannot be done is handed over to nobody."""
    form = PetitionForm(
        formdata=None, data={"new_owner": (petition.proposed_post_id if petition else None) or 0}
    )
    if petition and petition.kind is Answer.NOT_OURS:
        form.offer(people.owner_posts(petition.commitment.region_id))
    return form


def _is_author(asker: Asker, shown: Commitment) -> bool:
    return asker.person_id in queries.authors_waiting(shown)
