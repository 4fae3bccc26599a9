"""Follow-up matrices, row by row, with merged cells carried down."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules.columns import Columns
from tracker.minutes.rules.deadlines import Deadline, deadline
from tracker.minutes.rules.figures import every, indicators
from tracker.minutes.rules.negatives import closed, reported
from tracker.minutes.rules.offices import NOT_ONE, Office
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.phrasing import action
from tracker.minutes.rules.points import points
from tracker.minutes.rules.proposal import Because, Kind, Proposal, Reason, Warn
from tracker.minutes.rules.wording import Wording

Span = tuple[int, int]

_DITTO = re.compile(r"(?:〃|\"|''|”|sda\.?|s\.d\.a\.?|idem)", re.I)
_UNIT = re.compile(r"\b(?:triwulan|tw|semester)\b", re.I)
_LAST = re.compile(r"\b(?:IV|I{1,3}|[1-4])\s*$", re.I)
_NOTHING = re.compile(r"[\W\d_]*")
_NO_MORE = re.compile(
    r"\W*(?:(?:sudah|telah|dinyatakan)\s+)?(?:selesai|tuntas|rampung|nihil|tidak\s+ada(?=\s*(?:$|tindak|lagi)))"
    r"(?:\W+(?:tidak|tanpa)\s+(?:ada|perlu)?\s*tindak\s+lanjut\w*|\s+(?:tindak\s+lanjut|lagi)\w*)?\W*$",
    re.I,
)
_HAS_DONE = re.compile(
    r"^[^,;]{3,80}\b(?<!yang )(?:telah|sudah)\s+(?:di\w{3,}|ter\w{3,}|selesai|rampung|tuntas)", re.I
)


@dataclass
class Matrix:
    """Reads rows one after the other, carrying merged owner and deadline cells down."""

    wording: Wording
    columns: Columns
    held_on: date | None
    holidays: Collection[date]
    parties: Parties
    earlier: bool = False
    owner: Span | None = None
    due: Span | None = None

    @property
    def text(self) -> str:
        return self.wording.plain

    def row(self, cells: Sequence[Span]) -> Iterator[Proposal]:
        """The proposals of one row, one for each point of its action cell; none for numbering and empty rows."""
        at = self._cell(cells, self.columns.action)
        words = self.text[at[0] : at[1]] if at else ""
        if at is None or _NOTHING.fullmatch(words) or _DITTO.fullmatch(words) or _NO_MORE.match(words):
            return
        if self._is_title(cells, at, words):
            return
        carried = self._carry_owner(cells)
        self._carry_due(cells)
        lead, parts = points(self.text, *at)
        if parts and lead - at[0] > 3:
            parts = []  # words before the first point belong to all of them: the cell is one action
        parts = parts or [at]
        owners, dues = self._each(self.owner, len(parts)), self._each(self.due, len(parts))
        for part, owner, due in zip(parts, owners, dues, strict=True):
            yield self._proposal(cells, part, owner, due, carried=carried)

    def _is_title(self, cells: Sequence[Span], at: Span, words: str) -> bool:
        """A few words alone in their row, the number aside, head the rows below."""
        others = [self.text[a:b] for a, b in cells if (a, b) != at]
        return (
            len(others) > 1
            and len(words.split()) < 5
            and not any(re.search(r"\w{3}", other) for other in others)
        )

    def _each(self, cell: Span | None, count: int) -> list[Span | None]:
        """ "(1) Dinkes; (2) RSUD" beside as many points: each its own; any other cell is for all."""
        if cell and count > 1:
            _, parts = points(self.text, *cell)
            if len(parts) == count:
                return list(parts)
        return [cell] * count

    def _proposal(
        self, cells: Sequence[Span], at: Span, owner: Span | None, due: Span | None, *, carried: bool
    ) -> Proposal:
        words = self.text[at[0] : at[1]]
        found = deadline(self.text[due[0] : due[1]], self.held_on, self.holidays, cell=True) if due else None
        if found is None and due:
            found = self._of_unit(due)
        if found is None and due is None and owner:
            beside = deadline(self.text[owner[0] : owner[1]], self.held_on, self.holidays, cell=True)
            found = beside if beside and beside.due_on else None
            due = (owner[0] + beside.start, owner[0] + beside.end) if found and beside else None
        inside = None if found else deadline(words, self.held_on, self.holidays)
        if inside and not (inside.strong or inside.due_on):
            inside = None
        best = found or inside
        said = self.text[owner[0] : owner[1]] if owner else ""
        names = self.parties.groups(said) if said else []
        because = tuple(self._because(owner, due, inside, words, carried=carried, known=bool(names)))
        phrase = action(self.text, *at)
        measures = indicators(self._words(cells, self.columns.measure)) or indicators(phrase)
        measures = measures or every(said, phrase)
        place = self.wording.place(*at)
        quote = self.wording.text[slice(*place)]
        written = self.wording.said(*due) if due and (found or not inside) else None
        return Proposal(
            quote=quote,
            start=place[0],
            end=place[1],
            action=phrase,
            owner=" ".join(self.wording.said(*owner).split()) if owner else None,
            office=(names[0].name or None) if names else None,
            deadline_text=written or (words[inside.start : inside.end] if inside else None),
            due_on=best.due_on if best else None,
            kind=self._kind(cells, best),
            indicator=measures[0] if measures else None,
            cue=quote.split()[0],
            warnings=tuple(
                dict.fromkeys(
                    (*((Warn.OWNER_CARRIED,) if carried and owner else ()), *(best.warnings if best else ()))
                )
            ),
            because=because,
            indicators=measures,
            supporting=self._supporting(cells, names),
        )

    def _of_unit(self, due: Span) -> Deadline | None:
        """ "III" or "III-IV" below "Triwulan" is the last of those quarters."""
        unit = _UNIT.search(self.columns.name(self.columns.due))
        last = _LAST.search(self.text, *due) if unit else None
        found = (
            deadline(f"{unit[0]} {last[0]}", self.held_on, self.holidays, cell=True)
            if unit and last
            else None
        )
        return replace(found, start=0, end=due[1] - due[0]) if found else None

    def _because(
        self,
        owner: Span | None,
        due: Span | None,
        inside: Deadline | None,
        words: str,
        *,
        carried: bool,
        known: bool,
    ) -> Iterator[Because]:
        yield Because(Reason.FROM_COLUMN, self.columns.name(self.columns.action))
        if owner:
            said = self.wording.said(*owner)
            where = Reason.OWNER_FROM_ROW_ABOVE if carried else Reason.OWNER_FROM_COLUMN
            yield Because(where, said if carried else self.columns.name(self.columns.owner))
            if known and self.parties.groups(self.text[owner[0] : owner[1]])[0].name == NOT_ONE:
                yield Because(Reason.OWNER_NOT_ONE, said)
        if inside:
            yield Because(Reason.DUE_FROM_WORDS, words[inside.start : inside.end])
        elif due:
            yield Because(Reason.DUE_FROM_COLUMN, self.columns.name(self.columns.due))

    def _supporting(self, cells: Sequence[Span], names: Sequence[Office]) -> tuple[str, ...]:
        """Others of the owner's cell, and those of the supporting column; as written where no office is known."""
        beside = [name for office in names for name in (office.name, *office.beside)][1:]
        words = self._words(cells, self.columns.supporting)
        if words and not _NOTHING.fullmatch(words) and not _DITTO.fullmatch(words):
            more = [name for office in self.parties.groups(words) for name in (office.name, *office.beside)]
            beside += more or [part.strip() for part in re.split(r"[,;]", words) if part.strip()]
        return tuple(dict.fromkeys(name for name in beside if name))

    def _cell(self, cells: Sequence[Span], column: int | None) -> Span | None:
        return cells[column] if column is not None and column < len(cells) else None

    def _words(self, cells: Sequence[Span], column: int | None) -> str:
        span = self._cell(cells, column)
        return self.text[span[0] : span[1]].strip() if span else ""

    def _carry_owner(self, cells: Sequence[Span]) -> bool:
        """Sets the row's owner; True when it was guessed from an empty cell below another."""
        words = self._words(cells, self.columns.owner)
        if words and not _DITTO.fullmatch(words):
            self.owner = None if _NOTHING.fullmatch(words) else self._cell(cells, self.columns.owner)
            return False
        return not words

    def _carry_due(self, cells: Sequence[Span]) -> None:
        words = self._words(cells, self.columns.due)
        if not _DITTO.fullmatch(words):
            self.due = None if not re.search(r"\w", words) else self._cell(cells, self.columns.due)

    def _is_done(self, cells: Sequence[Span]) -> bool:
        """ "Penanganan darurat telah rampung 29 Agustus" as the action itself."""
        return _HAS_DONE.search(self._words(cells, self.columns.action)) is not None

    def _kind(self, cells: Sequence[Span], when: Deadline | None) -> Kind:
        """A row told as finished is an old item with its state, and so is any row of a report on earlier items."""
        if self.columns.ahead:
            return Kind.DIRECTIVE
        status = self._words(cells, self.columns.status)
        if self.earlier and (self.columns.status is not None or not self._cell(cells, self.columns.due)):
            return Kind.STATUS
        late = bool(when and Warn.DUE_BEFORE_FORUM in when.warnings)
        if (late or not (when and when.due_on)) and self._is_done(cells):
            return Kind.STATUS
        if closed(status) and not re.search(r"\b(?:belum|tidak)\b", status, re.I):
            return Kind.STATUS
        return Kind.STATUS if late and reported(status) else Kind.DIRECTIVE
