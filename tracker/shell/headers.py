"""What every answer tells the browser: which sources to trust, what to keep, what never to do."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g

from tracker.shell.locale import CLIENT_HINT

TWO_YEARS = 2 * 365 * 24 * 60 * 60
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def csp_nonce() -> str:
    """The nonce of this answer's inline script, where a page needs one."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def init_app(app: Flask, *, https: bool) -> None:
    """A page that sets one of these headers itself keeps its own."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        kept = response.headers
        kept.setdefault("Content-Security-Policy", policy(g.get("csp_nonce"), https=https))
        kept.setdefault("X-Content-Type-Options", "nosniff")
        kept.setdefault("Referrer-Policy", "same-origin")
        kept.setdefault("Permissions-Policy", PERMISSIONS)
        kept.setdefault("Cache-Control", "no-store")
        if https:
            kept.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}; includeSubDomains")
        if response.mimetype == "text/html":
            kept.setdefault("Accept-CH", CLIENT_HINT)
            response.vary.update([CLIENT_HINT, "Cookie"])
        return response


def policy(nonce: str | None, *, https: bool) -> str:
    """Nothing inline but a script that carries this answer's nonce; no frame, no foreign source, no plug-in."""
    script = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    rules = [
        "default-src 'self'",
        f"script-src {script}",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return "; ".join([*rules, "upgrade-insecure-requests"] if https else rules)
