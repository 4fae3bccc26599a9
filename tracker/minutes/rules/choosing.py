"""Which of the cues of a clause counts; or its bare verb, where no cue does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules import negatives
from tracker.minutes.rules.bare import acts, says, whole
from tracker.minutes.rules.clause import Clause
from tracker.minutes.rules.deadlines import Deadline
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.looks import BY
from tracker.minutes.rules.order import own_first
from tracker.minutes.rules.proposal import Warn, Why
from tracker.minutes.rules.screening import refused
from tracker.minutes.rules.sorts import Hit, Sort

NEVER = (Why.PROCEDURE, Why.PRAISE)
_ASKED = (Sort.ORDER, Sort.APPEAL, Sort.ADDRESSED)
_HANDED = re.compile(r"(?:[-=]>|→)\s*$")
_MEETING = re.compile(r"\W*(?:rapat|pertemuan|next|forum|lokmin|agenda|hari|tanggal|waktu|pukul)\b", re.I)


@dataclass(frozen=True)
class Standing:
    """How a clause stands in the paper.

    In a list of decisions; in one of no known kind (`own`); first in its point; as a point at all; behind another one.
    """

    listed: bool
    own: bool
    first: bool
    point: bool
    follows: bool = False


def _heads(clause: Clause, plainly: Hit, hit: Hit) -> bool:
    """ "Capil bersihkan datanya, minta bantuan BPJS": the office at the head owes the first of both."""
    head = clause.found[0] if clause.found else None
    apart = hit.cue.sort is Sort.OURS and head is not None and plainly.start - head.end > 1
    return (
        head is not None
        and not apart
        and head.start - clause.start < 3
        and head.end <= plainly.start < plainly.end <= hit.start
    )


def cued(
    candidates: Sequence[Hit], clause: Clause, plainly: Hit | None, *, agreed: bool
) -> tuple[Hit | None, Why | None]:
    """The first cue that counts, or why the first one does not. What stands below "Kesepakatan" is `agreed`."""
    why = None
    for hit in own_first(candidates, clause):
        reason = refused(hit, clause)
        if reason is Why.DUTY and agreed and not negatives.always(clause.words):
            reason = None  # there a duty is what was agreed
        if reason is None:
            first = plainly and (
                hit.cue.sort is Sort.DATED
                or (hit.cue.sort in (*_ASKED, Sort.OURS) and _heads(clause, plainly, hit))
            )
            return (plainly if first else hit), None
        why = why or reason
    return None, why


def owed(clause: Clause, plainly: Hit | None, when: Deadline | None, held_on: date | None) -> Hit | None:
    """ "3. Bappeda menyusun rencana …", "disdag: operasi pasar, minggu depan" in a list of no known kind."""
    headed = bool(clause.found) and clause.found[0].start - clause.start <= 2
    if (
        plainly
        and headed
        and plainly.end - plainly.start > 3
        and not says(clause.text[plainly.start : plainly.end])
    ):
        return plainly
    timely = when and (Warn.RECURRING in when.warnings or (when.due_on and held_on and when.due_on > held_on))
    if timely and not _MEETING.match(clause.words):
        return plainly or whole(clause.text, clause.start, clause.end, clause.found, dated=True)
    if clause.found and _HANDED.search(clause.text, clause.start, clause.found[-1].start):
        return plainly or whole(clause.text, clause.start, clause.end, clause.found, dated=False)
    return None


def plain_hit(
    clause: Clause, said: Said, plainly: Hit | None, standing: Standing, *, firm: bool, refused_as: Why | None
) -> Hit | None:
    """The verb of a point that no cue announces: of a decision in a list, or of what an office owes by a day."""
    placed = clause.found
    if standing.listed:
        own = standing.first or (bool(placed) and placed[0].start == clause.start)
        if (
            not plainly
            and (firm or clause.dated or acts(clause.words))
            and own
            and standing.point
            and refused_as not in NEVER
        ):
            plainly = whole(clause.text, clause.start, clause.end, placed, dated=clause.dated)
        return plainly
    if not plainly or not placed or not clause.dated or refused_as:
        return None
    told = clause.start < placed[0].end <= plainly.start
    return plainly if told or BY.search(said) else None
