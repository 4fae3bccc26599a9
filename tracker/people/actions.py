"""Making persons, posts and tenures; the first operator's one-time link; leaving and taking over a post."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select, update

from tracker.extensions import db
from tracker.mail import compose, outbox
from tracker.people import audit, queries
from tracker.people.models import Invitation, Person, Post, Tenure
from tracker.people.rules import Actor, Door, Duty, Refusal, Refused, TenureKind
from tracker.regions.actions import add_office, open_region
from tracker.regions.models import Office, Region
from tracker.regions.queries import office_named
from tracker.regions.rules import OfficeKind, local_day
from tracker.shell.urls import external

FIRST_OPERATOR = "first operator"
OPERATOR_OFFICE = "Dinas Komunikasi dan Informatika"
OPERATOR_TITLE = "Administrator Sistem"
DAY = timedelta(days=1)
FIRST_LINK_LASTS = timedelta(days=7)


def first_link(*, at: datetime) -> str | None:
    """A one-time address to make the first operator; None once anybody is there. Earlier ones stop working."""
    if queries.anyone_yet():
        return None
    token = secrets.token_urlsafe(24)
    db.session.execute(
        update(Invitation)
        .where(Invitation.purpose == FIRST_OPERATOR, Invitation.used_at.is_(None))
        .values(expires_at=at)
    )
    db.session.add(
        Invitation(token_sha256=_sha256(token), purpose=FIRST_OPERATOR, expires_at=at + FIRST_LINK_LASTS)
    )
    return external("people.start", token=token)


def invitation(token: str, *, at: datetime) -> Invitation | None:
    """The unused, unexpired invitation behind a token."""
    return db.session.scalar(
        select(Invitation).where(
            Invitation.token_sha256 == _sha256(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > at,
        )
    )


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def start(found: Invitation, *, region: Region, name: str, email: str, password: str, at: datetime) -> Person:
    """Makes the first operator, with the region that is to use the product."""
    used = db.session.execute(
        update(Invitation)
        .where(Invitation.id == found.id, Invitation.used_at.is_(None))
        .values(used_at=at)
        .returning(Invitation.id)
    ).first()
    if used is None:
        raise Refused(Refusal.LINK_USED)
    by = Actor(None, None, "first start", Door.LINK)
    person = add_person(name=name, email=email, password=password, by=by, at=at, region_id=region.id)
    make_operator(person, region, by=by, at=at)
    return person


def make_operator(person: Person, region: Region, *, by: Actor, at: datetime) -> Tenure:
    """Opens the region if need be and gives the person a post of operator of their own in its Diskominfo."""
    open_region(region, at=at)
    office = office_named(region.id, OPERATOR_OFFICE) or _operator_office(region, by=by, at=at)
    taken = {post.title for post in queries.posts_of(region.id) if post.office_id == office.id}
    titles = (OPERATOR_TITLE, *(f"{OPERATOR_TITLE} {n}" for n in range(2, len(taken) + 3)))
    title = next(t for t in titles if t not in taken)
    post = add_post(office, title=title, duty=Duty.OPERATOR, by=by, at=at)
    return hold(post, person, kind=TenureKind.DEFINITIF, from_on=local_day(at, region.zone), by=by, at=at)


def _operator_office(region: Region, *, by: Actor, at: datetime) -> Office:
    office = add_office(
        region, name=OPERATOR_OFFICE, short="Diskominfo", kind=OfficeKind.DINAS, aliases=["Kominfo"]
    )
    audit.record("office.added", f"office/{office.id}", by=by, at=at, region_id=region.id, name=office.name)
    return office


def add_person(
    *,
    name: str,
    email: str,
    by: Actor,
    at: datetime,
    region_id: int | None = None,
    password: str | None = None,
) -> Person:
    """A person without any post yet, of the region that added them; Refused when the address is taken."""
    email = email.strip().lower()
    if queries.by_email(email):
        raise Refused(Refusal.EMAIL_TAKEN)
    person = Person(
        name=name.strip(), email=email, active=True, fs_uniquifier=secrets.token_hex(16), made_at=at,
        password=hash_password(password) if password else None, region_id=region_id,
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    audit.record("person.added", f"person/{person.id}", by=by, at=at, region_id=region_id)
    return person


def invite(person: Person, *, at: datetime) -> None:
    """Mails the way to a first password, and shows where to sign in."""
    token = generate_reset_password_token(person)  # type: ignore[no-untyped-call]  # Flask-Security's own
    composed = compose.compose(
        "invitation",
        locale=person.locale or "id",
        person=person,
        link=external("security.reset_password", token=token),
        sign_in=external("security.login"),
    )
    outbox.queue(
        key=f"invitation/person-{person.id}/{secrets.token_hex(6)}", kind="invitation", period=f"{at:%Y-%m-%d}",
        to_email=person.email, to_name=person.name, composed=composed, at=at,
    )  # fmt: skip


def add_post(office: Office, *, title: str, duty: Duty, by: Actor, at: datetime) -> Post:
    """A post in an office; Refused when the office has one of that title."""
    title = title.strip()
    if db.session.scalar(select(Post.id).where(Post.office_id == office.id, Post.title == title)):
        raise Refused(Refusal.TITLE_TAKEN)
    post = Post(office_id=office.id, title=title, duty=duty)
    db.session.add(post)
    db.session.flush()
    audit.record("post.added", f"post/{post.id}", by=by, at=at, region_id=office.region_id)
    return post


def hold(
    post: Post,
    person: Person,
    *,
    kind: TenureKind,
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
    named_by: Tenure | None = None,
) -> Tenure:
    """Puts a person on a post, or beside it as a delegate of whoever holds it (`named_by`).

    A new definitive holder ends the former one the day before; acting ones stand beside.
    """
    if until_on and until_on < from_on:
        raise Refused(Refusal.ENDS_BEFORE_START)
    if kind is TenureKind.DEFINITIF:
        until_on = _between_others(post, from_on, until_on)
    tenure = Tenure(
        post_id=post.id, person_id=person.id, kind=kind, from_on=from_on, until_on=until_on,
        named_by_id=named_by.id if named_by else None,
    )  # fmt: skip
    db.session.add(tenure)
    db.session.flush()
    audit.record(
        "tenure.began", f"tenure/{tenure.id}", by=by, at=at, region_id=post.office.region_id,
        kind=kind.value, from_on=from_on.isoformat(), until_on=until_on.isoformat() if until_on else None,
    )  # fmt: skip
    return tenure


def _between_others(post: Post, from_on: date, until_on: date | None) -> date | None:
    """Ends the definitive holders before `from_on`, and gives the last day: before the next one's first, if any.

    Somebody entered for the same first day was a mistake and keeps that day only, on which the later entry answers.
    """
    last = until_on
    for other in queries.definitive(post.id):
        if other.from_on > from_on:
            before_next = other.from_on - DAY
            last = min(last, before_next) if last else before_next
        elif other.until_on is None or other.until_on >= from_on:
            other.until_on = max(from_on - DAY, other.from_on)
    return last


def end(tenure: Tenure, *, until_on: date, by: Actor, at: datetime) -> None:
    """Ends a tenure on a day, which still belongs to it. Links of the holder stop working after it."""
    if until_on < tenure.from_on:
        raise Refused(Refusal.ENDS_BEFORE_START)
    tenure.until_on = until_on
    audit.record(
        "tenure.ended", f"tenure/{tenure.id}", by=by, at=at, region_id=tenure.post.office.region_id,
        until_on=until_on.isoformat(),
    )  # fmt: skip


def choose_language(person_id: int, locale: str) -> None:
    """The language of the person's mails and, on a device without a choice of its own, of the pages."""
    db.session.get_one(Person, person_id).locale = locale
