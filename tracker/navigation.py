"""What stands in the bar of every page: the region, the sections this person may open, who is signed in."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker import clock
from tracker.people import access
from tracker.people.rules import Asker, Audience, Duty, called
from tracker.reminders.watch import trouble_lately

R, L, OWN, OP = Audience.REVIEWER, Audience.LEADER, Audience.OWNER, Audience.OPERATOR


def init_app(app: Flask) -> None:
    app.context_processor(_bar)


def _bar() -> dict[str, Any]:
    if (
        not has_request_context()
        or not request.endpoint
        or _is_behind_link()
        or not current_user.is_authenticated
    ):
        return {}
    who = access.asker()
    held = who.first
    values: dict[str, Any] = {"nav": _sections(who), "who": (_called(who), url_for("people.me"))}
    if held:
        values |= {
            "place": held.region,
            "footer": {"place": held.region, "at": clock.now(), "zone": held.zone},
        }
    if who.has(R, OP):
        values["trouble"] = trouble_lately(clock.now())
    return values


def _is_behind_link() -> bool:
    """A page behind a signed link belongs to its holder, whoever else is signed in: it has no menu."""
    return Audience.LINK_HOLDER in getattr(
        current_app.view_functions.get(request.endpoint or ""), "audience", ()
    )


def _called(who: Asker) -> str:
    return called(who.first.title, who.first.kind) if who.first else who.name


def _sections(who: Asker) -> list[tuple[str, str, bool]]:
    """Label, address and whether we are there, for each section this person may open."""
    keeps = next((h.region_id for h in who.holdings if h.duty in (Duty.REVIEWER, Duty.OPERATOR)), None)
    sections: list[tuple[str, str, tuple[Audience, ...], dict[str, Any]]] = [
        (_("My office"), "commitments.mine", (OWN,), {}),
        (_("Review"), "review.board", (R, L), {}),
        (_("Forums"), "forums.index", (R, L, OWN), {}),
        (_("Commitments"), "commitments.index", (R, L, OWN), {}),
        *([(_("Mail in"), "commitments.inbox", (R,), {})] if _by_mail() else []),
        (_("Offices"), "regions.offices", (OP,), {}),
        (_("People"), "people.index", (OP,), {}),
        (_("Channels"), "channels.index", (OP,), {}),
        (_("Reminders"), "reminders.plan", (R, OP), {"region_id": keeps}),
        (_("Mail"), "mail.box", (R, OP), {}),
    ]
    here = _section_of(request.endpoint or "")
    return [
        (label, url_for(endpoint, **values), endpoint in {request.endpoint, here})
        for label, endpoint, audiences, values in sections
        if who.has(*audiences) and endpoint in current_app.view_functions
    ]


SECTIONS = {
    "commitments": "commitments.index",
    "review": "review.board",
    "forums": "forums.index",
    "minutes": "forums.index",
    "meetings": "review.board",
    "regions": "regions.offices",
    "people": "people.index",
    "outbox": "reminders.plan",
    "channels": "channels.index",
    "mail": "mail.box",
}
"""The section in which the pages of a slice stand."""

ELSEWHERE = {
    "commitments.mine": "",
    "commitments.deadlines": "reminders.plan",
    "commitments.keep_deadlines": "reminders.plan",
    "commitments.delegates": "commitments.mine",
    "commitments.own_part": "commitments.mine",
    "commitments.vacant": "review.board",
    "commitments.handover": "",
    "commitments.inbox": "commitments.inbox",
    "commitments.placement": "commitments.inbox",
    "commitments.discarding": "commitments.inbox",
    "people.me": "",
    "regions.holidays": "reminders.plan",
    "regions.add_holiday": "reminders.plan",
    "reminders.keep_plan": "reminders.plan",
    "reminders.preview": "reminders.plan",
    "reminders.previewed": "reminders.plan",
    "reminders.whatsapp_texts": "review.board",
}
"""Pages that stand in another section than the rest of their slice, or in none."""


def _section_of(endpoint: str) -> str:
    return ELSEWHERE.get(endpoint, SECTIONS.get(endpoint.split(".", maxsplit=1)[0], ""))


def _by_mail() -> bool:
    """Whether answers by mail are set up."""
    return bool(current_app.config["SETTINGS"].mail_inbox)
