"""The mails that the story itself does not bring about, so that every kind can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from tracker.commitments import actions as commitments
from tracker.commitments import queries as commitment_queries
from tracker.commitments.acts import Act
from tracker.commitments.models import Commitment
from tracker.commitments.rules import OWED
from tracker.extensions import db
from tracker.mail import compose, outbox
from tracker.people import actions as people
from tracker.people import queries as person_queries
from tracker.people.models import Person
from tracker.people.rules import Door, Duty, actor
from tracker.people.security import MAILS
from tracker.regions.rules import local_day
from tracker.reminders import actions as reminders
from tracker.shell.urls import external


def queue_rest(*, at: datetime) -> None:
    """Queues notices, a reminder by hand, an act on several commitments, a new link, an invitation and the mails about
    passwords; the caller rolls back."""
    later = at + timedelta(days=1)
    reminders.queue_due(at + timedelta(days=2))
    late = db.session.scalars(
        select(Commitment)
        .where(Commitment.status.in_(OWED), Commitment.due_on < local_day(at, "Asia/Jakarta"))
        .order_by(Commitment.region_id.desc(), Commitment.due_on)
    ).all()
    first = late[0]
    holder = person_queries.holders([first.owner_post_id], today=local_day(at, first.region.zone))[
        first.owner_post_id
    ]
    commitments.queue_new_link(first, holder, at=later)
    _remind(first, [row.id for row in late if row.region_id == first.region_id], at=later)
    asked = {one.commitment_id for one in commitment_queries.extensions_asked_in(first.region_id)}
    _extend([row for row in late if row.region_id == first.region_id and row.id not in asked], at=later)
    people.invite(holder.person, at=later)
    for name in sorted(MAILS):
        _about_password(name, holder.person, at=later)


def _remind(commitment: Commitment, ids: list[int], *, at: datetime) -> None:
    today = local_day(at, commitment.region.zone)
    reviewer = person_queries.holders_by_duty(commitment.region_id, Duty.REVIEWER, today=today)[0]
    asker = person_queries.asker(reviewer.person, at=at)
    held = asker.holding(commitment.region_id, Duty.REVIEWER)
    if held:
        reminders.remind_now(asker, ids, by=actor(asker, held, Door.PAGE), at=at)


def _extend(late: Sequence[Commitment], *, at: datetime) -> None:
    """A reviewer gives more time for all of them."""
    region = late[0].region
    today = local_day(at, region.zone)
    reviewer = person_queries.holders_by_duty(region.id, Duty.REVIEWER, today=today)[0]
    asker = person_queries.asker(reviewer.person, at=at)
    if held := asker.holding(region.id, Duty.REVIEWER):
        commitments.oversee(
            late,
            Act.EXTEND,
            reason="Anggaran perubahan baru disahkan akhir bulan ini.",
            seen={row.id: row.version_id for row in late},
            by=actor(asker, held, Door.PAGE),
            at=at,
            today=today,
            due_on=today + timedelta(days=45),
        )


def _about_password(name: str, person: Person, *, at: datetime) -> None:
    folder = name.replace("_", "-")
    link = external("security.reset_password", token="contoh")  # noqa: S106 -- stands for a token in a sample
    outbox.queue(
        key=f"{folder}/sample", kind=folder, period=f"{at:%Y-%m-%d}", to_email=person.email, to_name=person.name,
        composed=compose.compose(folder, locale="id", person=person, link=link), at=at,
    )  # fmt: skip
