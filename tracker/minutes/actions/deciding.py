"""A reviewer's word on a draft: accept, correct, reject, and take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.commitments.routines import FOR_EVER, End, Terms
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.minutes.actions.learning import forget, learn
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import LEARNED, Refusal, Refused
from tracker.minutes.rules.proposal import GUESSED, Kind
from tracker.minutes.rules.reckoning import reckoned
from tracker.people import audit
from tracker.people.models import Post
from tracker.people.rules import Actor
from tracker.regions import queries as regions
from tracker.regions.models import Office


def accept(
    draft: Draft,
    *,
    action: str,
    owner: Post,
    due_on: date | None,
    by: Actor,
    at: datetime,
    today: date,
    due_words: str | None = None,
    undated_reason: str = "",
    measure: str = "",
    supporting: Sequence[Office] = (),
    parts: Mapping[str, str] | None = None,
    already_late: bool = False,
    seen: int | None = None,
    terms: Terms | None = None,
    ends: End = FOR_EVER,
) -> Commitment:
    """Makes the draft a decision and a commitment; accepted twice, by whomever, it stays the one first made.

    `parts`: what each supporting office is asked for, by its name; the draft's own without. `seen` is the version that
    was looked at; with `terms` it comes round until it `ends`. Refused: rejected or changed meanwhile; and what
    commitments.actions.owe refuses (past due, no date without a reason).
    """
    hold(draft, seen)
    if draft.state is DraftState.ACCEPTED and draft.commitment is not None:
        return draft.commitment
    if draft.state is not DraftState.WAITING:
        raise Refused(Refusal.NOT_WAITING)
    forum, words = draft.forum, draft.due_words if due_words is None else due_words
    holidays = frozenset(regions.calendar([forum.held_on.year]).days_off)
    commitment = commitments.owe(
        forum=forum, quote=draft.quote, start=draft.start, end=draft.end, action=action, measure=measure,
        owner=owner, due_on=due_on, due_words=words, undated_reason=undated_reason, supporting=supporting,
        parts=draft.parts if parts is None else parts, by=by, at=at, today=today, already_late=already_late,
        due_how=reckoned(words, forum.held_on, due_on, holidays), terms=terms, ends=ends,
    )  # fmt: skip
    draft.commitment, draft.state = commitment, DraftState.ACCEPTED
    record("draft.accepted", draft, by=by, at=at, commitment=commitment.id)
    return commitment


def correct(
    draft: Draft,
    *,
    action: str,
    owner: Post | None,
    due_on: date | None,
    undated_reason: str,
    measure: str,
    supporting: Sequence[Office],
    by: Actor,
    at: datetime,
    parts: Mapping[str, str] | None = None,
    seen: int | None = None,
    recurs: dict[str, Any] | None = None,
) -> None:
    """Writes down what the reviewer put right; the draft still waits. Refused: changed meanwhile, or waits no more."""
    hold(draft, seen)
    if draft.state is not DraftState.WAITING:
        raise Refused(Refusal.NOT_WAITING)
    if owner:
        learn(draft, owner, by=by, at=at)
    draft.action, draft.measure = action.strip(), measure.strip()
    draft.post_id, draft.office_id = (owner.id, owner.office_id) if owner else (None, None)
    draft.due_on, draft.undated_reason = due_on, "" if due_on else undated_reason.strip()
    draft.recurs = draft.recurs if recurs is None else recurs
    draft.supporting, draft.warnings = [office.name for office in supporting], []
    draft.parts = {name: said.strip() for name, said in (parts or {}).items() if said.strip()}
    draft.kind = "" if draft.kind == Kind.STATUS else draft.kind
    draft.because = [because for because in draft.because if because[0] not in {*GUESSED, LEARNED}]
    db.session.flush()
    record("draft.corrected", draft, by=by, at=at)


def reject(draft: Draft, *, reason: str = "", by: Actor, at: datetime, seen: int | None = None) -> None:
    """Puts the draft aside, with a reason or without; rejected twice it stays so. Refused: accepted meanwhile."""
    hold(draft, seen)
    if draft.state is DraftState.REJECTED:
        return
    if draft.state is not DraftState.WAITING:
        raise Refused(Refusal.NOT_WAITING)
    draft.state, draft.rejected_reason = DraftState.REJECTED, reason.strip()
    record("draft.rejected", draft, by=by, at=at, note=draft.rejected_reason)


def give_back(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Takes the decision back with what it taught; the draft waits again.

    Refused: its commitment is published, people were told.
    """
    hold(draft)
    commitment, told = draft.commitment, draft.told
    if commitment is not None and commitment.published_at is not None:
        raise Refused(Refusal.PUBLISHED)
    draft.state, draft.rejected_reason, draft.commitment, draft.told = DraftState.WAITING, "", None, None
    forget(draft, by=by, at=at)
    if commitment is not None:
        commitments.withdraw_unpublished(commitment)
    if told is not None:
        commitments.take_back_telling(told, region_id=draft.forum.region_id, by=by, at=at)
    record("draft.returned", draft, by=by, at=at)


def hold(draft: Draft, seen: int | None = None) -> None:
    """Of two reviewers who press at once the second waits here and sees what the first did.

    The forum is held, so that its decisions are numbered one after another; SQLite holds everything already.
    Refused: a new reading replaced the draft, or somebody put it right after the person looked at it.
    """
    draft_id = draft.id
    db.session.execute(select(Forum.id).where(Forum.id == draft.forum_id).with_for_update())
    if db.session.scalar(select(Draft.id).where(Draft.id == draft_id)) is None:
        raise Refused(Refusal.CHANGED)
    db.session.refresh(draft)
    if seen is not None and draft.state is DraftState.WAITING and draft.version_id != seen:
        raise Refused(Refusal.CHANGED)


def record(act: str, draft: Draft, *, by: Actor, at: datetime, note: str = "", **data: object) -> None:
    audit.record(act, f"draft/{draft.id}", by=by, at=at, region_id=draft.forum.region_id, note=note, **data)
