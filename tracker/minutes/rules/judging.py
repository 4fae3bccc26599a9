"""Judges one clause: a commitment with its owner and its day, an earlier item's state, or only the sound of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.minutes.rules import negatives
from tracker.minutes.rules.afterthoughts import DITTO
from tracker.minutes.rules.aliases import CHAIRS
from tracker.minutes.rules.bare import bare, bare_cue, only_says, passive
from tracker.minutes.rules.choosing import Standing, cued, plain_hit
from tracker.minutes.rules.clause import Clause
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.cues import hits
from tracker.minutes.rules.deadlines import Deadline, deadline_in
from tracker.minutes.rules.deeds import may_hold, told_now
from tracker.minutes.rules.doers import agent
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.holding import Held
from tracker.minutes.rules.looks import ARROWED, BY, EVERYBODY, OPENING, SERIOUS, explains, reports, urges
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Proposal, SetAside, Warn, Why
from tracker.minutes.rules.proposing import Proposing
from tracker.minutes.rules.sorts import Cue, Hit, Sort
from tracker.minutes.rules.uncued import Facts, ahead, chairs, uncued
from tracker.minutes.rules.verbs import PASSIVE
from tracker.minutes.rules.wording import Wording

Finding = Proposal | SetAside

_STATE_NEXT = re.compile(
    r"[ .;]*(?:status|progres\w*|realisasi|perkembangan|keadaan|kemajuan)(?:nya)?\b[^:.\n]{0,20}:", re.I
)
_APART = re.compile(r"(?:[,:]|\b(?:maka|bahwa))\s+$")
_SUMS_UP = re.compile(
    r"\W*(?:dari\s+\w+\s+(?:butir|kesepakatan|komitmen|rekomendasi|poin)|capaian|secara\s+umum"
    r"|dengan\s+demikian|hambatan|kendala"
    r"|keadaan|secara\s+keseluruhan)\b",
    re.I,
)
""" How many are done is no item."""
_FINISHED = re.compile(r"(?:rampung|tuntas|selesai|kelar)\b", re.I)
_DONE_BY = re.compile(rf"\b{PASSIVE}\s+(?-i:(?=[A-Z]))", re.I)


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
        if not (
            candidates
            or standing.listed
            or context.earlier
            or standing.follows
            or standing.own
            or self._led(said, context)
        ):
            return self._aside(start, end, negatives.sounds_like(said.text, said.words))
        placed = [
            Office(office.start + start, office.end + start, office.name, office.beside)
            for office in self.parties.groups(said.text)
        ]
        when = deadline_in(said, self.held_on, self.holidays)
        past = when is not None and self._is_past(when, said)
        when = None if past else when
        dated = DITTO.search(said.text) is not None or bool(
            when and (when.due_on or when.strong or Warn.RECURRING in when.warnings)
        )
        clause = Clause(plain, start, end, placed, dated)
        if past and not candidates and not context.earlier and negatives.done(said.text):
            return self._aside(start, end, Why.DONE)
        near = standing.follows or context.decided or (standing.listed and context.firm)
        done_by = (dated or near) and (BY.search(said) is not None or agent(clause) is not None)
        speaks = _speaks(context) and bool(
            when and ((Warn.RECURRING in when.warnings and not explains(said)) or ahead(when, self.held_on))
        )
        plainly = (
            bare(plain, start, end, placed, first=standing.first or speaks or done_by, dated=dated)
            if standing.listed or standing.own or dated or near
            else None
        )
        best, why = cued(candidates, clause, plainly, agreed=standing.listed and context.firm)
        best = best or plain_hit(clause, said, plainly, standing, firm=context.firm, refused_as=why)
        facts = Facts(
            said,
            candidates,
            plainly,
            why,
            when,
            self.held_on,
            standing,
            context,
            past=past,
            own=speaks,
            near=near,
        )
        best = best or uncued(clause, facts)
        if best and best.cue.sort is Sort.BARE and ARROWED.match(plain, end):
            return None  # what was wrong stands before an arrow
        if context.earlier and negatives.reported(said.text) and not _SUMS_UP.match(said.text):
            return self.writer.state(
                clause
            )  # below "tindak lanjut rapat lalu" it is an old item with its state
        if best and _STATE_NEXT.match(plain, end):
            return self.writer.state(clause)
        if best:
            return self.writer.proposal(best, clause, when, context)
        why = negatives.sounds_like(said.text, said.words) or (why if SERIOUS.search(said.text) else None)
        return self._aside(start, end, why)

    def told_after(self, held: Held, context: Context) -> Proposal:
        """A sentence of which only the next one says whose it is or by when."""
        words = Said.of(self.wording.plain[held.start : held.end])
        placed = [
            Office(office.start + held.start, office.end + held.start, office.name, office.beside)
            for office in self.parties.groups(words.text)
        ]
        clause = Clause(self.wording.plain, held.start, held.end, placed, dated=False)
        return self.writer.proposal(Hit(bare_cue(), held.at, held.at + 1), clause, None, context)

    def _is_past(self, when: Deadline, said: Said) -> bool:
        """A bare day up to the forum's own belongs to what is told; "mulai hari ini" does not."""
        strong = when.strong and not _FINISHED.match(said.text, when.start)
        if not (when.due_on and self.held_on) or strong or when.due_on > self.held_on:
            return False
        return when.due_on < self.held_on or "hari ini" not in said.low

    def _is_too_little(self, start: int, end: int, standing: Standing) -> bool:
        """It announces what follows, or is a word or two of a table."""
        plain = self.wording.plain
        if plain[end - 1] == ":":
            return True
        return end - start < 8 or not (standing.point or plain.count(" ", start, end) > 2)

    def hints(self, said: Said, context: Context) -> bool:
        """Whether a sentence without any cue is worth a closer look."""
        if context.decided and " di" in said.low:
            return True
        if may_hold(said, self.parties):
            return True
        if reports(said):
            return False
        if not urges(said):
            return False
        return (
            _speaks(context)
            or BY.search(said) is not None
            or EVERYBODY.match(said.text) is not None
            or passive(said.text)
            or (chairs(context) and told_now(said.text) is not None)
            or bool(self.parties.groups(said.text, upto=60))
        )

    def may_be_owed(self, said: Said) -> bool:
        """Whether a point of a list of no known kind names an office first or behind an arrow, or a time."""
        return (
            bool(self.parties.groups(said.text, upto=3))
            or "→" in said.text
            or "->" in said.text
            or urges(said)
        )

    def aside(self, start: int, end: int, said: Said) -> SetAside | None:
        """What only sounds like a promise."""
        return self._aside(start, end, negatives.sounds_like(said.text, said.words))

    def _led(self, said: Said, context: Context) -> bool:
        """Whether an office at the head may be told to do something though no cue says so."""
        if context.decided and " di" in said.low:
            return True
        if not urges(said):
            return may_hold(said, self.parties)
        if _speaks(context):
            return True
        if BY.search(said) is not None:
            return True
        if (
            passive(said.text)
            or EVERYBODY.match(said.text)
            or may_hold(said, self.parties)
            or (chairs(context) and told_now(said.text))
        ):
            return True
        named = self.parties.groups(said.text, upto=100)
        if _DONE_BY.search(said.text) and any(
            _DONE_BY.search(said.text[max(0, one.start - 30) : one.start + 1]) for one in named
        ):
            return True
        opening = OPENING.match(said.text)
        behind = 3 + (opening.end() if opening else 0)
        return any(
            (one.start < behind or _APART.search(said.text, 0, one.start))
            and not only_says(said.text, one.end)
            for one in named
        )

    def _aside(self, start: int, end: int, why: Why | None) -> SetAside | None:
        if why is None:
            return None
        return SetAside(*self.wording.place(start, end), self.wording.said(start, end), why)


def _speaks(context: Context) -> bool:
    """Whether an office tells in this paragraph what it will do itself."""
    return context.speaking and context.speaker is not None and context.speaker not in CHAIRS


def proposals(findings: Sequence[Finding]) -> list[Proposal]:
    return [found for found in findings if isinstance(found, Proposal)]
