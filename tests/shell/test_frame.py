"""The frame of every page: who and where, in the reader's language and theme, valid and complete."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import faults, parse, text

HINT = "Sec-CH-Prefers-Color-Scheme"


def root_attribute(answer: TestResponse, name: str) -> str | None:
    return parse(answer.text).get(name)


@pytest.mark.parametrize("path", ["/kitchen", "/answer/abc"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_pages_are_in_order(visitor: FlaskClient, path: str, lang: str) -> None:
    visitor.set_cookie("lang", lang)

    assert faults(visitor.get(path).text) == []


def test_the_bar_names_the_region_the_sections_and_the_post(visitor: FlaskClient) -> None:
    page = parse(visitor.get("/kitchen").text)
    bar = page.find("body/header")
    assert bar is not None

    assert text(bar) == "Tindak Lanjut Kabupaten Buton Ringkasan Forum Tinjauan Bagian Kesra, Setda"
    assert [text(link) for link in bar.iter("a") if link.get("aria-current") == "page"] == ["Tinjauan"]


def test_a_page_behind_a_link_has_no_menu(visitor: FlaskClient) -> None:
    page = parse(visitor.get("/answer/abc").text)
    bar = page.find("body/header")
    assert bar is not None

    assert text(bar) == "Tindak Lanjut Kabupaten Buton"


def test_the_foot_tells_the_regions_own_time(visitor: FlaskClient) -> None:
    assert "Waktu setempat: Senin, 13 Oktober 2025 pukul 08.40 WITA." in visitor.get("/kitchen").text


def test_messages_say_their_kind_to_ears_too(visitor: FlaskClient) -> None:
    page = parse(visitor.get("/kitchen").text)
    told = [
        (note.get("role"), text(note)) for note in page.iter("div") if "told" in (note.get("class") or "")
    ]

    assert told == [
        ("status", "Disetujui. Surat dikirim saat forum diterbitkan."),
        ("status", "24 Juli 2025 adalah Kamis, bukan Selasa."),
    ]


def test_pages_are_indonesian_whatever_the_browser_prefers(visitor: FlaskClient) -> None:
    answer = visitor.get("/kitchen", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert root_attribute(answer, "lang") == "id"
    assert "Langsung ke isi" in answer.text


def test_who_chooses_english_keeps_it_and_comes_back_to_the_page(visitor: FlaskClient) -> None:
    answer = visitor.post("/preferences", data={"lang": "en", "next": "/kitchen?office=3"})

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/kitchen?office=3"
    page = visitor.get("/kitchen")
    assert root_attribute(page, "lang") == "en"
    assert "Skip to the content" in page.text


def test_a_language_we_do_not_have_is_not_kept(visitor: FlaskClient) -> None:
    visitor.post("/preferences", data={"lang": "xx"})
    visitor.set_cookie("theme", "pink")

    page = visitor.get("/kitchen")
    assert root_attribute(page, "lang") == "id"
    assert root_attribute(page, "data-bs-theme") == "light"


def test_the_theme_follows_the_device_until_someone_chooses(visitor: FlaskClient) -> None:
    dark = {HINT: '"dark"'}
    assert root_attribute(visitor.get("/kitchen"), "data-bs-theme") == "light"
    assert root_attribute(visitor.get("/kitchen", headers=dark), "data-bs-theme") == "dark"

    visitor.post("/preferences", data={"theme": "light"})
    assert root_attribute(visitor.get("/kitchen", headers=dark), "data-bs-theme") == "light"

    visitor.post("/preferences", data={"theme": "auto"})
    assert root_attribute(visitor.get("/kitchen", headers=dark), "data-bs-theme") == "dark"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\nb",
        "\t//evil",
        "",
    ],
)
def test_choosing_never_leads_to_another_site(visitor: FlaskClient, target: str) -> None:
    answer = visitor.post("/preferences", data={"theme": "dark", "next": target})

    assert answer.headers["Location"] == "/"


def test_a_foreign_site_cannot_choose_for_the_reader(visitor: FlaskClient) -> None:
    answer = visitor.post("/preferences", data={"lang": "en"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert visitor.get_cookie("lang") is None


def test_choosing_needs_no_session(visitor: FlaskClient) -> None:
    visitor.post("/preferences", data={"theme": "dark"})

    assert visitor.get_cookie("session") is None
    kept = visitor.get_cookie("theme")
    assert kept is not None
    assert kept.http_only


def test_the_pager_keeps_the_filters(visitor: FlaskClient) -> None:
    page = visitor.get("/kitchen?office=3&office=4&page=2&_scheme=javascript&_external=1").text

    assert 'href="/kitchen?office=3&amp;office=4&amp;_scheme=javascript&amp;_external=1&amp;page=3"' in page
