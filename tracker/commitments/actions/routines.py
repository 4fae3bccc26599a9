"""Routines: begun by an approval, their instances made by the schedule, changed or ended by a reviewer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import delete, insert, literal, select, update

from tracker.commitments import queries, words
from tracker.commitments.actions.stepping import step
from tracker.commitments.dated import Routine
from tracker.commitments.models import Commitment, Support
from tracker.commitments.routines import End, Period, Terms
from tracker.commitments.rules import EventKind, Refusal, Refused, Status
from tracker.extensions import db
from tracker.people import audit
from tracker.people.models import Post
from tracker.people.rules import Actor, Door
from tracker.regions import queries as regions
from tracker.regions.rules import WorkingCalendar, local_day

SCHEDULE = Actor(None, None, "", Door.SCHEDULE)
MOST_AT_ONCE = 24
"""Instances of one routine in one run, after a long silence; the rest follows with the next run."""

logger = logging.getLogger(__name__)


def begin_routine(
    first: Commitment, action: str, period: Period, terms: Terms, end: End, *, at: datetime
) -> Routine:
    """The routine of which a commitment, not yet published, is the first instance."""
    made = Routine(
        region_id=first.region_id,
        forum_id=first.forum_id,
        decision_id=first.decision_id,
        action=action,
        measure=first.measure,
        owner_post_id=first.owner_post_id,
        owner_office_id=first.owner_office_id,
        cadence=terms.cadence,
        day=terms.day,
        after=terms.after,
        until_on=end.until_on,
        times=end.times,
        made=1,
        next_from=period.next.first,
        make_on=terms.make_on(period.next, calendar_for(first.region_id, period.next)),
        made_at=at,
    )
    db.session.add(made)
    db.session.flush()
    return made


def calendar_for(region_id: int, period: Period) -> WorkingCalendar:
    """The region's working days around a period and its due date."""
    year = period.first.year
    return regions.calendar_of(region_id, [year, year + 1])


def instance_words(action: str, period: Period) -> str:
    """What is owed for a period, as every list and mail shows it."""
    return f"{action.strip().rstrip('.')} ({period.words})"


def forget_routine(decision_id: int) -> None:
    """With an approval that is taken back before anybody was told."""
    db.session.execute(delete(Routine).where(Routine.decision_id == decision_id))


def publish_routines(forum_id: int, *, at: datetime) -> None:
    """From now on the schedule makes their instances."""
    db.session.execute(
        update(Routine)
        .where(Routine.forum_id == forum_id, Routine.published_at.is_(None))
        .values(published_at=at)
    )


def make_instances(at: datetime, *, commit: Callable[[], None] | None = None) -> int:
    """Makes every instance whose time has come, and returns how many; a second schedule at work makes none twice.

    `commit` is called after each routine. A routine that fails is left for the next run and stops no other.
    """
    latest = local_day(at, "Asia/Jayapura")
    found = [(routine.id, routine.region.zone) for routine in queries.routines_to_make(latest)]
    return sum(_make_all(routine_id, local_day(at, zone), at, commit) for routine_id, zone in found)


def _make_all(routine_id: int, today: date, at: datetime, commit: Callable[[], None] | None) -> int:
    made = 0
    try:
        with db.session.begin_nested():
            routine = db.session.get_one(Routine, routine_id)
            while made < MOST_AT_ONCE and _make(routine, today, at):
                made += 1
    except Exception:
        logger.exception("routine %s could not be made", routine_id)
        made = 0
    if commit:
        commit()
    return made


