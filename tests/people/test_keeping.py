"""A person's entry: corrected with its waiting mails, closed, invited again, and by whom."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tracker import clock
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.rules import MessageState
from tracker.people.models import AuditRow, Person

NEW = "ramlah@buton.example"


def waiting(key: str, to: str, state: MessageState = MessageState.QUEUED) -> None:
    message = outbox.queue(
        key=key, kind="notice", period="2025", to_email=to, to_name="R",
        composed=Composed("S", "T", "<p>T</p>"), at=clock.now(),
    )  # fmt: skip
    assert message is not None
    message.state = state
    db.session.commit()


def test_waiting_mails_follow_the_address_and_the_old_one_is_told(
    app: Flask, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    with app.app_context():
        waiting("waits", cast.owner.email)
        waiting("went", cast.owner.email, MessageState.SENT)
        before = db.session.get_one(Person, cast.owner.person_id).fs_uniquifier
    sign_in(client, cast.operator)
    page = f"/people/{cast.owner.person_id}"
    client.submit(page, {"name": "dr. Wa Ode Ramlah, M.Kes.", "email": NEW}, action=page)
    with app.app_context():
        found = {m.key: m.to_email for m in db.session.scalars(select(Message))}
        assert (found["waits"], found["went"]) == (NEW, cast.owner.email)
        [told] = [m for m in db.session.scalars(select(Message)) if m.kind == "address changed"]
        assert told.to_email == cast.owner.email
        kept = db.session.get_one(Person, cast.owner.person_id)
        assert (kept.email, kept.name) == (NEW, "dr. Wa Ode Ramlah, M.Kes.")
        assert kept.fs_uniquifier != before
        row = db.session.scalars(select(AuditRow).where(AuditRow.act == "person.corrected")).one()
        assert row.data["email"] == [cast.owner.email, NEW]


def test_an_address_that_is_taken_is_refused(
    app: Flask, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    sign_in(client, cast.operator)
    page = f"/people/{cast.owner.person_id}"
    answer = client.submit(page, {"email": cast.second_owner.email}, action=page)
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.get_one(Person, cast.owner.person_id).email == cast.owner.email


@pytest.mark.parametrize(("who", "moves"), [("owner", True), ("operator", False), ("second_reviewer", False)])
def test_a_reviewer_moves_the_addresses_of_owners_only(
    app: Flask, cast: Cast, client: PageClient, sign_in: SignIn, who: str, moves: bool
) -> None:
    held = getattr(cast, who)
    sign_in(client, cast.reviewer)
    page = f"/people/{held.person_id}"
    client.submit(page, {"name": "Nama Baru", "email": NEW}, action=page)
    with app.app_context():
        kept = db.session.get_one(Person, held.person_id)
        assert kept.name == "Nama Baru"
        assert (kept.email == NEW) is moves


def test_closing_opening_and_inviting(app: Flask, cast: Cast, client: PageClient, sign_in: SignIn) -> None:
    page = f"/people/{cast.owner.person_id}"
    sign_in(client, cast.operator)
    client.submit(page, {}, action="/invitation")
    client.submit(page, {}, action="/deactivation")
    with app.app_context():
        assert not db.session.get_one(Person, cast.owner.person_id).active
        assert [m.kind for m in db.session.scalars(select(Message))] == ["invitation"]
    other = app.test_client()
    sign_in(other, cast.owner)  # type: ignore[arg-type]  # the app's own client
    assert other.get("/commitments/mine").status_code == 302
    client.submit(page, {}, action="/reactivation")
    with app.app_context():
        assert db.session.get_one(Person, cast.owner.person_id).active


def test_a_stranger_sees_nobody(cast: Cast, client: PageClient, sign_in: SignIn) -> None:
    sign_in(client, cast.stranger)
    assert client.get(f"/people/{cast.owner.person_id}").status_code == 404
