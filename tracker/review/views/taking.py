"""The board's table to take away: exactly what its filters leave, as XLSX, CSV, or on paper for the meeting table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from flask import render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.people import access
from tracker.people.access import Audience
from tracker.regions.rules import local_day
from tracker.review.lines import Line, lines
from tracker.review.views.asked import Asked, asked
from tracker.review.views.blueprint import pages
from tracker.shell.marks import status_look
from tracker.shell.sheets import Cell, Column, Kind, as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/review/table.xlsx")
@access.only(Audience.REVIEWER, Audience.LEADER)
def workbook() -> ResponseReturnValue:
    """The table with typed cells, for people."""
    see = asked()
    return _sent(as_xlsx(_("Follow-up"), _columns(wide=see.see.wide), _cells(see)), XLSX, see, "xlsx")


@pages.get("/review/table.csv")
@access.only(Audience.REVIEWER, Audience.LEADER)
def plain() -> ResponseReturnValue:
    """The same table for programs."""
    see = asked()
    return _sent(as_csv(_columns(wide=see.see.wide), _cells(see)), "text/csv; charset=utf-8", see, "csv")


@pages.get("/review/print")
@access.only(Audience.REVIEWER, Audience.LEADER)
def paper() -> ResponseReturnValue:
    """The same table on as few sheets as can be, with room to write in the meeting."""
    see = asked()
    told = lines(see.filters, see.see)
    return render_template(
        "review/print.html",
        held=see.held,
        filters=see.filters,
        today=see.see.today,
        at=see.at,
        lines=list(told),
        zone=see.held.zone,
        wide=see.see.wide,
    )


def _sent(file: IO[bytes], media_type: str, see: Asked, ending: str) -> ResponseReturnValue:
    name = f"tindak-lanjut-{see.held.region}-{see.filters.tab}-{see.see.today.isoformat()}.{ending}"
    return send_file(file, media_type, as_attachment=True, download_name=name.lower().replace(" ", "-"))


def _columns(*, wide: bool) -> list[Column]:
    return [
        Column(_("Number"), Kind.NUMBER, 8),
        Column(_("Commitment"), width=50),
        Column(_("Measure"), width=24),
        *([Column(_("Region"), width=24)] if wide else []),
        Column(_("Office"), width=24),
        Column(_("Owner"), width=24),
        Column(_("Holder"), width=22),
        Column(_("Forum"), width=26),
        Column(_("Held on"), Kind.DAY, 12),
        Column(_("Due date"), Kind.DAY, 12),
        Column(_("First due date"), Kind.DAY, 12),
        Column(_("Days late"), Kind.NUMBER, 9),
        Column(_("Status"), width=20),
        Column(_("Obstacle"), width=26),
        Column(_("Extended (times)"), Kind.NUMBER, 10),
        Column(_("Last word from the owner"), width=40),
        Column(_("Said on"), Kind.DAY, 12),
    ]


def _cells(see: Asked) -> Iterator[tuple[Cell, ...]]:
    for line in lines(see.filters, see.see):
        yield _row(line, see.held.zone, wide=see.see.wide)


def _row(line: Line, zone: str, *, wide: bool) -> tuple[Cell, ...]:
    row, said, holder = line.row, line.said, line.holder
    return (
        row.id,
        row.action,
        row.measure,
        *([row.region.name] if wide else []),
        row.office.name,
        holder.called if holder else row.owner.title,
        holder.person.name if holder else _("post vacant"),
        row.forum.title,
        row.forum.held_on,
        row.due_on,
        row.original_due_on,
        line.late,
        str(status_look(row.status.value).label),
        row.obstacle,
        row.extended,
        said.note if said else "",
        local_day(said.at, zone) if said else None,
    )
