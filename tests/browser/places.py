"""Every page that somebody may open, made from the access table, with ids of a filled database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any

from flask import Flask, url_for
from sqlalchemy import Select, func, select
from werkzeug.routing import Rule

from tracker.commitments.dated import Routine
from tracker.commitments.models import Commitment, Support
from tracker.commitments.oversights import Oversight
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.mail.channels.models import Channel
from tracker.mail.models import Message
from tracker.meetings.models import Meeting
from tracker.minutes.models import Draft, DraftState
from tracker.people import access
from tracker.people.links import Link, PartLink, sign, sign_part
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Audience
from tracker.regions.models import Office, Region
from tracker.reminders.stopping import stop_link

NO_PAGES = {
    "shell.asset",
    "commitments.evidence",
    "commitments.comment_file",
    "commitments.part_file",
    "commitments.preview",
    "forums.file",
    "mail.html",
    "reminders.previewed_html",
    "api.healthz",
    "api.metrics",
    "review.plain",
    "review.workbook",
    "meetings.document",
    "meetings.text",
    "meetings.pulse",
}
"""Files, and what machines read; the designed version of a mail is looked at inside the page that frames it."""

QUESTIONS: dict[str, Sequence[str]] = {
    "review.board": [
        "?tab=waiting",
        "?tab=more-time",
        "?tab=look-again",
        "?tab=obstructed",
        "?tab=open",
        "?age=over-20",
        "?q=puskesmas",
        "?tab=open&flag=silent&sort=heard",
        "?tab=all",
    ],
    "review.kept": ["?year=2024"],
    "minutes.drafts": ["?add=1"],
    "commitments.index": ["?status=verified"],
    "outbox.index": ["?state=dead", "?address=tidak-ada"],
    "reminders.preview": ["?day=2025-10-18", "?day=2025-10-27"],
    "reminders.previewed": ["?day=2025-10-18"],
    "reminders.whatsapp_texts": ["?" + "&".join(f"commitment={number}" for number in range(1, 40))],
}
"""Pages that look different when asked differently."""


def of_person(app: Flask, person: Person, audience: Audience, *, at: datetime) -> list[str]:
    """Addresses of all pages of one audience, with ids of the person's region.

    Commitments in all their states for who acts on them, one example of each page for who only reads.
    """
    most = None if audience in {Audience.OWNER, Audience.REVIEWER} else 1
    rules = _rules(app, {audience, Audience.SIGNED_IN})
    return [path for rule in rules for path in _filled(rule, person, at, most)]


def of_anyone(app: Flask, person: Person, *, at: datetime) -> list[str]:
    """Addresses that need no sign-in; links are that person's, good ones and spoilt ones."""
    rules = _rules(app, {Audience.ANYONE, Audience.LINK_HOLDER})
    return [path for rule in rules for path in _filled(rule, person, at, None)]


def without_ids(app: Flask, audience: Audience) -> list[str]:
    """The pages that are there in an empty house too."""
    return [rule.rule for rule in _rules(app, {audience}) if not rule.arguments]


def _rules(app: Flask, audiences: set[Audience]) -> Iterable[Rule]:
    wanted = {audience.value for audience in audiences}
    open_to = {(entry.endpoint, entry.rule) for entry in access.table(app) if wanted & set(entry.audiences)}
    for rule in app.url_map.iter_rules():
        if (
            (rule.endpoint, rule.rule) in open_to
            and "GET" in (rule.methods or ())
            and rule.endpoint not in NO_PAGES
        ):
            yield rule


def _filled(rule: Rule, person: Person, at: datetime, most: int | None) -> Iterable[str]:
    names = sorted(rule.arguments)
    for values in product(*(_examples(rule.endpoint, name, person, at)[:most] for name in names)):
        path = url_for(rule.endpoint, **dict(zip(names, values, strict=True)))
        yield path
        yield from (path + question for question in QUESTIONS.get(rule.endpoint, ()))


def _examples(endpoint: str, name: str, person: Person, at: datetime) -> Sequence[Any]:
    """Values for a part of an address; a new kind of page needs its own line here."""
    tokens: dict[str, Callable[[], list[str]]] = {
        "commitments.answer": lambda: [_link(person, at), "rusak"],
        "commitments.thanks": lambda: [_link(person, at)],
        "commitments.part": lambda: [_part_link(person, at), "rusak"],
        "commitments.part_thanks": lambda: [_part_link(person, at)],
        "security.reset_password": lambda: ["rusak"],
        "people.start": lambda: ["rusak"],
        "reminders.stop": lambda: [stop_link(person.id).rsplit("/", maxsplit=1)[1], "rusak"],
    }
    if name == "token":
        return tokens[endpoint]()
    if name == "support_id":
        return [_supported(person)[1]]
    return db.session.scalars(_ids(person.region_id, at)[name]).all()


def _ids(region_id: int | None, at: datetime) -> dict[str, Select[int]]:
    return {
        "commitment_id": select(func.max(Commitment.id))
        .where(Commitment.region_id == region_id)
        .group_by(Commitment.status, Commitment.obstacle != "", Commitment.due_on < at.date()),
        "meeting_id": select(Meeting.id).where(Meeting.region_id == region_id),
        "forum_id": select(Forum.id).where(Forum.region_id == region_id),
        "draft_id": select(Draft.id)
        .join(Forum)
        .where(Forum.region_id == region_id, Draft.state == DraftState.WAITING),
        "office_id": select(func.min(Office.id)).where(Office.region_id == region_id),
        "channel_id": select(Channel.id).where(Channel.region_id == region_id),
        "oversight_id": select(func.max(Oversight.id))
        .where(Oversight.region_id == region_id)
        .group_by(Oversight.act),
        "routine_id": select(Routine.id).where(Routine.region_id == region_id),
        "post_id": select(func.min(Post.id)).join(Office).where(Office.region_id == region_id),
        "region_id": select(Region.id).where(Region.id == region_id),
        "person_id": select(func.min(Person.id)).where(Person.region_id == region_id),
        "id": select(func.max(Message.id)).group_by(Message.kind).order_by(Message.kind).limit(3),
    }


def _supported(person: Person) -> tuple[int, int]:
    """What one of this person's offices is asked to support, under which tenure."""
    row = db.session.execute(
        select(Tenure.id, Support.id)
        .join(Post, Post.id == Tenure.post_id)
        .join(Support, Support.office_id == Post.office_id)
        .where(Tenure.person_id == person.id)
        .order_by(Support.id)
    ).first()
    return (row[0], row[1]) if row else (0, 0)


def _part_link(person: Person, at: datetime) -> str:
    return sign_part(PartLink(*_supported(person), at + timedelta(days=14)))


def _link(person: Person, at: datetime) -> str:
    """To something this person owes."""
    tenure_id, commitment_id = db.session.execute(
        select(Tenure.id, Commitment.id)
        .join(Commitment, Commitment.owner_post_id == Tenure.post_id)
        .where(Tenure.person_id == person.id, Commitment.closed_at.is_(None))
        .order_by(Commitment.due_on)
    ).first() or (0, 0)
    return sign(Link(tenure_id, commitment_id, at + timedelta(days=14)))
