"""The blueprint that the pages of this slice share."""

from __future__ import annotations

from datetime import date

from flask import Blueprint

from tracker.commitments.routines import Period

pages = Blueprint("commitments", __name__)


@pages.app_template_filter("iso_day")
def iso_day(text: str) -> date:
    """A day as JSON keeps it."""
    return date.fromisoformat(text)


@pages.app_template_global("period_words")
def period_words(key: str) -> str:
    """The period of an instance as it is called."""
    period = Period.read(key)
    return period.words if period else ""
