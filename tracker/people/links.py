"""Signed links: one tenure, one commitment, until a moment. They never open a session."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from flask import current_app
from itsdangerous import BadData, Serializer, URLSafeSerializer
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
    return _serializer().dumps([link.tenure_id, link.commitment_id, int(link.expires_at.timestamp())])


def read(token: str) -> Link | None:
    """None when forged or damaged; an expired link is still read, so that the page can offer a new one."""
    try:
        tenure_id, commitment_id, expires = _serializer().loads(token)
        return Link(int(tenure_id), int(commitment_id), datetime.fromtimestamp(int(expires), UTC))
    except (BadData, ValueError, TypeError, OverflowError):
        return None


class _Serializer(URLSafeSerializer):
    """The library's own, which would try in vain to compress each of these few bytes."""

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


def _serializer() -> URLSafeSerializer:
    return _made(current_app.config["SETTINGS"].secret_key)


@lru_cache(maxsize=8)
def _made(secret_key: str) -> _Serializer:
    """A run of digests signs thousands of links."""
    return _Serializer(secret_key, salt=PURPOSE)
