"""What every answer forbids the browser to do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from config import Settings
from tracker.shell import headers


@pytest.mark.parametrize(
    "path", ["/kitchen", "/answer/abc", "/nowhere", "/crash", "/api/v1/fail/404", "/assets/tindak.css"]
)
def test_every_answer_is_guarded(visitor: FlaskClient, path: str) -> None:
    given = visitor.get(path).headers

    policy = given["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy
    for rule in (
        "default-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    ):
        assert rule in policy
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in given["Permissions-Policy"]
    assert "Strict-Transport-Security" not in given


@pytest.mark.parametrize("path", ["/kitchen", "/answer/abc", "/nowhere"])
def test_pages_are_not_kept_by_shared_computers(visitor: FlaskClient, path: str) -> None:
    given = visitor.get(path).headers

    assert given["Cache-Control"] == "no-store"
    assert given["Accept-CH"] == "Sec-CH-Prefers-Color-Scheme"
    assert "Sec-CH-Prefers-Color-Scheme" in given["Vary"]
    assert "Cookie" in given["Vary"]


@pytest.mark.parametrize("shell_settings", ["https"], indirect=True)
def test_an_address_with_https_is_never_opened_without(visitor: FlaskClient) -> None:
    given = visitor.get("/kitchen").headers

    assert given["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "upgrade-insecure-requests" in given["Content-Security-Policy"]


def test_a_page_may_be_stricter_than_the_rest(shell_app: Flask, visitor: FlaskClient) -> None:
    @shell_app.get("/quiet")
    def quiet() -> Response:
        return Response("", headers={"Referrer-Policy": "no-referrer", "Cache-Control": "public, max-age=60"})

    given = visitor.get("/quiet").headers

    assert given["Referrer-Policy"] == "no-referrer"
    assert given["Cache-Control"] == "public, max-age=60"


def test_an_inline_script_runs_only_with_this_answers_nonce(shell_app: Flask, visitor: FlaskClient) -> None:
    @shell_app.get("/script")
    def script() -> str:
        return headers.csp_nonce()

    first, second = visitor.get("/script"), visitor.get("/script")

    assert f"script-src 'self' 'nonce-{first.text}'" in first.headers["Content-Security-Policy"]
    assert first.text != second.text


@pytest.mark.parametrize(("accepted", "sent"), [("gzip", "gzip"), ("gzip, br", "br"), ("identity", None)])
def test_pages_are_packed_for_who_can_unpack_them(
    visitor: FlaskClient, accepted: str, sent: str | None
) -> None:
    answer = visitor.get("/kitchen", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == sent


@pytest.fixture
def shell_settings(shell_settings: Settings, request: pytest.FixtureRequest) -> Settings:
    scheme = getattr(request, "param", "http")
    return replace(shell_settings, public_url=f"{scheme}://tindak.example")
