"""Queueing what is due to be said. Nothing here commits; `queue_due` calls the edge's commit after each region."""

from __future__ import annotations

from tracker.reminders.actions.by_hand import Reminded, remind_now
from tracker.reminders.actions.choosing import preference_of, resume_notices, stop_notices
from tracker.reminders.actions.previewing import Previewed, preview, preview_letter, preview_next
from tracker.reminders.actions.rounds import Ticked, queue_due

__all__ = [
    "Previewed",
    "Reminded",
    "Ticked",
    "preference_of",
    "preview",
    "preview_letter",
    "preview_next",
    "queue_due",
    "remind_now",
    "resume_notices",
    "stop_notices",
]
