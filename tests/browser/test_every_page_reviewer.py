"""Every page of a reviewer, looked at like all others; a file of its own, so that two processes share the looking."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.house import Look, demo, live, look_at, see_pages_of
from tracker.people.rules import Audience

__all__ = ["demo", "live", "look_at"]


@pytest.mark.slow
def test_every_page_of_the_reviewer(app: Flask, look_at: Look) -> None:
    see_pages_of(Audience.REVIEWER, app, look_at)
