"""Ready words for WhatsApp, one message an owner, for a reviewer to send by hand. Nothing is sent or written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.commitments.models import Commitment
from tracker.people import access
from tracker.people import queries as people
from tracker.people.access import Audience
from tracker.people.models import Tenure
from tracker.people.rules import Duty, called
from tracker.regions.rules import local_day
from tracker.reminders import whatsapp
from tracker.reminders.queries.asked import owed_among
from tracker.reminders.views.blueprint import pages
from tracker.reminders.whatsapp import Line
from tracker.shell.addresses import LARGEST, local_or_home
from tracker.shell.urls import external

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Ready:
    """A message to one person, and the address that opens it in WhatsApp."""

    tenure: Tenure
    count: int
    text: str
    url: str


@pages.get("/reminders/whatsapp")
@access.only(Audience.REVIEWER)
def whatsapp_texts() -> ResponseReturnValue:
    """Of what is open among the commitments chosen; 404 when none of them is the reviewer's to ask about."""
    who = access.asker()
    chosen = [number for number in request.args.getlist("commitment", type=int) if 0 < number <= LARGEST]
    found = owed_among(who, chosen[:MOST_AT_ONCE]) or abort(404)
    region_id = found[0].region_id
    held = who.holding(region_id, Duty.REVIEWER) or abort(404)
    today = local_day(clock.now(), held.zone)
    of_region = [commitment for commitment in found if commitment.region_id == region_id]
    holders = people.holders({commitment.owner_post_id for commitment in of_region}, today=today)
    sender = who.name, f"{called(held.title, held.kind)}, {held.region}"

    def ready(tenure: Tenure, its: Sequence[Commitment]) -> Ready:
        lines = [
            Line(c.action, c.due_on, external("commitments.commitment", commitment_id=c.id)) for c in its
        ]
        text = whatsapp.words(
            name=tenure.person.name, post=tenure.called, lines=lines,
            sender=sender[0], sender_post=sender[1], today=today,
        )  # fmt: skip
        return Ready(tenure, len(lines), text, whatsapp.address(text))

    return render_template(
        "reminders/whatsapp.html",
        ready=[ready(tenure, its) for tenure, its in _by_person(of_region, holders)],
        vacant=list(dict.fromkeys(c.owner.title for c in of_region if c.owner_post_id not in holders)),
        back=local_or_home(request.args.get("next")),
    )


def _by_person(
    found: Sequence[Commitment], holders: dict[int, Tenure]
) -> list[tuple[Tenure, list[Commitment]]]:
    """Whoever holds two posts gets one message."""
    by_person: dict[int, tuple[Tenure, list[Commitment]]] = {}
    for commitment in found:
        if tenure := holders.get(commitment.owner_post_id):
            by_person.setdefault(tenure.person_id, (tenure, []))[1].append(commitment)
    return list(by_person.values())
