"""The Flask extensions and the base of every model; it knows no domain."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask import current_app, has_request_context, request
from flask_babel import Babel
from flask_compress import Compress
from flask_mail import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import JSON, BigInteger, DateTime, Enum, Integer, MetaData, String, event, insert, text
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

READ_ONLY_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
type_view = TypeVar("type_view", bound=Callable[..., Any])

READING = "reading"
"""Execution option of a connection whose transaction only reads."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware on the way in, aware UTC on the way out, on every database (SQLite forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must carry its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def part_where(condition: str) -> dict[str, Any]:
    """What makes an index one of a part of its table, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def words(enum: type[StrEnum]) -> Enum:
    """A column of lower-case words a person may read, checked by Python; new words need no migration."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


class Base(DeclarativeBase):
    """Models derive from this typed base; `db` shares its metadata."""

    registry = registry(
        type_annotation_map={
            datetime: UtcDateTime,
            dict[str, Any]: JSON,
            list[str]: JSON,
        },
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


BigId = BigInteger().with_variant(Integer, "sqlite")
"""Key of tables that grow by the million; SQLite only numbers `INTEGER` keys by itself."""

Sha256 = String(64)

db = SQLAlchemy(model_class=Base)
migrate = Migrate(render_as_batch=True, compare_type=True)
csrf = CSRFProtect()
babel = Babel()
mail = Mail()
compress = Compress()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """WAL lets pages be read while one process writes; transactions are begun by us, below."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """A page that is only read takes no write lock; all else takes it at once, so that it never fails half-way."""
    if connection.dialect.name == "sqlite":
        reading = connection.get_execution_options().get(READING, False) or (
            has_request_context() and request.method in READ_ONLY_METHODS
        )
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def begin_reading() -> None:
    """Begins a transaction that only reads, so that others may write meanwhile; no effect within one that has begun."""
    if not db.session().in_transaction():
        db.session.connection(execution_options={READING: True})


def reads_only(view: type_view) -> type_view:
    """Marks a view that writes nothing on GET, so that `read_alone` applies to it."""
    view.reads_only = True  # type: ignore[attr-defined]  # read by read_alone()
    return view


def read_alone() -> None:
    """Before a page that only reads, on PostgreSQL: each statement by itself, without a transaction around them.

    They see no less, since PostgreSQL's usual isolation looks anew at each statement anyway. Three round trips fewer,
    and the ROLLBACK at the end, with which psycopg forgets all it has prepared, does not come.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    reads = request.method in READ_ONLY_METHODS and getattr(view, "reads_only", False)
    if reads and db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def insert_once(table: Any, values: Mapping[str, Any], *, unique: list[str]) -> bool:
    """Inserts a row unless its unique columns are taken; False: another process was first.

    The conflict is settled by the database itself, so that two schedulers can race without an error.
    """
    dialect = db.session.get_bind().dialect.name
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        statement: Any = pg_insert(table).values(**values).on_conflict_do_nothing(index_elements=unique)
    else:
        from sqlalchemy.dialects.sqlite import insert as lite_insert

        statement = lite_insert(table).values(**values).on_conflict_do_nothing(index_elements=unique)
    key = table.__table__.primary_key.columns.values()[0]
    return db.session.execute(statement.returning(key)).first() is not None


def insert_all(table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts the rows, all with the same columns, in one statement; models of them may not be in the session yet."""
    if rows:
        db.session.connection().execute(insert(table.__table__), rows)


def insert_new(
    table: Any, rows: Sequence[Mapping[str, Any]], *, unique: list[str], telling: list[str]
) -> list[Any]:
    """Inserts the rows whose unique columns are not taken; of those written, the columns `telling`, in no order.

    As `insert_once`, but in as few statements as the database's limit of parameters allows.
    """
    if not rows:
        return []
    if db.session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as pg_insert

        statement: Any = pg_insert(table.__table__).on_conflict_do_nothing(index_elements=unique)
    else:
        from sqlalchemy.dialects.sqlite import insert as lite_insert

        statement = lite_insert(table.__table__).on_conflict_do_nothing(index_elements=unique)
    told = [table.__table__.c[name] for name in telling]
    return list(db.session.connection().execute(statement.returning(*told), rows))
