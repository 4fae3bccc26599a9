"""How a status looks: always a circle of its own shape and a word, so that it is read in grey and by ear."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import lazy_gettext


class Look(NamedTuple):
    """A word in the reader's language, the name of its icon and its class of colour."""

    label: Any
    icon: str
    tone: str


LOOKS: dict[str, Look] = {
    "not started": Look(lazy_gettext("Not started"), "circle", "c-idle"),
    "in progress": Look(lazy_gettext("In progress"), "circle-half", "c-run"),
    "proposed done": Look(lazy_gettext("Waiting for verification"), "record-circle", "c-wait"),
    "sent back": Look(lazy_gettext("Sent back"), "arrow-left-circle", "c-late"),
    "verified": Look(lazy_gettext("Verified"), "check-circle-fill", "c-ok"),
    "ratified": Look(lazy_gettext("Ratified by the forum"), "patch-check-fill", "c-ok"),
    "cannot be done": Look(lazy_gettext("Cannot be done"), "slash-circle", "c-idle"),
    "withdrawn": Look(lazy_gettext("Withdrawn"), "x-circle", "c-idle"),
}


def status_look(word: str) -> Look:
    """The look of a status; KeyError for a word that is no status."""
    return LOOKS[str(word)]
