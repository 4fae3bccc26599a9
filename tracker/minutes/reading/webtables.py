"""Tables of an HTML page, row by row; a cell that reaches over rows leaves ditto marks below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.minutes.reading.word import DITTO

MOST = 60


def span(written: str | None) -> int:
    """colspan or rowspan, at most what a table of minutes can have."""
    given = (written or "").strip()
    return max(1, min(int(given), MOST)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


@dataclass
class Table:
    """One table while it is read. `layout` when it holds other tables and so is no table of figures or tasks."""

    rows: list[list[str]] = field(default_factory=list)
    cell: list[str] | None = None
    reach: tuple[int, int] = (1, 1)
    pending: dict[int, int] = field(default_factory=dict)
    alone: list[list[str]] = field(default_factory=list)
    layout: bool = False

    def open_row(self) -> None:
        self._end_row()
        self.rows.append([])
        self.alone.append([])

    def open_cell(self, columns: int, rows: int) -> None:
        self.close_cell()
        if not self.rows:
            self.open_row()
        self.cell, self.reach = [], (columns, rows)

    def takes(self, line: str) -> bool:
        """Whether a paragraph belongs to a cell of this table."""
        if self.layout or self.cell is None:
            return False
        self.cell.append(line)
        return True

    def close_cell(self) -> None:
        if self.cell is None:
            return
        row = self.rows[-1]
        self._fill(row)
        at = len(row)
        row += [" ".join(self.cell).replace("|", "¦"), *[""] * (self.reach[0] - 1)]
        if self.reach[1] > 1:
            for column in range(at, at + self.reach[0]):
                self.pending[column] = self.reach[1] - 1
        self.alone[-1] += self.cell
        self.cell = None

    def _end_row(self) -> None:
        self.close_cell()
        if self.rows and self.rows[-1]:
            self._fill(self.rows[-1])

    def _fill(self, row: list[str]) -> None:
        while self.pending.get(len(row), 0) > 0 and len(row) < 4 * MOST:
            self.pending[len(row)] -= 1
            row.append(DITTO)

    def lines(self) -> list[str]:
        """Rows as "cell | cell"; the paragraphs of a row's only cell for themselves."""
        self._end_row()
        found: list[str] = []
        for row, alone in zip(self.rows, self.alone, strict=True):
            words = [cell for cell in row if cell.strip(DITTO)]
            if len(row) > 1 and words:
                found.append(" | ".join(row))
            elif alone:
                found += alone
        return found

    def give_up(self) -> list[str]:
        """Everything so far; later paragraphs are not taken."""
        if self.layout:
            return []
        found = self.lines()
        self.rows, self.alone, self.cell, self.layout = [[]], [[]], None, True
        return found
