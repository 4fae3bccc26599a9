"""Keeping a person's entry right: name and address, whether the account is in use, and a new invitation."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import exists, select

from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import compose
from tracker.people import actions, audit, queries
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Actor, Asker, Duty, Refusal, Refused
from tracker.regions.models import Office

INVITATION = "invitation"


def kept_by(asker: Asker, person_id: int) -> Person | None:
    """A person of the regions in which one is operator or reviewer; None for anybody else's."""
    return queries.person_in(asker.regions(Duty.OPERATOR, Duty.REVIEWER), person_id)


def may_readdress(asker: Asker, person: Person) -> bool:
    """Whether one may change the person's address and stop the account.

    An operator of the region that keeps the entry may. A reviewer only for those who hold nothing but owner posts of
    the own region: whoever can move the address of an operator or of another reviewer could take that account over.
    """
    if person.region_id in asker.regions(Duty.OPERATOR):
        return True
    mine = asker.regions(Duty.REVIEWER)
    return person.region_id in mine and person.id != asker.person_id and not _is_more(person, mine)


def _is_more(person: Person, region_ids: frozenset[int]) -> bool:
    """Whether the person holds or will hold a post that is no owner's, or one outside these regions."""
    other = (
        exists()
        .where(Tenure.person_id == person.id, Post.id == Tenure.post_id, Office.id == Post.office_id)
        .where((Post.duty != Duty.OWNER) | Office.region_id.not_in(region_ids))
    )
    return bool(db.session.scalar(select(other)))


def correct(person: Person, *, name: str, email: str | None, by: Actor, at: datetime) -> bool:
    """Puts name and address right, with the mails that still wait; False: nothing was different.

    `email` None leaves the address alone. With a new address whoever is signed in is signed out, links to a new
    password that went to the old one die, and the old one is told. Refused: the address is somebody else's.
    """
    name, old = name.strip(), person.email
    new = email.strip().lower() if email else old
    if (name, new) == (person.name, old):
        return False
    if new != old and queries.by_email(new):
        raise Refused(Refusal.EMAIL_TAKEN)
    audit.record(
        "person.corrected", f"person/{person.id}", by=by, at=at, region_id=person.region_id,
        name=[person.name, name], email=[old, new],
    )  # fmt: skip
    person.name, person.email = name, new
    if new != old:
        _move_mail(person, old, at=at)
    return True


def _move_mail(person: Person, old: str, *, at: datetime) -> None:
    person.fs_uniquifier = secrets.token_hex(16)
    invited = outbox.withdraw_kind(old, INVITATION)
    outbox.readdress(old, person.email, person.name)
    if invited or person.password is None:
        actions.invite(person, at=at)
    composed = compose("address-changed", locale=person.locale or "id", person=person, new=person.email)
    outbox.queue(
        key=f"address-changed/person-{person.id}/{secrets.token_hex(6)}", kind="address changed",
        period=f"{at:%Y-%m-%d}", to_email=old, to_name=person.name, composed=composed, at=at,
    )  # fmt: skip


def deactivate(person: Person, *, by: Actor, at: datetime) -> None:
    """Closes the account: no sign-in, no link, no mail. Posts then count as vacant until somebody else holds them."""
    _set_active(person, False, by=by, at=at)


def reactivate(person: Person, *, by: Actor, at: datetime) -> None:
    """Opens the account again; tenures that still run count again."""
    _set_active(person, True, by=by, at=at)


def _set_active(person: Person, active: bool, *, by: Actor, at: datetime) -> None:
    if person.active is active:
        return
    person.active = active
    act = "person.reactivated" if active else "person.deactivated"
    audit.record(act, f"person/{person.id}", by=by, at=at, region_id=person.region_id)


def invite_again(person: Person, *, by: Actor, at: datetime) -> None:
    """Mails the way to a password once more."""
    audit.record("person.invited", f"person/{person.id}", by=by, at=at, region_id=person.region_id)
    actions.invite(person, at=at)


def tenures_of(person_id: int) -> list[Tenure]:
    """What the person holds, held and will hold, also in somebody's name; the latest first."""
    return list(
        db.session.scalars(
            select(Tenure)
            .where(Tenure.person_id == person_id)
            .order_by(Tenure.from_on.desc(), Tenure.id.desc())
            .limit(20)
        )
    )
