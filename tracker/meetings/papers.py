"""The minutes on paper: as text and as a DOCX, from the frozen record alone, in Indonesian."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from babel import Locale
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from tracker.meetings.recording import Record
from tracker.meetings.words import decided
from tracker.shell.dates import day
from tracker.shell.marks import status_look

OFFICIAL = Locale("id")
"""Minutes are papers of the region, whoever downloads them."""


def heading(record: Record) -> list[tuple[str, str]]:
    """Name and value of each line at the head; what is empty is left out."""
    lines = [
        (_("Day and date"), day(date.fromisoformat(record["held_on"]))),
        (_("Time"), record["hours"]),
        (_("Place"), record["place"]),
        (_("Chair"), record["chair"]),
        (_("Attendance"), record["attendance"]),
    ]
    return [(name, value) for name, value in lines if value]


def promised(owner: str, action: str, due_on: date) -> str:
    """A new promise as the sentence of the minutes from which its draft quotes."""
    with force_locale(OFFICIAL):
        return str(_("%(owner)s: %(action)s, no later than %(day)s.", owner=owner, action=action.rstrip(". "),
                     day=day(due_on)))  # fmt: skip


def deadline(item: Record) -> str:
    """The due date as it is after the meeting; the one before it beside it where it was moved."""
    now = day(date.fromisoformat(item["due_on"])) if item["due_on"] else _("no date")
    if item["due_before"] and item["due_before"] != item["due_on"]:
        return str(
            _("%(day)s (before: %(before)s)", day=now, before=day(date.fromisoformat(item["due_before"])))
        )
    return str(now)


def state(item: Record) -> str:
    """How the item stands, with what stands in its way and the owner's last word."""
    parts = [str(status_look(item["status"]).label)]
    if item["late"]:
        parts.append(ngettext("%(num)d day late", "%(num)d days late", item["late"]))
    if item["obstacle"]:
        parts.append(_("obstacle: %(words)s", words=item["obstacle"]))
    if item["said"]:
        parts.append(f"“{item['said']}”")
    return "; ".join(parts)


def as_text(record: Record) -> str:
    """The minutes as plain text, which a forum can be made of."""
    with force_locale(OFFICIAL):
        lines = [_("MINUTES"), record["title"], record["region"], ""]
        lines += [f"{name}: {_in_one(value)}" for name, value in heading(record)]
        lines += ["", _("DISCUSSED AND DECIDED"), ""]
        for item in _reached(record):
            lines += [f"{item['number']}. {item['action']} ({item['owner']})"]
            lines += [f"   {decided(entry)} [{entry['by']}]" for entry in item["log"]]
            lines += [f"   {_('Due date')}: {deadline(item)}", ""]
        lines += _plain_rest(record)
        return "\n".join(lines).strip() + "\n"


def _plain_rest(record: Record) -> list[str]:
    lines: list[str] = []
    if record["promises"]:
        lines += [_("NEW COMMITMENTS"), "", *_sentences(record), ""]
    if missed := _missed(record):
        lines += [_("NOT REACHED"), ""]
        lines += [f"{item['number']}. {item['action']} ({item['owner']})" for item in missed] + [""]
    return lines


def _sentences(record: Record) -> list[str]:
    return [
        promised(made["owner"], made["action"], date.fromisoformat(made["due_on"])) for made in record["promises"]
    ]  # fmt: skip


def _reached(record: Record) -> list[Record]:
    return [item for item in record["items"] if item["log"]]


def _missed(record: Record) -> list[Record]:
    return [item for item in record["items"] if not item["log"]]


def _in_one(text: str) -> str:
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())


def as_docx(record: Record, *, draft: bool) -> BytesIO:
    """The minutes as a document to be signed; `draft` says so at its head, before they are closed."""
    import docx  # heavy, only needed here
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    with force_locale(OFFICIAL):
        paper = docx.Document()
        page = paper.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(18)
        paper.styles["Normal"].font.size = Pt(10)
        _head(paper, record, draft=draft)
        _table(
            paper,
            [_("No."), _("Commitment"), _("Owner"), _("State and obstacle"), _("Decision"), _("Due date")],
            [_cells(item) for item in _reached(record)],
        )
        _rest(paper, record)
        _signature(paper, record)
    file = BytesIO()
    paper.save(file)
    file.seek(0)
    return file


def _head(paper: Any, record: Record, *, draft: bool) -> None:
    paper.add_heading(_("DRAFT OF THE MINUTES") if draft else _("MINUTES"), level=1)
    paper.add_heading(clean(record["title"]), level=2)
    paper.add_paragraph(record["region"])
    for name, value in heading(record):
        paper.add_paragraph(f"{name}: {clean(value)}")


def _cells(item: Record) -> list[str]:
    log = "\n".join(decided(entry) for entry in item["log"])
    return [
        str(item["number"]), item["action"], f"{item['owner']}\n{item['office']}", state(item), log, deadline(item)
    ]  # fmt: skip


def _table(paper: Any, names: list[str], rows: list[list[str]]) -> None:
    table = paper.add_table(rows=1, cols=len(names), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(words)


def _rest(paper: Any, record: Record) -> None:
    if record["promises"]:
        paper.add_heading(_("New commitments"), level=2)
        for sentence in _sentences(record):
            paper.add_paragraph(clean(sentence), style="List Number")
    if missed := _missed(record):
        paper.add_heading(_("Not reached"), level=2)
        for item in missed:
            paper.add_paragraph(clean(f"{item['number']}. {item['action']} ({item['owner']})"))


def _signature(paper: Any, record: Record) -> None:
    paper.add_paragraph()
    paper.add_paragraph(_("Chair of the meeting,"))
    paper.add_paragraph("\n\n")
    paper.add_paragraph(clean(record["chair"]) or "…………………………")


def clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())
