"""What is done in a meeting. Nothing here commits; views do, in one visible line."""

from __future__ import annotations

from tracker.meetings.actions.closing import close
from tracker.meetings.actions.deciding import decide, undo_last
from tracker.meetings.actions.handing import hand_over
from tracker.meetings.actions.holding import add, begin, go_to, pause, prepare
from tracker.meetings.actions.promising import drop, promise
from tracker.meetings.actions.telling import tell, tell_of_left_open

__all__ = [
    "add",
    "begin",
    "close",
    "decide",
    "drop",
    "go_to",
    "hand_over",
    "pause",
    "prepare",
    "promise",
    "tell",
    "tell_of_left_open",
    "undo_last",
]
