"""What stands beside a commitment in its sentence: a plan before an order, a second half without a head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.minutes.rules.clause import PRONOUN, Clause
from tracker.minutes.rules.proposal import Proposal
from tracker.minutes.rules.sorts import Hit, Sort

_LATER = (Sort.ADDRESSED, Sort.APPEAL)


def own_first(candidates: Sequence[Hit], clause: Clause) -> Sequence[Hit]:
    """ "Kami akan meminta …" is the speaker's own plan, though asking is the stronger word."""
    will = next((hit for hit in candidates if hit.cue.sort is Sort.WILL), None)
    ours = next((hit for hit in candidates if hit.cue.sort is Sort.OURS), None)
    if ours and clause.dated and candidates[0].cue.sort in _LATER and ours.start < candidates[0].start:
        return [ours, *candidates]
    if will is None or candidates[0].start <= will.start or candidates[0].cue.sort is not Sort.ORDER:
        return candidates
    subject = PRONOUN.search(clause.before(will.start)[-12:])
    return [will, *candidates] if subject else candidates


def going_on(before: Proposal | None, found: Proposal) -> Proposal:
    """ "… sedang menyiapkan klinik, dan menargetkan …": the second half has the first half's owner."""
    headless = found.owner is None and found.quote.startswith(found.cue)
    if before is None or not headless or before.owner is None:
        return found
    because = (*found.because, *(b for b in before.because if b.reason.value.startswith("owner")))
    return replace(found, owner=before.owner, office=before.office, because=because)
