"""A Plt. takes over a post on Monday: the summary reaches her, her link works, her predecessor's is dead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from config import Settings
from tests.browser.conftest import DESK
from tests.browser.scene import delivered, it_is, links, publish_forum, sign_in
from tests.cast import Cast, Held, person
from tests.smtp import MailServer
from tracker import clock
from tracker.extensions import db
from tracker.reminders.actions import queue_due

FORUM_DAY = datetime(2025, 10, 6, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2025, 10, 10, 2, 0, tzinfo=UTC)
MONDAY = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
OLD, LATER = "Lengkapi obat di puskesmas", "Susun jadwal jaga puskesmas"
NAME = "drg. Sarimuddin"


@pytest.fixture
def settings(settings: Settings, smtp: MailServer) -> Settings:
    """As in production: mail goes out by SMTP."""
    return replace(settings, mail_server="127.0.0.1", mail_port=smtp.port)


@pytest.fixture
def successor(app: Flask, cast: Cast) -> Held:
    """Somebody known to the region who holds no post yet."""
    it_is(FORUM_DAY)
    with app.app_context():
        made = person(NAME, "plt.dinkes@buton.example", cast.region_id)
        held = replace(cast.owner, person_id=made.id, email=made.email)
        publish_forum(cast, cast.owner, [(OLD, "2025-10-10"), (LATER, "2025-10-31")], at=FORUM_DAY)
    return held


def recorded_by_the_operator(desk: Page, cast: Cast, person_id: int) -> None:
    sign_in(desk, cast.operator)
    desk.goto(f"/posts/{cast.owner.post_id}")
    desk.locator("summary").first.click()
    desk.locator("[name=until_on]").first.fill("2025-10-12")
    desk.locator(f"form[action$='/tenures/{cast.owner.tenure_id}/end'] .btn").click()
    form = desk.locator("main form[action$='/tenures']")
    form.locator("[name=person]").select_option(str(person_id))
    form.locator("[name=kind][value='plt']").check()
    form.locator("[name=from_on]").fill("2025-10-13")
    form.locator(".btn-primary").click()
    expect(desk.locator("main")).to_contain_text(f"{NAME} (Plt.)")


def test_the_new_holder_gets_the_summary_and_the_old_link_is_dead(
    new_context: Callable[..., BrowserContext], app: Flask, cast: Cast, smtp: MailServer, successor: Held
) -> None:
    delivered(app, smtp, cast.owner)
    old = links(smtp.to(cast.owner.email)[-1].text())[0]
    it_is(FRIDAY)
    phone = new_context().new_page()
    phone.goto(old)
    expect(phone.locator("form[enctype]")).to_have_count(1)
    recorded_by_the_operator(new_context(viewport=DESK).new_page(), cast, successor.person_id)

    it_is(MONDAY)
    smtp.received.clear()
    with app.app_context():
        queue_due(clock.now(), commit=db.session.commit)
    mail = delivered(app, smtp, successor)
    assert "dr. Wa Ode Ramlah" in mail
    assert OLD in mail
    assert LATER in mail
    assert smtp.to(cast.owner.email) == []

    answer = phone.goto(old)
    assert answer is not None
    assert answer.status == 410
    expect(phone.locator("form[enctype]")).to_have_count(0)
    phone.goto(links(smtp.to(successor.email)[-1].text())[0])
    expect(phone.get_by_role("heading", level=1)).to_have_text(OLD)
    expect(phone.locator("main")).to_contain_text(f"Plt. Kepala Dinas Kesehatan, {NAME}")
    phone.locator("[name=answer][value=progress]").check()
    phone.locator("[name=note]").fill("Obat sudah dipesan.")
    phone.locator("main .btn-primary").click()
    expect(phone.locator("blockquote")).to_have_text("Obat sudah dipesan.")
