"""`reminders tick|preview`: what is due to be said."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from tracker import clock
from tracker.extensions import db

group = AppGroup("reminders", help="Reminders: what is due to be said.")


class Moment(click.ParamType[datetime]):
    """A moment with its offset, since a time of day alone is three moments in Indonesia."""

    name = "moment"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not an ISO 8601 moment", param, ctx)
        if at.tzinfo is None:
            self.fail(f"{value!r} names no offset; write for example 2025-10-13T08:05:00+08:00", param, ctx)
        return at


at_option = click.option(
    "--at", type=Moment(), help="The moment to act at, ISO 8601 with its offset; default: now."
)


@group.command("tick")
@at_option
def tick(at: datetime | None) -> None:
    """Makes what comes round, queues what is due and was not yet said; run it as often as you like."""
    from tracker.commitments import actions as commitments
    from tracker.reminders import actions as reminders

    commitments.make_instances(at or clock.now(), commit=db.session.commit)
    done = reminders.queue_due(at or clock.now(), commit=db.session.commit)
    click.echo(f"{done.regions} regions, {done.queued} messages queued, {done.nothing} with nothing to say")


@group.command("preview")
@at_option
@click.option("--region", "code", help="Only the region with this Kemendagri code, such as 74.04.")
@click.option(
    "--next", "upcoming", is_flag=True, help="The next digest day, such as next Monday, as a whole."
)
def preview(at: datetime | None, code: str | None, upcoming: bool) -> None:
    """What a tick would say at that moment, without writing anything."""
    from tracker.regions.queries import by_code
    from tracker.reminders import actions as reminders

    region = by_code(code) if code else None
    if code and region is None:
        raise click.BadParameter(f"there is no region {code}", param_hint="--region")
    ask = reminders.preview_next if upcoming else reminders.preview
    for line in ask(at or clock.now(), {region.id} if region else None):
        click.echo(f"{line.region}\t{line.recipient}\t{line.kind}\t{line.counts}")
