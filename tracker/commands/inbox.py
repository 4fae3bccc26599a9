"""`inbox read|fetch|list|export`: answers by mail."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from tracker import clock

TRY_AGAIN = 75
NOT_SET_UP = 78
NOTHING = 66
"""Exit codes of sysexits.h, which mail servers know: they keep a mail that ends with 75 and try again."""

COUNTED = timedelta(days=30)

group = AppGroup("inbox", help="Answers by mail.")


@group.command("read")
def read() -> None:
    """Takes one mail from standard input.

    Ends with 0 when the mail is kept, whatever became of it; with 75 when it could not be kept now; with 66 when there
    was none; with 78 when MAIL_INBOX is not set.
    """
    from tracker.commitments.fetching import take_one

    _set_up("MAIL_INBOX")
    raw = sys.stdin.buffer.read(current_app.config["SETTINGS"].inbox_limit + 1)
    if not raw.strip():
        _stop("no mail on standard input", NOTHING)
    outcome = take_one(raw, at=clock.now())
    if outcome is None:
        _stop("the mail could not be kept now", TRY_AGAIN)
    click.echo(outcome.value)


@group.command("fetch")
def fetch() -> None:
    """Fetches new mails by IMAP, once; the scheduler does it every INBOX_SECONDS."""
    from tracker.commitments.fetching import fetch_answers

    _set_up("MAIL_INBOX", "IMAP_SERVER")
    done = fetch_answers(clock.now)
    click.echo(f"{done.taken} taken, {done.left} left")
    if done.trouble:
        _stop(done.trouble, TRY_AGAIN)


@group.command("list")
def list_counts() -> None:
    """What became of the mails of the last thirty days, by number."""
    from tracker.commitments import queries

    for word, number in sorted(queries.mail_counts(clock.now() - COUNTED).items()):
        click.echo(f"{number}\t{word}")


@group.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Writes the mails that no reviewer sees into FOLDER: unreadable ones as they came, unknown senders' as text."""
    from tracker.commitments import queries

    folder.mkdir(parents=True, exist_ok=True)
    mails = queries.kept_for_operator()
    for mail in mails:
        words = f"From: {mail.sender_name} <{mail.sender}>\nSubject: {mail.subject}\n\n{mail.text}\n"
        content = mail.raw if mail.raw is not None else words.encode()
        (folder / f"mail-{mail.id}.{'eml' if mail.raw is not None else 'txt'}").write_bytes(content)
    click.echo(f"{len(mails)} mails in {folder}")


def _set_up(*names: str) -> None:
    settings = current_app.config["SETTINGS"]
    for name in names:
        if not getattr(settings, name.lower()):
            _stop(f"{name} is not set", NOT_SET_UP)


def _stop(why: str, code: int) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(code)
