"""Putting a digest or a reminder into words, in the recipient's language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.mail.compose import Composed, compose
from tracker.people.models import Person, Tenure
from tracker.regions.rules import local_day
from tracker.reminders.digests import Letter
from tracker.reminders.items import Owner
from tracker.reminders.models import ReminderKind
from tracker.reminders.queries import Place
from tracker.shell.locale import DEFAULT
from tracker.shell.urls import external

MOST_TOLD = 20
"""Commitments told one by one in a mail; mail programs cut a longer one short, so the rest is counted and linked."""

MOST_LISTED = 10
"""Lines of each list in the reviewers' digest."""


def compose_digest(letter: Letter, place: Place, *, at: datetime) -> Composed:
    """The words of a weekly or review digest."""
    folder = "review-digest" if letter.kind is ReminderKind.REVIEW_DIGEST else "weekly-digest"
    owner = letter.owner
    return compose(
        folder,
        **_common(letter.person, place, at),
        **(_owner_values(owner, at) if owner else {"owner": None}),
        posts=[tenure.called for tenure in letter.as_reviewer],
        review=letter.review,
        most=MOST_LISTED,
        board_url=external("review.board"),
        waiting_url=external("review.board", tab="waiting"),
        requests_url=external("review.board", tab="more-time"),
    )


def compose_reminder(owner: Owner, place: Place, *, by: str, asked_by: str, at: datetime) -> Composed:
    """The words of a reminder that a reviewer asked for."""
    values = _common(owner.person, place, at) | _owner_values(owner, at)
    return compose("remind-now", **values, by=by, asked_by=asked_by)


def _common(person: Person, place: Place, at: datetime) -> dict[str, Any]:
    return {
        "locale": person.locale or DEFAULT,
        "person": person,
        "place": place.name,
        "zone": place.zone,
        "today": local_day(at, place.zone),
        "links_until": local_day(at + timedelta(days=current_app.config["SETTINGS"].link_days), place.zone),
        "why_url": external("reminders.why"),
    }


def _owner_values(owner: Owner, at: datetime) -> dict[str, Any]:
    def link(tenure: Tenure, commitment: Commitment) -> str:
        return commitments.link_for(tenure.id, commitment.id, at=at)

    lines = owner.lines(MOST_TOLD)
    total = sum(owner.counts.values())
    return {
        "owner": owner,
        "counts": owner.counts,
        "total": total,
        "parts": lines,
        "untold": total - sum(len(told) for _, _, told in lines),
        "held": [post.tenure for post in owner.posts],
        "link": link,
        "mine_url": external("commitments.mine"),
    }
