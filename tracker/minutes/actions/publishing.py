"""Publishing a forum: its commitments are owed from now on, and each owner gets one mail with all that is theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from tracker.commitments import actions as commitments
from tracker.commitments import replying
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.mail import outbox
from tracker.mail.channels import outbox as channels
from tracker.mail.channels import texts
from tracker.mail.channels.rules import ChannelKind
from tracker.mail.compose import compose
from tracker.minutes import queries
from tracker.minutes.actions import supporting
from tracker.minutes.actions.supporting import AskedPart
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.people import audit
from tracker.people import queries as people
from tracker.people.models import Tenure
from tracker.people.rules import Actor
from tracker.regions.rules import local_day
from tracker.shell.urls import external


@dataclass(frozen=True)
class Item:
    """A commitment as it stands in the mail, with the link that answers for it."""

    commitment: Commitment
    tenure: Tenure
    link: str


def publish(forum: Forum, *, by: Actor, at: datetime, despite_waiting: bool = False) -> int:
    """Publishes what was accepted and not yet published; returns how many mails were queued.

    A post that nobody holds today gets no mail; its commitment is owed all the same. Refused: nothing accepted, or
    drafts are still waiting and `despite_waiting` does not say that this is known.
    """
    db.session.execute(select(Forum.id).where(Forum.id == forum.id).with_for_update())
    tally = queries.counts([forum.id])[forum.id]
    if not tally.unpublished:
        raise Refused(Refusal.NOTHING_ACCEPTED)
    if tally.waiting and not despite_waiting:
        raise Refused(Refusal.DRAFTS_WAITING)
    before = queries.count_publications(forum.id)
    fresh = commitments.publish(forum, by=by, at=at)
    db.session.flush()
    audit.record(
        "forum.published",
        f"forum/{forum.id}",
        by=by,
        at=at,
        region_id=forum.region_id,
        commitments=len(fresh),
    )
    _tell_channels(forum, fresh, addition=before, at=at)
    asked = supporting.by_person(forum, fresh, at=at)
    queued = sum(
        _tell(forum, items, asked.pop(items[0].tenure.person_id, ()), addition=before, at=at)
        for items in _by_person(forum, fresh, at)
    )
    return queued + sum(supporting.tell(forum, parts, addition=before, at=at) for parts in asked.values())


def _tell_channels(forum: Forum, fresh: Sequence[Commitment], *, addition: int, at: datetime) -> None:
    """The region's channels hear how many commitments there are; the forum's title may name persons and stays here."""
    text = texts.forum_published(
        region=forum.region.name,
        held_on=forum.held_on,
        commitments=len(fresh),
        offices=len({commitment.owner_office_id for commitment in fresh}),
        url=external("forums.forum", forum_id=forum.id),
    )
    key = f"forum-published/{forum.id}" + (f"/addition-{addition}" if addition else "")
    channels.queue_for(forum.region_id, ChannelKind.PUBLISHED, key, text, at)


def _by_person(forum: Forum, fresh: Sequence[Commitment], at: datetime) -> list[list[Item]]:
    """What each person is told, in order of decision: also who holds a second post as Plt. gets one mail."""
    today = local_day(at, forum.region.zone)
    holders = people.holders([commitment.owner_post_id for commitment in fresh], today=today)
    told: dict[int, list[Item]] = defaultdict(list)
    for commitment in fresh:
        if tenure := holders.get(commitment.owner_post_id):
            link = commitments.link_for(tenure.id, commitment.id, at=at)
            told[tenure.person_id].append(Item(commitment, tenure, link))
    return list(told.values())


def _tell(
    forum: Forum, items: Sequence[Item], parts: Sequence[AskedPart], *, addition: int, at: datetime
) -> bool:
    """Queues one person's mail, also with what her office is to support; False: it is in the outbox already."""
    tenure = items[0].tenure
    again = f"/addition-{addition}" if addition else ""
    answer_to = replying.reply_to(tenure.id, items[0].commitment.id if len(items) == 1 else None)
    message = outbox.queue(
        key=f"forum-published/{forum.id}{again}/tenure-{tenure.id}",
        kind="forum published",
        period=local_day(at, forum.region.zone).isoformat(),
        to_email=tenure.person.email,
        to_name=tenure.person.name,
        composed=compose(
            "forum-published",
            locale=tenure.person.locale or "id",
            forum=forum,
            items=items,
            parts=parts,
            tenure=tenure,
            addition=bool(addition),
            by_mail=bool(answer_to),
            place=forum.region.name,
            at=at,
            zone=forum.region.zone,
            link_days=current_app.config["SETTINGS"].link_days,
        ),
        at=at,
        reply_to=answer_to,
    )
    if message is None:
        return False
    told = [item.commitment for item in items] + [part.support.commitment for part in parts]
    commitments.tell(dict.fromkeys(told), message)
    return True
