"""From minutes to published commitments: take the minutes, check the drafts, decide on each, publish."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("minutes", __name__)

from tracker.minutes.views import deciding, drafts, publication, taking  # noqa: E402, F401 -- they add their pages
