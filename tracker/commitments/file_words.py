"""Why a file or a sentence was not taken, in words for whoever sent it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from tracker.shell.files import Reason

FILE_REFUSALS: dict[Reason, Any] = {
    Reason.TOO_LARGE: lazy_gettext("is too large; please send a smaller file, or a photo of the page"),
    Reason.EMPTY: lazy_gettext("is empty; please choose it once more"),
    Reason.UNKNOWN_KIND: lazy_gettext(
        "is of a kind we cannot keep; please send PDF, DOCX, XLSX, TXT or a photo"
    ),
    Reason.NOT_ALLOWED: lazy_gettext(
        "is of a kind we cannot keep; please send PDF, DOCX, XLSX, TXT or a photo"
    ),
    Reason.BROKEN: lazy_gettext("cannot be opened as a picture; please take or choose it once more"),
    Reason.TOO_MANY_PIXELS: lazy_gettext("has too many pixels; please send the photo in a smaller size"),
    Reason.PERSONAL: lazy_gettext(
        "seems to hold NIK, card numbers or a list of names; send it without them, or tick that you have checked it"
    ),
}
PERSONAL_WORDS = lazy_gettext(
    "This seems to hold a NIK or a card number. Take it out, or tick below that you have checked it."
)
