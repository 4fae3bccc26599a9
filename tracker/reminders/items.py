"""Commitments as a mail tells of them: what is asked, since when, in whose words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.commitments import queries as commitments
from tracker.commitments.burning import Burning
from tracker.commitments.helping import Delegation
from tracker.commitments.models import Commitment, Update, Verification
from tracker.commitments.replying import reply_to
from tracker.commitments.rules import Status
from tracker.people.models import Person, Tenure
from tracker.regions.rules import local_day
from tracker.reminders import queries
from tracker.reminders.queries import Source
from tracker.reminders.rules import ASKED, part_of


@dataclass(frozen=True)
class Word:
    """Something said about a commitment: by which post, on which day."""

    text: str
    on: date
    by: str = ""


@dataclass(frozen=True)
class Item:
    """One commitment in an owner's mail."""

    commitment: Commitment
    part: Burning
    source: Source
    news: Word | None
    sent_back: Word | None


@dataclass(frozen=True)
class Owed:
    """What one post is asked now by its holder's mail; `others` are open too, but ask nothing this week."""

    tenure: Tenure
    items: tuple[Item, ...]
    others: int = 0

    def count(self, part: Burning) -> int:
        return sum(item.part is part for item in self.items)


@dataclass(frozen=True)
class Owner:
    """A person with all posts of a region that are asked something."""

    person: Person
    posts: tuple[Owed, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are in each part, in the parts' order; what is quiet only where there is any."""
        counts = {part.value: sum(post.count(part) for post in self.posts) for part in ASKED}
        return {part: count for part, count in counts.items() if count or part != Burning.QUIET}

    @property
    def commitments(self) -> list[Commitment]:
        return [item.commitment for post in self.posts for item in post.items]

    @property
    def others(self) -> int:
        return sum(post.others for post in self.posts)

    def lines(self, limit: int) -> list[tuple[str, int, list[tuple[Tenure, Item]]]]:
        """(part, how many, those told of) for each part that has any; `limit` in all, the oldest first."""
        told, room = [], limit
        for part, count in self.counts.items():
            lines = [(post.tenure, item) for post in self.posts for item in post.items if item.part == part]
            if lines:
                told.append((part, count, sorted(lines, key=_by_due)[:room]))
                room = max(room - count, 0)
        return told


def _by_due(line: tuple[Tenure, Item]) -> tuple[date, int]:
    commitment = line[1].commitment
    return commitment.due_on or date.max, commitment.id


def items(
    owed: Sequence[Commitment],
    asked: Collection[int],
    *,
    today: date,
    zone: str,
    called: Collection[int] = (),
) -> list[Item]:
    """Those of the commitments that ask something of their owners now; `asked` wait for an answer about time.

    What has no date is among `owed` only once it was quiet for long, or sent back.
    `called` are told whatever their date: the first notice sees farther than a week over holidays. Three queries at
    any size.
    """
    parts = {
        c.id: part_of(c.status, c.due_on, asked_for_time=c.id in asked, today=today, quiet=c.due_on is None)
        or (Burning.THIS_WEEK if c.id in called else None)
        for c in owed
    }
    burning = [c for c in owed if parts[c.id]]
    if not burning:
        return []
    ids = [c.id for c in burning]
    sources, news, refusals = (
        queries.sources(ids),
        commitments.latest_updates(ids),
        queries.sent_back_with(ids),
    )
    return [
        Item(c, part, sources[c.id], _news(news.get(c.id), zone), _refusal(c, refusals.get(c.id), zone))
        for c in burning
        if (part := parts[c.id])
    ]


def _news(update: Update | None, zone: str) -> Word | None:
    return Word(update.note, local_day(update.at, zone)) if update else None


def _refusal(commitment: Commitment, found: tuple[Verification, Tenure] | None, zone: str) -> Word | None:
    """Only while it stands as sent back: an answer that was accepted later settles it."""
    if found is None or commitment.status is not Status.SENT_BACK:
        return None
    verification, tenure = found
    return Word(verification.reason, local_day(verification.at, zone), tenure.called)


def owners(found: Iterable[Item], holders: dict[int, Tenure], open_counts: dict[int, int]) -> list[Owner]:
    """Items gathered by the person who holds the post, each person once; those of vacant posts are left out."""
    by_post: dict[int, list[Item]] = {}
    for item in found:
        by_post.setdefault(item.commitment.owner_post_id, []).append(item)
    by_person: dict[int, list[Owed]] = {}
    for post_id, its in by_post.items():
        if tenure := holders.get(post_id):
            others = max(open_counts.get(post_id, 0) - len(its), 0)
            by_person.setdefault(tenure.person_id, []).append(Owed(tenure, tuple(its), others))
    return [Owner(posts[0].tenure.person, tuple(posts)) for posts in by_person.values()]


def with_delegated(
    owner: Owner | None, person: Person, delegations: Iterable[Delegation], found: Iterable[Item]
) -> Owner | None:
    """What a person is asked, with what is asked of the posts in whose name she reports; each commitment once."""
    posts = list(owner.posts) if owner else []
    seen = {item.commitment.id for post in posts for item in post.items}
    its = list(found)
    for one in delegations:
        items = tuple(
            item for item in its if _is_within(item.commitment, one) and item.commitment.id not in seen
        )
        if items:
            posts.append(Owed(one.tenure, items))
            seen |= {item.commitment.id for item in items}
    return Owner(person, tuple(posts)) if posts else None


def _is_within(commitment: Commitment, one: Delegation) -> bool:
    mine = commitment.owner_post_id == one.tenure.post_id
    return mine and one.commitment_id in (None, commitment.id)


def inbox_for(owner: Owner) -> str | None:
    """The address under which an owner's answer by mail is understood; None when answers by mail are not set up."""
    about = owner.commitments
    return reply_to(owner.posts[0].tenure.id, about[0].id if len(about) == 1 else None)
