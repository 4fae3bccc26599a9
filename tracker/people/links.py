"""Signed links: one tenure, one commitment or one part of it, until a moment. They never open a session."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, Signer, URLSafeSerializer
from itsdangerous.encoding import base64_encode

PURPOSE = "answer"
PART = "answer for a part"


class PartLink(NamedTuple):
    """The holder of `tenure_id` may answer for the part of a supporting office until `expires_at`; for nothing else."""

    tenure_id: int
    support_id: int
    expires_at: datetime

    def expired(self, at: datetime) -> bool:
        return at >= self.expires_at


class Link(NamedTuple):
    """What a link allows: the holder of `tenure_id` may answer for `commitment_id` until `expires_at`."""

    tenure_id: int
    commitment_id: int
    expires_at: datetime

    def expired(self, at: datetime) -> bool:
        return at >= self.expires_at


def sign(link: Link) -> str:
    """The token for a URL; about 60 characters."""
    return _signed(_key(), PURPOSE, link.tenure_id, link.commitment_id, int(link.expires_at.timestamp()))


def sign_part(link: PartLink) -> str:
    """The token of a link for a part; no answer link of an owner, nor the other way round."""
    return _signed(_key(), PART, link.tenure_id, link.support_id, int(link.expires_at.timestamp()))


def _key() -> str:
    return str(current_app.config["SETTINGS"].secret_key)


@lru_cache(maxsize=100)
def _signed(secret_key: str, purpose: str, tenure_id: int, subject_id: int, expires: int) -> str:
    """What the serializer's own `dumps` makes, which would make a signer anew for each link and try to compress it.

    Remembered, because each link of a mail stands in its text and in its HTML.
    """
    payload = base64_encode(f"[{tenure_id},{subject_id},{expires}]")
    return _signer(secret_key, purpose).sign(payload).decode("ascii")


@lru_cache(maxsize=8)
def _signer(secret_key: str, purpose: str) -> Signer:
    return _made(secret_key, purpose).make_signer(purpose)


def read(token: str) -> Link | None:
    """None when forged or damaged; an expired link is still read, so that the page can offer a new one."""
    found = _read(token, PURPOSE)
    return Link(*found) if found else None


def read_part(token: str) -> PartLink | None:
    """The same for the link of a part."""
    found = _read(token, PART)
    return PartLink(*found) if found else None


def _read(token: str, purpose: str) -> tuple[int, int, datetime] | None:
    try:
        tenure_id, subject_id, expires = _made(_key(), purpose).loads(token)
        return int(tenure_id), int(subject_id), datetime.fromtimestamp(int(expires), UTC)
    except (BadData, ValueError, TypeError, OverflowError):
        return None


@lru_cache(maxsize=8)
def _made(secret_key: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=purpose)
