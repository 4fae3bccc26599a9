"""Mail that comes in: read, cut to what its writer wrote, judged, fetched. It knows no one and believes nothing."""

from __future__ import annotations

from tracker.mail.inbox.bodies import Attachment
from tracker.mail.inbox.letters import Letter, Unreadable, key_of, read

__all__ = ["Attachment", "Letter", "Unreadable", "key_of", "read"]
