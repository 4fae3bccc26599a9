"""The operator's outbox: what failed and why, of one's own people only, and never the words of a mail."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, Held, SignIn, cast, sign_in
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tracker.extensions import db
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.mail.models import Message
from tracker.mail.operating import without_address
from tracker.mail.rules import MessageState
from tracker.people.models import AuditRow

__all__ = ["cast", "sign_in"]
pytestmark = pytest.mark.databases(SQLITE)

AT = datetime(2025, 10, 13, 1, tzinfo=UTC)
SECRET = "Sandi Anda dapat diganti di sini."


def put(
    to: Held | str, state: MessageState = MessageState.QUEUED, error: str | None = None, kind: str = "notice"
) -> int:
    """A message in this state, committed."""
    email = to if isinstance(to, str) else to.email
    number = len(db.session.scalars(select(Message.id)).all())
    message = outbox.queue(
        key=f"k/{number}", kind=kind, period="2025-W42", to_email=email, to_name=f"Penerima {number}",
        composed=Composed(SECRET, SECRET, f"<p>{SECRET}</p>"), at=AT,
    )  # fmt: skip
    assert message is not None
    message.state, message.last_error = state, error
    if state is MessageState.SENT:
        message.sent_at, message.next_try_at = AT, None
    elif state is MessageState.DEAD:
        message.next_try_at, message.attempts = None, 1
    elif error:
        message.next_try_at, message.attempts = AT + timedelta(minutes=15), 3
    db.session.commit()
    return message.id


def states(app: Flask) -> list[str]:
    with app.app_context():
        return [message.state.value for message in db.session.scalars(select(Message).order_by(Message.id))]


@pytest.mark.databases(SQLITE, POSTGRESQL)
def test_failures_stand_with_their_reason_and_addresses_with_their_person(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        for held in (cast.owner, cast.second_owner):
            put(held, MessageState.DEAD, f"550 5.1.1 <{held.email}>: user unknown")
        put(cast.reviewer, error="421 4.3.2 shutting down")
    sign_in(client, cast.operator)

    page = client.get("/outbox").text

    assert (
        page.count("550 5.1.1 &lt;…&gt;: user unknown") >= 3
    )  # one reason for both, and each address with it
    assert f'href="/posts/{cast.owner.post_id}"' in page
    assert "421 4.3.2 shutting down" in page
    assert SECRET not in page


def test_an_address_that_works_again_is_no_longer_bad(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        put(cast.owner, MessageState.DEAD, "550 5.1.1 unknown")
        put(cast.owner, MessageState.SENT)
    sign_in(client, cast.operator)

    assert 'id="bad"' not in client.get("/outbox").text


def test_what_was_given_up_after_long_trying_is_no_bad_address(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        put(cast.owner, MessageState.DEAD, "451 4.7.1 greylisted")
    sign_in(client, cast.operator)

    page = client.get("/outbox").text

    assert 'id="failures"' in page
    assert 'id="bad"' not in page


def test_one_is_tried_again(app: Flask, client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    with app.app_context():
        first = put(cast.owner, MessageState.DEAD, "550 a")
        put(cast.owner, MessageState.DEAD, "550 b")
    sign_in(client, cast.operator)

    client.submit("/outbox", action=f"/outbox/{first}/retry")

    assert states(app) == ["queued", "dead"]
    with app.app_context():
        row = db.session.scalars(select(AuditRow)).one()
        assert (row.act, row.data) == ("mail.retried", {"messages": [first]})


def test_all_of_one_reason_are_tried_again(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        put(cast.owner, MessageState.DEAD, f"550 no {cast.owner.email}")
        put(cast.second_owner, MessageState.DEAD, f"550 no {cast.second_owner.email}")
    sign_in(client, cast.operator)

    client.submit("/outbox", action="/outbox/retry")

    assert states(app) == ["queued", "queued"]


def test_of_other_regions_nothing_is_seen_or_tried_again(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        put(cast.stranger_owner, MessageState.DEAD, "550 no such user")
        foreign = put("nobody@elsewhere.example", MessageState.DEAD, "550 no such user")
        put(cast.owner, MessageState.DEAD, "550 no such user")
    app.config["WTF_CSRF_ENABLED"] = False
    sign_in(client, cast.operator)

    page = client.get("/outbox").text

    assert cast.stranger_owner.email not in page
    assert "nobody@elsewhere.example" not in page
    assert client.post(f"/outbox/{foreign}/retry").status_code == 404
    client.post("/outbox/retry", data={"reason": "550 no such user"})
    assert states(app) == ["dead", "dead", "queued"]


@pytest.mark.parametrize(
    ("question", "seen"),
    [
        ("kind=invitation", ["Penerima 1"]),
        ("state=sent", ["Penerima 2"]),
        ("address=DINSOS", ["Penerima 1"]),
        ("address=100%25", []),
        ("state=nonsense", ["Penerima 2", "Penerima 1", "Penerima 0"]),
    ],
)
def test_the_list_is_narrowed(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, question: str, seen: list[str]
) -> None:
    with app.app_context():
        put(cast.owner)
        put(cast.second_owner, kind="invitation")
        put(cast.owner, MessageState.SENT)
    sign_in(client, cast.operator)

    assert re.findall(r"Penerima \d", client.get(f"/outbox?{question}").text) == seen


def test_a_long_list_is_turned_page_by_page(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        for _ in range(51):
            put(cast.owner)
    sign_in(client, cast.operator)

    first = client.get("/outbox?kind=notice").text
    older = re.findall(r'href="(/outbox\?before=[^"]+)"', first)[0].replace("&amp;", "&")

    assert "Penerima 0<" not in first
    assert "kind=notice" in older
    assert "Penerima 0<" in client.get(older).text


@pytest.mark.parametrize("who", ["owner", "reviewer", "leader"])
def test_only_operators_open_it(client: PageClient, cast: Cast, sign_in: SignIn, who: str) -> None:
    sign_in(client, getattr(cast, who))

    assert client.get("/outbox").status_code == 403


def test_the_same_answer_about_two_people_reads_the_same() -> None:
    assert without_address("550 <A@b.example> unknown", "a@b.example") == "550 <…> unknown"
    assert without_address("550 unknown", "a@b.example") == "550 unknown"


def test_the_page_costs_few_queries(app: Flask, client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    with app.app_context():
        for held in (cast.owner, cast.second_owner, cast.leader):
            put(held, MessageState.DEAD, "550 unknown")
            put(held, error="451 later")
    sign_in(client, cast.operator)
    with count_queries() as asked:
        client.get("/outbox")

    assert len(asked) <= 9, "\n".join(asked)
