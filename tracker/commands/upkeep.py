"""`demo load` and `doctor`: the sample story, and whether all is well."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

demo = AppGroup("demo", help="The sample forums.")


@demo.command("load")
def load_demo() -> None:
    """Makes the demo's database anew and plays its story in it (DEMO=1)."""
    from tracker.demo.load import run

    if not current_app.config["SETTINGS"].demo:
        raise click.ClickException("set DEMO=1: the demo replaces its own database only")
    for line in run():
        click.echo(line)


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
