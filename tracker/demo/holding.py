"""The forums of the story: minutes are read, proposals corrected and approved, the forum published."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tracker.commitments.models import Commitment
from tracker.commitments.routines import Cadence, Terms
from tracker.demo.settling import Settled
from tracker.forums import actions as forums
from tracker.forums.models import Forum
from tracker.forums.rules import Rhythm
from tracker.minutes import actions as minutes
from tracker.minutes.models import Draft
from tracker.people.rules import Actor, Door
from tracker.regions.rules import local_day


def hold(told: dict[str, Any], settled: Settled, samples: Path) -> tuple[dict[str, Commitment], int]:
    """One forum from its file to its mails: commitments by their keys, and how many proposals the text gave."""
    published_at = datetime.fromisoformat(told["published_at"])
    at = published_at - timedelta(hours=1)
    forum, by, drafts = _hand_in(told, settled, samples, at=at)
    owed = {
        decision["key"]: _decide(forum, decision, drafts, settled, by=by, at=at)
        for decision in told["decision"]
    }
    _reject_rest(drafts, told.get("reject", []), by=by, at=at)
    minutes.publish(forum, by=by, at=published_at)
    return owed, len(drafts)


def leave_waiting(told: dict[str, Any], settled: Settled, samples: Path) -> int:
    """A forum whose minutes were handed in and not yet looked at; how many proposals wait in it."""
    at = datetime.fromisoformat(told["handed_in_at"])
    return len(_hand_in(told, settled, samples, at=at)[2])


def _hand_in(
    told: dict[str, Any], settled: Settled, samples: Path, *, at: datetime
) -> tuple[Forum, Actor, list[Draft]]:
    region = next(seat.region for seat in settled.seats.values() if seat.region.code == told["region"])
    by = settled.reviewer_of(region).acts(Door.PAGE)
    series = forums.series(region.id, told["series"], Rhythm(told["rhythm"]))
    forum = forums.hold(
        series, title=told["title"], held_on=told["held_on"], place=told["place"], chair=told["chair"],
        attendance=told["attendance"], by=by, at=at,
    )  # fmt: skip
    file = samples / told["file"]
    return forum, by, list(minutes.take_in(forum, file.read_bytes(), name=file.name, by=by, at=at))


def _decide(
    forum: Forum, told: dict[str, Any], drafts: list[Draft], settled: Settled, *, by: Actor, at: datetime
) -> Commitment:
    """The reviewer approves the proposal that holds these words, corrected; or adds the words by hand."""
    draft = _found(drafts, told["find"])
    if draft is None:
        start = forum.minutes_text.index(told["find"])
        draft = minutes.add_by_hand(forum, start, start + len(told["find"]), by=by, at=at)
        drafts.append(draft)
    return minutes.accept(
        draft, action=told["action"], owner=settled.seats[told["owner"]].post, due_on=told.get("due_on"),
        undated_reason=told.get("undated_reason", ""), measure=told["measure"],
        supporting=[settled.offices[key] for key in told["supporting"]],
        by=by, at=at, today=local_day(at, forum.region.zone), terms=_terms(told.get("every")),
    )  # fmt: skip


def _terms(told: dict[str, Any] | None) -> Terms | None:
    """How it comes round; None for what is owed once."""
    return Terms(Cadence(told["cadence"]), told["day"], told["after"]) if told else None


def _found(drafts: list[Draft], words: str) -> Draft | None:
    fitting = (d for d in drafts if d.commitment_id is None and d.commitment is None and words in d.quote)
    return next(fitting, None)


def _reject_rest(drafts: list[Draft], told: list[dict[str, Any]], *, by: Actor, at: datetime) -> None:
    """What the story gives a reason for is rejected with it; any other proposal left over, without."""
    for draft in drafts:
        if draft.commitment is None:
            why = next(
                (row["why"] for row in told if row["find"] in draft.quote or draft.quote in row["find"]), ""
            )
            minutes.reject(draft, reason=why, by=by, at=at)
