"""Addresses for mails and commands, where no request says under which name we are reached."""

from __future__ import annotations

from typing import Any

from flask import current_app
from werkzeug.routing import MapAdapter


def external(endpoint: str, **values: Any) -> str:
    """The full public address of a view; PUBLIC_URL may carry a path."""
    return f"{current_app.config['SETTINGS'].public_url}{_adapter().build(endpoint, values, force_external=False)}"


def _adapter() -> MapAdapter:
    """Bound once; a run of digests builds thousands of addresses."""
    if "external-urls" not in current_app.extensions:
        current_app.extensions["external-urls"] = current_app.url_map.bind("")
    found: MapAdapter = current_app.extensions["external-urls"]
    return found
