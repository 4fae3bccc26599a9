"""The operator's outbox, everywhere; and the demo's letter box, in the demo only."""

from __future__ import annotations

from tracker.mail.views.box import pages
from tracker.mail.views.outbox import outbox

__all__ = ["outbox", "pages"]
