"""Addresses for mails and commands, where no request says under which name we are reached."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import current_app
from werkzeug.routing import Map


def external(endpoint: str, **values: Any) -> str:
    """The full public address of a view; PUBLIC_URL may carry a path."""
    path = _path(current_app.url_map, endpoint, tuple(sorted(values.items())))
    return f"{current_app.config['SETTINGS'].public_url}{path}"


@lru_cache(maxsize=256)
def _path(views: Map, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    """A run of digests asks thousands of times for the same few."""
    return views.bind("").build(endpoint, dict(values), force_external=False)
