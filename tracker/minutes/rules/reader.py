"""Goes through a text once: proposes what is promised and sets aside what only sounds so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules import negatives
from tracker.minutes.rules.aliases import CLINIC
from tracker.minutes.rules.bare import bare
from tracker.minutes.rules.blocks import Block, BlockKind, blocks, shadow
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.cues import Hit, Sort, clauses, hits
from tracker.minutes.rules.deadlines import Deadline, deadline
from tracker.minutes.rules.figures import every, indicator
from tracker.minutes.rules.matrix import Matrix, columns
from tracker.minutes.rules.offices import groups, is_group, offices
from tracker.minutes.rules.owners import Owner, owner
from tracker.minutes.rules.phrasing import action
from tracker.minutes.rules.proposal import Kind, Proposal, SetAside, Warn, Why
from tracker.minutes.rules.screening import Clause, refused
from tracker.minutes.rules.sentences import sentences
from tracker.minutes.rules.trimming import trimmed

Finding = Proposal | SetAside

_HEAD = 3_000
_PLANNED = re.compile(r"di\w+|jangan|akan\s+(?=(?:kami|kita|saya)\b)", re.I)
_ONGOING = re.compile(r"\b(?:tetap|terus|senantiasa|selalu)\b", re.I)
_SERIOUS = re.compile(
    r"\b(?:akan|wajib|harus|minta|agar|mengimbau|imbau|instruksi|komitmen|sepakat"
    r"|target)\w*",
    re.I,
)
_NEUTRAL_FIELDS = re.compile(
    r"(?:hadir|peserta|tembusan|kepada|dari|perihal|hal|tanggal|waktu|jam|tempat"
    r"|notulis|pimpinan|nomor|sifat|lampiran|hari|acara|rapat|agenda|cc|to|from"
    r"|subject)\b",
    re.I,
)


@dataclass
class Reader:
    """Holds what one pass carries along: the forum's day, the context, the open table."""

    text: str
    plain: str
    held_on: date | None
    holidays: Collection[date]
    context: Context
    matrix: Matrix | None = None

    @classmethod
    def of(cls, text: str, held_on: date | None, holidays: Collection[date]) -> Reader:
        return cls(text, shadow(text), held_on, holidays, Context())

    def findings(self) -> Iterator[Finding]:
        for block in blocks(self.plain, self.text):
            if block.kind is BlockKind.ROW:
                yield from self._row(block)
                continue
            yield from self._block(block)

    def _row(self, block: Block) -> Iterator[Finding]:
        """A header row opens a matrix; cells of any other table are read as points."""
        words = [self.plain[start:end] for start, end in block.cells]
        if header := columns(words):
            self.matrix = Matrix(self.plain, header, self.held_on, self.holidays)
        elif self.matrix:
            if found := self.matrix.row(block.cells):
                yield found
        else:
            for cell in block.cells:
                for start, end in sentences(self.plain, *cell):
                    yield from self._sentence(start, end, item=True, first=True)

    def _block(self, block: Block) -> Iterator[Finding]:
        words = self.plain[block.start : block.end]
        self.matrix = None
        if block.kind is BlockKind.HEADING:
            self.context = self.context.under(words)
            return
        known = block.kind is BlockKind.FIELD and self._field(block)
        if block.kind is BlockKind.TEXT and block.speaker:
            self.context = self.context.spoken_by(block.speaker)
        item = block.kind is BlockKind.ITEM
        if item and self._owner_item(block, words):
            return
        for number, (start, end) in enumerate(sentences(self.plain, block.start, block.end)):
            if not (known and number == 0):
                yield from self._sentence(start, end, item=item, first=number == 0)
            self.context = self.context.after_sentence(self.plain[start:end])
        if not item:
            self.context = self.context.after_paragraph(words)

    def _owner_item(self, block: Block, words: str) -> bool:
        """ "1. Dinas Kesehatan:" owns the points below it, until the next point of its own level."""
        if self.context.above and self.context.level == block.level:
            self.context = replace(self.context, above=None, level="")
        named, alone = groups(words), words.rstrip(" :")
        if len(named) != 1 or named[0].start > 0 or named[0].end < len(alone):
            return False
        above = Owner(alone, named[0].name, 0, carried=True)
        self.context = replace(self.context, above=above, level=block.level, speaker=above.office)
        return True

    def _field(self, block: Block) -> bool:
        """Fields of the head ("Tempat: …") hold no promise; "Dinas Kesehatan: …" names who owns what follows."""
        if _NEUTRAL_FIELDS.match(block.speaker):
            return True
        named = groups(block.speaker)
        if named:
            above = Owner(block.speaker, named[0].name, 0, carried=True)
            self.context = replace(self.context, above=above, speaker=above.office)
        return False

    def _sentence(self, start: int, end: int, *, item: bool, first: bool) -> Iterator[Finding]:
        listed = item and (self.context.listed or self.context.decided)
        follows = False
        for begin, stop in clauses(self.plain, start, end):
            found = self._clause(
                *trimmed(self.plain, begin, stop, self.held_on),
                listed=listed or follows,
                first=first and begin == start,
            )
            if found:
                follows = follows or isinstance(found, Proposal)
                yield found

    def _clause(self, start: int, end: int, *, listed: bool, first: bool) -> Finding | None:
        if end - start < 8:
            return None
        candidates = hits(self.plain, start, end)
        if not candidates and not listed and not negatives.sounds_like(self.plain[start:end]):
            return None
        found = groups(self.plain[start:end])
        placed = [type(office)(office.start + start, office.end + start, office.name) for office in found]
        when = deadline(self.plain[start:end], self.held_on, self.holidays)
        clause = Clause(
            self.plain,
            start,
            end,
            placed,
            bool(when and (when.due_on or when.strong or Warn.RECURRING in when.warnings)),
        )
        why: Why | None = None
        plainly = (
            bare(self.plain, start, end, placed, first=first, dated=clause.dated)
            if listed or clause.dated
            else None
        )
        for hit in candidates:
            reason = refused(hit, clause)
            if reason is None:
                best = plainly if plainly and hit.cue.sort is Sort.DATED else hit
                return self._state(clause) or self._proposal(best, clause, when)
            why = why or reason
        if listed and plainly:
            return self._state(clause) or self._proposal(plainly, clause, when)
        if state := self._state(clause):
            return state
        why = negatives.sounds_like(clause.words) or (why if _SERIOUS.search(clause.words) else None)
        return SetAside(start, end, self.text[start:end], why) if why else None

    def _state(self, clause: Clause) -> Proposal | None:
        """Under "tindak lanjut rapat lalu" a point told with its state is an old item reported with its state."""
        if not self.context.earlier or not negatives.reported(clause.words):
            return None
        named = clause.found[0] if clause.found else None
        words = " ".join(self.text[named.start : named.end].split()) if named else None
        closing = negatives.closing_words(clause.words) or clause.words
        return Proposal(
            quote=self.text[clause.start : clause.end],
            start=clause.start,
            end=clause.end,
            action=action(self.plain, clause.start, clause.end),
            owner=words,
            office=named.name if named else None,
            deadline_text=None,
            due_on=None,
            kind=Kind.STATUS,
            indicator=None,
            cue=closing,
        )

    def _proposal(self, hit: Hit, clause: Clause, when: Deadline | None) -> Proposal:
        who = owner(hit, clause, speaker=self._speaker(), above=self.context.above)
        start = hit.start if hit.cue.sort is Sort.NEED else clause.start
        due = (when.start + clause.start, when.end + clause.start) if when else None
        phrase = self._phrase(hit, clause, who, due)
        warnings = when.warnings if when else ()
        return Proposal(
            quote=self.text[start : clause.end],
            start=start,
            end=clause.end,
            action=phrase,
            owner=who.words,
            office=who.office,
            deadline_text=" ".join(self.plain[due[0] : due[1]].split()) if due else None,
            due_on=when.due_on if when else None,
            kind=self._kind(hit, clause),
            indicator=indicator(phrase) or every(who.words, phrase),
            cue=self.text[hit.start : hit.end].strip() or self.text[start : clause.end],
            warnings=(*warnings, Warn.OWNER_CARRIED) if who.carried else warnings,
        )

    def _speaker(self) -> str | None:
        """ "We" of a puskesmas that is not named there is the first one that the text names."""
        name = self.context.speaker or self.context.section
        if name != f"{CLINIC} (seluruh)":
            return name
        named = (office.name for office in offices(self.plain[:_HEAD]) if office.name.startswith(CLINIC))
        return next((known for known in named if not is_group(known)), name)

    def _phrase(self, hit: Hit, clause: Clause, who: Owner, due: tuple[int, int] | None) -> str:
        """What stands after cue and owner; the front of the sentence when the object was put first."""
        begin = hit.start if hit.cue.sort is Sort.BARE else max(hit.end, who.end)
        if hit.cue.sort in (Sort.WILL, Sort.ADDRESSED) and _PLANNED.match(self.plain, hit.start, hit.end):
            begin = who.end if who.words and who.end <= hit.start else clause.start
        if hit.cue.sort is Sort.DATED and who.words and who.end <= hit.start:
            begin = who.end
        begin = begin if begin < clause.end else hit.end
        phrase = action(self.plain, begin, clause.end, without=due)
        if len(phrase.split()) < 2 or (hit.cue.sort is Sort.DATED and who.words is None):
            phrase = action(self.plain, clause.start, clause.end, without=due)
        return phrase or action(self.plain, clause.start, clause.end) or clause.words.strip()[:200]

    def _kind(self, hit: Hit, clause: Clause) -> Kind:
        if hit.cue.sort is Sort.COMMITTED and _ONGOING.search(
            self.plain, max(clause.start, hit.start - 12), min(clause.end, hit.end + 20)
        ):
            return Kind.ONGOING
        return hit.cue.kind


def proposals(findings: Sequence[Finding]) -> list[Proposal]:
    return [found for found in findings if isinstance(found, Proposal)]
