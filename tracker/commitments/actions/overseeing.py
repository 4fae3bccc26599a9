"""A reviewer's acts on commitments: all or none, with one reason, told once an owner, undone for a minute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tracker.commitments import queries, words
from tracker.commitments.actions.stepping import hand_over, hold_all, step_all
from tracker.commitments.actions.telling_many import recall, tell_owners
from tracker.commitments.acts import (
    EVENT_OF,
    Act,
    Before,
    Hindered,
    Hindrance,
    changed,
    may_take_back,
)
from tracker.commitments.caps import Cap
from tracker.commitments.models import Commitment
from tracker.commitments.oversights import Oversight
from tracker.commitments.queries import NOTHING_ASKED, Requests
from tracker.commitments.rules import (
    OPEN,
    OWED,
    EventKind,
    Refusal,
    Refused,
    Status,
    check_new_due,
)
from tracker.extensions import db
from tracker.people.models import Post
from tracker.people.rules import Actor

Change = Callable[[Commitment], None]


def oversee(
    commitments: Sequence[Commitment],
    act: Act,
    *,
    reason: str,
    seen: Mapping[int, int],
    by: Actor,
    at: datetime,
    today: date,
    due_on: date | None = None,
    owner: Post | None = None,
    meeting: Mapping[str, Any] | None = None,
) -> Oversight:
    """Does the act to all of one region's commitments, or to none; owners are told when it cannot be taken back.

    `seen` holds the version of each as the reviewer saw it. Refused: no reason. Hindered: these stand against it.
    `meeting`: what the story tells of a meeting that decides, which tells the owners itself.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(Refusal.REASON_MISSING)
    hold_all(commitments)
    hindrances = changed(seen, {c.id: c.version_id for c in commitments})
    hindrances += _hindrances(commitments, act, due_on=due_on, owner=owner, today=today)
    if hindrances:
        raise Hindered(hindrances)
    done = Oversight(
        region_id=commitments[0].region_id, act=act, reason=reason, at=at, tenure_id=by.tenure_id, items=[]
    )
    db.session.add(done)
    db.session.flush()
    befores = [_snapshot(commitment) for commitment in commitments]
    cap = queries.cap_of(done.region_id)
    told = [
        (c, {**_do(c, act, due_on=due_on, owner=owner, done=done, cap=cap, at=at), **(meeting or {})})
        for c in commitments
    ]
    step_all(told, EVENT_OF[act], by=by, at=at, note=reason)
    for before, (_commitment, said) in zip(befores, told, strict=True):
        if "beyond" in said:
            before["beyond"] = said["beyond"]
    db.session.flush()
    done.items = [before | {"version": c.version_id} for c, before in zip(commitments, befores, strict=True)]
    words.index([commitment.id for commitment in commitments])
    if meeting is None:
        tell_owners(done, commitments, by=by, at=at, today=today)
    return done


def _hindrances(
    commitments: Sequence[Commitment], act: Act, *, due_on: date | None, owner: Post | None, today: date
) -> list[Hindrance]:
    found = []
    bears = act in (Act.EXTEND, Act.HAND_OVER)
    asked = queries.requests_of([c.id for c in commitments]) if bears else {}
    for commitment in commitments:
        try:
            waits = asked.get(commitment.id, NOTHING_ASKED)
            _check(commitment, act, due_on=due_on, owner=owner, asked=waits, today=today)
        except Refused as refused:
            found.append(Hindrance(commitment.id, refused.reason))
    return found


def _check(
    commitment: Commitment, act: Act, *, due_on: date | None, owner: Post | None, asked: Requests, today: date
) -> None:
    if commitment.published_at is None or commitment.status not in (OPEN if act is Act.WITHDRAW else OWED):
        raise Refused(Refusal.CLOSED)
    if act is Act.EXTEND:
        check_new_due(due_on, commitment.due_on, today=today)
    if asked.petition or (act is Act.EXTEND and asked):
        raise Refused(Refusal.ALREADY_ASKED)
    if act is Act.HAND_OVER and (owner is None or owner.id == commitment.owner_post_id):
        raise Refused(Refusal.SAME_OWNER)


def _do(
    commitment: Commitment,
    act: Act,
    *,
    due_on: date | None,
    owner: Post | None,
    done: Oversight,
    cap: Cap,
    at: datetime,
) -> dict[str, Any]:
    """Changes the commitment; what its story keeps of that."""
    said: dict[str, Any] = {"oversight": done.id}
    if act is Act.EXTEND:
        said["previous"] = commitment.due_on.isoformat() if commitment.due_on else None
        first, extended = commitment.original_due_on, commitment.extended
        if beyond := cap.beyond(extended, due_on=commitment.due_on, first=first, wanted=due_on):
            said["beyond"] = beyond.value
        commitment.extended += commitment.due_on is not None
        commitment.due_on = due_on
    elif act is Act.HAND_OVER and owner is not None:
        said |= hand_over(commitment, owner)
    elif act is Act.WITHDRAW:
        commitment.status, commitment.closed_at, commitment.proposed_at = Status.WITHDRAWN, at, None
    return said


def _snapshot(commitment: Commitment) -> Before:
    proposed_at = commitment.proposed_at
    return {
        "id": commitment.id,
        "status": commitment.status.value,
        "due_on": commitment.due_on.isoformat() if commitment.due_on else None,
        "extended": commitment.extended,
        "owner_post_id": commitment.owner_post_id,
        "owner_office_id": commitment.owner_office_id,
        "proposed_at": proposed_at.isoformat() if proposed_at else None,
    }


def take_back(done: Oversight, commitments: Sequence[Commitment], *, by: Actor, at: datetime) -> None:
    """Makes all of them what they were, before anybody was told.

    Refused: the minute is over, or it was taken back. Hindered: these have changed since.
    """
    db.session.refresh(done, with_for_update=True)
    if done.taken_back_at is not None or not may_take_back(done.at, at):
        raise Refused(Refusal.TOO_LATE)
    hold_all(commitments)
    left = {item["id"]: item for item in done.items}
    hindrances = changed(
        {number: item["version"] for number, item in left.items()}, {c.id: c.version_id for c in commitments}
    )
    if hindrances:
        raise Hindered(hindrances)
    if not recall(done):
        raise Refused(Refusal.TOO_LATE)
    for commitment in commitments:
        _restore(commitment, left[commitment.id])
    said = {"oversight": done.id, "undone": done.act.value}
    step_all([(commitment, dict(said)) for commitment in commitments], EventKind.TAKEN_BACK, by=by, at=at)
    done.taken_back_at = at
    words.index([commitment.id for commitment in commitments])


def _restore(commitment: Commitment, was: Before) -> None:
    commitment.status = Status(was["status"])
    commitment.due_on = date.fromisoformat(was["due_on"]) if was["due_on"] else None
    commitment.extended = was["extended"]
    commitment.owner_post_id, commitment.owner_office_id = was["owner_post_id"], was["owner_office_id"]
    commitment.proposed_at = datetime.fromisoformat(was["proposed_at"]) if was["proposed_at"] else None
    commitment.closed_at = None
