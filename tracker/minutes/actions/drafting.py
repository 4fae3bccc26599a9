"""Reading the minutes of a forum into drafts, and adding what the reading missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select

from tracker.extensions import db
from tracker.forums.models import Decision, Forum
from tracker.minutes import queries
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules import Proposal, propose
from tracker.minutes.rules.deciding import Refusal, Refused, measure_of
from tracker.minutes.rules.matching import Matcher, Named, matcher
from tracker.minutes.rules.paper import snug
from tracker.people import audit
from tracker.people import queries as people
from tracker.people.models import Post
from tracker.people.rules import Actor, Duty
from tracker.regions import queries as regions
from tracker.regions.models import Office
from tracker.regions.rules import WorkingCalendar

WORDS_LENGTH = 200
"""Of cue, owner and deadline as written; the quote keeps the whole sentence."""


def take_text(forum: Forum, text: str, *, by: Actor, at: datetime) -> None:
    """Gives the forum the text of its minutes; what was decided on keeps its words and finds its place in the new text.

    Refused: an empty text; another text once the forum is published, since its decisions quote this one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refused(Refusal.EMPTY_TEXT)
    if text == forum.minutes_text:
        return
    if forum.published_at is not None:
        raise Refused(Refusal.PUBLISHED)
    forum.minutes_text = text
    drafts = queries.drafts_of(forum.id)
    rows: list[Draft | Decision] = [*drafts, *_decisions(forum)]
    for row in rows:
        row.start, row.end = _place(row.quote, text)
    for draft in drafts:
        draft.also = [[*_place(quote, text), quote] for _, _, quote in draft.also]
    audit.record(
        "minutes.taken", f"forum/{forum.id}", by=by, at=at, region_id=forum.region_id, length=len(text)
    )


def _place(quote: str, text: str) -> tuple[int, int]:
    """Where the words stand now; (0, 0) when they are gone."""
    start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else (0, 0)


def _decisions(forum: Forum) -> Sequence[Decision]:
    return db.session.scalars(select(Decision).where(Decision.forum_id == forum.id)).all()


def draft_from_minutes(
    forum: Forum, *, at: datetime, calendar: WorkingCalendar, by: Actor | None = None
) -> Sequence[Draft]:
    """Reads the minutes and writes a draft for each proposal, numbered as they stand in the text.

    A new reading replaces only drafts that wait and were not added by hand; a sentence that was decided on is not
    proposed again. Returns all drafts of the forum.
    """
    db.session.execute(select(Forum.id).where(Forum.id == forum.id).with_for_update())
    db.session.execute(
        delete(Draft).where(
            Draft.forum_id == forum.id, Draft.state == DraftState.WAITING, Draft.by_hand.is_(False)
        )
    )
    kept = list(queries.drafts_of(forum.id))
    taken = {(draft.start, draft.end) for draft in kept}
    found = propose(forum.minutes_text, held_on=forum.held_on, holidays=frozenset(calendar.days_off))
    desk = _Desk(forum)
    fresh = [desk.draft(proposal) for proposal in found if (proposal.start, proposal.end) not in taken]
    _number(kept, fresh)
    if by:
        audit.record(
            "minutes.read", f"forum/{forum.id}", by=by, at=at, region_id=forum.region_id, drafts=len(fresh)
        )
    return sorted([*kept, *fresh], key=lambda draft: draft.number)


def _number(kept: Sequence[Draft], fresh: Sequence[Draft]) -> None:
    """Counts in the order of the text. In two steps, because a number is unique in its forum at every moment."""
    for draft in kept:
        draft.number = -draft.id
    db.session.flush()
    for number, draft in enumerate(
        sorted([*kept, *fresh], key=lambda draft: (draft.start, draft.end)), start=1
    ):
        draft.number = number
    db.session.add_all(fresh)
    db.session.flush()


