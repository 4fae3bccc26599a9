"""When something goes wrong a person reads what to do next, and a program gets JSON."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tests.pages import faults, parse, text


def heading(html: str) -> str:
    return text(next(parse(html).iter("h1")))


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 418, 429, 500, 503])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_error_has_a_page_with_a_way_on(visitor: FlaskClient, code: int, lang: str) -> None:
    visitor.set_cookie("lang", lang)

    answer = visitor.get(f"/fail/{code}")

    assert answer.status_code == code
    assert faults(answer.text) == []
    main = next(parse(answer.text).iter("main"))
    assert [link for link in main.iter("a") if link.get("href")]


def test_the_pages_are_in_the_readers_language(visitor: FlaskClient) -> None:
    assert heading(visitor.get("/nowhere").text) == "Halaman tidak ditemukan"

    visitor.set_cookie("lang", "en")
    assert heading(visitor.get("/nowhere").text) == "This page was not found"


@pytest.mark.parametrize("code", [400, 403, 404, 429, 500])
def test_programs_get_json(visitor: FlaskClient, code: int) -> None:
    answer = visitor.get(f"/api/v1/fail/{code}")

    assert answer.status_code == code
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == code


def test_a_health_check_that_does_not_exist_is_json_too(visitor: FlaskClient) -> None:
    assert visitor.get("/healthz").mimetype == "application/problem+json"


def test_a_refused_method_says_which_are_allowed(visitor: FlaskClient) -> None:
    answer = visitor.get("/preferences")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_crash_is_told_without_the_database_and_without_details(
    shell_app: Flask, visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    shell_app.config["BROKEN_BAR"] = True

    with caplog.at_level(logging.CRITICAL, logger="shell-only"):
        answer = visitor.get("/kitchen")

    assert answer.status_code == 500
    assert faults(answer.text) == []
    assert heading(answer.text) == "Ada gangguan pada sistem"
    assert "the database is gone" not in answer.text
    assert answer.headers["X-Request-ID"] in answer.text


def test_even_a_broken_crash_page_leaves_a_sentence(
    shell_app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(shell_app.jinja_env, "get_template", broken)

    answer = visitor.get("/crash")

    assert answer.status_code == 500
    assert "Ada gangguan" in answer.text
    assert "Something went wrong" in answer.text


def test_an_error_that_brings_its_own_page_keeps_it(shell_app: Flask, visitor: FlaskClient) -> None:
    class NoPost(HTTPException):
        code = 403

        def get_response(self, *args: object, **kwargs: object) -> Response:
            return Response("Saudara belum memegang jabatan.", 403)

    @shell_app.get("/nobody")
    def nobody() -> str:
        raise NoPost

    assert visitor.get("/nobody").text == "Saudara belum memegang jabatan."


def test_an_expired_form_shows_what_was_typed_and_sends_nothing_on(visitor: FlaskClient) -> None:
    typed = {
        "note": "Delapan kecamatan <selesai>.",
        "progress": "done",
        "new_password": "satu dua tiga",
        "csrf_token": "x",
    }

    answer = visitor.post("/kitchen", data=typed)

    assert answer.status_code == 400
    assert faults(answer.text) == []
    page = parse(answer.text)
    assert heading(answer.text) == "Formulir ini sudah kedaluwarsa"
    assert [area.text for area in page.iter("textarea")] == ["Delapan kecamatan <selesai>."]
    assert "satu dua tiga" not in answer.text
    assert "/kitchen" in [link.get("href") for link in page.iter("a")]
    assert not [form for form in page.iter("form") if form.get("action") != "/preferences"]
