"""Signed links: what they say comes back, and what was not signed here says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from config import Settings
from tracker import create_app
from tracker.people.links import Link, read, sign

pytestmark = pytest.mark.databases("sqlite")

EXPIRES = datetime(2025, 10, 27, 1, tzinfo=UTC)
LINK = Link(tenure_id=3, commitment_id=41, expires_at=EXPIRES)


def test_a_link_says_what_was_signed(app: Flask) -> None:
    with app.app_context():
        assert read(sign(LINK)) == LINK
        assert len(sign(LINK)) < 80


def test_an_expired_link_is_still_read_and_says_so(app: Flask) -> None:
    with app.app_context():
        link = read(sign(LINK))
    assert link is not None
    assert not link.expired(EXPIRES - timedelta(seconds=1))
    assert link.expired(EXPIRES)


def test_no_changed_character_goes_unnoticed(app: Flask) -> None:
    with app.app_context():
        token = sign(LINK)
        for place in range(len(token)):
            for other in "AZaz09._-":
                forged = token[:place] + other + token[place + 1 :]
                assert read(forged) in {None, LINK}, "a forged token said something else"
        assert read(token[:-1]) is None


def test_a_link_of_another_key_is_refused(app: Flask, settings: Settings) -> None:
    other = create_app(replace(settings, secret_key="another key, long enough to be one, of another house"))
    with other.app_context():
        token = sign(LINK)
    with app.app_context():
        assert read(token) is None


@given(st.text(max_size=80))
def test_no_text_makes_reading_fail(text: str) -> None:
    from flask import Flask as Bare

    bare = Bare(__name__)
    bare.config["SETTINGS"] = Settings("k" * 40, "sqlite://", None)  # type: ignore[arg-type]  # no folder is needed
    with bare.app_context():
        assert read(text) is None
