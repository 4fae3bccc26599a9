"""Signing in by the page: in Indonesian, without telling who is here, and not for ever guessing."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask_security import hash_password

from config import Settings
from tests.cast import LONG_AGO, PASSWORD, Cast
from tests.client import PageClient
from tests.people.conftest import Now
from tracker import create_app
from tracker.extensions import db
from tracker.people.models import Person

WRONG = "bukan-kata-sandinya"


def enter(
    client: PageClient, email: str, password: str = PASSWORD, page: str = "/sign-in"
) -> tuple[int, str]:
    """What the page answers; where it leads, or what it says."""
    answer = client.submit(page, {"email": email, "password": password}, action="/sign-in")
    return answer.status_code, answer.location or answer.text


def is_signed_in(client: PageClient) -> bool:
    return client.get("/me").status_code == 200


def test_the_owner_signs_in_on_an_indonesian_page(client: PageClient, cast: Cast) -> None:
    page = client.get("/sign-in").text
    assert '<html lang="id"' in page
    assert "Kata sandi" in page
    assert enter(client, cast.owner.email) == (302, "/")
    assert is_signed_in(client)


def test_an_address_typed_by_a_phone_is_understood(client: PageClient, cast: Cast) -> None:
    assert enter(client, f"{cast.owner.email.capitalize()} ")[0] == 302
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_look_alike(client: PageClient, cast: Cast) -> None:
    answers = [
        enter(client, email, password)
        for email, password in ((cast.owner.email, WRONG), ("tidak.ada@buton.example", WRONG))
    ]
    said = [re.sub(r'value="[^"]*"', "", text.split("<main")[1]) for _, text in answers]
    assert said[0] == said[1]
    assert answers[0][0] == answers[1][0]
    assert 'role="alert"' in said[0]
    assert "gagal" in said[0].lower() or "tidak" in said[0].lower()
    assert not is_signed_in(client)


def test_a_person_without_a_password_yet_cannot_sign_in(app: Flask, client: PageClient, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.owner.person_id).password = None
        db.session.commit()
    for tried in (PASSWORD, " ", "None"):
        assert enter(client, cast.owner.email, tried)[0] == 200
    assert not is_signed_in(client)


def test_who_was_put_out_of_use_cannot_sign_in_nor_stay(app: Flask, client: PageClient, cast: Cast) -> None:
    enter(client, cast.owner.email)
    with app.app_context():
        db.session.get_one(Person, cast.owner.person_id).active = False
        db.session.commit()
    assert not is_signed_in(client)
    assert enter(client, cast.owner.email)[0] == 200


def test_the_page_first_asked_for_opens_after_signing_in(client: PageClient, cast: Cast) -> None:
    sent = client.get("/review?tab=waiting&office=3").location
    assert sent is not None
    assert sent.startswith("/sign-in?next=")
    assert enter(client, cast.reviewer.email, page=sent) == (302, "/review?tab=waiting&office=3")


@pytest.mark.parametrize(
    "outside",
    [
        "https://jahat.example/masuk",
        "//jahat.example",
        "///jahat.example",
        "/\\jahat.example",
        "\\\\jahat.example",
        "http:jahat.example",
        "javascript:alert(1)",
        "%09//jahat.example",
    ],
)
def test_no_link_leads_a_signed_in_person_to_a_foreign_site(
    client: PageClient, cast: Cast, outside: str
) -> None:
    answer = client.submit(
        "/sign-in", {"email": cast.owner.email, "password": PASSWORD, "next": outside}, action="/sign-in"
    )
    assert answer.status_code == 302
    assert answer.location is not None
    as_browsers_read_it = answer.location.replace("\\", "/").strip()
    leads_to = urlsplit(urljoin("http://localhost/sign-in", as_browsers_read_it))
    assert (leads_to.scheme, leads_to.netloc) == ("http", "localhost")
    assert is_signed_in(client)


def test_the_address_of_the_page_itself_leads_nowhere_else_either(client: PageClient, cast: Cast) -> None:
    assert enter(client, cast.owner.email, page="/sign-in?next=https://jahat.example/") == (302, "/")


def test_signing_out_takes_a_form(client: PageClient, cast: Cast) -> None:
    enter(client, cast.owner.email)
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)
    assert client.post("/sign-out").status_code == 400, "without the page's token a foreign site could do it"
    assert is_signed_in(client)
    client.submit("/me", action="/sign-out")
    assert not is_signed_in(client)


def test_the_session_cookie_is_kept_from_scripts_and_foreign_sites(client: PageClient, cast: Cast) -> None:
    answer = client.submit(
        "/sign-in", {"email": cast.owner.email, "password": PASSWORD, "remember": "y"}, action="/sign-in"
    )
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} >= {"session", "remember_token"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.databases("sqlite")
def test_behind_https_cookies_stay_on_https(settings: Settings) -> None:
    from dataclasses import replace

    app = create_app(replace(settings, public_url="https://tindak.example.go.id"))
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["REMEMBER_COOKIE_SECURE"]


@pytest.mark.databases("sqlite")
def test_passwords_are_kept_as_argon2id(settings: Settings) -> None:
    from dataclasses import replace

    app = create_app(replace(settings, password_hash="argon2"))
    with app.app_context():
        kept = hash_password(PASSWORD)
        db.session.add(
            Person(name="A", email="a@b.example", password=kept, fs_uniquifier="a" * 32, made_at=LONG_AGO)
        )
        db.session.commit()
    assert kept.startswith("$argon2id$")
    app.test_client_class = PageClient
    client = app.test_client()
    assert isinstance(client, PageClient)
    assert enter(client, "a@b.example", WRONG)[0] == 200
    assert enter(client, "a@b.example")[0] == 302


def test_after_ten_wrong_tries_the_address_must_wait(
    app: Flask, settings: Settings, client: PageClient, cast: Cast, now: Now
) -> None:
    for _ in range(10):
        assert enter(client, cast.owner.email, WRONG)[0] == 200
    status, page = enter(client, cast.owner.email)
    assert status == 429
    assert "percobaan" in page

    other = create_app(settings)
    other.test_client_class = PageClient
    second = other.test_client()
    assert isinstance(second, PageClient)
    assert enter(second, cast.owner.email.upper())[0] == 429, "another process counts the same rows"
    assert enter(second, cast.reviewer.email)[0] == 302, "others are not locked out"

    now.pass_by(minutes=16)
    assert enter(client, cast.owner.email)[0] == 302


def test_spelling_an_address_otherwise_gives_no_more_tries(client: PageClient, cast: Cast, now: Now) -> None:
    spellings = [
        cast.owner.email,
        cast.owner.email.upper(),
        cast.owner.email.replace(".example", "。ｅxample"),
    ]
    for number in range(10):
        enter(client, spellings[number % 3], WRONG)
    assert enter(client, spellings[0])[0] == 429


def test_signing_in_well_makes_the_count_begin_anew(client: PageClient, cast: Cast, now: Now) -> None:
    for _ in range(2):
        for _ in range(9):
            enter(client, cast.owner.email, WRONG)
        assert enter(client, cast.owner.email)[0] == 302
        client.submit("/me", action="/sign-out")


def test_one_place_that_tries_many_addresses_must_wait_too(client: PageClient, cast: Cast, now: Now) -> None:
    token = client.get("/sign-in").text.split('name="csrf_token" value="')[1].split('"')[0]
    answers = [
        client.post("/sign-in", data={"email": f"p{n}@buton.example", "password": WRONG, "csrf_token": token})
        for n in range(61)
    ]
    assert [answer.status_code for answer in answers].count(429) == 1
    assert answers[-1].headers["Retry-After"] == "900"


def test_a_person_without_a_post_gets_an_explanation(client: PageClient, cast: Cast) -> None:
    enter(client, cast.postless_email)
    for address in ("/", "/review", "/offices", "/commitments"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Tanpa Jabatan" in answer.text
        assert "Diskominfo" in answer.text
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("who", "home"),
    [("owner", "/commitments/mine"), ("reviewer", "/review"), ("leader", "/review"), ("operator", "/people")],
)
def test_everybody_begins_where_their_work_is(client: PageClient, cast: Cast, who: str, home: str) -> None:
    enter(client, getattr(cast, who).email)
    assert client.get("/").location == home
    assert client.get(home).status_code == 200
