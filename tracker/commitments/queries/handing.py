"""What whoever takes over a post finds there: all that is open, by what burns, with what was said last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.commitments.burning import Burning, burning
from tracker.commitments.models import Commitment
from tracker.commitments.queries.lists import Mine, latest_updates
from tracker.commitments.queries.requests import NOTHING_ASKED, requests_of
from tracker.commitments.queries.seeing import loaded
from tracker.commitments.rules import OPEN
from tracker.extensions import db


@dataclass(frozen=True)
class Handover:
    """The open commitments of one post; no part is empty."""

    post_id: int
    parts: dict[Burning, list[Mine]]

    @property
    def rows(self) -> list[Mine]:
        return [row for rows in self.parts.values() for row in rows]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are in each part, in the order in which they want an answer."""
        return {part.value: len(rows) for part, rows in self.parts.items()}

    @property
    def open(self) -> int:
        return len(self.rows)

    def count(self, part: str) -> int:
        """How many there are in a part."""
        return self.counts.get(part, 0)


def handovers(post_ids: Collection[int], *, today: date) -> dict[int, Handover]:
    """By post, those that have anything open. Three queries at any size; none without posts."""
    if not post_ids:
        return {}
    commitments = db.session.scalars(
        loaded()
        .where(
            Commitment.owner_post_id.in_(post_ids),
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OPEN),
        )
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id)
    ).all()
    ids = [commitment.id for commitment in commitments]
    said, asked = latest_updates(ids), requests_of(ids)
    found: dict[int, dict[Burning, list[Mine]]] = {}
    for c in commitments:
        part = burning(c.status, c.due_on, asked_for_time=c.id in asked, today=today)
        rows = found.setdefault(c.owner_post_id, {one: [] for one in Burning})
        rows[part].append(Mine(c, said.get(c.id), asked.get(c.id, NOTHING_ASKED)))
    return {
        post_id: Handover(post_id, {part: rows for part, rows in parts.items() if rows})
        for post_id, parts in found.items()
    }
