"""The first day: nothing has happened yet, and every page says what to do instead of being empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import places
from tests.browser.scene import sign_in
from tests.browser.visit import Visit
from tests.cast import Cast
from tracker import clock
from tracker.extensions import db
from tracker.people import actions
from tracker.people.rules import Audience


def test_the_first_operator_begins_by_the_link_that_the_start_prints(page: Page, app: Flask) -> None:
    with app.app_context():
        link = actions.first_link(at=clock.now())
        db.session.commit()
    assert link
    visit = Visit(page)
    visit.see(link)
    assert not visit.faults, visit.faults
    page.locator("[name=region]").select_option("74.04")
    page.locator("[name=name]").fill("Nurlia Madjid")
    page.locator("[name=email]").fill("operator@buton.example")
    page.locator("[name=password]").fill("kata-sandi-pertama-2025")
    page.locator("[name=again]").fill("kata-sandi-pertama-2025")
    page.locator("main .btn-primary").click()
    expect(page.locator("[role=status]")).to_be_visible()
    expect(page).to_have_url("/offices")
    page.goto(link)
    expect(page.locator("main input:not([type=hidden])")).to_have_count(0)


@pytest.mark.parametrize("audience", [Audience.OWNER, Audience.REVIEWER])
def test_pages_without_anything_to_show(
    audience: Audience, app: Flask, cast: Cast, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context().new_page()
    sign_in(page, {Audience.OWNER: cast.owner, Audience.REVIEWER: cast.reviewer}[audience])
    visit = Visit(page)
    for path in places.without_ids(app, audience):
        visit.see(path)
    assert not visit.faults, "\n".join(visit.faults)
