"""The bare page is a fair limit: it shows the very rows that the overdue board shows first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from benchmarks import bare
from benchmarks.fill import fill
from config import Settings
from tests.client import PageClient
from tests.database import settings_for
from tracker import clock
from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty
from tracker.regions.models import Region
from tracker.regions.rules import local_day

PASSWORD = "satu untuk semua"
ROW = re.compile(r'href="/commitments/(\d+)["?]')


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The data set's passwords are kept as a real instance keeps them."""
    return replace(settings_for(database_url, tmp_path / "instance"), password_hash="argon2")


def test_the_overdue_board_opens_on_the_data_set_with_the_rows_of_the_bare_page(
    app: Flask, client: PageClient, database_url: str
) -> None:
    fill(app, regions=1, commitments=300, today=local_day(clock.now(), "Asia/Jakarta"), password=PASSWORD)
    with app.app_context():
        zone = db.session.scalars(select(Region.zone).where(Region.opened_at.is_not(None))).one()
        reviewers = select(Person.email).join(Tenure).join(Post)
        now = Post.duty == Duty.REVIEWER, Tenure.until_on.is_(None)
        email = db.session.scalars(reviewers.where(*now)).first()
    client.submit("/sign-in", {"email": email, "password": PASSWORD}, action="/sign-in")
    board = client.get("/review")
    assert board.status_code == 200
    shown = list(dict.fromkeys(ROW.findall(board.text)))
    least = bare.create_app(database_url, local_day(clock.now(), zone))
    page = least.test_client().get("/")
    least.extensions["bare"].close()
    assert shown == ROW.findall(page.text)
    assert len(shown) == 50
