"""Pages of reminders: by hand, the region's plan, a person's own choices, and why a mail came or did not."""

from __future__ import annotations

from tracker.reminders.views import by_hand, mine, planning, previewing, stopping, whatsapp, why
from tracker.reminders.views.blueprint import pages

__all__ = ["by_hand", "mine", "pages", "planning", "previewing", "stopping", "whatsapp", "why"]
