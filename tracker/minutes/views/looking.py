"""What the pages of drafts look up: the desk of a forum, one card of it, and the answer to an act on a card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker import clock
from tracker.forums.models import Forum
from tracker.minutes import queries
from tracker.minutes.forms import PublicationForm
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.views.desk import Around, Card, Desk, Part, card, desk, order_of, part_of
from tracker.people import queries as people
from tracker.regions import queries as regions
from tracker.regions.rules import local_day
from tracker.shell.addresses import number


def today_of(forum: Forum) -> date:
    return local_day(clock.now(), forum.region.zone)


def by_script() -> bool:
    """Whether the page's own script asks for one card, not the browser for a page."""
    return "HX-Request" in request.headers


def desk_of(forum: Forum) -> Desk:
    rows = queries.drafts_of(forum.id)
    return desk(rows, _around(forum, rows), wanted=request.args.get("draft", type=number))


def card_of(draft: Draft) -> Card:
    return card(draft, _around(draft.forum, [draft]))


def _around(forum: Forum, rows: Sequence[Draft]) -> Around:
    """Older commitments only where news of some is waiting."""
    today = today_of(forum)
    news = any(row.state is DraftState.WAITING and part_of(row) is Part.EARLIER for row in rows)
    return Around(
        forum,
        today,
        regions.offices_of(forum.region_id),
        people.holders([row.post_id for row in rows if row.post_id], today=today),
        queries.open_before(forum) if news else (),
    )


def place_of(draft: Draft) -> ResponseReturnValue:
    """Back to the draft itself."""
    anchor = f"d{draft.number}"
    return redirect(url_for("minutes.drafts", forum_id=draft.forum_id, draft=draft.number, _anchor=anchor))


def onwards(draft: Draft) -> ResponseReturnValue:
    """To the next draft that waits in the order of the page, so that one hand on the keyboard decides them all."""
    waiting = [row for row in queries.drafts_of(draft.forum_id) if row.state is DraftState.WAITING]
    waiting.sort(key=order_of)
    after = (row.number for row in waiting if order_of(row) > order_of(draft))
    following = next(after, waiting[0].number if waiting else None)
    anchor = f"d{following}" if following else None
    return redirect(url_for("minutes.drafts", forum_id=draft.forum_id, draft=following, _anchor=anchor))


def acted(draft: Draft, said: str, *, teaches: bool = False) -> ResponseReturnValue:
    """After a decision: the script gets the card and the counters anew, a browser goes on to the next draft.

    `teaches`: the act may have changed the drafts that name the same office.
    """
    if by_script():
        return shown(draft, said, others=queries.namesakes(draft) if teaches else ())
    flash(said, "success")
    return onwards(draft)


def refused(draft: Draft, why: Any) -> ResponseReturnValue:
    """After a refusal: the draft as it now is, and why nothing was done."""
    if by_script():
        return shown(draft, str(why), warning=True)
    flash(why, "warning")
    return place_of(draft)


def gone(forum_id: int, why: Any) -> ResponseReturnValue:
    """A new reading replaced the draft while one looked at it: the whole page anew."""
    flash(why, "warning")
    page = url_for("minutes.drafts", forum_id=forum_id)
    return Response(status=204, headers={"HX-Redirect": page}) if by_script() else redirect(page)


def shown(
    draft: Draft, said: str = "", *, warning: bool = False, others: Sequence[Draft] = ()
) -> ResponseReturnValue:
    """One card with the counters, for the script; `others` are cards that changed with it."""
    done = queries.progress(draft.forum_id)
    counted = _("%(done)s of %(all)s decided.", done=done.decided, all=done.of)
    return render_template(
        "minutes/acted.html",
        c=card_of(draft),
        others=[card_of(other) for other in others],
        said=f"{said} {counted}" if said else "",
        warning=warning,
        done=done,
        forum=draft.forum,
        tally=queries.counts([draft.forum_id])[draft.forum_id],
        publication=PublicationForm(),
        today=today_of(draft.forum),
    )
