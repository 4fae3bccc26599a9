"""The append-only record of acts; each row carries the hash of the one before it, so that a change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text

from tracker.extensions import db
from tracker.people import queries
from tracker.people.models import AuditRow
from tracker.people.rules import Actor

FIRST = "0" * 64
_LOCK = 7401_2025


def record(
    act: str,
    subject: str,
    *,
    by: Actor,
    at: datetime,
    region_id: int | None = None,
    note: str = "",
    **data: Any,
) -> AuditRow:
    """Writes one act into the running transaction; it counts when that commits."""
    row = _row(act, subject, by=by, at=at, region_id=region_id, note=note, data=data)
    record_all([row])
    return row


def prepared(
    act: str, subject: str, *, by: Actor, at: datetime, region_id: int | None, note: str, **data: Any
) -> AuditRow:
    """An act that waits for `record_all`."""
    return _row(act, subject, by=by, at=at, region_id=region_id, note=note, data=data)


def record_all(rows: Sequence[AuditRow]) -> None:
    """Writes prepared acts in their order, in as many statements as one would take."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    db.session.flush()
    before = db.session.scalar(select(AuditRow.sha256).order_by(AuditRow.id.desc()).limit(1)) or FIRST
    for row in rows:
        row.before_sha256 = before
        row.sha256 = before = fingerprint(row)
    db.session.add_all(rows)
    db.session.flush()


def _row(
    act: str, subject: str, *, by: Actor, at: datetime, region_id: int | None, note: str, data: dict[str, Any]
) -> AuditRow:
    return AuditRow(
        at=at, person_id=by.person_id, acted_as=by.acted_as, door=by.door, act=act, subject=subject,
        region_id=region_id, data=data, note=note,
    )  # fmt: skip


def fingerprint(row: AuditRow) -> str:
    """SHA-256 over the row's words and the hash before it; moments in UTC, as databases give them back."""
    said = [
        row.before_sha256, row.at.astimezone(UTC).isoformat(), row.person_id, row.acted_as, str(row.door),
        row.act, row.subject, row.region_id, row.data, row.note,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_bad_row() -> int | None:
    """Id of the first row that was changed or whose predecessor is gone; None when the chain is whole.

    Rows cut off at the end leave no trace here: keep the last hash elsewhere, in a backup, to notice that.
    """
    before = FIRST
    for row in _rows():
        if row.before_sha256 != before or row.sha256 != fingerprint(row):
            return row.id
        before = row.sha256
    return None


def _rows() -> Iterator[AuditRow]:
    last = 0
    while rows := queries.audit_rows(after_id=last):
        yield from rows
        last = rows[-1].id
        db.session.expunge_all()
