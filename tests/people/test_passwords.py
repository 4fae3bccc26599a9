"""A new password: asked for on the sign-in page, or promised by an invitation; the way there is a mail."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast, SignIn
from tests.client import PageClient
from tests.people.conftest import mails
from tracker.extensions import db
from tracker.people import actions
from tracker.people.models import Person
from tracker.people.rules import Actor, Door

NEW = "kalimat baru yang panjang"
COMMAND = Actor(None, None, "command", Door.COMMAND)


def link_in(app: Flask) -> str:
    """The path of the link in the newest mail, the same in both of its versions."""
    newest = mails(app)[-1]
    found = re.findall(r"http://127\.0\.0\.1:8000(/password/forgotten/[^\s\"]+)", newest.text)
    assert len(found) == 1
    assert found[0] in newest.html
    return str(found[0])


def ask(client: PageClient, email: str) -> str:
    return client.submit("/password/forgotten", {"email": email}, action="/password/forgotten").text


def choose(client: PageClient, link: str, password: str = NEW, again: str | None = None) -> int:
    again = password if again is None else again
    return client.submit(link, {"password": password, "password_confirm": again}, action=link).status_code


def can_sign_in(app: Flask, who: str, password: str) -> bool:
    client = app.test_client()
    assert isinstance(client, PageClient)
    sent = client.submit("/sign-in", {"email": who, "password": password}, action="/sign-in")
    return sent.status_code == 302


def test_the_owner_gets_a_link_and_chooses_a_new_password(app: Flask, client: PageClient, cast: Cast) -> None:
    ask(client, cast.owner.email)
    [mail] = mails(app)
    assert (mail.to_email, mail.kind) == (cast.owner.email, "reset-instructions")
    assert "kata sandi" in mail.subject.lower()

    assert choose(client, link_in(app)) == 302
    assert can_sign_in(app, cast.owner.email, NEW)
    assert not can_sign_in(app, cast.owner.email, PASSWORD)
    assert mails(app)[-1].kind == "reset-notice"


def test_the_mail_is_in_the_language_of_the_person(app: Flask, client: PageClient, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.owner.person_id).locale = "en"
        db.session.commit()
    ask(client, cast.owner.email)
    ask(client, cast.reviewer.email)
    english, indonesian = mails(app)
    assert "Choose a new password" in english.subject
    assert "Choose" not in indonesian.subject
    assert '<html lang="en"' in english.html
    assert '<html lang="id"' in indonesian.html


def test_the_link_works_once(app: Flask, client: PageClient, cast: Cast) -> None:
    ask(client, cast.owner.email)
    link = link_in(app)
    assert choose(client, link) == 302
    assert client.get(link).location == "/password/forgotten"
    token = client.get("/password/forgotten").text.split('name="csrf_token" value="')[1].split('"')[0]
    again = {"password": "lain sekali lagi", "password_confirm": "lain sekali lagi", "csrf_token": token}
    assert client.post(link, data=again).location == "/password/forgotten"
    assert can_sign_in(app, cast.owner.email, NEW)


def test_whoever_was_signed_in_elsewhere_is_signed_out(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)
    other = app.test_client()
    assert isinstance(other, PageClient)
    ask(other, cast.owner.email)
    choose(other, link_in(app))
    assert client.get("/me").status_code == 302


def test_nobody_learns_whether_an_address_is_known(app: Flask, client: PageClient, cast: Cast) -> None:
    said = [
        re.sub(r'value="[^"]*"', "", ask(client, email).split("<main")[1]).replace(email, "?")
        for email in (cast.owner.email, "tidak.ada@buton.example")
    ]
    assert said[0] == said[1]
    assert 'class="note' in said[0]
    assert [mail.to_email for mail in mails(app)] == [cast.owner.email]


def test_asking_again_and_again_does_not_fill_a_letter_box(
    app: Flask, client: PageClient, cast: Cast
) -> None:
    for _ in range(5):
        ask(client, cast.owner.email)
    answer = client.submit("/password/forgotten", {"email": cast.owner.email}, action="/password/forgotten")
    assert answer.status_code == 429
    assert len(mails(app)) == 5


@pytest.mark.parametrize(
    ("password", "again", "complaint"), [("pendek", "pendek", "10"), (NEW, "bukan yang sama", "sama")]
)
def test_a_weak_or_mistyped_password_is_refused_in_indonesian(
    app: Flask, client: PageClient, cast: Cast, password: str, again: str, complaint: str
) -> None:
    ask(client, cast.owner.email)
    link = link_in(app)
    page = client.submit(link, {"password": password, "password_confirm": again}, action=link)
    assert page.status_code == 200
    assert complaint in page.text.split('class="note c-late')[1].split("</div>")[0]
    assert can_sign_in(app, cast.owner.email, PASSWORD)


def test_a_forged_link_leads_to_asking_for_a_true_one(client: PageClient, cast: Cast) -> None:
    assert client.get("/password/forgotten/WyIxIiwiMiJd.abc.def").location == "/password/forgotten"


def test_an_invited_person_chooses_a_first_password_once(
    app: Flask, client: PageClient, cast: Cast, now: object
) -> None:
    with app.app_context():
        from tracker import clock

        at = clock.now()
        made = actions.add_person(
            name="Rina", email="Rina@Buton.example ", by=COMMAND, at=at, region_id=cast.region_id
        )
        actions.invite(made, at=at)
        db.session.commit()
    [mail] = mails(app)
    assert (mail.kind, mail.to_email) == ("invitation", "rina@buton.example")
    assert "tiga hari" in mail.text
    link = link_in(app)
    assert choose(client, link) == 302
    assert can_sign_in(app, "rina@buton.example", NEW)
    assert client.get(link).location == "/password/forgotten"


def test_the_password_is_changed_on_the_account_page(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.owner)
    wrong = {"password": "salah ketik saja", "new_password": NEW, "new_password_confirm": NEW}
    assert 'role="alert"' in client.submit("/password", wrong, action="/password").text
    assert can_sign_in(app, cast.owner.email, PASSWORD)

    right = wrong | {"password": PASSWORD}
    assert client.submit("/password", right, action="/password").location == "/me"
    assert can_sign_in(app, cast.owner.email, NEW)
    assert mails(app)[-1].kind == "change-notice"


def test_a_forged_host_does_not_get_into_the_mail(app: Flask, client: PageClient, cast: Cast) -> None:
    client.submit(
        "/password/forgotten",
        {"email": cast.owner.email},
        action="/password/forgotten",
        headers={"X-Forwarded-Host": "jahat.example"},
    )
    token = client.get("/password/forgotten").text.split('name="csrf_token" value="')[1].split('"')[0]
    app.config["WTF_CSRF_ENABLED"] = (
        False  # a client sends its cookie to the true host only, an attacker need not
    )
    with app.test_client() as attacker:
        sent = {"email": cast.reviewer.email, "csrf_token": token}
        attacker.post("/password/forgotten", data=sent, base_url="http://jahat.example")
    assert len(mails(app)) == 2
    assert not any("jahat" in mail.text + mail.html for mail in mails(app))
