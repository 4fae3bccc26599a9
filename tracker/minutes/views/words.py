"""What the pages of minutes say in sentences: refusals, warnings, kinds."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from tracker.minutes.rules import Kind, Warn, Why
from tracker.minutes.rules.deciding import LEARNED, Refusal
from tracker.minutes.rules.proposal import Reason

REFUSALS: dict[Refusal, Any] = {
    Refusal.PUBLISHED: _(
        "This forum is published: its owners were told of these words, so they stay as they are."
    ),
    Refusal.NOT_WAITING: _(
        "Somebody has decided on this draft in the meantime. Undo that first if you see it otherwise."
    ),
    Refusal.CHANGED: _("Somebody has changed this draft in the meantime. Look at it again, then decide."),
    Refusal.NOTHING_ACCEPTED: _("There is nothing to publish yet: approve at least one draft first."),
    Refusal.DRAFTS_WAITING: _(
        "Some drafts were not decided on yet. Decide on them, or confirm that you publish all the same."
    ),
    Refusal.NOT_IN_TEXT: _("Choose a sentence of the minutes first."),
    Refusal.EMPTY_TEXT: _("Paste the text of the minutes here, or choose a file above."),
}

WARNINGS: dict[str, Any] = {
    Warn.DATE_IMPOSSIBLE.value: _("The date in the minutes does not exist."),
    Warn.WEEKDAY_MISMATCH.value: _("The weekday in the minutes does not fit the date."),
    Warn.DUE_BEFORE_FORUM.value: _("The due date lies before the forum."),
    Warn.RANGE_UPPER_TAKEN.value: _("The minutes give a range; the later end was taken."),
    Warn.RECURRING.value: _(
        "The minutes ask for it again and again: say below how it comes round, or give the date of the first time."
    ),
    Warn.OWNER_CARRIED.value: _("The owner was taken from the sentence before."),
    Warn.YEAR_ASSUMED.value: _("The minutes do not write the year; it was worked out."),
}

KINDS: dict[str, Any] = {
    Kind.DIRECTIVE.value: _("told or agreed"),
    Kind.PLAN.value: _("own plan"),
    Kind.APPEAL.value: _("appeal"),
    Kind.ONGOING.value: _("already running"),
    Kind.STATUS.value: _("state of an earlier item"),
}

ASIDE: dict[Why, Any] = {
    Why.HOPE: _("a hope"),
    Why.PRAISE: _("praise"),
    Why.AIM: _("an aim"),
    Why.DONE: _("already done"),
    Why.EXHORTATION: _("an exhortation"),
    Why.DUTY: _("a general duty"),
    Why.PROCEDURE: _("procedure"),
    Why.FORMULA: _("a formula"),
    Why.CHALLENGE: _("a challenge"),
}

REASONS: dict[str, Any] = {
    Reason.CUE.value: _("the words “%(words)s”"),
    Reason.POINT_OF_LIST.value: _("it is a point of what was agreed"),
    Reason.FROM_COLUMN.value: _("it stands in the column “%(words)s”"),
    Reason.STATUS_WORDS.value: _("it tells how far something is: “%(words)s”"),
    Reason.OWNER_FROM_COLUMN.value: _("owner from the column “%(words)s”"),
    Reason.OWNER_FROM_WORDS.value: _("owner from “%(words)s”"),
    Reason.OWNER_FROM_HEADING.value: _("owner from the heading above, “%(words)s”"),
    Reason.OWNER_FROM_ROW_ABOVE.value: _("owner from the row above"),
    LEARNED: _("owner from your correction of “%(words)s”"),
    Reason.DUE_FROM_COLUMN.value: _("due date from the column “%(words)s”"),
    Reason.DUE_FROM_WORDS.value: _("due date from “%(words)s”"),
}
"""Half a sentence each, strung behind "Proposed because"."""

GUESSES: dict[str, Any] = {
    Reason.OWNER_IS_SPEAKER.value: _(
        "A suggestion: the minutes say only “%(words)s”, taken for the one who speaks."
    ),
    Reason.OWNER_NOT_ONE.value: _("“%(words)s” means several offices: choose one of them."),
    Reason.OWNER_MISSPELT.value: _("A suggestion: “%(words)s” was taken for a misspelt name."),
}
"""What asks for a second look, said beside the owner."""
