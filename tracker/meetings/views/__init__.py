"""Pages of meetings: starting one, the room and the beamer, deciding, the minutes."""

from __future__ import annotations

from tracker.meetings.views import deciding, minutes, room, starting
from tracker.meetings.views.blueprint import pages

__all__ = ["deciding", "minutes", "pages", "room", "starting"]
