"""Queueing what is due to be said. Nothing here commits; `queue_due` calls the edge's commit after each region."""

from __future__ import annotations

from tracker.reminders.actions.by_hand import Reminded, remind_now
from tracker.reminders.actions.weekly import Previewed, Ticked, preview, queue_due

__all__ = ["Previewed", "Reminded", "Ticked", "preview", "queue_due", "remind_now"]
