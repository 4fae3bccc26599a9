"""`minutes read|import`: promises read out of a file, or into a forum."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from tracker import clock
from tracker.extensions import db
from tracker.minutes.reading import Unreadable
from tracker.minutes.rules import Proposal

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

group = AppGroup("minutes", help="Minutes: read promises out of a file, or into a forum.")


@group.command("read")
@click.argument("file", type=FILE)
@click.option(
    "--json", "as_json", is_flag=True, help="A list of objects; offsets count in what --text prints."
)
@click.option("--text", "as_text", is_flag=True, help="Print the text that was read, and nothing else.")
@click.option("--held-on", type=click.DateTime(["%Y-%m-%d"]), help="The forum's day; else from the heading.")
def read_file(file: Path, as_json: bool, as_text: bool, held_on: datetime | None) -> None:
    """Proposals found in FILE (TXT, DOCX, PDF), without touching the database."""
    from tracker.minutes.reading import read

    try:
        text = read(file.read_bytes()).text
    except Unreadable as fault:
        raise unreadable(file, fault) from None
    if as_text:
        click.echo(text, nl=False)
        return
    found = _proposals(text, held_on.date() if held_on else None)
    if as_json:
        click.echo(json.dumps([p.as_json() for p in found], ensure_ascii=False, indent=1))
        return
    for number, p in enumerate(found, 1):
        said = (p.office or p.owner, p.due_on or p.deadline_text, p.kind)
        click.echo(f"{number}. {p.action}\n   {' · '.join(str(word or '-') for word in said)}")
    click.echo(f"{len(found)} proposals")


def _proposals(text: str, held_on: date | None) -> list[Proposal]:
    """With the working days of the forum's year, which "hari kerja" needs."""
    from tracker.minutes.rules import heading, propose
    from tracker.regions.queries import calendar

    day = held_on or heading(text).held_on
    return propose(text, held_on=day, holidays=calendar([day.year]).days_off if day else frozenset())


@group.command("import")
@click.argument("file", type=FILE)
@click.option("--forum", "forum_id", type=int, required=True, help="Id of the forum, as in its address.")
def import_file(file: Path, forum_id: int) -> None:
    """Keeps FILE as the minutes of a forum and drafts commitments from it."""
    from tracker.forums.models import Forum
    from tracker.minutes import actions as minutes
    from tracker.minutes.rules.deciding import Refused

    forum = db.session.get(Forum, forum_id)
    if forum is None:
        raise click.ClickException(f"there is no forum {forum_id}")
    try:
        drafts = minutes.take_in(forum, file.read_bytes(), name=file.name, at=clock.now())
    except Unreadable as fault:
        raise unreadable(file, fault) from None
    except Refused as refused:
        raise click.ClickException(
            f"forum {forum_id} takes no other minutes: {refused.reason.value}"
        ) from None
    db.session.commit()
    click.echo(f"{len(drafts)} drafts")


def unreadable(file: Path, fault: Unreadable) -> click.ClickException:
    """What is wrong with the file and what to do, as its page says it."""
    from tracker.minutes.views.upload import ADVICE

    with force_locale("en"):
        return click.ClickException(
            f"{file.name} cannot be read ({fault.reason.value}). {ADVICE[fault.reason]}"
        )
