"""The reader's language and theme, kept in two plain cookies: no sign-in is needed to read a page comfortably."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, current_app, request

from tracker.extensions import csrf
from tracker.shell import addresses
from tracker.shell.locale import LOCALES, THEMES, theme_choice

YEAR = 365 * 24 * 60 * 60
OWN_SITES = frozenset({None, "same-origin", "none"})


def init_app(app: Flask, shell: Blueprint) -> None:
    """Without the CSRF token, which would give a session cookie to everyone who only reads the public page."""
    shell.add_url_rule("/preferences", view_func=csrf.exempt(preferences), methods=["POST"])
    app.jinja_env.globals.update(here=addresses.here, theme_choice=theme_choice)


def preferences() -> Response:
    """Keeps what was chosen and goes back; a form on a foreign site may not choose for the reader."""
    if request.headers.get("Sec-Fetch-Site") not in OWN_SITES:
        abort(403)

    back = Response(status=303, headers={"Location": addresses.local_or_home(request.form.get("next"))})
    lang, theme = request.form.get("lang"), request.form.get("theme")
    if lang in LOCALES:
        _keep(back, "lang", lang)
    if theme in THEMES:
        _keep(back, "theme", theme)
    elif theme == "auto":
        back.delete_cookie("theme")
    return back


def _keep(response: Response, name: str, choice: str) -> None:
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(name, choice, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
