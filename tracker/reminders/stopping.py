"""The one-click way out of notices: a signed address for each person, which never opens a session and never expires."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

PURPOSE = "stop notices"
PATH = "/mail/stop"
"""Where the page lies, below the public address."""


def stop_link(person_id: int) -> str:
    """The full address that stops this person's notices; mail programs may call it by themselves (RFC 8058)."""
    settings = current_app.config["SETTINGS"]
    return f"{settings.public_url}{PATH}/{_token(settings.secret_key, person_id)}"


def read_stop(token: str) -> int | None:
    """The person behind a token; None when forged or damaged."""
    try:
        person_id = _serializer(current_app.config["SETTINGS"].secret_key).loads(token)
    except BadData:
        return None
    return person_id if isinstance(person_id, int) else None


def stop_headers(person_id: int) -> dict[str, str]:
    """What lets a mail program show its own button for it."""
    return {
        "List-Unsubscribe": f"<{stop_link(person_id)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@lru_cache(maxsize=100)
def _token(secret_key: str, person_id: int) -> str:
    """Remembered, because it stands in the mail's words and in its head."""
    return _serializer(secret_key).dumps(person_id)


@lru_cache(maxsize=8)
def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=PURPOSE)
