"""Promises of the cast, made through the same actions that people use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import Cast, cast, sign_in
from tests.reminders.days import SEEN
from tests.reminders.promises import Promises

__all__ = ["cast", "sign_in"]


@pytest.fixture
def promises(app: Flask, cast: Cast) -> Iterator[Promises]:
    """Inside the application: `promises.owe(cast.owner, date(2025, 9, 30))` commits a published commitment."""
    with app.app_context():
        yield Promises(cast)


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    SEEN.clear()
