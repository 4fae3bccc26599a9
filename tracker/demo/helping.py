"""Who else answers in the story: supporting offices, a delegate, a Plt. who takes over, a post that becomes vacant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from tracker.commitments import actions, queries
from tracker.commitments.helping_rules import PartSaid
from tracker.commitments.models import Commitment, Support
from tracker.demo.settling import BY, Settled
from tracker.demo.telling import type_step
from tracker.people import actions as people
from tracker.people import queries as person_queries
from tracker.people.rules import Door, TenureKind, actor
from tracker.regions.rules import local_day

DAY = timedelta(days=1)


def steps(
    story: dict[str, Any], owed: dict[str, Commitment], settled: Settled
) -> list[tuple[datetime, type_step]]:
    """The steps with their moments; a commitment is looked up when its step is played."""
    tellers: dict[str, Callable[..., None]] = {
        "part": _ask,
        "part_answer": _answer,
        "delegate": _name,
        "takeover": _take_over,
        "leaving": _leave,
    }
    return [
        (at := datetime.fromisoformat(row["at"]), partial(tell, row, owed, settled, at))
        for kind, tell in tellers.items()
        for row in story[kind]
    ]


def _support(
    row: dict[str, Any], owed: dict[str, Commitment], settled: Settled
) -> tuple[Commitment, Support]:
    commitment, office = owed[row["commitment"]], settled.offices[row["office"]]
    parts = queries.parts_of(commitment.id)
    return commitment, next(part.support for part in parts if part.support.office_id == office.id)


def _ask(row: dict[str, Any], owed: dict[str, Commitment], settled: Settled, at: datetime) -> None:
    commitment, support = _support(row, owed, settled)
    by = settled.seats[row["by"]].acts(Door.PAGE)
    actions.ask_parts(commitment, {support.id: row["words"]}, by=by, at=at)


def _answer(row: dict[str, Any], owed: dict[str, Commitment], settled: Settled, at: datetime) -> None:
    commitment, support = _support(row, owed, settled)
    seat = settled.seats[row["by"]]
    actions.answer_part(
        support, commitment, tenure=seat.tenure, by=seat.acts(Door.LINK), said=PartSaid(row["said"]),
        note=row["note"], at=at,
    )  # fmt: skip


def _name(row: dict[str, Any], _owed: dict[str, Commitment], settled: Settled, at: datetime) -> None:
    seat = settled.seats[row["by"]]
    asker = person_queries.asker(seat.person, at=at)
    held = next(one for one in asker.holdings if one.post_id == seat.post.id)
    by = actor(asker, held, Door.PAGE)
    person = actions.invite_delegate(held, name=row["name"], email=row["email"], by=by, at=at)
    today = local_day(at, seat.region.zone)
    actions.name_delegate(held, person, commitment=None, until_on=None, by=by, at=at, today=today)


def _take_over(row: dict[str, Any], _owed: dict[str, Commitment], settled: Settled, at: datetime) -> None:
    seat = settled.seats[row["post"]]
    people.end(seat.tenure, until_on=row["from_on"] - DAY, by=BY, at=at)
    person = people.add_person(name=row["name"], email=row["email"], by=BY, at=at, region_id=seat.region.id)
    people.hold(seat.post, person, kind=TenureKind.PLT, from_on=row["from_on"], by=BY, at=at)


def _leave(row: dict[str, Any], _owed: dict[str, Commitment], settled: Settled, at: datetime) -> None:
    people.end(settled.seats[row["post"]].tenure, until_on=row["until_on"], by=BY, at=at)
