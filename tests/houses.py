"""The product as tests get it: made once for the same settings in a process, and handed out as if it were new.

Making it costs a tenth of a second, and a new one must compile each template and each statement again. Only what a
test may change in it is put back: its configuration, what hangs on it, and where its templates come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask

from config import Settings
from tests.client import PageClient
from tests.unsaved import watch_unsaved
from tracker import create_app

_ANYWHERE = Path()


@dataclass(frozen=True)
class House:
    """An app, and what it was when it was new."""

    app: Flask
    config: dict[str, Any]
    extensions: dict[str, Any]
    loader: Any


_houses: dict[Settings, House] = {}


@contextmanager
def lend(settings: Settings) -> Iterator[Flask]:
    """The product with these settings, on its own folder. Whoever adds addresses or hooks makes an app instead."""
    known_by = replace(settings, instance_path=_ANYWHERE)
    house = _houses.get(known_by)
    if house is None:
        house = _houses[known_by] = _built(settings)
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app, app.instance_path = house.app, str(settings.instance_path)
    _put_back(house)
    app.config["SETTINGS"] = settings
    yield app


def _built(settings: Settings) -> House:
    app = create_app(settings)
    app.test_client_class = PageClient
    watch_unsaved(app)
    return House(app, dict(app.config), dict(app.extensions), app.jinja_env.loader)


def _put_back(house: House) -> None:
    for now, new in ((house.app.config, house.config), (house.app.extensions, house.extensions)):
        now.clear()
        now.update(new)
    house.app.jinja_env.loader = house.loader
