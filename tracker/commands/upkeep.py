"""`demo load`, `search index` and `doctor`: the sample story, the index, and whether all is well."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tracker.extensions import db

demo = AppGroup("demo", help="The sample forums.")


@demo.command("load")
def load_demo() -> None:
    """Makes the demo's database anew and plays its story in it (DEMO=1)."""
    from tracker.demo.load import run

    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("set DEMO=1: the demo replaces its own database only")
    for line in run():
        click.echo(line)


search = AppGroup("search", help="The words that the review searches.")


@search.command("index")
def index() -> None:
    """Writes the words of all commitments anew: after a restore, or when rows came by another way."""
    from tracker.commitments import words

    words.index_all()
    db.session.commit()
    click.echo("The words of all commitments are indexed.")


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Checks settings, database, mail server and clock zones; exit 1 on a fault."""
    from tracker.doctor import examine

    faults = 0
    for finding in examine(current_app):
        faults += not finding.well
        click.echo(f"{'ok ' if finding.well else 'BAD'} {finding.what}: {finding.said}")
    if faults:
        raise SystemExit(1)
