"""Signed links: one tenure, one commitment, until a moment. They never open a session."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, Signer, URLSafeSerializer
from itsdangerous.encoding import base64_encode

PURPOSE = "answer"


class Link(NamedTuple):
    """What a link allows: the holder of `tenure_id` may answer for `commitment_id` until `expires_at`."""

    tenure_id: int
    commitment_id: int
    expires_at: datetime

    def expired(self, at: datetime) -> bool:
        return at >= self.expires_at


def sign(link: Link) -> str:
    """The token for a URL; about 60 characters."""
    return _signed(
        current_app.config["SETTINGS"].secret_key,
        link.tenure_id,
        link.commitment_id,
        int(link.expires_at.timestamp()),
    )


@lru_cache(maxsize=100)
def _signed(secret_key: str, tenure_id: int, commitment_id: int, expires: int) -> str:
    """What the serializer's own `dumps` makes, which would make a signer anew for each link and try to compress it.

    Remembered, because each link of a mail stands in its text and in its HTML.
    """
    payload = base64_encode(f"[{tenure_id},{commitment_id},{expires}]")
    return _signer(secret_key).sign(payload).decode("ascii")


@lru_cache(maxsize=8)
def _signer(secret_key: str) -> Signer:
    return _made(secret_key).make_signer(PURPOSE)


def read(token: str) -> Link | None:
    """None when forged or damaged; an expired link is still read, so that the page can offer a new one."""
    try:
        tenure_id, commitment_id, expires = _serializer().loads(token)
        return Link(int(tenure_id), int(commitment_id), datetime.fromtimestamp(int(expires), UTC))
    except (BadData, ValueError, TypeError, OverflowError):
        return None


def _serializer() -> URLSafeSerializer:
    return _made(current_app.config["SETTINGS"].secret_key)


@lru_cache(maxsize=8)
def _made(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=PURPOSE)
