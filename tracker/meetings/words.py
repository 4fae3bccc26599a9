"""The words for what a meeting decides: on its pages, in its minutes and in its mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from tracker.meetings.models import MeetingEntry
from tracker.meetings.recording import line
from tracker.meetings.rules import Ahead, Choice, MeetingState, Refusal
from tracker.shell.dates import day


class Looks(NamedTuple):
    """How a decision is offered: the word on its button, its icon, what it does, the question about its words."""

    label: Any
    icon: str
    does: Any
    asks: Any


LOOKS: dict[Choice, Looks] = {
    Choice.VERIFY: Looks(
        lazy_gettext("Verify"), "check-circle",
        lazy_gettext("The report is accepted: done as promised."), lazy_gettext("Note (may be left empty)"),
    ),
    Choice.SEND_BACK: Looks(
        lazy_gettext("Send back"), "arrow-left-circle",
        lazy_gettext("The report is not accepted; the owner goes on."), lazy_gettext("Reason"),
    ),
    Choice.EXTEND: Looks(
        lazy_gettext("Extend"), "calendar-plus",
        lazy_gettext("A later due date; the first one is kept."), lazy_gettext("Reason"),
    ),
    Choice.ESCALATE: Looks(
        lazy_gettext("Escalate"), "megaphone",
        lazy_gettext("Raised now to the one above, who gets a mail with this reason after the meeting."),
        lazy_gettext("Reason"),
    ),
    Choice.NOTE: Looks(
        lazy_gettext("Note"), "chat-left-text",
        lazy_gettext("What was said, for the minutes and the story; nothing else changes."), lazy_gettext("Note"),
    ),
    Choice.ASK_REPORT: Looks(
        lazy_gettext("Ask for a report"), "reply",
        lazy_gettext("The owner is asked to report by a day."),
        lazy_gettext("What is to be reported (may be left empty)"),
    ),
}  # fmt: skip

AHEAD: dict[Ahead, Any] = {
    Ahead.WEEK: lazy_gettext("One week"),
    Ahead.TWO_WEEKS: lazy_gettext("Two weeks"),
    Ahead.MONTH_END: lazy_gettext("End of the month"),
}

STATES: dict[MeetingState, Any] = {
    MeetingState.PREPARED: lazy_gettext("Prepared"),
    MeetingState.RUNNING: lazy_gettext("Going on"),
    MeetingState.PAUSED: lazy_gettext("Paused"),
    MeetingState.CLOSED: lazy_gettext("Closed"),
}

REFUSALS: dict[Refusal, Any] = {
    Refusal.EMPTY: lazy_gettext("No commitment fits these filters, so there is nothing to hold a meeting about."),
    Refusal.NOT_RUNNING: lazy_gettext("The meeting does not go on at the moment. Begin or continue it first."),
    Refusal.CLOSED: lazy_gettext("The minutes of this meeting are closed; nothing more can be changed."),
    Refusal.CHANGED: lazy_gettext(
        "Somebody recorded something in this meeting after you had opened this page. Look again; your words are kept."
    ),
    Refusal.NOT_OFFERED: lazy_gettext("As this commitment stands now, that cannot be decided."),
    Refusal.WORDS_MISSING: lazy_gettext("Write at least a few words; they go into the minutes."),
    Refusal.DAY_MISSING: lazy_gettext("Choose a day."),
    Refusal.DAY_PAST: lazy_gettext("That day is over already."),
    Refusal.POST_MISSING: lazy_gettext("Choose a post."),
    Refusal.NOTHING_TO_UNDO: lazy_gettext("Nothing was decided yet, so there is nothing to undo."),
    Refusal.TOLD: lazy_gettext("The owner was told of it already. Put it right by another decision."),
    Refusal.UNKNOWN: lazy_gettext("There is no such commitment in this region."),
}  # fmt: skip


def decided(entry: Mapping[str, Any]) -> str:
    """A line of the log as a sentence: `Tenggat baru Jumat, 28 November 2025: dokumen masih di Bappeda.`"""
    on = day(date.fromisoformat(entry["due_on"])) if entry["due_on"] else ""
    head = {
        Choice.VERIFY: _("Verified: done as promised"),
        Choice.SEND_BACK: _("Sent back"),
        Choice.EXTEND: _("New due date: %(day)s", day=on),
        Choice.ESCALATE: _("Escalated to %(post)s", post=entry["to"]),
        Choice.NOTE: _("Note"),
        Choice.ASK_REPORT: _("A report is asked for by %(day)s", day=on),
    }[Choice(entry["choice"])]
    words = f"{head}: {entry['said']}" if entry["said"] else head
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def told(entry: MeetingEntry) -> str:
    """The same for a line of a log that is not frozen."""
    return decided(line(entry))
