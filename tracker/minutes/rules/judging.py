"""Judges one clause: a commitment with its owner and its day, an earlier item's state, or only the sound of one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules import negatives
from tracker.minutes.rules.bare import bare, only_says, ordered, whole
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.cues import Cue, Hit, Sort, hits
from tracker.minutes.rules.deadlines import deadline_in
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.looks import BY, SERIOUS, urges
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.order import own_first
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Proposal, SetAside, Warn, Why
from tracker.minutes.rules.proposing import Proposing
from tracker.minutes.rules.screening import Clause, refused
from tracker.minutes.rules.wording import Wording

Finding = Proposal | SetAside


@dataclass(frozen=True)
class Standing:
    """How a clause stands in the paper: in a list of decisions, first in its point, as a point at all."""

    listed: bool
    first: bool
    point: bool


@dataclass
class Judging:
    """Knows the text, the forum's day, the days off, and who is called what."""

    wording: Wording
    held_on: date | None
    holidays: Collection[date]
    parties: Parties
    writer: Proposing

    def clause(
        self, span: tuple[int, int], said: Said, cues: Sequence[Cue], standing: Standing, context: Context
    ) -> Finding | None:
        """None for a clause that nobody would take for a promise. `cues` are those that its sentence may hold."""
        plain, (start, end) = self.wording.plain, span
        if self._is_too_little(start, end, standing):
            return None
        candidates = hits(plain, start, end, cues)
        if not (candidates or standing.listed or context.earlier or self._led(said)):
            return self._aside(start, end, negatives.sounds_like(said.text, said.low))
        placed = [
            Office(office.start + start, office.end + start, office.name, office.beside)
            for office in self.parties.groups(said.text)
        ]
        when = deadline_in(said, self.held_on, self.holidays)
        dated = bool(when and (when.due_on or when.strong or Warn.RECURRING in when.warnings))
        clause = Clause(plain, start, end, placed, dated)
        plainly = (
            bare(plain, start, end, placed, first=standing.first, dated=dated)
            if standing.listed or dated
            else None
        )
        best, why = _cued(candidates, clause, plainly, agreed=standing.listed and context.firm)
        best = best or _plain(clause, said, plainly, standing, firm=context.firm, refused_as=why)
        if best is None and not (candidates or context.earlier):
            best = ordered(plain, start, end, placed)
        if context.earlier and negatives.reported(said.text):
            return self.writer.state(
                clause
            )  # below "tindak lanjut rapat lalu" it is an old item with its state
        if best:
            return self.writer.proposal(best, clause, when, context)
        why = negatives.sounds_like(said.text, said.low) or (why if SERIOUS.search(said.text) else None)
        return self._aside(start, end, why)

    def _is_too_little(self, start: int, end: int, standing: Standing) -> bool:
        """It announces what follows, or is a word or two of a table."""
        plain = self.wording.plain
        if plain[end - 1] == ":" and not standing.listed:
            return True
        return end - start < 8 or not (standing.point or plain.count(" ", start, end) > 2)

    def _led(self, said: Said) -> bool:
        """Whether an office at the head may be told to do something though no cue says so."""
        head = self.parties.groups(said.text, upto=3)
        told = bool(head and not only_says(said.text, head[0].end)) or BY.search(said) is not None
        return told and urges(said)

    def _aside(self, start: int, end: int, why: Why | None) -> SetAside | None:
        if why is None:
            return None
        return SetAside(*self.wording.place(start, end), self.wording.said(start, end), why)


def _cued(
    candidates: Sequence[Hit], clause: Clause, plainly: Hit | None, *, agreed: bool
) -> tuple[Hit | None, Why | None]:
    """The first cue that counts, or why the first one does not. What stands below "Kesepakatan" is `agreed`."""
    why = None
    for hit in own_first(candidates, clause):
        reason = refused(hit, clause)
        if reason is Why.DUTY and agreed and not negatives.always(clause.words):
            reason = None  # there a duty is what was agreed
        if reason is None:
            return (plainly if plainly and hit.cue.sort is Sort.DATED else hit), None
        why = why or reason
    return None, why


def _plain(
    clause: Clause, said: Said, plainly: Hit | None, standing: Standing, *, firm: bool, refused_as: Why | None
) -> Hit | None:
    """The verb of a point that no cue announces: of a decision in a list, or of what an office owes by a day."""
    placed = clause.found
    if standing.listed:
        own = standing.first or (bool(placed) and placed[0].start == clause.start)
        if not plainly and firm and own and standing.point:
            plainly = whole(clause.text, clause.start, clause.end, placed, dated=clause.dated)
        return plainly
    if not plainly or not placed or not clause.dated or refused_as:
        return None
    told = clause.start < placed[0].end <= plainly.start
    return plainly if told or BY.search(said) else None