class _Desk:
    """What is needed to turn proposals of one forum into drafts: its region's offices and their owner posts."""

    def __init__(self, forum: Forum) -> None:
        self.forum = forum
        offices = regions.offices_of(forum.region_id)
        self.matcher = office_matcher(offices, forum.region.name)
        self.posts = _posts_by_office(people.owner_posts(forum.region_id))
        self.names = {office.id: office.name for office in offices}

    def draft(self, proposal: Proposal) -> Draft:
        office_id = self.matcher.match(proposal.owner, proposal.office)
        found = proposal.indicators or ((proposal.indicator,) if proposal.indicator else ())
        indicators = [asdict(indicator) for indicator in found]
        return Draft(
            forum_id=self.forum.id,
            start=proposal.start,
            end=proposal.end,
            quote=proposal.quote,
            action=proposal.action,
            kind=proposal.kind.value,
            cue=proposal.cue[:WORDS_LENGTH],
            owner_words=(proposal.owner or "")[:WORDS_LENGTH],
            office_id=office_id,
            post_id=self.posts.get(office_id) if office_id else None,
            supporting=list(self._supporting(proposal, office_id)),
            due_words=(proposal.deadline_text or "")[:WORDS_LENGTH],
            due_on=proposal.due_on,
            undated_reason="",
            measure="; ".join(measure_of(**indicator) for indicator in indicators),
            indicator=indicators[0] if indicators else {},
            warnings=[warning.value for warning in proposal.warnings],
            also=[[*span, quote] for span, quote in zip(proposal.also_at, proposal.also, strict=False)],
            because=[[because.reason.value, because.words[:WORDS_LENGTH]] for because in proposal.because],
            by_hand=False,
            state=DraftState.WAITING,
        )

    def _supporting(self, proposal: Proposal, owner_id: int | None) -> dict[str, None]:
        """Names of the other offices: as the region has them where known, else as written."""
        found = [(self.matcher.match(words), words) for words in proposal.supporting]
        return {
            self.names[office_id] if office_id else words: None
            for office_id, words in found
            if office_id != owner_id or not office_id
        }


def office_matcher(offices: Sequence[Office], region: str) -> Matcher:
    """The region's offices by all their names."""
    return matcher(map(names_of, offices), region)


def names_of(office: Office) -> Named:
    """The office by all names it goes by."""
    return Named(office.id, (office.name, office.short, *office.aliases))


def _posts_by_office(posts: Sequence[Post]) -> dict[int, int]:
    """The one post that answers for each office: its only owner post, else its only post at all; none when unsure."""
    answering: dict[int, int] = {}
    for office_id in {post.office_id for post in posts}:
        here = [post for post in posts if post.office_id == office_id]
        owners = [post for post in here if post.duty is Duty.OWNER] or here
        if len(owners) == 1:
            answering[office_id] = owners[0].id
    return answering


def add_by_hand(forum: Forum, start: int, end: int, *, by: Actor, at: datetime) -> Draft:
    """A draft of the words a person chose; the same words chosen twice are one draft. Refused: no words there."""
    span = snug(forum.minutes_text, start, end)
    if span is None:
        raise Refused(Refusal.NOT_IN_TEXT)
    known = (
        d
        for d in queries.drafts_of(forum.id)
        if (d.start, d.end) == span and d.state is not DraftState.REJECTED
    )
    if there := next(known, None):
        return there
    quote = forum.minutes_text[span[0] : span[1]]
    read = [p for p in propose(quote, held_on=forum.held_on) if p.quote.strip()]
    draft = (
        _Desk(forum).draft(read[0])
        if len(read) == 1
        else Draft(kind="", cue="", action=" ".join(quote.split()))
    )
    draft.forum_id, draft.number = forum.id, queries.last_number(forum.id) + 1
    draft.start, draft.end, draft.quote, draft.by_hand = *span, quote, True
    db.session.add(draft)
    db.session.flush()
    audit.record("draft.added", f"draft/{draft.id}", by=by, at=at, region_id=forum.region_id)
    return draft
