"""Bulk writing of rows into the models' tables: `COPY` on PostgreSQL, `executemany` on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Column, Connection, Dialect, Engine, Table, func, select, text

from tracker.extensions import Base

CHUNK = 20_000
"""Rows of one table that wait at most; bounds memory at any size of the data set."""

Row = dict[str, Any]


class Store:
    """Rows of several tables, written together in the order of the tables, so that foreign keys hold throughout."""

    def __init__(self, engine: Engine, *models: type[Base]) -> None:
        self._engine = engine
        self._tables = {model: _Rows(cast(Table, model.__table__), engine.dialect) for model in models}

    def add(self, model: type[Base], **values: Any) -> None:
        """Keeps a row until the next writing; what is left out gets the column's default."""
        self._tables[model].waiting.append(values)

    @property
    def full(self) -> bool:
        """Whether it is time to write."""
        return any(len(rows.waiting) >= CHUNK for rows in self._tables.values())

    def write(self) -> None:
        """Writes all that waits, in one transaction."""
        with self._engine.begin() as connection:
            for rows in self._tables.values():
                if rows.waiting:
                    _insert(connection, rows.table, rows.taken())

    def finish(self) -> dict[str, int]:
        """Writes the rest, lets numbering go on behind it, and tells how many rows each table was given."""
        self.write()
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                for rows in self._tables.values():
                    _number_on(connection, rows.table)
            connection.execute(text("ANALYZE"))
        return {rows.table.name: rows.written for rows in self._tables.values()}


class _Rows:
    """Rows of one table on their way; each value passes through its column's own type."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.waiting: list[Row] = []
        self.written = 0
        self._defaults = {c.name: _default(c) for c in table.columns if c.nullable or c.default is not None}
        self._prepare = {c.name: _preparation(c, dialect) for c in table.columns}

    def taken(self) -> Iterable[Sequence[Any]]:
        """The waiting rows as tuples in the order of the table's columns; KeyError names a column without a value."""
        rows, self.waiting = self.waiting, []
        self.written += len(rows)
        if unknown := rows[0].keys() - self.table.columns.keys():
            raise KeyError(f"{self.table.name} has no {', '.join(sorted(unknown))}")
        return zip(*(self._column(name, rows) for name in self.table.columns.keys()), strict=True)  # noqa: SIM118 -- a ColumnCollection iterates over columns

    def _column(self, name: str, rows: Sequence[Row]) -> Sequence[Any]:
        if name in self._defaults:
            default = self._defaults[name]
            values = [row.get(name, default) for row in rows]
        else:
            values = [row[name] for row in rows]
        prepare = self._prepare[name]
        return [prepare(value) for value in values] if prepare else values


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _preparation(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What the column's type does to a value before the driver sees it."""
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _insert(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    cursor = cast(Any, connection.connection.cursor())
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(table.columns))
        cursor.executemany(f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})", rows)
    cursor.close()


def _number_on(connection: Connection, table: Table) -> None:
    """Rows came with their ids, of which PostgreSQL's sequences know nothing."""
    if last := connection.scalar(select(func.max(table.c.id))):
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, last)))
