"""What the stories share: the day they play on, signing in by hand, the letters in the outbox and the links in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from babel.dates import format_date
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tests.cast import PASSWORD, Cast, Held
from tests.smtp import MailServer
from tracker import clock
from tracker.commitments import actions as commitments
from tracker.extensions import db
from tracker.forums import actions as forums
from tracker.forums.rules import Rhythm
from tracker.mail.delivery import deliver_due
from tracker.mail.models import Message
from tracker.minutes import actions as minutes
from tracker.people.models import Post
from tracker.people.rules import Actor, Door

CLEAR = "Dinas Kesehatan menginventarisasi kebutuhan fasilitas kesehatan paling lambat 30 September 2025."
NO_PROMISE = "Dinas Sosial menyampaikan daftar hadir rapat kepada Bupati paling lambat 29 Agustus 2025."
GAP = "Perlu peningkatan sarana dan prasarana di fasilitas kesehatan."
UNSEEN = "Loket pengaduan di Pasar Pasarwajo sudah lama dinantikan warga."
MINUTES = f"""NOTULA FORUM KEMITRAAN PROGRAM JKN
Hari/tanggal : Kamis, 24 Juli 2025
Tempat : Ruang Rapat Bupati

KESIMPULAN
1. {CLEAR}
2. {NO_PROMISE}
3. {GAP}

{UNSEEN}
Rapat ditutup pukul 12.10 WITA.
"""
"""Minutes with a clear sentence, one that is no commitment, one with gaps, and one that nobody would propose."""


def it_is(moment: datetime) -> None:
    """Sets the clock of the product, which runs in this process and goes on from there."""
    clock.shift(moment - datetime.now(UTC))


def sign_in(page: Page, who: Held) -> None:
    page.goto("/sign-in")
    page.locator("[name=email]").fill(who.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def letters(app: Flask, to: Held | None = None) -> Sequence[Message]:
    """The outbox, or one person's part of it, oldest first."""
    with app.app_context():
        wanted = select(Message).options(joinedload(Message.body)).order_by(Message.id)
        if to:
            wanted = wanted.where(Message.to_email == to.email)
        return db.session.scalars(wanted).all()


def links(text: str) -> list[str]:
    """The signed links in the text of a mail, as somebody's phone would find them."""
    return re.findall(r"https?://\S+/answer/\S+", text)


def delivered(app: Flask, smtp: MailServer, to: Held) -> str:
    """Sends what is due and reads the newest mail in somebody's box, on one line."""
    with app.app_context():
        deliver_due(clock.now)
    return " ".join(smtp.to(to.email)[-1].text().split())


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table holds: the same before and after means that nothing was written."""
    with app.app_context():
        return {
            table.name: db.session.execute(select(db.func.count()).select_from(table)).scalar_one()
            for table in db.metadata.sorted_tables
        }


def photo(browser: Browser) -> bytes:
    """A small JPEG, as a phone's camera would give it."""
    with browser.new_page(viewport={"width": 320, "height": 240}) as page:
        page.set_content("<body style='background: seagreen; color: white'>Papan jadwal 24 jam</body>")
        return page.screenshot(type="jpeg", quality=60)


def publish_forum(cast: Cast, owner: Held, promises: Sequence[tuple[str, str]], *, at: datetime) -> None:
    """A forum whose minutes hold these promises of one owner (action, ISO due date), published: the mail is queued."""
    by = Actor(cast.reviewer.person_id, cast.reviewer.tenure_id, "Kepala Bagian Kesra", Door.PAGE)
    series = forums.series(cast.region_id, "Forum Kemitraan", Rhythm.YEARLY)
    forum = forums.hold(series, title="Forum Kemitraan JKN", held_on=at.date(), by=by, at=at)
    post = db.session.get_one(Post, owner.post_id)
    text = ""
    for action, due in promises:
        due_on = date.fromisoformat(due)
        words = f"paling lambat {format_date(due_on, 'd MMMM y', locale='id')}"
        quote = f"{post.title} diminta: {action.lower()}, {words}."
        commitments.owe(
            forum=forum, quote=quote, start=len(text), end=len(text) + len(quote), action=action, measure="",
            owner=post, due_on=due_on, due_words=words, undated_reason="", supporting=[], by=by, at=at,
            today=at.date(),
        )  # fmt: skip
        text += quote + "\n"
    forum.minutes_text = text
    minutes.publish(forum, by=by, at=at)
    db.session.commit()
