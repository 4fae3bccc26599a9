"""Stylesheets and scripts arrive small, once a year, and never as somebody else's content."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient


def addresses(html: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/assets/[^"]+)"', html)


def test_a_page_names_the_content_it_was_made_for(visitor: FlaskClient) -> None:
    found = addresses(visitor.get("/kitchen").text)

    assert {address.split("?")[0] for address in found} == {
        "/assets/favicon.svg",
        "/assets/bootstrap.css",
        "/assets/tindak.css",
        "/assets/htmx.js",
    }
    for address in found:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_that_does_not_ask_for_the_script_does_not_load_it(visitor: FlaskClient) -> None:
    assert "htmx" not in visitor.get("/answer/abc").text


def test_old_content_is_answered_with_todays_and_asked_for_again(visitor: FlaskClient) -> None:
    answer = visitor.get("/assets/tindak.css?v=0123456789abcdef")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_assets_are_packed_for_who_can_unpack_them(visitor: FlaskClient) -> None:
    packed = visitor.get("/assets/bootstrap.css", headers={"Accept-Encoding": "gzip"})
    plain = visitor.get("/assets/bootstrap.css")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < 32_000
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_browser_that_has_the_content_is_not_sent_it_again(visitor: FlaskClient) -> None:
    tag = visitor.get("/assets/tindak.css").headers["ETag"]

    answer = visitor.get("/assets/tindak.css", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert answer.data == b""


def test_scripts_do_not_send_browsers_after_source_maps(visitor: FlaskClient) -> None:
    assert "sourceMappingURL" not in visitor.get("/assets/bootstrap.css").text


@pytest.mark.parametrize("name", ["nothing.css", "../config.py", "..%2fconfig.py", ".env"])
def test_only_named_files_are_served(visitor: FlaskClient, name: str) -> None:
    assert visitor.get(f"/assets/{name}").status_code == 404


def test_a_template_cannot_name_a_file_that_is_not_there(shell_app: Flask) -> None:
    with shell_app.test_request_context(), pytest.raises(KeyError):
        shell_app.jinja_env.from_string("{{ asset('tindak2.css') }}").render()
