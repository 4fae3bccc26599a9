"""`mail deliver|list|render|shrink`: the outbox."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from tracker import clock

ROOM_EACH = 1.0
"""Seconds between looks when this minute's share (MAIL_PER_MINUTE) is used up."""

COLUMNS = ("to", "kind", "period", "state", "attempts", "sent_at")

group = AppGroup("mail", help="Mail: the outbox.")


@group.command("deliver")
@click.option("--until-empty", is_flag=True, help="Go on until nothing that may be sent now is left.")
def deliver(until_empty: bool) -> None:
    """Sends what is due in the outbox."""
    from tracker.mail.delivery import deliver_due

    sent = failed = dead = 0
    while True:
        done = deliver_due(clock.now)
        sent, failed, dead = sent + done.sent, failed + done.failed, dead + done.dead
        if not until_empty or not done.left or done.trouble:
            break
        if not done.sent:
            time.sleep(ROOM_EACH)
    click.echo(f"{sent} sent, {failed} to be tried again, {dead} given up, {done.left} left")
    if done.trouble:
        raise click.ClickException(done.trouble)


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="A list of objects.")
def list_all(as_json: bool) -> None:
    """All messages of the outbox, newest first."""
    from tracker.mail import queries as mail

    rows = [mail.as_json(message) for message in mail.newest(limit=None)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo("\t".join(str(row[name] if row[name] is not None else "-") for name in COLUMNS))


@group.command("render")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def render(folder: Path) -> None:
    """Writes the newest message of each kind from the outbox into FOLDER, to look at.

    In the demo also the kinds that its story does not bring about; nothing of that is kept.
    """
    from tracker.demo.letters import queue_rest
    from tracker.extensions import db
    from tracker.mail import queries as mail

    if current_app.config["SETTINGS"].demo:
        queue_rest(at=clock.now())

    folder.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    for message in mail.newest(limit=None):
        if message.kind in seen or message.body is None:
            continue
        seen.add(message.kind)
        name = message.kind.replace(" ", "-")
        (folder / f"{name}.html").write_text(message.html, encoding="utf-8")
        (folder / f"{name}.txt").write_text(f"{message.subject}\n\n{message.text}", encoding="utf-8")
    db.session.rollback()
    click.echo(
        f"{len(seen)} kinds of mail in {folder}" if seen else "The outbox is empty: nothing to render yet"
    )


@group.command("shrink")
def shrink() -> None:
    """Drops the texts of mails older than MAIL_KEEP_DAYS, as the scheduler does once a day."""
    from tracker.mail.retention import drop_old_words

    click.echo(f"{drop_old_words(clock.now())} texts dropped")
