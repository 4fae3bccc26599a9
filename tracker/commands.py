"""`flask --app tracker …`: the product's commands. Each reads its words, calls one action and says what happened."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from tracker import clock
from tracker.extensions import db

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    for group in (_minutes, _reminders, _mail, _demo, _person, _access, _audit):
        app.cli.add_command(group)
    app.cli.add_command(doctor)


_minutes = AppGroup("minutes", help="Minutes: read promises out of a file, or into a forum.")
_reminders = AppGroup("reminders", help="Reminders: what is due to be said.")
_mail = AppGroup("mail", help="Mail: the outbox.")
_demo = AppGroup("demo", help="The sample forums.")
_person = AppGroup("person", help="Persons.")
_access = AppGroup("access", help="Who may open what.")
_audit = AppGroup("audit", help="The record of acts.")


@_minutes.command("read")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="A list of objects, offsets counted in the text that --text prints.")
@click.option("--text", "as_text", is_flag=True, help="Print the text that was read, and nothing else.")
@click.option("--held-on", type=click.DateTime(["%Y-%m-%d"]), help="The forum's day; else read from the heading.")
def minutes_read(file: Path, as_json: bool, as_text: bool, held_on: datetime | None) -> None:
    """Proposals found in FILE (TXT, DOCX, PDF), without touching the database."""
    from tracker.minutes.reading import Unreadable, read
    from tracker.minutes.rules import heading, propose
    from tracker.regions.queries import calendar

    try:
        text = read(file.read_bytes()).text
    except Unreadable as fault:
        raise click.ClickException(f"{file.name} cannot be read: {fault.reason.value}") from None
    if as_text:
        click.echo(text, nl=False)
        return
    day: date | None = held_on.date() if held_on else heading(text).held_on
    days_off = calendar([day.year]).days_off if day else frozenset()
    proposals = propose(text, held_on=day, holidays=days_off)
    if as_json:
        click.echo(json.dumps([p.as_json() for p in proposals], ensure_ascii=False, indent=1))
        return
    for number, p in enumerate(proposals, 1):
        click.echo(f"{number}. {p.action}\n   {p.office or p.owner or '-'} · {p.due_on or p.deadline_text or '-'} · {p.kind}")
    click.echo(f"{len(proposals)} proposals")


@_minutes.command("import")
@click.argument("file", type=FILE)
@click.option("--forum", "forum_id", type=int, required=True, help="Id of the forum, as in its address.")
def minutes_import(file: Path, forum_id: int) -> None:
    """Keeps FILE as the minutes of a forum and drafts commitments from it."""
    from tracker.forums.models import Forum
    from tracker.minutes import actions as minutes
    from tracker.minutes.reading import Unreadable

    forum = db.session.get(Forum, forum_id)
    if forum is None:
        raise click.ClickException(f"there is no forum {forum_id}")
    try:
        drafts = minutes.take_in(forum, file.read_bytes(), name=file.name, at=clock.now())
    except Unreadable as fault:
        raise click.ClickException(f"{file.name} cannot be read: {fault.reason.value}") from None
    db.session.commit()
    click.echo(f"{len(drafts)} drafts")


@_reminders.command("tick")
@click.option("--at", type=str, help="The moment to act at, ISO 8601 with its offset; default: now.")
def reminders_tick(at: str | None) -> None:
    """Queues what is due and was not yet said; run it as often as you like."""
    from tracker.reminders import actions as reminders

    done = reminders.queue_due(_moment(at), commit=db.session.commit)
    click.echo(f"{done.regions} regions, {done.queued} messages queued, {done.nothing} with nothing to say")


@_reminders.command("preview")
@click.option("--at", type=str, help="The moment to act at, ISO 8601 with its offset; default: now.")
def reminders_preview(at: str | None) -> None:
    """What the next tick would say, without writing anything."""
    from tracker.reminders import actions as reminders

    for line in reminders.preview(_moment(at)):
        click.echo(f"{line.region}\t{line.recipient}\t{line.kind}\t{line.counts}")


@_mail.command("deliver")
@click.option("--until-empty", is_flag=True, help="Go on until nothing that may be sent now is left.")
def mail_deliver(until_empty: bool) -> None:
    """Sends what is due in the outbox."""
    from tracker.mail.delivery import deliver_due

    sent = failed = dead = 0
    while True:
        done = deliver_due(clock.now)
        sent, failed, dead = sent + done.sent, failed + done.failed, dead + done.dead
        if not until_empty or not done.left or done.trouble or not (done.sent or done.failed or done.dead):
            break
    click.echo(f"{sent} sent, {failed} to be tried again, {dead} given up, {done.left} left")
    if done.trouble:
        raise click.ClickException(done.trouble)


@_mail.command("list")
@click.option("--json", "as_json", is_flag=True)
def mail_list(as_json: bool) -> None:
    """All messages of the outbox, newest first."""
    from tracker.mail import queries as mail

    rows = [mail.as_json(message) for message in mail.newest(limit=None)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo("\t".join(str(row[name] or "-") for name in ("to", "kind", "period", "state", "attempts", "sent_at")))


@_mail.command("render")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def mail_render(folder: Path) -> None:
    """Writes the newest message of each kind from the outbox into FOLDER, to look at."""
    from tracker.mail import queries as mail

    folder.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    for brief in mail.newest(limit=None):
        if brief.kind in seen:
            continue
        seen.add(brief.kind)
        name = brief.kind.replace(" ", "-")
        (folder / f"{name}.html").write_text(brief.html, encoding="utf-8")
        (folder / f"{name}.txt").write_text(f"{brief.subject}\n\n{brief.text}", encoding="utf-8")
    click.echo(f"{len(seen)} kinds of mail in {folder}")


@_demo.command("load")
def demo_load() -> None:
    """Makes the demo's database anew and plays its story in it (DEMO=1)."""
    from tracker.demo import load

    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("set DEMO=1: the demo replaces its own database only")
    for line in load.run():
        click.echo(line)