def _make(routine: Routine, today: date, at: datetime) -> bool:
    """One instance; False: nothing is due yet, nothing comes any more, or another process was first."""
    db.session.refresh(routine)
    period, terms = routine.upcoming, routine.terms
    if not routine.comes_again or routine.make_on > today:
        return False
    following = period.next
    calendar = calendar_for(routine.region_id, period)
    if not _claimed(
        routine, following.first, terms.make_on(following, calendar_for(routine.region_id, following))
    ):
        return False
    due_on = terms.due_in(period, calendar)
    commitment = Commitment(
        region_id=routine.region_id,
        forum_id=routine.forum_id,
        decision_id=routine.decision_id,
        period=period.key,
        action=instance_words(routine.action, period),
        measure=routine.measure,
        owner_post_id=routine.owner_post_id,
        owner_office_id=routine.owner_office_id,
        due_on=due_on,
        original_due_on=due_on,
        due_how=how(period, terms),
        status=Status.NOT_STARTED,
        made_at=at,
        published_at=at,
    )
    db.session.add(commitment)
    db.session.flush()
    _support_as_before(commitment)
    step(
        commitment,
        EventKind.CAME_ROUND,
        by=SCHEDULE,
        at=at,
        period=period.key,
        routine=routine.id,
        owner=routine.owner_post_id,
    )
    words.index([commitment.id])
    return True


def how(period: Period, terms: Terms) -> dict[str, object]:
    """How the due date of an instance was worked out, for its page."""
    return {"kind": "routine", "period": period.key, **terms.as_json()}


def _claimed(routine: Routine, next_from: date, make_on: date) -> bool:
    """Moves the routine on, which the database lets only one process do for each period."""
    moved = db.session.execute(
        update(Routine)
        .where(Routine.id == routine.id, Routine.next_from == routine.next_from, Routine.ended_at.is_(None))
        .values(next_from=next_from, make_on=make_on, made=Routine.made + 1)
        .returning(Routine.id)
        .execution_options(synchronize_session=False)
    ).first()
    return moved is not None


def _support_as_before(commitment: Commitment) -> None:
    """The offices that helped with the instance before help with this one, each with the same part."""
    before = (
        select(Commitment.id)
        .where(Commitment.decision_id == commitment.decision_id, Commitment.id != commitment.id)
        .order_by(Commitment.period.desc())
        .limit(1)
        .scalar_subquery()
    )
    helping = select(literal(commitment.id), Support.office_id, Support.part).where(
        Support.commitment_id == before, Support.office_id != commitment.owner_office_id
    )
    db.session.execute(insert(Support).from_select(["commitment_id", "office_id", "part"], helping))


def change_routine(
    routine: Routine,
    *,
    action: str,
    measure: str,
    owner: Post,
    terms: Terms,
    end: End,
    by: Actor,
    at: datetime,
) -> None:
    """From the next instance on; those made stay as they are. Refused: the routine has ended."""
    _hold(routine)
    routine.action, routine.measure = action.strip(), measure.strip()
    routine.owner_post_id, routine.owner_office_id = owner.id, owner.office_id
    routine.cadence, routine.day, routine.after = terms.cadence, terms.day, terms.after
    routine.until_on, routine.times = end.until_on, end.times
    period = routine.upcoming
    routine.make_on = terms.make_on(period, calendar_for(routine.region_id, period))
    _record("routine.changed", routine, by=by, at=at, **terms.as_json())


def end_routine(routine: Routine, *, reason: str, by: Actor, at: datetime) -> None:
    """Nothing more comes; what was made is still owed. Refused: no reason, or ended before."""
    reason = reason.strip()
    _hold(routine)
    if not reason:
        raise Refused(Refusal.REASON_MISSING)
    routine.ended_at, routine.ended_by, routine.ended_reason = at, by.acted_as, reason
    _record("routine.ended", routine, by=by, at=at, note=reason)


def _hold(routine: Routine) -> None:
    """Of two who act at once the second sees the first; the schedule waits too."""
    db.session.refresh(routine, with_for_update={"of": Routine})
    if routine.ended_at is not None:
        raise Refused(Refusal.CLOSED)


def _record(act: str, routine: Routine, *, by: Actor, at: datetime, note: str = "", **data: object) -> None:
    audit.record(act, f"routine/{routine.id}", by=by, at=at, region_id=routine.region_id, note=note, **data)
    db.session.flush()
