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
    """Queues what is due and was not yet said; run it as often as you like."""
    from tracker.reminders import actions as reminders

    done = reminders.queue_due(at or clock.now(), commit=db.session.commit)
    click.echo(f"{done.regions} regions, {done.queued} messages queued, {done.nothing} with nothing to say")


@group.command("preview")
@at_option
def preview(at: datetime | None) -> None:
    """What the next tick would say, without writing anything."""
    from tracker.reminders import actions as reminders

    for line in reminders.preview(at or clock.now()):
        click.echo(f"{line.region}\t{line.recipient}\t{line.kind}\t{line.counts}")
