"""What an operator wants to know before telephoning anybody."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from config import ROOT, Settings
from tracker import clock
from tracker.extensions import db
from tracker.mail.channels.queries import all_sealed
from tracker.mail.channels.seals import opened
from tracker.mail.inbox.fetching import trouble as inbox_trouble
from tracker.reminders.queries import job_runs

SMTP_OK = 250
ZONES = {"Asia/Jakarta": 7, "Asia/Pontianak": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}


class Finding(NamedTuple):
    """One check: what was looked at, whether it is well, and what was seen."""

    what: str
    well: bool
    said: str


def examine(app: Flask) -> Iterator[Finding]:
    """Every check, in the order in which one would look."""
    settings: Settings = app.config["SETTINGS"]
    yield _settings(settings)
    yield _folder(settings)
    yield _database()
    yield _mail(settings)
    yield from _answers(settings)
    yield _zones()
    yield from _from_database(settings)
    yield _ping(settings)


def _settings(settings: Settings) -> Finding:
    weak = len(settings.secret_key) < 32
    said = "SECRET_KEY is shorter than 32 characters" if weak else f"reached at {settings.public_url}"
    return Finding("settings", not weak, said)


def _folder(settings: Settings) -> Finding:
    try:
        settings.evidence_path.mkdir(parents=True, exist_ok=True)
        probe = settings.evidence_path / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as fault:
        return Finding("data folder", False, str(fault))
    return Finding("data folder", True, "evidence can be written")


def _database() -> Finding:
    """Reached, and migrated to the newest revision of this version."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        with db.engine.connect() as connection:
            there = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as fault:
        return Finding("database", False, str(fault.__cause__ or fault).splitlines()[0])
    newest = newest_revision()
    if there != newest:
        return Finding(
            "database",
            False,
            f"is at revision {there or 'none'}, wants {newest}: run `flask --app tracker db upgrade`",
        )
    return Finding("database", True, f"{db.engine.dialect.name}, revision {there}")


def newest_revision() -> str | None:
    """The revision that this version's migrations end with."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


def _mail(settings: Settings) -> Finding:
    if not settings.mail_server:
        kept = (
            "kept in the demo's outbox"
            if settings.demo
            else "MAIL_SERVER is not set: mails wait in the outbox"
        )
        return Finding("mail", settings.demo, kept)
    try:
        with _connection(settings) as server:
            if settings.mail_use_tls:
                server.starttls(context=ssl.create_default_context())
            code, _ = server.noop()
    except (OSError, smtplib.SMTPException) as fault:
        return Finding("mail", False, f"{settings.mail_server}:{settings.mail_port}: {fault}")
    return Finding("mail", code == SMTP_OK, f"{settings.mail_server}:{settings.mail_port} answers")


def _connection(settings: Settings) -> smtplib.SMTP:
    where = (settings.mail_server, settings.mail_port)
    if settings.mail_use_ssl:
        return smtplib.SMTP_SSL(*where, timeout=settings.mail_timeout, context=ssl.create_default_context())
    return smtplib.SMTP(*where, timeout=settings.mail_timeout)


def _from_database(settings: Settings) -> Iterator[Finding]:
    """What only a database of today's shape can tell; a fault of its own was said above."""
    try:
        found = [*_jobs(clock.now()), _channels(settings)]
    except SQLAlchemyError:
        db.session.rollback()
        return
    yield from found


def _jobs(at: datetime) -> Iterator[Finding]:
    """When each job last ran, and the fault in which it ended."""
    runs = job_runs()
    if not runs:
        yield Finding(
            "scheduler", True, "has not run yet: `python run.py` or `python run.py scheduler` starts it"
        )
    for run in runs:
        ago = f"began {max(int((at - run.started_at).total_seconds()), 0)} s ago"
        said = f"{ago}; failed: {run.error}" if run.is_failing else ago
        yield Finding(f"job {run.job}", not run.is_failing, said)


def _channels(settings: Settings) -> Finding:
    """Addresses that were sealed under another SECRET_KEY must be entered again."""
    kept = all_sealed()
    locked = [name for name, sealed in kept if opened(sealed, settings.secret_key) is None]
    if locked:
        return Finding("channels", False, f"enter the address again of: {', '.join(locked)}")
    return Finding("channels", True, f"{len(kept)}, all addresses readable" if kept else "none")


def _ping(settings: Settings) -> Finding:
    """Not a fault: some houses watch /healthz instead. The address itself is a secret."""
    return Finding(
        "ping",
        True,
        "PING_URL is set" if settings.ping_url else "PING_URL is not set: nobody hears of silence",
    )


def _answers(settings: Settings) -> Iterator[Finding]:
    """Answers by mail, where they are set up: the mailbox opens, and its password travels encrypted."""
    if not settings.mail_inbox:
        yield Finding("answers by mail", True, "MAIL_INBOX is not set: mails are answered by their links")
        return
    if not settings.imap_server:
        yield Finding("answers by mail", True, f"{settings.mail_inbox}, handed in by `inbox read`")
        return
    where = f"{settings.imap_server}:{settings.imap_port}"
    if not settings.imap_use_ssl and settings.imap_server not in {"127.0.0.1", "localhost", "::1"}:
        yield Finding(
            "answers by mail", False, f"{where}: the password travels unencrypted, see IMAP_USE_SSL"
        )
        return
    trouble = inbox_trouble(settings)
    yield Finding("answers by mail", trouble is None, f"{where}: {trouble}" if trouble else f"{where} opens")


def _zones() -> Finding:
    """The zones are known and give Indonesia's hours."""
    at = datetime.now(UTC)
    try:
        wrong = [name for name, hours in ZONES.items() if _hours(name, at) != hours]
    except ZoneInfoNotFoundError as fault:
        return Finding("clock zones", False, str(fault))
    return Finding("clock zones", not wrong, f"wrong: {', '.join(wrong)}" if wrong else "WIB, WITA, WIT")


def _hours(name: str, at: datetime) -> float:
    offset = at.astimezone(ZoneInfo(name)).utcoffset()
    return offset.total_seconds() / 3600 if offset else 0
