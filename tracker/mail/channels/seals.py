"""Addresses of channels are kept sealed: whoever reads the database alone cannot speak in the office's name."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT = b"tindak-lanjut/channels"
PURPOSE = b"address of a channel, first form"


def seal(address: str, secret_key: str) -> str:
    """The address as it is kept."""
    return _fernet(secret_key).encrypt(address.encode()).decode("ascii")


def opened(sealed: str, secret_key: str) -> str | None:
    """The address; None when it was sealed under another key, so that it must be entered again."""
    try:
        return _fernet(secret_key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _fernet(secret_key: str) -> Fernet:
    """A key for this purpose only: whoever learns it can neither sign sessions nor links."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=SALT, info=PURPOSE).derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
