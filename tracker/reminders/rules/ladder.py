"""Who hears of a commitment on which working day around its due date, and which days count. Pure."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.commitments.rules import Status
from tracker.regions.rules import WorkingCalendar, local_day

DAY = timedelta(days=1)

SOON = -3
DUE_DAY = 0
NEVER = -(10**6)
"""Lower than any rung: nothing was told yet."""

NOTICES = (SOON, DUE_DAY)
"""The rungs before the ladder: three working days ahead, and the due day itself."""

SUMMARY_AFTER = 20
"""Working days late from which leaders read of a commitment by name, where the region's ladder names no other."""

_ASISTEN = ("asisten",)
_SEKDA = ("sekretaris daerah", "sekda")


class Audience(StrEnum):
    """Who hears on a rung of the ladder; `post` is one that the region names."""

    OWNER = "owner"
    POST = "post"
    REVIEWERS = "reviewers"
    LEADERS = "leaders"


class Rung(NamedTuple):
    """So many working days after the due date, somebody is told; `post_id` only for the audience `post`."""

    after_days: int
    audience: Audience
    post_id: int | None = None


OWNER_RUNGS = tuple(Rung(days, Audience.OWNER) for days in NOTICES)


class Seat(NamedTuple):
    """A post of a region's reviewers or leaders, held or not."""

    post_id: int
    title: str


class Span(NamedTuple):
    """Days on which a commitment waited for somebody else than its owner, both included. `until_on` None: still."""

    from_on: date
    until_on: date | None


def default_ladder(seats: Sequence[Seat]) -> tuple[Rung, ...]:
    """+1 and +5 the owner, +5 also the Asisten, +10 the Sekda, +20 the leaders' summary.

    `seats` in order of age: the first Asisten is meant. Where there is no such post, all reviewers hear instead.
    """
    return (
        Rung(1, Audience.OWNER),
        Rung(5, Audience.OWNER),
        _rung_of(5, fitting(seats, _ASISTEN)),
        _rung_of(10, fitting(seats, _SEKDA)),
        Rung(SUMMARY_AFTER, Audience.LEADERS),
    )


def _rung_of(after_days: int, seat: Seat | None) -> Rung:
    return Rung(after_days, Audience.POST, seat.post_id) if seat else Rung(after_days, Audience.REVIEWERS)


def fitting(seats: Iterable[Seat], beginnings: tuple[str, ...]) -> Seat | None:
    """The first post whose title begins so."""
    return next((seat for seat in seats if seat.title.casefold().startswith(beginnings)), None)


def posts_on(
    rung: Rung, *, owner_post: int, held: Container[int], reviewers: Sequence[int]
) -> tuple[int, ...]:
    """The posts that hear on a rung; instead of a vacant one all reviewers do, so that nothing is told to nobody.

    Nobody is told of an own commitment as of another's. Leaders read their summary, which is no rung's mail.
    """
    if rung.audience is Audience.OWNER:
        return (owner_post,) if owner_post in held else ()
    if rung.audience is Audience.LEADERS:
        return ()
    named = rung.post_id if rung.audience is Audience.POST else None
    posts = (named,) if named is not None and named in held else reviewers
    return tuple(post for post in posts if post != owner_post)


def days_to_go(due_on: date, *, today: date, calendar: WorkingCalendar) -> int | None:
    """Working days left after today until the due date; 0 on the last of them; None once the due date has passed.

    So what is due on a Sunday is due "today" on the Friday before it.
    """
    return calendar.count(today, due_on) if today <= due_on else None


def days_late(
    due_on: date,
    *,
    today: date,
    calendar: WorkingCalendar,
    published_on: date | None = None,
    pauses: Collection[Span] = (),
) -> int:
    """Working days after the due date that were the owner's to use, up to and with today.

    Days before it was published do not count, since the owner could not know of it; nor do days on which it waited,
    even in part, for a reviewer's answer.
    """
    start = max(due_on, published_on) if published_on else due_on
    late = calendar.count(start, today)
    if not late or not pauses:
        return late
    days = {
        day
        for span in pauses
        for day in _days(max(span.from_on, start + DAY), min(span.until_on or today, today))
    }
    return late - sum(calendar.is_working(day) for day in days)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def is_paused(pauses: Iterable[Span]) -> bool:
    """Whether it is somebody else's turn now."""
    return any(span.until_on is None for span in pauses)


def spans_waiting(steps: Iterable[tuple[datetime, Status]], zone: str) -> list[Span]:
    """When a commitment waited for verification, from the steps of its story (moment, status after it) in order."""
    spans: list[Span] = []
    since: datetime | None = None
    for at, status in steps:
        if status is Status.PROPOSED_DONE:
            since = since or at
        elif since:
            spans.append(span_of(since, at, zone))
            since = None
    return [*spans, span_of(since, None, zone)] if since else spans


def span_of(asked_at: datetime, answered_at: datetime | None, zone: str) -> Span:
    """The days from a question to its answer, on the region's calendar."""
    return Span(local_day(asked_at, zone), local_day(answered_at, zone) if answered_at else None)


def notices_due(to_go: int | None) -> tuple[int, ...]:
    """The rungs before the due date that have come; one that was missed is caught up until the due date."""
    if to_go is None or to_go > -SOON:
        return ()
    return NOTICES if to_go == 0 else (SOON,)


def rungs_due(
    ladder: Sequence[Rung], due_on: date, *, today: date, calendar: WorkingCalendar, late: int
) -> tuple[Rung, ...]:
    """All rungs that have come by today, told or not, the lowest first; `late` as `days_late` counts."""
    to_go = days_to_go(due_on, today=today, calendar=calendar)
    if to_go is not None:
        return tuple(Rung(days, Audience.OWNER) for days in notices_due(to_go))
    return tuple(sorted((rung for rung in ladder if 0 < rung.after_days <= late), key=lambda r: r.after_days))


def day_reached(
    rung: int,
    due_on: date,
    *,
    today: date,
    calendar: WorkingCalendar,
    published_on: date | None = None,
    pauses: Collection[Span] = (),
) -> date:
    """The first working day from today on which a rung has come, if nothing is answered until then."""
    day = today if calendar.is_working(today) else calendar.add(today, 1)
    if rung <= DUE_DAY:
        return max(day, _before(due_on, rung, calendar))
    late = days_late(due_on, today=day, calendar=calendar, published_on=published_on, pauses=pauses)
    if late >= rung:
        return day
    start = max(day, due_on, published_on or due_on)
    return calendar.add(start, rung - late)


def _before(due_on: date, rung: int, calendar: WorkingCalendar) -> date:
    """The due day or the last working day before it, and from there back."""
    day = due_on if calendar.is_working(due_on) else calendar.add(due_on, -1)
    return calendar.add(day, rung)
