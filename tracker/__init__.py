"""Tindak Lanjut: what forums promised, followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The product for these settings (default: from the environment).

    Imported here and not above, so that the pure rules can be used without Flask.
    """
    from config import Settings
    from tracker.wiring import make_app

    return make_app(settings or Settings.from_env())
