"""The next forum ratifies what was accepted since: one act, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tracker.commitments import queries
from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.acts import Hindered, Hindrance, changed
from tracker.commitments.models import Commitment
from tracker.commitments.rules import EventKind, Refusal, Status
from tracker.forums.models import Forum
from tracker.people.rules import Actor


def ratify(
    forum: Forum,
    commitments: Sequence[Commitment],
    *,
    left: Sequence[tuple[Commitment, str]] = (),
    seen: Mapping[int, int],
    by: Actor,
    at: datetime,
) -> None:
    """Records that the forum ratified these commitments, and why it did not ratify those `left` (which stay listed).

    What was verified is ratified from here; what cannot be done keeps its status, so that it never counts as done.
    `seen` holds the version of each as the reviewer saw it. Hindered: these stand against it, so nothing was written.
    """
    all_of_them = sorted([*commitments, *(commitment for commitment, _ in left)], key=lambda one: one.id)
    for commitment in all_of_them:
        hold(commitment)
    hindrances = changed(seen, {c.id: c.version_id for c in all_of_them}) + _hindrances(forum, all_of_them)
    if hindrances:
        raise Hindered(hindrances)
    said: dict[str, Any] = {
        "forum": forum.id, "title": forum.title, "held_on": forum.held_on.isoformat(),
    }  # fmt: skip
    for commitment in commitments:
        commitment.ratified_forum_id = forum.id
        if commitment.status is Status.VERIFIED:
            commitment.status = Status.RATIFIED
        step(commitment, EventKind.RATIFIED, by=by, at=at, **said)
    for commitment, why in left:
        if why.strip():
            step(commitment, EventKind.NOT_RATIFIED, by=by, at=at, note=why.strip(), **said)


def _hindrances(forum: Forum, commitments: Sequence[Commitment]) -> list[Hindrance]:
    """A forum ratifies what earlier forums of its region decided, never its own nor a later one's."""
    may = queries.ratifiable_among(forum, [c.id for c in commitments])
    others = [c for c in commitments if c.id not in may]
    return [
        Hindrance(c.id, Refusal.CHANGED if _is_earlier(c.forum, forum) else Refusal.OWN_FORUM) for c in others
    ]


def _is_earlier(one: Forum, other: Forum) -> bool:
    same_region = one.region_id == other.region_id
    return same_region and (one.held_on, one.id) < (other.held_on, other.id)
