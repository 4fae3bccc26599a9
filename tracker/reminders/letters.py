"""Putting a digest, a notice or a reminder into words, in the recipient's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.mail.compose import Composed, compose
from tracker.people.models import Person, Tenure
from tracker.regions.rules import local_day
from tracker.reminders.handing import TakenOver
from tracker.reminders.items import Owner
from tracker.reminders.queries import Place
from tracker.reminders.stopping import stop_link
from tracker.reminders.supporting import Supported
from tracker.reminders.telling import MOST_HANDED, Letter
from tracker.shell.locale import DEFAULT
from tracker.shell.urls import external

MOST_TOLD = 20
"""Commitments told one by one in a mail; mail programs cut a longer one short, so the rest is counted and linked."""

MOST_LISTED = 10
"""Lines of each list in the digests of reviewers and leaders."""

Link = Callable[[Tenure, Commitment], str]


def compose_letter(letter: Letter, place: Place, *, at: datetime, as_sample: bool = False) -> Composed:
    """The words of a digest or a notice; a sample for other eyes holds no link that acts for its reader."""
    part_link = _sample_part_link if as_sample else _signed_part_links(at)
    return compose(
        letter.kind.replace(" ", "-"),
        **_common(letter.person, place, at),
        **_owner_values(letter.owner, _sample_link if as_sample else _signed_links(at)),
        counts=letter.counts,
        kind=letter.kind,
        posts=[tenure.called for tenure in _read_as(letter)],
        review=letter.review,
        summary=letter.summary,
        escalated=letter.escalated,
        answered=letter.answered,
        supported=[
            {"support": part.support, "answer": part.answer, "link": part_link(part)}
            for part in letter.supported
        ],
        handovers=[_handed(one) for one in letter.handovers],
        most_told=MOST_HANDED,
        vacant_url=external("commitments.vacant"),
        stop_url=external("reminders.why") if as_sample else stop_link(letter.person.id),
        most=MOST_LISTED,
        board_url=external("review.board"),
        waiting_url=external("review.board", tab="waiting"),
        inbox_url=external("commitments.inbox"),
        requests_url=external("review.board", tab="more-time"),
        quiet_url=external("review.board", tab="open", flag="silent"),
    )


def _read_as(letter: Letter) -> list[Tenure]:
    """The posts under which the mail is read."""
    owed = [post.tenure for post in letter.owner.posts] if letter.owner else []
    taken = [one.tenure for one in letter.handovers]
    read = [
        *letter.as_reviewer,
        *letter.as_leader,
        *letter.as_superior,
        *owed,
        *taken,
        *letter.as_supporter,
    ]
    return list({tenure.id: tenure for tenure in read}.values())


def compose_reminder(owner: Owner, place: Place, *, by: str, asked_by: str, at: datetime) -> Composed:
    """The words of a reminder that a reviewer asked for."""
    values = _common(owner.person, place, at) | _owner_values(owner, _signed_links(at))
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


def _signed_links(at: datetime) -> Link:
    def link(tenure: Tenure, commitment: Commitment) -> str:
        return commitments.link_for(tenure.id, commitment.id, at=at)

    return link


def _signed_part_links(at: datetime) -> Callable[[Supported], str]:
    def link(part: Supported) -> str:
        return commitments.part_link_for(part.tenure.id, part.support.id, at=at)

    return link


def _sample_part_link(part: Supported) -> str:
    return external("commitments.commitment", commitment_id=part.support.commitment_id)


def _handed(one: TakenOver) -> dict[str, Any]:
    """A post taken over as its mail tells of it, with the page of the whole memorandum."""
    url = external("commitments.handover", post_id=one.tenure.post_id)
    return {
        "tenure": one.tenure, "found": one.found, "rows": one.rows, "before": one.before, "zone": one.zone,
        "url": url,
    }  # fmt: skip


def _sample_link(_tenure: Tenure, commitment: Commitment) -> str:
    return external("commitments.commitment", commitment_id=commitment.id)


def _owner_values(owner: Owner | None, link: Link) -> dict[str, Any]:
    if owner is None:
        return {"owner": None, "total": 0, "parts": [], "untold": 0, "held": [], "link": link}
    lines = owner.lines(MOST_TOLD)
    total = sum(owner.counts.values())
    return {
        "owner": owner,
        "owed": owner.counts,
        "total": total,
        "parts": lines,
        "untold": total - sum(len(told) for _, _, told in lines),
        "held": [post.tenure for post in owner.posts],
        "link": link,
        "mine_url": external("commitments.mine"),
    }
