"""`person add`, `access table`, `audit verify`: who is here, who may open what, and who did what."""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import AppGroup

from tracker import clock
from tracker.extensions import db

person = AppGroup("person", help="Persons.")
access = AppGroup("access", help="Who may open what.")
audit = AppGroup("audit", help="The record of acts.")


@person.command("add")
@click.option("--name", required=True, help="With titles, as it stands in letters.")
@click.option("--email", required=True, help="The office address.")
@click.option("--region", "region_code", required=True, help="Kemendagri code, for example 74.04.")
@click.option("--operator", is_flag=True, help="Also open the region and make the person an operator of it.")
def add(name: str, email: str, region_code: str, operator: bool) -> None:
    """Adds a person, and mails the way to a first password."""
    from tracker.mail.headers import mailbox
    from tracker.people import actions as people
    from tracker.people.rules import Actor, Door, Refused
    from tracker.regions import queries as regions

    region = regions.by_code(region_code)
    if region is None:
        raise click.ClickException(f"there is no region {region_code}")
    by, at = Actor(None, None, "command", Door.COMMAND), clock.now()
    try:
        made = people.add_person(name=name, email=mailbox(email.strip()), by=by, at=at, region_id=region.id)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None
    except Refused as refused:
        raise click.ClickException(refused.reason.value) from None
    if operator:
        people.make_operator(made, region, by=by, at=at)
    people.invite(made, at=at)
    db.session.commit()
    click.echo(f"{made.name} <{made.email}> gets a mail to choose a password")


@access.command("table")
@click.option("--json", "as_json", is_flag=True, help="A list of objects.")
def table(as_json: bool) -> None:
    """The access matrix, made from the code."""
    from tracker.people.access import table as entries

    rows = entries(current_app)
    if as_json:
        click.echo(json.dumps([row.__dict__ for row in rows], indent=1))
        return
    for row in rows:
        click.echo(f"{', '.join(row.methods):12} {row.rule:45} {', '.join(row.audiences)}")


@audit.command("verify")
def verify() -> None:
    """Checks the chain of the record of acts; exit 1 names the first bad row."""
    from tracker.people.audit import first_bad_row

    bad = first_bad_row()
    if bad is not None:
        raise click.ClickException(f"row {bad} was changed, or the row before it is gone")
    click.echo("the record is whole")
