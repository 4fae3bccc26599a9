"""Minutes as they come in, pasted or as a file, and what to say when they cannot be read."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _

from tracker.minutes.actions import Minutes
from tracker.minutes.forms import MinutesForm
from tracker.minutes.reading import Unreadable, UnreadableReason, read, read_text

ADVICE: dict[UnreadableReason, Any] = {
    UnreadableReason.EMPTY: _(
        "There is no text in this file. Choose the file that holds the minutes, or paste the text below."
    ),
    UnreadableReason.NO_TEXT_LAYER: _(
        "This PDF holds pictures of pages only (a scan). Ask the minute-taker for the DOCX, "
        "or run text recognition (OCR) and upload the result."
    ),
    UnreadableReason.ENCRYPTED: _(
        "This file is locked with a password. Save it without a password, then choose it again."
    ),
    UnreadableReason.BROKEN: _(
        "This file is damaged and cannot be opened. Open it in your word processor, "
        "save it again as DOCX or PDF, then choose the new file."
    ),
    UnreadableReason.TOO_LARGE: _(
        "This file is too large: at most 20 MB and 500 pages. Remove pictures, or paste only the text below."
    ),
    UnreadableReason.BOMB: _(
        "This DOCX unpacks to an unreasonable size and was not opened. "
        "Save it again in your word processor, or paste the text below."
    ),
    UnreadableReason.UNSUPPORTED: _(
        "Files of this kind cannot be read. "
        "An old .doc can be saved as .docx in your word processor; PDF and TXT work too."
    ),
}
NOTHING_GIVEN = _("Paste the text of the minutes here, or choose a file above.")
CHOOSE_AGAIN = _("A browser does not keep files: please choose the file again.")


def taken_in(form: MinutesForm) -> Minutes | None:
    """What the form brings; None: the form's fields say what is wrong and what to do."""
    given = form.minutes_file.data
    if given and given.filename:
        limit = current_app.config["SETTINGS"].upload_limit
        data = given.stream.read(limit + 1)
        return _read_file(form, data, given.filename, limit)
    try:
        return Minutes(read_text(form.minutes_text.data or "").text)
    except Unreadable:
        form.minutes_text.errors = [*form.minutes_text.errors, NOTHING_GIVEN]
        return None


def _read_file(form: MinutesForm, data: bytes, name: str, limit: int) -> Minutes | None:
    try:
        return Minutes(read(data, limit=limit).text, data, name)
    except Unreadable as unreadable:
        form.minutes_file.errors = [*form.minutes_file.errors, ADVICE[unreadable.reason]]
        return None


def ask_again(form: MinutesForm, incoming: Minutes | None) -> None:
    """On a refused form a good file must be chosen again, which nobody would notice otherwise."""
    if incoming and incoming.name and form.errors:
        form.minutes_file.errors = [*form.minutes_file.errors, CHOOSE_AGAIN]
