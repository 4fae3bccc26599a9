"""Every page of those who own, lead or are nobody yet: fit for a phone and a desk, light and dark, for all who read."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.house import Look, demo, live, look_at, see_pages_of, see_pages_of_anyone
from tracker.people.rules import Audience

__all__ = ["demo", "live", "look_at"]


@pytest.mark.slow
@pytest.mark.parametrize("audience", [Audience.OWNER, Audience.LEADER])
def test_every_page_of(audience: Audience, app: Flask, look_at: Look) -> None:
    see_pages_of(audience, app, look_at)


@pytest.mark.slow
def test_every_page_without_signing_in(app: Flask, look_at: Look) -> None:
    see_pages_of_anyone(app, look_at)