@_person.command("add")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--region", "region_code", required=True, help="Kemendagri code, for example 74.04.")
@click.option("--operator", is_flag=True, help="Also make the person an operator of the region.")
def person_add(name: str, email: str, region_code: str, operator: bool) -> None:
    """Adds a person, and mails the way to a first password."""
    from tracker.people import actions as people
    from tracker.people.rules import Actor, Door, Refused
    from tracker.regions import queries as regions

    region = regions.by_code(region_code)
    if region is None:
        raise click.ClickException(f"there is no region {region_code}")
    by, at = Actor(None, None, "command", Door.COMMAND), clock.now()
    try:
        person = people.add_person(name=name, email=email, by=by, at=at, region_id=region.id)
    except Refused as refused:
        raise click.ClickException(refused.reason.value) from None
    if operator:
        people.make_operator(person, region, by=by, at=at)
    people.invite(person, at=at)
    db.session.commit()
    click.echo(f"{person.name} <{person.email}> gets a mail to choose a password")


@_access.command("table")
@click.option("--json", "as_json", is_flag=True)
def access_table(as_json: bool) -> None:
    """The access matrix, made from the code."""
    from tracker.people.access import table

    rows = table(current_app)
    if as_json:
        click.echo(json.dumps([row.__dict__ for row in rows], indent=1))
        return
    for row in rows:
        click.echo(f"{', '.join(row.methods):12} {row.rule:45} {', '.join(row.audiences)}")


@_audit.command("verify")
def audit_verify() -> None:
    """Checks the chain of the record of acts; exit 1 names the first bad row."""
    from tracker.people import audit

    bad = audit.first_bad_row()
    if bad is not None:
        raise click.ClickException(f"row {bad} was changed, or the row before it is gone")
    click.echo("the record is whole")


@click.command("doctor")
def doctor() -> None:
    """Checks settings, database, mail server and clock zones; exit 1 on a fault."""
    from tracker.doctor import examine

    faults = 0
    for finding in examine(current_app):
        faults += not finding.well
        click.echo(f"{'ok ' if finding.well else 'BAD'} {finding.what}: {finding.said}")
    if faults:
        raise SystemExit(1)


def _moment(text: str | None) -> datetime:
    if text is None:
        return clock.now()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not an ISO 8601 moment") from None
    if at.tzinfo is None:
        raise click.BadParameter(f"{text!r} names no offset; write for example 2025-10-13T08:05:00+08:00")
    return at


