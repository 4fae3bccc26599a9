"""The life of a commitment worked out from its story alone: each step changes it as the rules say. Pure.

What a row holds is a memory of this; a test plays acts at random and compares the two after each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from tracker.commitments.rules import (
    ACCEPTED,
    EVENT_OF,
    PETITIONS,
    Answer,
    EventKind,
    Status,
    obstacle_after,
    status_after,
    without_evidence_after,
)


class Happened(NamedTuple):
    """A step of the story. `due_on` counts only for steps that set a due date; `obstacle` only for reports."""

    kind: EventKind
    at: datetime
    data: Mapping[str, Any]
    due_on: date | None = None
    note: str = ""
    obstacle: str = ""


@dataclass(frozen=True)
class Life:
    """How a commitment stands; `asked` is what its owner asked the reviewers for and has no answer to."""

    status: Status = Status.NOT_STARTED
    due_on: date | None = None
    owner_post_id: int | None = None
    extended: int = 0
    obstacle: str = ""
    asked: Answer | None = None
    published_at: datetime | None = None
    proposed_at: datetime | None = None
    closed_at: datetime | None = None
    without_evidence: str = ""
    waived: str = ""
    look_again_at: datetime | None = None
    ratified_forum_id: int | None = None


BORN = Life()
ANSWER_OF = {kind: answer for answer, kind in EVENT_OF.items()}


def lived(story: Iterable[Happened]) -> Life:
    """What the steps of a whole story, in their order, have made of a commitment.

    ValueError: an act was taken back that the story does not hold.
    """
    life, before = BORN, dict[int, Life]()
    for step in story:
        act = step.data.get("oversight") or step.data.get("entry")
        if step.kind is EventKind.TAKEN_BACK:
            if act not in before:
                raise ValueError(f"act {act} was taken back but never done")
            life = before.pop(act)
            continue
        if act is not None:
            before[act] = life
        life = after(life, step)
    return life


def after(life: Life, step: Happened) -> Life:
    """One step further; words that report and decide nothing leave everything as it was."""
    if step.kind in ANSWER_OF:
        return _reported(life, step, ANSWER_OF[step.kind])
    change = CHANGES.get(step.kind)
    return change(life, step) if change else life


def _reported(life: Life, step: Happened, answer: Answer) -> Life:
    status = status_after(answer, life.status)
    waits = status is Status.PROPOSED_DONE
    reason, files = step.data.get("without_evidence", ""), step.data.get("files", 0)
    asked = answer if answer in (*PETITIONS, Answer.MORE_TIME) else life.asked
    return replace(
        life,
        status=status,
        obstacle=obstacle_after(answer, life.obstacle, step.obstacle),
        proposed_at=(life.proposed_at or step.at) if waits else None,
        without_evidence=without_evidence_after(
            answer, life.status, life.without_evidence, reason=reason, files=files
        ),
        asked=None if answer is Answer.DONE and asked in PETITIONS else asked,
    )


def _decided(life: Life, step: Happened) -> Life:
    return replace(life, due_on=step.due_on, owner_post_id=step.data.get("owner"))


def _came_round(life: Life, step: Happened) -> Life:
    """The next instance of a routine is owed from the moment it is made."""
    return replace(_decided(life, step), published_at=step.at)


def _published(life: Life, step: Happened) -> Life:
    return replace(life, published_at=step.at)


def _time_granted(life: Life, step: Happened) -> Life:
    return replace(_time_given(life, step), asked=None)


def _time_given(life: Life, step: Happened) -> Life:
    """A first date for what had none is no extension."""
    return replace(life, due_on=step.due_on, extended=life.extended + (life.due_on is not None))


def _answered(life: Life, _step: Happened) -> Life:
    return replace(life, asked=None)


def _verified(life: Life, step: Happened) -> Life:
    waived = step.note if step.data.get("waived") else ""
    return replace(_closed(life, step, Status.VERIFIED), waived=waived)


def _sent_back(life: Life, _step: Happened) -> Life:
    return replace(life, status=Status.SENT_BACK, proposed_at=None, without_evidence="", waived="")


def _withdrawn(life: Life, step: Happened) -> Life:
    return _closed(life, step, Status.WITHDRAWN)


def _cannot_be_done(life: Life, step: Happened) -> Life:
    return replace(_closed(life, step, Status.CANNOT_BE_DONE), asked=None)


def _closed(life: Life, step: Happened, status: Status) -> Life:
    return replace(life, status=status, closed_at=step.at, proposed_at=None)


def _handed_over(life: Life, step: Happened) -> Life:
    """Handing over answers the petition that asked for it, and no other request."""
    asked = None if "petition" in step.data else life.asked
    return replace(life, owner_post_id=step.data.get("owner"), asked=asked)


def _reopened(life: Life, step: Happened) -> Life:
    return replace(
        life,
        status=Status.IN_PROGRESS,
        due_on=step.due_on,
        closed_at=None,
        proposed_at=None,
        look_again_at=None,
        without_evidence="",
        waived="",
        ratified_forum_id=None,
        asked=None,
    )


def _ratified(life: Life, step: Happened) -> Life:
    status = Status.RATIFIED if life.status is Status.VERIFIED else life.status
    return replace(life, status=status, ratified_forum_id=step.data["forum"])


def _commented(life: Life, step: Happened) -> Life:
    """Words after the acceptance call for another look; before it they are read with the rest."""
    if life.status not in ACCEPTED:
        return life
    return replace(life, look_again_at=life.look_again_at or step.at)


def _confirmed(life: Life, _step: Happened) -> Life:
    return replace(life, look_again_at=None)


CHANGES: dict[EventKind, Callable[[Life, Happened], Life]] = {
    EventKind.DECIDED: _decided,
    EventKind.CAME_ROUND: _came_round,
    EventKind.PUBLISHED: _published,
    EventKind.TIME_GRANTED: _time_granted,
    EventKind.TIME_REFUSED: _answered,
    EventKind.TIME_GIVEN: _time_given,
    EventKind.VERIFIED: _verified,
    EventKind.SENT_BACK: _sent_back,
    EventKind.WITHDRAWN: _withdrawn,
    EventKind.CANNOT_BE_DONE: _cannot_be_done,
    EventKind.STILL_OWED: _answered,
    EventKind.HANDED_OVER: _handed_over,
    EventKind.REOPENED: _reopened,
    EventKind.RATIFIED: _ratified,
    EventKind.COMMENTED: _commented,
    EventKind.CONFIRMED: _confirmed,
}
