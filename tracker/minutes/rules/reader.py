"""Goes through a text once: proposes what is promised and sets aside what only sounds so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules import negatives
from tracker.minutes.rules.bare import bare, whole
from tracker.minutes.rules.blocks import Block, BlockKind, blocks
from tracker.minutes.rules.context import Context, heads
from tracker.minutes.rules.cues import Cue, Hit, Sort, clauses, hits, possible
from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.gates import words_of
from tracker.minutes.rules.matrix import Matrix, columns
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.parties import Parties, parties
from tracker.minutes.rules.points import points
from tracker.minutes.rules.proposal import Proposal, SetAside, Warn, Why
from tracker.minutes.rules.proposing import Proposing
from tracker.minutes.rules.screening import PRONOUN, Clause, refused
from tracker.minutes.rules.sentences import sentences
from tracker.minutes.rules.trimming import trimmed
from tracker.minutes.rules.wording import Wording

Finding = Proposal | SetAside

_SERIOUS = re.compile(
    r"\b(?:akan|wajib|harus|minta|agar|mengimbau|imbau|instruksi|komitmen|sepakat"
    r"|target)\w*",
    re.I,
)
_NEUTRAL_FIELDS = re.compile(
    r"(?:yang\s+hadir|hadir|peserta|undangan|tembusan|kepada|dari|melalui|perihal|hal|tanggal|waktu|jam|pukul|tempat"
    r"|lokasi|notulis|pencatat|notulen|pimpinan|pemimpin|dipimpin|ketua\s+rapat|nomor|sifat|lampiran|hari|acara|rapat"
    r"|agenda|cc|bcc|to|from|date|sent|subject|judul|yth|topik)\b",
    re.I,
)
_RULER = re.compile(r"[\s\-–—=_+|*~.:#]*")


@dataclass
class Reader:
    """Holds what one pass carries along: the forum's day, the context, the open table."""

    wording: Wording
    plain: str
    held_on: date | None
    holidays: Collection[date]
    parties: Parties
    writer: Proposing
    context: Context
    matrix: Matrix | None = None

    @classmethod
    def of(cls, text: str, held_on: date | None, holidays: Collection[date]) -> Reader:
        wording = Wording.of(text)
        known = parties(wording.plain)
        return cls(wording, wording.plain, held_on, holidays, known, Proposing(wording, known), Context())

    def findings(self) -> Iterator[Finding]:
        for block in blocks(self.plain, self.wording.shown):
            if _RULER.fullmatch(self.plain, block.start, block.end):
                continue
            yield from self._row(block) if block.kind is BlockKind.ROW else self._block(block)

    def _row(self, block: Block) -> Iterator[Finding]:
        """A header row opens a matrix; cells of any other table are read as points."""
        words = [self.plain[start:end] for start, end in block.cells]
        if header := columns(words, within=self.matrix is not None):
            self.matrix = Matrix(
                self.wording, header, self.held_on, self.holidays, self.parties, self.context.earlier
            )
        elif self.matrix:
            yield from self.matrix.row(block.cells)
        else:
            for cell in block.cells:
                for start, end in sentences(self.plain, *cell):
                    yield from self._sentence(start, end, item=True, first=True, point=False)

    def _block(self, block: Block) -> Iterator[Finding]:
        words = self.plain[block.start : block.end]
        self.matrix = None
        if block.kind is BlockKind.HEADING:
            self.context = self.context.under(words, self.parties.groups(words))
            return
        known = block.kind is BlockKind.FIELD and self._field(block)
        if block.kind is BlockKind.TEXT and block.speaker:
            self.context = self.context.spoken_by(block.speaker)
        item = block.kind is BlockKind.ITEM
        if item and self._owner_item(block, words):
            return
        if not item and not known and words.rstrip().endswith(":"):
            above = self.context.named_above(words, self.parties.groups(words[:120]))
            if above:
                self.context = above
                return
        yield from self._points(block, item=item, known=known)

    def _points(self, block: Block, *, item: bool, known: bool) -> Iterator[Finding]:
        """The block's sentences, and the points written within it one behind the other."""
        until, inner = points(self.plain, block.start, block.end)
        for number, (start, end) in enumerate(sentences(self.plain, block.start, until)):
            self.context = self.context.after_sentence(self.plain[start:end], self.parties)
            if not (known and number == 0):
                yield from self._sentence(start, end, item=item, first=number == 0)
        if inner:
            before = self.context
            if not item:
                self.context = self.context.after_paragraph(
                    self.plain[block.start : until].rstrip(" ,") + ":"
                )
            for start, end in inner:
                for number, sentence in enumerate(sentences(self.plain, start, end)):
                    yield from self._sentence(*sentence, item=True, first=number == 0)
            self.context = before
        elif not item or self.plain[block.end - 1] == ":":
            self.context = self.context.after_paragraph(self.plain[block.start : block.end])

    def _owner_item(self, block: Block, words: str) -> bool:
        """ "1. Dinas Kesehatan:" owns the points below it, until the next point of its own level."""
        if self.context.above and self.context.level == block.level:
            self.context = replace(self.context, above=None, level="")
        if len(words) > 160:
            return False
        named = self.parties.groups(words)
        addressed = self.context.named_above(words, named)
        alone = words.rstrip(" :")
        whole_line = len(named) == 1 and named[0].start == 0 and named[0].end >= len(alone)
        if not (whole_line or (addressed and named)):
            return False
        above = addressed.above if addressed and addressed.above else heads(alone, named[0].name)
        self.context = replace(
            self.context, above=above, level=block.level, speaker=above.office or self.context.speaker
        )
        return True

    def _field(self, block: Block) -> bool:
        """Fields of the head ("Tempat: …") hold no promise; "Dinas Kesehatan: …" names who owns what follows."""
        if _NEUTRAL_FIELDS.match(block.speaker):
            return True
        named = self.parties.groups(block.speaker)
        if named:
            above = heads(block.speaker, named[0].name)
            self.context = replace(self.context, above=above, speaker=above.office or self.context.speaker)
        return False

    def _sentence(
        self, start: int, end: int, *, item: bool, first: bool, point: bool = True
    ) -> Iterator[Finding]:
        """`point` is False for cells of a table whose columns are not known: they are not read as points."""
        context = self.context
        listed = item and not context.earlier and (context.listed or context.decided)
        words = self.plain[start:end]
        cues = possible(words_of(words))
        if not (cues or listed or context.earlier or context.agreed or negatives.sounds_like(words)):
            return
        follows = context.agreed and context.decided
        before: Proposal | None = None
        for begin, stop in clauses(self.plain, start, end, cues):
            found = self._clause(
                *trimmed(self.plain, begin, stop, self.held_on),
                cues,
                listed=listed or follows,
                first=(first or (context.agreed and context.decided)) and begin == start,
                point=point,
            )
            if found:
                if isinstance(found, Proposal):
                    found = before = _going_on(before, found)
                    follows = True
                yield found

    def _clause(
        self, start: int, end: int, cues: Sequence[Cue], *, listed: bool, first: bool, point: bool
    ) -> Finding | None:
        if end - start < 8 or not (point or self.plain.count(" ", start, end) > 2):
            return None
        candidates = hits(self.plain, start, end, cues)
        words = self.plain[start:end]
        if not (candidates or listed or self.context.earlier or negatives.sounds_like(words)):
            return None
        placed = [
            Office(office.start + start, office.end + start, office.name, office.beside)
            for office in self.parties.groups(words)
        ]
        when = deadline(words, self.held_on, self.holidays)
        dated = bool(when and (when.due_on or when.strong or Warn.RECURRING in when.warnings))
        clause = Clause(self.plain, start, end, placed, dated)
        why: Why | None = None
        plainly = bare(self.plain, start, end, placed, first=first, dated=dated) if listed or dated else None
        for hit in _own_first(candidates, clause):
            reason = refused(hit, clause)
            if reason is Why.DUTY and listed and self.context.firm and not negatives.always(words):
                reason = None  # under "Kesepakatan" a duty is what was agreed
            if reason is None:
                best = plainly if plainly and hit.cue.sort is Sort.DATED else hit
                return self._state(clause) or self.writer.proposal(best, clause, when, self.context)
            why = why or reason
        own = first or (bool(placed) and placed[0].start == start)
        if listed and not plainly and self.context.firm and own and point:
            plainly = whole(self.plain, start, end, placed, dated=dated)
        if listed and plainly:
            return self._state(clause) or self.writer.proposal(plainly, clause, when, self.context)
        if state := self._state(clause):
            return state
        why = negatives.sounds_like(clause.words) or (why if _SERIOUS.search(clause.words) else None)
        return self._aside(start, end, why) if why else None

    def _aside(self, start: int, end: int, why: Why) -> SetAside:
        return SetAside(*self.wording.place(start, end), self.wording.said(start, end), why)

    def _state(self, clause: Clause) -> Proposal | None:
        """Under "tindak lanjut rapat lalu" a point told with its state is an old item reported with its state."""
        if not self.context.earlier or not negatives.reported(clause.words):
            return None
        return self.writer.state(clause)


def _own_first(candidates: Sequence[Hit], clause: Clause) -> Sequence[Hit]:
    """ "Kami akan meminta …" is the speaker's own plan, though asking is the stronger word."""
    will = next((hit for hit in candidates if hit.cue.sort is Sort.WILL), None)
    if will is None or candidates[0].start <= will.start or candidates[0].cue.sort is not Sort.ORDER:
        return candidates
    subject = PRONOUN.search(clause.before(will.start)[-12:])
    return [will, *candidates] if subject else candidates


def _going_on(before: Proposal | None, found: Proposal) -> Proposal:
    """ "… sedang menyiapkan klinik, dan menargetkan …": the second half has the first half's owner."""
    headless = found.owner is None and found.quote.startswith(found.cue)
    if before is None or not headless or before.owner is None:
        return found
    because = (*found.because, *(b for b in before.because if b.reason.value.startswith("owner")))
    return replace(found, owner=before.owner, office=before.office, because=because)


def proposals(findings: Sequence[Finding]) -> list[Proposal]:
    return [found for found in findings if isinstance(found, Proposal)]
