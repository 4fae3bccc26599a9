"""Questions about supporting offices, their parts and answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.commitments.helping import PartAnswer, PartFile
from tracker.commitments.helping_rules import PartSaid, Tally, tally
from tracker.commitments.models import Commitment, Support
from tracker.commitments.queries.lists import OWNING
from tracker.commitments.queries.seeing import sees, still_holds
from tracker.commitments.rules import OPEN
from tracker.extensions import db
from tracker.people import queries as people
from tracker.people.links import PartLink
from tracker.people.models import Post, Tenure
from tracker.people.rules import Asker, Duty, Holding


class Part(NamedTuple):
    """A supporting office's part of a commitment, with what the office said of it last."""

    support: Support
    answer: PartAnswer | None

    @property
    def said(self) -> PartSaid | None:
        return self.answer.said if self.answer else None


def parts_of(commitment_id: int) -> list[Part]:
    """The offices that help the owner, in the order of the minutes. One query; two more once any has answered."""
    rows = db.session.execute(_parts().where(Support.commitment_id == commitment_id).order_by(Support.id))
    return [Part(row[0], row[1]) for row in rows]


def tally_of(parts: Sequence[Part]) -> Tally:
    """How many parts are done."""
    return tally(part.said for part in parts)


def tallies(commitment_ids: Collection[int]) -> dict[int, Tally]:
    """How many parts of each commitment are done; those without any are absent. One query."""
    if not commitment_ids:
        return {}
    rows = db.session.execute(
        select(Support.commitment_id, PartAnswer.said)
        .outerjoin(PartAnswer, _is_last())
        .where(Support.commitment_id.in_(commitment_ids))
    )
    said: dict[int, list[PartSaid | None]] = {}
    for commitment_id, word in rows:
        said.setdefault(commitment_id, []).append(word)
    return {commitment_id: tally(words) for commitment_id, words in said.items()}


def _parts() -> Select[Support, PartAnswer]:
    return (
        select(Support, PartAnswer)
        .join(Support.office)
        .outerjoin(PartAnswer, _is_last())
        .options(
            contains_eager(Support.office),
            joinedload(PartAnswer.tenure).joinedload(Tenure.post),
            joinedload(PartAnswer.tenure).joinedload(Tenure.person),
            selectinload(PartAnswer.files),
        )
    )


def _is_last() -> ColumnElement[bool]:
    last = (
        select(func.max(PartAnswer.id))
        .where(PartAnswer.support_id == Support.id)
        .correlate(Support)
        .scalar_subquery()
    )
    return PartAnswer.id == last


def asked_parts(asker: Asker) -> list[Part]:
    """What the person's offices are asked as supporting ones: open commitments, those not done first, by due date."""
    offices = {held.office_id for held in asker.holdings if held.duty in OWNING}
    if not offices:
        return []
    rows = db.session.execute(
        _parts()
        .join(Commitment, Commitment.id == Support.commitment_id)
        .options(contains_eager(Support.commitment).joinedload(Commitment.office))
        .where(
            Support.office_id.in_(offices),
            Commitment.published_at.is_not(None),
            Commitment.status.in_(OPEN),
        )
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id, Support.id)
    )
    return sorted((Part(row[0], row[1]) for row in rows), key=lambda part: part.said is PartSaid.DONE)


def parts_asked(commitment_ids: Collection[int]) -> list[Part]:
    """The parts of these commitments that are not done, in their order. One query; none without commitments."""
    if not commitment_ids:
        return []
    rows = db.session.execute(
        select(Support, PartAnswer)
        .join(Support.office)
        .join(Support.commitment)
        .outerjoin(PartAnswer, _is_last())
        .options(
            contains_eager(Support.office), contains_eager(Support.commitment).joinedload(Commitment.office)
        )
        .where(Support.commitment_id.in_(commitment_ids))
        .order_by(Commitment.due_on.is_(None), Commitment.due_on, Commitment.id, Support.id)
    )
    return [part for row in rows if (part := Part(row[0], row[1])).said is not PartSaid.DONE]


def part_visible_to(asker: Asker, support_id: int) -> Support | None:
    """A part of a published commitment that the person sees."""
    return db.session.scalar(
        select(Support)
        .join(Commitment, Commitment.id == Support.commitment_id)
        .options(joinedload(Support.office))
        .where(Support.id == support_id, Commitment.published_at.is_not(None), sees(asker))
    )


def answering_for(asker: Asker, office_id: int) -> Holding | None:
    """The post under which the person answers for a supporting office; delegates of its head do not."""
    return next((h for h in asker.holdings if h.office_id == office_id and h.duty in OWNING), None)


def part_file_visible_to(asker: Asker, file_id: int) -> PartFile | None:
    """A file is seen by those who see its commitment."""
    return db.session.scalar(
        select(PartFile)
        .join(PartFile.answer)
        .join(PartAnswer.support)
        .join(Commitment, Commitment.id == Support.commitment_id)
        .where(PartFile.id == file_id, sees(asker))
    )


def head_posts(office_ids: Collection[int]) -> dict[int, int]:
    """The post that is written to for each office: its first owner post, else its first reviewer's. One query."""
    rows = db.session.execute(
        select(Post.office_id, Post.id, Post.duty)
        .where(Post.office_id.in_(office_ids), Post.closed_at.is_(None), Post.duty.in_(OWNING))
        .order_by(Post.id)
    ).all()
    heads: dict[int, int] = {}
    for office_id, post_id, _duty in sorted(rows, key=lambda row: (row.duty is not Duty.OWNER, row.id)):
        heads.setdefault(office_id, post_id)
    return heads


class BehindPart(NamedTuple):
    """What the link of a part opens: one supporting office's part, for one holder of a post there."""

    support: Support
    commitment: Commitment
    tenure: Tenure


def behind_part_link(link: PartLink, *, at: datetime) -> BehindPart | None:
    """None once the tenure has ended or the office is asked no more; expiry is the view's to say."""
    tenure = people.tenure(link.tenure_id)
    if tenure is None or not still_holds(tenure, at):
        return None
    support = db.session.scalar(
        select(Support)
        .join(Support.commitment)
        .options(contains_eager(Support.commitment).joinedload(Commitment.region), joinedload(Support.office))
        .where(
            Support.id == link.support_id,
            Support.office_id == tenure.post.office_id,
            Commitment.published_at.is_not(None),
        )
    )
    return BehindPart(support, support.commitment, tenure) if support else None


def last_answer(support_id: int) -> PartAnswer | None:
    """What the office said last of its part."""
    return db.session.scalars(
        select(PartAnswer).where(PartAnswer.support_id == support_id).order_by(PartAnswer.id.desc()).limit(1)
    ).first()


def supporting_offices(commitment_ids: Collection[int]) -> dict[int, list[Support]]:
    """The supports of each commitment, offices loaded. One query."""
    rows = db.session.scalars(
        select(Support)
        .join(Support.office)
        .options(contains_eager(Support.office))
        .where(Support.commitment_id.in_(commitment_ids))
        .order_by(Support.id)
    )
    found: dict[int, list[Support]] = {}
    for support in rows:
        found.setdefault(support.commitment_id, []).append(support)
    return found
