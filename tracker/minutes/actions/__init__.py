"""From minutes to drafts to commitments to mails. Nothing here commits; views and commands do, in one visible line."""

from __future__ import annotations

from tracker.minutes.actions.deciding import accept, correct, give_back, reject
from tracker.minutes.actions.drafting import add_by_hand, draft_from_minutes, take_text
from tracker.minutes.actions.earlier import tell_earlier
from tracker.minutes.actions.learning import forget
from tracker.minutes.actions.publishing import publish
from tracker.minutes.actions.taking import Minutes, take, take_in

__all__ = [
    "Minutes",
    "accept",
    "add_by_hand",
    "correct",
    "draft_from_minutes",
    "forget",
    "give_back",
    "publish",
    "reject",
    "take",
    "take_in",
    "take_text",
    "tell_earlier",
]
