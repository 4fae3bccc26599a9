"""What may be done with commitments. Nothing here commits; views and commands do, in one visible line."""

from __future__ import annotations

from tracker.commitments.actions.capping import keep_cap
from tracker.commitments.actions.commenting import comment, discard, forget_mails, place
from tracker.commitments.actions.delegating import end_delegation, invite_delegate, name_delegate
from tracker.commitments.actions.evidence import ALLOWED, keep, store
from tracker.commitments.actions.extending import answer_extension
from tracker.commitments.actions.forums import take_back_telling, tell_of_forum
from tracker.commitments.actions.hearing import type_in
from tracker.commitments.actions.helping import answer_part, ask_parts, part_link_for
from tracker.commitments.actions.meetings import remembered, say_in_meeting, unsay
from tracker.commitments.actions.overseeing import oversee, take_back
from tracker.commitments.actions.owing import owe, publish, withdraw_unpublished
from tracker.commitments.actions.petitioning import answer_petition
from tracker.commitments.actions.ratifying import ratify
from tracker.commitments.actions.receiving import receive
from tracker.commitments.actions.reopening import confirm, reopen
from tracker.commitments.actions.reporting import report
from tracker.commitments.actions.routines import change_routine, end_routine, make_instances
from tracker.commitments.actions.telling import link_for, queue_new_link, tell, tell_all
from tracker.commitments.actions.verifying import verify

__all__ = [
    "ALLOWED",
    "answer_extension",
    "answer_part",
    "answer_petition",
    "ask_parts",
    "change_routine",
    "comment",
    "confirm",
    "discard",
    "end_delegation",
    "end_routine",
    "forget_mails",
    "invite_delegate",
    "keep",
    "keep_cap",
    "link_for",
    "make_instances",
    "name_delegate",
    "oversee",
    "owe",
    "part_link_for",
    "place",
    "publish",
    "queue_new_link",
    "ratify",
    "receive",
    "remembered",
    "reopen",
    "report",
    "say_in_meeting",
    "store",
    "take_back",
    "take_back_telling",
    "tell",
    "tell_all",
    "tell_of_forum",
    "type_in",
    "unsay",
    "verify",
    "withdraw_unpublished",
]
