"""Goes through a text once: proposes what is promised and sets aside what only sounds so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules import negatives
from tracker.minutes.rules.afterthoughts import NEAR, Afterthought, afterthought, settled
from tracker.minutes.rules.aliases import CHAIRS
from tracker.minutes.rules.bare import bare, only_says, ordered, whole
from tracker.minutes.rules.blocks import Block, BlockKind, blocks
from tracker.minutes.rules.clauses import clauses
from tracker.minutes.rules.columns import Columns, columns
from tracker.minutes.rules.context import Context, heads
from tracker.minutes.rules.cues import Cue, Sort, hits, possible
from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.gates import words_of
from tracker.minutes.rules.looks import (
    ARROWED,
    BRACKETS,
    BY,
    IMPERATIVE,
    MAY_BE_DATED,
    NEUTRAL_FIELDS,
    RULER,
    SERIOUS,
    SUBTITLE,
)
from tracker.minutes.rules.matrix import Matrix
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.order import going_on, own_first
from tracker.minutes.rules.parties import Parties, parties
from tracker.minutes.rules.points import points
from tracker.minutes.rules.proposal import Proposal, SetAside, Warn, Why
from tracker.minutes.rules.proposing import Proposing
from tracker.minutes.rules.records import Record, labelled, records
from tracker.minutes.rules.screening import Clause, refused
from tracker.minutes.rules.sentences import sentences
from tracker.minutes.rules.trimming import trimmed
from tracker.minutes.rules.wording import Wording

Finding = Proposal | SetAside


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
    told: int | None = None  # where the last commitment ends

    @classmethod
    def of(cls, text: str, held_on: date | None, holidays: Collection[date]) -> Reader:
        wording = Wording.of(text)
        known = parties(wording.plain)
        return cls(wording, wording.plain, held_on, holidays, known, Proposing(wording, known), Context())

    def findings(self) -> Iterator[Finding]:
        return settled(self._told(), self.wording)

    def _told(self) -> Iterator[Finding | Afterthought]:
        for block in records(blocks(self.plain, self.wording.shown), self.plain):
            if isinstance(block, Record):
                yield from self._record(block)
                continue
            if RULER.fullmatch(self.plain, block.start, block.end):
                continue
            yield from self._row(block) if block.kind is BlockKind.ROW else self._block(block)

    def _record(self, record: Record) -> Iterator[Finding]:
        """A form is a matrix of one row."""
        for found in self._opened(record.columns()).row(record.cells()):
            self.told = max(end for _, end in record.spans.values())
            yield found

    def _opened(self, header: Columns) -> Matrix:
        return Matrix(self.wording, header, self.held_on, self.holidays, self.parties, self.context.earlier)

    def _row(self, block: Block) -> Iterator[Finding]:
        """A header row opens a matrix; cells of any other table are read as points."""
        words = [self.plain[start:end] for start, end in block.cells]
        if header := columns(words, within=self.matrix is not None):
            self.matrix = self._opened(header)
        elif self.matrix:
            yield from self.matrix.row(block.cells)
        else:
            for cell in block.cells:
                for start, end in sentences(self.plain, *cell):
                    yield from self._sentence(start, end, item=True, first=True, point=False)

    def _block(self, block: Block) -> Iterator[Finding | Afterthought]:
        words = self.plain[block.start : block.end]
        self.matrix = None
        if block.kind is BlockKind.HEADING:
            self.context = self.context.under(words, self.parties.groups(words))
            return
        self.context = replace(self.context, speaking=False) if self.context.speaking else self.context
        known = block.kind is BlockKind.FIELD and self._field(block)
        if block.kind is BlockKind.TEXT and block.speaker:
            self.context = self.context.spoken_by(block.speaker)
        item = block.kind is BlockKind.ITEM
        if thought := self._afterthought(block.start, block.end):
            yield thought
            return
        if item and block.level == "capital" and SUBTITLE.fullmatch(words) and not self.parties.groups(words):
            return
        if item and self._owner_item(block, words):
            return
        if not item and not known and words.rstrip().endswith(":"):
            above = self.context.named_above(words, self.parties.groups(words[:120]))
            if above:
                self.context = above
                return
        if not known and (record := labelled(self.plain, block.start, block.end)):
            yield from self._record(record)
            return
        yield from self._points(block, item=item, known=known)

    def _afterthought(self, start: int, end: int) -> Afterthought | None:
        """Who or by when, told of the commitment just before."""
        if self.told is None or start - self.told > NEAR:
            return None
        found = afterthought(self.plain, start, end, self.parties, self.held_on, self.holidays)
        self.told = end if found else self.told
        return found

    def _points(self, block: Block, *, item: bool, known: bool) -> Iterator[Finding | Afterthought]:
        """The block's sentences, and the points written within it one behind the other."""
        until, inner = points(self.plain, block.start, block.end)
        topic = 0
        for number, (start, end) in enumerate(sentences(self.plain, block.start, until)):
            self.context = self.context.after_sentence(self.plain[start:end], self.parties)
            if number and (thought := self._afterthought(start, end)):
                yield thought
            elif not (known and number == 0):
                yield from self._sentence(start, end, item=item, first=number == topic)
            if item and number == 0 and SUBTITLE.fullmatch(self.plain[start : end - 1]):
                topic = 1
        if inner:
            before = self.context
            if not item:
                lead = self.plain[block.start : until].rstrip(" ,")
                self.context = self.context.after_paragraph(f"{lead}:")
            for start, end in inner:
                for number, sentence in enumerate(sentences(self.plain, start, end)):
                    yield from self._sentence(*sentence, item=True, first=number == 0)
            whole_block = self.plain[block.start : block.end]
            self.context = before if item else before.after_agreement(whole_block)
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
        alone = BRACKETS.sub("", words.rstrip(" :"))
        whole_line = len(named) == 1 and named[0].start == 0 and named[0].end >= len(alone)
        if not (whole_line or (addressed and named)):
            return False
        above = addressed.above if addressed and addressed.above else heads(alone, named[0].name)
        self.context = replace(
            self.context,
            above=above,
            level=block.level,
            listed=True,
            speaker=above.office or self.context.speaker,
        )
        return True

    def _field(self, block: Block) -> bool:
        """Fields of the head ("Tempat: …") hold no promise; "Dinas Kesehatan: …" names who owns what follows."""
        if NEUTRAL_FIELDS.match(block.speaker):
            return True
        named = self.parties.groups(block.speaker)
        if named:
            above = None if named[0].name in CHAIRS else heads(block.speaker, named[0].name)
            self.context = replace(self.context, above=above, speaker=named[0].name or self.context.speaker, speaking=True)
        return False

    def _sentence(
        self, start: int, end: int, *, item: bool, first: bool, point: bool = True
    ) -> Iterator[Finding]:
        """`point` is False for cells of a table whose columns are not known: they are not read as points."""
        context = self.context
        listed = item and not context.earlier and (context.listed or context.decided)
        words = self.plain[start:end]
        cues = possible(words_of(words))
        carried = listed or context.earlier or context.agreed
        timely = MAY_BE_DATED.search(words) or IMPERATIVE.search(words)
        if not (cues or carried or timely or negatives.sounds_like(words)):
            return
        follows = context.agreed and context.decided
        before: Proposal | None = None
        for begin, stop in clauses(self.plain, start, end, cues):
            found = self._clause(
                *trimmed(self.plain, begin, stop, self.held_on),
                cues,
                listed=listed or follows,
                first=((first or (context.agreed and context.decided)) and begin == start)
                or bool(ARROWED.match(self.plain, begin, stop)),
                point=point,
            )
            if found:
                if isinstance(found, Proposal):
                    found = before = going_on(before, found)
                    self.told = end
                    follows = True
                yield found

    def _clause(
        self, start: int, end: int, cues: Sequence[Cue], *, listed: bool, first: bool, point: bool
    ) -> Finding | None:
        if self.plain[end - 1] == ":" and not listed:
            return None  # it announces what follows
        if end - start < 8 or not (point or self.plain.count(" ", start, end) > 2):
            return None
        candidates = hits(self.plain, start, end, cues)
        words = self.plain[start:end]
        if not (candidates or listed or self.context.earlier or self._led(words)):
            why = negatives.sounds_like(words)
            return self._aside(start, end, why) if why else None
        placed = [
            Office(office.start + start, office.end + start, office.name, office.beside)
            for office in self.parties.groups(words)
        ]
        when = deadline(words, self.held_on, self.holidays)
        dated = bool(when and (when.due_on or when.strong or Warn.RECURRING in when.warnings))
        clause = Clause(self.plain, start, end, placed, dated)
        why = None
        plainly = bare(self.plain, start, end, placed, first=first, dated=dated) if listed or dated else None
        for hit in own_first(candidates, clause):
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
        told = plainly and placed and start < placed[0].end <= plainly.start
        if plainly and dated and not why and (told or (placed and BY.search(words))):
            return self._state(clause) or self.writer.proposal(plainly, clause, when, self.context)
        if not (candidates or self.context.earlier) and (order := ordered(self.plain, start, end, placed)):
            return self.writer.proposal(order, clause, when, self.context)
        if state := self._state(clause):
            return state
        why = negatives.sounds_like(clause.words) or (why if SERIOUS.search(clause.words) else None)
        return self._aside(start, end, why) if why else None

    def _led(self, words: str) -> bool:
        """Whether an office at the head may be told to do something though no cue says so."""
        timely = MAY_BE_DATED.search(words) or IMPERATIVE.search(words)
        if not timely:
            return False
        head = self.parties.groups(words, upto=3)
        return bool(head and not only_says(words, head[0].end)) or BY.search(words) is not None

    def _aside(self, start: int, end: int, why: Why) -> SetAside:
        return SetAside(*self.wording.place(start, end), self.wording.said(start, end), why)

    def _state(self, clause: Clause) -> Proposal | None:
        """Under "tindak lanjut rapat lalu" a point told with its state is an old item reported with its state."""
        if not self.context.earlier or not negatives.reported(clause.words):
            return None
        return self.writer.state(clause)


def proposals(findings: Sequence[Finding]) -> list[Proposal]:
    return [found for found in findings if isinstance(found, Proposal)]
