"""The demo's letter box: a reviewer reads what would have been sent; elsewhere it does not exist."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import settings_for
from tests.mail.conftest import MONDAY, Now, key_of, put_without_commit
from tracker.extensions import db
from tracker.mail import queries
from tracker.mail.compose import Composed
from tracker.mail.delivery import deliver_due

EVIL = (
    '<head><title>x</title></head><p>Yth.</p><script>alert(1)</script><a href="https://x.example/j">Jawab</a>'
)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return replace(settings_for(database_url, tmp_path / "instance"), demo=True)


def put(app: Flask, *names: str) -> int:
    """Queues letters, delivers them the demo's way, and gives the last one's number."""
    with app.app_context():
        for name in names:
            put_without_commit(
                name, MONDAY, composed=Composed(f"Untuk {name}", "Jawab: https://x.example/j <b>\n", EVIL)
            )
        db.session.commit()
        deliver_due(Now())
        message = queries.by_key(key_of(names[-1]))
        assert message is not None
        return message.id


def test_the_reviewer_reads_the_list_and_a_letter(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    number = put(app, "dinkes", "dinsos")
    sign_in(client, cast.reviewer)
    page = client.get("/mail").text
    assert page.index("Untuk dinsos") < page.index("Untuk dinkes")

    letter = client.get(f"/mail/{number}").text
    assert f'src="/mail/{number}/html"' in letter
    assert 'href="https://x.example/j"' in letter
    assert "&lt;b&gt;" in letter


def test_a_long_list_is_turned_page_by_page(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    put(app, *(f"p{number}" for number in range(51)))
    sign_in(client, cast.operator)
    first = client.get("/mail").text
    assert "Untuk p50" in first
    assert "Untuk p0<" not in first
    older = first.split('href="/mail?before=')[1].split('"')[0]
    assert "Untuk p0<" in client.get(f"/mail?before={older}").text


def test_an_empty_box_says_what_will_fill_it(client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.reviewer)
    assert 'class="panel empty"' in client.get("/mail").text


def test_the_designed_version_may_do_nothing_but_open_links(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    number = put(app, "dinkes")
    sign_in(client, cast.reviewer)
    client.check_pages = False
    answer = client.get(f"/mail/{number}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert '<base target="_blank">' in answer.text


@pytest.mark.parametrize("who", ["owner", "leader", "stranger_owner"])
def test_others_may_not_read_mail(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, who: str
) -> None:
    number = put(app, "dinkes")
    sign_in(client, getattr(cast, who))
    for address in ("/mail", f"/mail/{number}", f"/mail/{number}/html"):
        assert client.get(address).status_code == 403


def test_without_signing_in_there_is_nothing_to_read(app: Flask, client: PageClient) -> None:
    number = put(app, "dinkes")
    assert client.get(f"/mail/{number}/html").status_code in {302, 401}


def test_a_letter_that_is_not_there_is_not_found(client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.reviewer)
    assert client.get("/mail/999").status_code == 404


class TestOutsideTheDemo:
    """The same product without DEMO."""

    @pytest.fixture
    def settings(self, database_url: str, tmp_path: Path) -> Settings:
        return settings_for(database_url, tmp_path / "instance")

    def test_the_box_does_not_exist(self, client: PageClient, cast: Cast, sign_in: SignIn) -> None:
        sign_in(client, cast.reviewer)
        assert client.get("/mail").status_code == 404
