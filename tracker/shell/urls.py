"""Addresses for mails and commands, where no request says under which name we are reached."""

from __future__ import annotations

from typing import Any

from flask import current_app


def external(endpoint: str, **values: Any) -> str:
    """The full public address of a view; PUBLIC_URL may carry a path."""
    adapter = current_app.url_map.bind("")
    path = adapter.build(endpoint, values, force_external=False)
    return f"{current_app.config['SETTINGS'].public_url}{path}"
