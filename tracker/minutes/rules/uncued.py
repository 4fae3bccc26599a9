"""What is owed in a clause where no announcing word counts: one reading after the other, the surest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules.aliases import CHAIRS
from tracker.minutes.rules.bare import acts, bare_cue, ordered, passive, whole
from tracker.minutes.rules.choosing import NEVER, Standing, owed
from tracker.minutes.rules.clause import Clause
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.days import days
from tracker.minutes.rules.deadlines import Deadline
from tracker.minutes.rules.deeds import told_now, undertakes
from tracker.minutes.rules.doers import agent
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.looks import EVERYBODY
from tracker.minutes.rules.proposal import Why
from tracker.minutes.rules.sorts import Hit

_STAMP = re.compile(
    r"\W{0,4}(?:di[a-z]{4,}\s+di\b|di(?:kirim|buat|baca|unggah|terbitkan|perbarui|posting)\b)", re.I
)
""" "Ditetapkan di Kaimana", "Dikirim Jumat": when the paper itself was made."""
_FAR = 20
"""Letters behind which a refused cue belongs to a side clause."""


@dataclass(frozen=True)
class Facts:
    """What is known of the clause. `plainly` is its verb, if it looks like a point; `why` the first cue was refused.

    `past`: it names a day before the forum. `own`: the speaker tells what he does himself. `near`: a decision is near.
    """

    said: Said
    candidates: Sequence[Hit]
    plainly: Hit | None
    why: Why | None
    when: Deadline | None
    held_on: date | None
    standing: Standing
    context: Context
    past: bool
    own: bool
    near: bool


def uncued(clause: Clause, facts: Facts) -> Hit | None:
    """None when nothing is owed."""
    if facts.why in NEVER:
        return None
    plain = _imperative(clause, facts) or _plain(clause, facts) if facts.why is None else None
    return (
        plain
        or _deed(clause, facts)
        or _point(clause, facts)
        or _order(clause, facts)
        or _coming(clause, facts)
    )


def _imperative(clause: Clause, facts: Facts) -> Hit | None:
    if not facts.when or facts.past or not chairs(facts.context):
        return None
    now = told_now(facts.said.text)
    return Hit(bare_cue(), clause.start + now.start("verb"), clause.start + now.end("verb")) if now else None


def _plain(clause: Clause, facts: Facts) -> Hit | None:
    if facts.plainly is None:
        return None
    everybody = clause.dated and EVERYBODY.match(facts.said.text) is not None
    sure = everybody or facts.own or ((facts.near or clause.dated) and agent(clause) is not None)
    return facts.plainly if sure else None


def _deed(clause: Clause, facts: Facts) -> Hit | None:
    """In prose; a refused cue far behind does not count, one in front does."""
    free = facts.why in (None, Why.AIM) or all(clause.start + _FAR < hit.start for hit in facts.candidates)
    if not free or facts.past or facts.context.earlier or facts.standing.listed:
        return None
    found = undertakes(clause.text, clause.start, clause.end, clause.found)
    if found is None or any(hit.start < found.start for hit in facts.candidates):
        return None
    told = facts.held_on and any(
        day.on and day.on < facts.held_on for day in days(facts.said, near=facts.held_on)
    )
    return None if told and not facts.when else found


def _point(clause: Clause, facts: Facts) -> Hit | None:
    """A point of a list of no known kind."""
    plainly = facts.plainly
    later = plainly is not None and all(plainly.end <= hit.start for hit in facts.candidates)
    counts = facts.standing.own and (facts.why in (None, Why.AIM) or later)
    return owed(clause, plainly, facts.when, facts.held_on) if counts else None


def _order(clause: Clause, facts: Facts) -> Hit | None:
    return None if facts.context.earlier else ordered(clause.text, clause.start, clause.end, clause.found)


def _coming(clause: Clause, facts: Facts) -> Hit | None:
    """Something is done on a day to come."""
    coming = facts.why is None and facts.when and ahead(facts.when, facts.held_on)
    if not coming or facts.past or facts.context.earlier:
        return None
    if _STAMP.match(clause.words) or not (acts(clause.words) or passive(clause.words)):
        return None
    return whole(clause.text, clause.start, clause.end, clause.found, dated=False)


def chairs(context: Context) -> bool:
    """Whether the one who may tell others speaks."""
    return context.speaking and context.speaker in CHAIRS


def ahead(when: Deadline, held_on: date | None) -> bool:
    """Whether the day is still to come, or the forum's own."""
    return bool(when.due_on and held_on and when.due_on >= held_on)
