"""A reminder as a reviewer sends it by hand over WhatsApp. Pure; in Indonesian, whatever language the page is read in.

It carries the address of the commitment's page, never the signed link of the owner: with that link in hand a reviewer
could report in the owner's name and then accept the report. The signed link stays in the owner's own mails.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from babel.dates import format_date

MOST_TOLD = 10
MARKS = str.maketrans("", "", "*_~`")
SEND = "https://wa.me/?text="


class Line(NamedTuple):
    """One commitment: what was promised, by when, and where it is read."""

    action: str
    due_on: date | None
    url: str


def words(*, name: str, post: str, lines: Sequence[Line], sender: str, sender_post: str, today: date) -> str:
    """The message to one owner; the oldest due dates first, beyond ten only counted."""
    told = sorted(lines, key=lambda line: line.due_on or date.max)
    parts = [
        f"Yth. *{_plain(name)}*\n{_plain(post)}",
        f"Mohon kabar tindak lanjut atas {_counted(len(lines))} berikut:",
        *(_item(number, line, today) for number, line in enumerate(told[:MOST_TOLD], 1)),
    ]
    if len(told) > MOST_TOLD:
        parts.append(f"… dan {len(told) - MOST_TOLD} komitmen lain.")
    parts += [
        "Laporan dapat disampaikan lewat tautan di atas atau tautan dalam surel Tindak Lanjut. Terima kasih.",
        f"{_plain(sender)}\n{_plain(sender_post)}",
    ]
    return "\n\n".join(parts)


def _counted(number: int) -> str:
    return "satu komitmen" if number == 1 else f"{number} komitmen"


def _item(number: int, line: Line, today: date) -> str:
    return f"{number}. *{_plain(line.action)}*\n{_deadline(line.due_on, today)}\n{line.url}"


def _deadline(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "Tanpa tenggat"
    said = f"Tenggat {format_date(due_on, 'd MMMM y', locale='id')}"
    late = (today - due_on).days
    return f"{said}, lewat {late} hari" if late > 0 else said


def _plain(text: str) -> str:
    """One line without WhatsApp's own marks, which would end the bold too early."""
    return " ".join(text.translate(MARKS).split())


def address(text: str) -> str:
    """Opens WhatsApp with the message ready; the sender chooses to whom it goes."""
    return SEND + quote(text, safe="")
