"""What may be done with commitments. Nothing here commits; views and commands do, in one visible line."""

from __future__ import annotations

from tracker.commitments.actions.commenting import comment, discard, forget_mails, place
from tracker.commitments.actions.evidence import ALLOWED, keep, store
from tracker.commitments.actions.extending import answer_extension
from tracker.commitments.actions.forums import take_back_telling, tell_of_forum
from tracker.commitments.actions.meetings import remembered, say_in_meeting, unsay
from tracker.commitments.actions.overseeing import oversee, take_back
from tracker.commitments.actions.owing import owe, publish, withdraw_unpublished
from tracker.commitments.actions.receiving import receive
from tracker.commitments.actions.reporting import report
from tracker.commitments.actions.telling import link_for, queue_new_link, tell, tell_all
from tracker.commitments.actions.verifying import verify

__all__ = [
    "ALLOWED",
    "answer_extension",
    "comment",
    "discard",
    "forget_mails",
    "keep",
    "link_for",
    "oversee",
    "owe",
    "place",
    "publish",
    "queue_new_link",
    "receive",
    "remembered",
    "report",
    "say_in_meeting",
    "store",
    "take_back",
    "take_back_telling",
    "tell",
    "tell_all",
    "tell_of_forum",
    "unsay",
    "verify",
    "withdraw_unpublished",
]
