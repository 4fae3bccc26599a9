"""Forms speak: each control has its words, what is wrong stands at the top, and what was typed is still there."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages import faults, parse, text


@pytest.fixture
def refused(shell_app: Flask, visitor: FlaskClient) -> Element:
    """The page after a report without its date."""
    shell_app.config["WTF_CSRF_ENABLED"] = False
    answer = visitor.post(
        "/kitchen", data={"progress": "done", "note": "Sudah <b>dua</b> dari tiga.", "office": "1"}
    )
    assert faults(answer.text) == []
    return parse(answer.text)


def by_id(page: Element, name: str) -> Element:
    return next(element for element in page.iter() if element.get("id") == name)


def test_the_top_of_a_refused_form_links_to_what_is_wrong(refused: Element) -> None:
    summary = by_id(refused, "errors")

    assert text(summary).startswith("Ada 1 isian yang perlu diperbaiki. Yang sudah ditulis tetap tersimpan.")
    assert [(link.get("href"), text(link)) for link in summary.iter("a")] == [
        ("#due", "Tenggat baru: Isi tenggat baru.")
    ]


def test_the_wrong_control_says_so_with_its_hint(refused: Element) -> None:
    control = by_id(refused, "due")

    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "due-hint due-error"
    assert text(by_id(refused, "due-error")) == "Isi tenggat baru."


def test_what_was_typed_and_chosen_stays(refused: Element) -> None:
    assert (by_id(refused, "note").text or "").strip() == "Sudah <b>dua</b> dari tiga."
    assert by_id(refused, "progress-0").get("checked") is not None
    assert by_id(refused, "note").get("aria-invalid") is None


def test_a_question_left_out_is_linked_to_its_first_card(shell_app: Flask, visitor: FlaskClient) -> None:
    shell_app.config["WTF_CSRF_ENABLED"] = False
    page = parse(visitor.post("/kitchen", data={"note": "x", "due": "2025-10-31", "office": "1"}).text)

    links = [link.get("href") for link in by_id(page, "errors").iter("a")]
    assert links == ["#progress-0"]
    assert by_id(page, "progress-0").tag == "input"


def test_every_form_carries_its_token(visitor: FlaskClient) -> None:
    page = parse(visitor.get("/kitchen").text)
    form = next(form for form in page.iter("form") if form.get("action") is None)

    assert [field.get("name") for field in form.iter("input")].count("csrf_token") == 1


def test_a_field_that_may_stay_empty_says_so(visitor: FlaskClient) -> None:
    page = parse(visitor.get("/kitchen").text)
    label = next(label for label in page.iter("label") if label.get("for") == "evidence")

    assert text(label) == "Foto atau berkas (boleh dikosongkan)"
