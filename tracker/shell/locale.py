"""Which language and which theme the reader gets: what was chosen, else Indonesian and what the device prefers."""

from __future__ import annotations

from flask import g, has_request_context, request

DEFAULT = "id"
LOCALES = ("id", "en")
THEMES = ("light", "dark")
CLIENT_HINT = "Sec-CH-Prefers-Color-Scheme"


def chosen() -> str:
    """`id` unless the reader chose otherwise: official pages are not translated by a browser's guess."""
    return _first_known(LOCALES, _cookie("lang"), g.get("locale")) or DEFAULT


def theme_choice() -> str | None:
    """The theme the reader asked for; None: the device decides."""
    return _first_known(THEMES, _cookie("theme"), g.get("theme"))


def theme() -> str:
    """The theme of this answer, written by the server so that no page flashes from light to dark."""
    hint = request.headers.get(CLIENT_HINT, "").strip('"') if has_request_context() else None
    return theme_choice() or _first_known(THEMES, hint) or "light"


def _cookie(name: str) -> str | None:
    return request.cookies.get(name) if has_request_context() else None


def _first_known(known: tuple[str, ...], *values: str | None) -> str | None:
    return next((value for value in values if value in known), None)
