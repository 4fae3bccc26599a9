"""Goes through a text once: proposes what is promised and sets aside what only sounds so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules.afterthoughts import NEAR, Afterthought, afterthought, settled
from tracker.minutes.rules.aliases import CHAIRS
from tracker.minutes.rules.blocks import DONE, Block, BlockKind, blocks
from tracker.minutes.rules.choosing import Standing
from tracker.minutes.rules.clauses import clauses
from tracker.minutes.rules.columns import columns
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.cues import possible
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.holding import MAY_TELL, Held, held
from tracker.minutes.rules.jotted import is_jotted, with_jotted
from tracker.minutes.rules.judging import Finding, Judging
from tracker.minutes.rules.labels import (
    after_label,
    after_subtitle,
    dated_above,
    due_above,
    labels_decision,
    owes,
)
from tracker.minutes.rules.looks import (
    COLUMN_JOINT,
    MARKED,
    RULER,
    SUBTITLE,
    behind_label,
)
from tracker.minutes.rules.order import going_on
from tracker.minutes.rules.parties import Parties, parties
from tracker.minutes.rules.points import points
from tracker.minutes.rules.proposal import Proposal, Span
from tracker.minutes.rules.proposing import Proposing
from tracker.minutes.rules.records import Record, labelled, records
from tracker.minutes.rules.sections import opens
from tracker.minutes.rules.sentences import sentences
from tracker.minutes.rules.tabled import Tables
from tracker.minutes.rules.topics import ORDINAL, addressed, counts
from tracker.minutes.rules.trimming import trimmed
from tracker.minutes.rules.wording import Wording


@dataclass
class Reader:
    """Holds what one pass carries along: the forum's day, the context, the open table."""

    wording: Wording
    plain: str
    held_on: date | None
    holidays: Collection[date]
    parties: Parties
    judging: Judging
    tables: Tables
    context: Context
    waiting: tuple[int, int] | None = None  # the last sentence, if nothing was found in it
    held_back: Held | None = None  # that sentence, when the next one says whose it is
    told: int | None = None  # where the last commitment ends
    jotted: bool = False  # notes in catchwords

    @classmethod
    def of(cls, text: str, held_on: date | None, holidays: Collection[date]) -> Reader:
        wording = Wording.of(text)
        known = parties(wording.plain)
        judging = Judging(wording, held_on, holidays, known, Proposing(wording, known))
        return cls(
            wording,
            wording.plain,
            held_on,
            holidays,
            known,
            judging,
            Tables(wording, held_on, holidays, known),
            Context(),
            jotted=is_jotted(text),
        )

    def findings(self) -> Iterator[Finding]:
        found = settled(self._told(), self.wording)
        return with_jotted(list(found), self.judging) if self.jotted else found

    def _told(self) -> Iterator[Finding | Afterthought]:
        for block in records(blocks(self.plain, self.wording.shown, apart=self.jotted), self.plain):
            if isinstance(block, Record):
                yield from self._record(block)
                continue
            if not RULER.fullmatch(self.plain, block.start, block.end):
                yield from self._row(block) if block.kind is BlockKind.ROW else self._block(block)

    def _record(self, record: Record) -> Iterator[Finding]:
        for found in self.tables.record(record, earlier=self.context.earlier):
            self.told = max(end for _, end in record.spans.values())
            yield found

    def _row(self, block: Block) -> Iterator[Finding]:
        """Cells of a table whose columns are not known are read as points."""
        known = self.tables.row(block, earlier=self.context.earlier)
        if known is not None:
            yield from known
            return
        for cell in block.cells:
            for start, end in sentences(self.plain, *cell):
                said = Said.of(self.plain[start:end])
                yield from self._sentence(start, end, said, item=True, first=True, point=False)

    def _block(self, block: Block) -> Iterator[Finding | Afterthought]:
        words = self.plain[block.start : block.end]
        self.tables.close(words)
        self.waiting = None
        due = due_above(words, self.held_on) if block.kind is not BlockKind.ITEM else None
        if block.kind is BlockKind.HEADING:
            if not columns(
                COLUMN_JOINT.split(words)
            ):  # "Uraian / PJ / Batas" heads points that are written so
                self.context = self.context.under(words, self.parties.groups(words), self.held_on)
                self.context = replace(self.context, due=due or self.context.due)
            return
        if due:
            self.context = replace(self.context, due=due, listed=self.context.listed or self.context.decided)
        self.context, known = after_label(self.context, block, self.plain, self.parties)
        item = block.kind is BlockKind.ITEM
        if block.kind is BlockKind.FIELD and self.context.speaking and self.context.speaker in CHAIRS:
            block = replace(block, start=behind_label(self.plain, block.start, block.end))
            words = self.plain[block.start : block.end]
        if not known and owes(self.context, block, self.plain, self.parties):
            yield from self._points(block, item=True, known=False)
        elif labels_decision(self.context, block, self.plain):
            yield from self._decided(block)
        elif item and block.level == DONE and not self.context.earlier:
            return
        elif thought := self._afterthought(block.start, block.end):
            yield thought
        else:
            self.context, alone = after_subtitle(self.context, block, words, self.parties, known=known)
            record = None if known or alone else labelled(self.plain, block.start, block.end)
            if not alone:
                yield from self._record(record) if record else self._points(block, item=item, known=known)

    def _afterthought(self, start: int, end: int) -> Afterthought | None:
        """Who or by when, told of the commitment just before, or of a sentence that becomes one by it."""
        near = self.told is not None and start - self.told <= NEAR
        waits = self.waiting is not None and not near and MAY_TELL.match(self.plain, start) is not None
        if not near and not waits:
            return None
        found = afterthought(self.plain, Span(start, end), self.parties, self.held_on, self.holidays)
        self.held_back = held(self.plain, self.waiting) if found and waits and self.waiting else None
        if waits and not self.held_back:
            return None
        self.told = end if found else self.told
        return found

    def _points(self, block: Block, *, item: bool, known: bool) -> Iterator[Finding | Afterthought]:
        """The block's sentences, and the points written within it one behind the other."""
        until, inner = points(self.plain, block.start, block.end)
        topic = 0
        if not item:
            self.context = replace(self.context, addressee=None, counting=False)
        for number, (start, end) in enumerate(sentences(self.plain, block.start, until)):
            said = Said.of(self.plain[start:end])
            self.context = self.context.after_sentence(said, self.parties)
            if office := addressed(said, self.parties):
                self.context = self.context.telling(office)
            if counts(said):
                self.context = replace(self.context, counting=True)
            if number and (thought := self._afterthought(start, end)):
                if self.held_back:
                    yield self.judging.told_after(self.held_back, self.context)
                    self.held_back = None
                yield thought
            elif not (known and number == 0):
                yield from self._sentence(start, end, said, item=item, first=number == topic)
            if not item and opens(said.text) and end < until:
                self.context = self.context.after_paragraph(said.text)
                item, topic = self.context.listed, number + 1
            if item and number == 0 and SUBTITLE.fullmatch(self.plain[start : end - 1]):
                topic = 1
        if inner:
            yield from self._inner(block, until, inner, item=item)
        elif not item or self.plain[block.end - 1] == ":":
            self.context = self.context.after_paragraph(self.plain[block.start : block.end])

    def _inner(
        self, block: Block, until: int, inner: Sequence[tuple[int, int]], *, item: bool
    ) -> Iterator[Finding]:
        """ "… sebagai berikut: (1) mendata warga; (2) mencetak kartu"."""
        before = self.context
        if not item:
            lead = self.plain[block.start : until].rstrip(" ,")
            self.context = self.context.after_paragraph(f"{lead}:")
        for start, end in inner:
            for number, sentence in enumerate(sentences(self.plain, start, end)):
                said = Said.of(self.plain[slice(*sentence)])
                yield from self._sentence(*sentence, said, item=True, first=number == 0)
        self.context = before if item else before.after_agreement(self.plain[block.start : block.end])

    def _decided(self, block: Block) -> Iterator[Finding | Afterthought]:
        """ "Rekomendasi: apotek ditambah dua": a decision behind its label."""
        around = self.context
        self.context = replace(around, decided=True, firm=True, listed=True)
        inner = replace(block, kind=BlockKind.ITEM, start=behind_label(self.plain, block.start, block.end))
        yield from self._points(inner, item=True, known=False)
        self.context = around

    def _sentence(
        self, start: int, end: int, said: Said, *, item: bool, first: bool, point: bool = True
    ) -> Iterator[Finding]:
        """`point` is False for cells of a table whose columns are not known: they are not read as points."""
        context = self.context
        listed = item and not context.earlier and (context.listed or context.decided)
        counted = (context.counting or context.addressee is not None) and ORDINAL.match(said.text) is not None
        listed, first = listed or counted, first or counted
        self.waiting = None if context.earlier or listed else (start, end)
        cues = possible(said.words)
        own = item and point and context.neutral and self.judging.may_be_owed(said)
        carried = listed or own or context.earlier or context.agreed
        follows_on = self.told is not None and 0 <= start - self.told < 4
        if not (cues or carried or follows_on or self.judging.hints(said, context)):
            if aside := self.judging.aside(start, end, said):
                yield aside
            return
        follows = context.agreed and context.decided
        before: Proposal | None = None
        for begin, stop in clauses(self.plain, start, end, cues, self.parties.groups if item else None):
            standing = Standing(
                listed or follows,
                own,
                ((first or (context.agreed and context.decided)) and begin == start)
                or bool(MARKED.match(self.plain, begin, stop)),
                point,
                follows=self.told is not None and 0 <= begin - self.told < 4,
            )
            span = trimmed(self.plain, begin, stop, self.held_on)
            words = said if span == (start, end) else Said.of(self.plain[slice(*span)])
            found = self.judging.clause(span, words, cues, standing, context)
            if found:
                if isinstance(found, Proposal):
                    found = before = dated_above(going_on(before, found), context.due)
                    self.told = end
                    self.waiting = None
                    follows = True
                yield found
