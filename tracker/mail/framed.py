"""A mail's designed version inside one of our pages: it may open its links in a new tab and do nothing else."""

from __future__ import annotations

from flask import Response, make_response

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        f"sandbox {SANDBOX}",
    ]
)


def framed(html: str) -> Response:
    """The mail as it is sent, for an iframe with this sandbox."""
    response = make_response(html.replace("<head>", '<head><base target="_blank">', 1))
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
