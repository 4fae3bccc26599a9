"""What a published forum asks of supporting offices: one mail to each head, or a part of the mail that comes anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from tracker.commitments import actions as commitments
from tracker.commitments import queries
from tracker.commitments.models import Commitment, Support
from tracker.forums.models import Forum
from tracker.mail import outbox
from tracker.mail.compose import compose
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.regions.rules import local_day


@dataclass(frozen=True)
class AskedPart:
    """A part as it stands in the mail, with the link that answers for it; nobody has answered yet."""

    support: Support
    tenure: Tenure
    link: str
    answer: None = None


def by_person(forum: Forum, fresh: Sequence[Commitment], *, at: datetime) -> dict[int, list[AskedPart]]:
    """By the person who heads each supporting office today; offices without a head are left out."""
    supports = queries.supporting_offices([commitment.id for commitment in fresh])
    asked = [support for commitment in fresh for support in supports.get(commitment.id, [])]
    heads = queries.head_posts({support.office_id for support in asked})
    holders = people.holders(heads.values(), today=local_day(at, forum.region.zone))
    found: dict[int, list[AskedPart]] = {}
    for support in asked:
        if tenure := holders.get(heads.get(support.office_id, 0)):
            link = commitments.part_link_for(tenure.id, support.id, at=at)
            found.setdefault(tenure.person_id, []).append(AskedPart(support, tenure, link))
    return found


def tell(forum: Forum, parts: Sequence[AskedPart], *, addition: int, at: datetime) -> bool:
    """Queues the mail of somebody who owes nothing of the forum herself; False: it is in the outbox already."""
    tenure = parts[0].tenure
    again = f"/addition-{addition}" if addition else ""
    message = outbox.queue(
        key=f"part-asked/{forum.id}{again}/tenure-{tenure.id}",
        kind="part asked",
        period=local_day(at, forum.region.zone).isoformat(),
        to_email=tenure.person.email,
        to_name=tenure.person.name,
        composed=compose(
            "part-asked",
            locale=tenure.person.locale or "id",
            forum=forum,
            parts=parts,
            tenure=tenure,
            place=forum.region.name,
            at=at,
            zone=forum.region.zone,
            link_days=current_app.config["SETTINGS"].link_days,
        ),
        at=at,
    )
    if message is None:
        return False
    commitments.tell(dict.fromkeys(part.support.commitment for part in parts), message)
    return True
