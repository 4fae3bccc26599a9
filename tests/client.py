"""A test client that behaves like a person with a browser, and fails the test over a page that is not in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import pages
from tests.unsaved import left_by_last_request

UNSENT_TYPES = {"submit", "button", "reset", "image", "file"}


class PageClient(FlaskClient):
    """Checks each HTML answer (`check_pages = False` turns that off) and that each request saved what it changed."""

    check_pages = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self._context_stack.close()
        assert not has_app_context(), (
            "close the app context first: the request would share its session with the test"
        )
        response = super().open(*args, **kwargs)
        left = left_by_last_request(self.application)
        assert not left, f"{response.request.path} answered {response.status} but did not commit: {left}"
        if self.check_pages and response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            self._check(response)
        return response

    def submit(
        self, page: str, fields: Mapping[str, Any] | None = None, *, action: str = "", **kwargs: Any
    ) -> TestResponse:
        """Opens a page, fills its form as given, keeping all else as the page has it, and sends it.

        `action` picks among several forms the one whose address ends with it. A value of None leaves the field out;
        a name that the form lacks is an error, since nobody could fill it. Files and buttons are named like fields.
        """
        opened = self.get(page)
        assert opened.status_code == 200, f"{page} answered {opened.status}"
        form = _form(pages.parse(opened.text), urlsplit(page).path, action)
        values, names = _values(form), {element.get("name") for element in form.iter()}
        for name, value in (fields or {}).items():
            assert name in names, (
                f"the form on {page} has no field {name!r}, only {sorted(filter(None, names))}"
            )
            values[name] = value
        return self.open(
            urljoin(page, form.get("action") or page),
            method=form.get("method", "get").upper(),
            data={name: value for name, value in values.items() if value is not None},
            **kwargs,
        )

    def _check(self, response: TestResponse) -> None:
        fragment = "HX-Request" in response.request.headers and not response.text.lstrip().lower().startswith(
            "<!doctype"
        )
        wrong = pages.faults(response.text, fragment=fragment)
        assert not wrong, "\n".join([f"{response.request.path} ({response.status}) is not in order:", *wrong])


def _form(page: Element, path: str, action: str) -> Element:
    forms = [form for form in page.iter("form") if (form.get("action") or path).endswith(action)]
    if not action:
        forms = [form for form in forms if form.get("method", "get").lower() == "post"]
    assert len(forms) == 1, (
        f"{len(forms)} forms on {path} could be meant: {[form.get('action') for form in forms]}"
    )
    return forms[0]


def _values(form: Element) -> dict[str, Any]:
    """What the form holds as the page came; a name may hold several values."""
    values: dict[str, Any] = {}
    for element in form.iter():
        name = element.get("name")
        if name is None or element.get("disabled") is not None:
            continue
        if sent := _sent(element):
            values.setdefault(name, []).extend(sent)
    return values


def _sent(element: Element) -> list[str]:
    """What a browser would send for this element if nobody touched it."""
    kind = element.get("type", "text")
    if element.tag == "textarea":
        return [(element.text or "").removeprefix("\n")]
    if element.tag == "select":
        return _chosen(element)
    if element.tag != "input" or kind in UNSENT_TYPES:
        return []
    if kind in {"checkbox", "radio"} and element.get("checked") is None:
        return []
    return [element.get("value", "on" if kind in {"checkbox", "radio"} else "")]


def _chosen(select: Element) -> list[str]:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if select.get("multiple") is None:
        chosen = chosen[-1:] or options[:1]
    return [option.get("value", pages.text(option)) for option in chosen]
