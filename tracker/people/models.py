"""Persons, the posts they hold for a time, and the rows that guard the doors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.extensions import Base, BigId, Sha256, words
from tracker.people.rules import Door, Duty, TenureKind, called, signed
from tracker.regions.models import Office


class Person(Base, UserMixin):
    """Someone who may sign in; what they may see comes from the posts they hold. `region_id`: who keeps the entry."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    locale: Mapped[str | None] = mapped_column(String(2))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    made_at: Mapped[datetime]

    roles: list[RoleMixin] = []


class Post(Base):
    """A jabatan in an office. Ownership belongs to it, not to the person."""

    __tablename__ = "posts"
    __table_args__ = (Index("uq_posts_office_id_title", "office_id", "title", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"))
    title: Mapped[str] = mapped_column(String(160))
    duty: Mapped[Duty] = mapped_column(words(Duty))
    closed_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship()


class Tenure(Base):
    """A person holding a post from a day until a day (both included); open-ended without `until_on`.

    Of a delegate, the post in whose name she reports; `named_by` is the tenure with which that ends at the latest.
    """

    __tablename__ = "tenures"
    __table_args__ = (
        Index("ix_tenures_post_id", "post_id", "from_on"),
        Index("ix_tenures_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[TenureKind] = mapped_column(words(TenureKind))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"), index=True)

    post: Mapped[Post] = relationship()
    person: Mapped[Person] = relationship()
    named_by: Mapped[Tenure | None] = relationship(remote_side=[id])

    @property
    def called(self) -> str:
        return called(self.post.title, self.kind)

    @property
    def signed(self) -> str:
        """As what a story says the holder acted."""
        return signed(self.person.name, self.post.title, self.kind)


class Throttle(Base):
    """How often something guarded was tried in a window; rows, so that every process counts together."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    window_start: Mapped[datetime]
    tries: Mapped[int]


class Invitation(Base):
    """A one-time link, kept as the SHA-256 of its token: the first operator's, so far."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(Sha256, unique=True)
    purpose: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditRow(Base):
    """Who did what, as what post, by which door; each row holds the hash of the one before it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    acted_as: Mapped[str] = mapped_column(String(200))
    door: Mapped[Door] = mapped_column(words(Door))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    data: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text, default="")
    before_sha256: Mapped[str] = mapped_column(Sha256)
    sha256: Mapped[str] = mapped_column(Sha256, unique=True)
