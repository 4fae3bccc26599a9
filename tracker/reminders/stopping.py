"""The one-click way out of notices: a signed address for each person, which never opens a session and never expires."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

PURPOSE = "stop notices"
PATH = "/mail/stop"
"""Where the page lies, below the public address."""


def stop_link(person_id: int) -> str:
    """The full address that stops this person's notices; mail programs may call it by themselves (RFC 8058)."""
    token = _serializer().dumps(person_id)
    return f"{current_app.config['SETTINGS'].public_url}{PATH}/{token}"


def read_stop(token: str) -> int | None:
    """The person behind a token; None when forged or damaged."""
    try:
        person_id = _serializer().loads(token)
    except BadData:
        return None
    return person_id if isinstance(person_id, int) else None


def stop_headers(person_id: int) -> dict[str, str]:
    """What lets a mail program show its own button for it."""
    return {
        "List-Unsubscribe": f"<{stop_link(person_id)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].secret_key, salt=PURPOSE)
