"""The address under which an answer by mail is understood: `jawab+TOKEN@host`, signed, and short enough for SMTP.

The token names the tenure that was written to and the commitment the mail was about, none for a mail about several. It
holds no time: what counts is whether the post is held and the commitment open when the answer comes. It is not the
whole authority either: the answer must come from the holder's own address.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flask import current_app
from itsdangerous import Signer

from config import Settings

PURPOSE = "reply address"
MAC_BYTES = 12
"""96 bits: far more than anybody can try by mail."""


class Reply(NamedTuple):
    """Whose answer an address stands for, and about what; None: about several."""

    tenure_id: int
    commitment_id: int | None


def reply_to(tenure_id: int, commitment_id: int | None) -> str | None:
    """The Reply-To of a mail to this holder; None when answers by mail are not set up."""
    inbox = _settings().mail_inbox
    if not inbox:
        return None
    name, _, host = inbox.partition("@")
    payload = _number(tenure_id) + _number(commitment_id or 0)
    token = base64.b32encode(payload + _mac(payload)).decode("ascii").rstrip("=").lower()
    return f"{name}+{token}@{host}"


def find(addresses: Iterable[str]) -> Reply | None:
    """What the first of the addresses that is signed by us says; case does not matter, some servers lower it."""
    return next((reply for token in _tokens(addresses) if (reply := _read(token))), None)


def is_inbox(address: str) -> bool:
    """Whether the address is the inbox itself, with a token or without: what it sends would be a loop."""
    name, _, host = _settings().mail_inbox.lower().partition("@")
    local, _, domain = address.lower().rpartition("@")
    return bool(name) and domain == host and local.partition("+")[0] == name


def _tokens(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        if is_inbox(address):
            yield address.rpartition("@")[0].partition("+")[2]


def _read(token: str) -> Reply | None:
    try:
        data = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, mac = data[:-MAC_BYTES], data[-MAC_BYTES:]
    if not payload or not hmac.compare_digest(mac, _mac(payload)):
        return None
    numbers = list(_numbers(payload))
    return Reply(numbers[0], numbers[1] or None) if len(numbers) == 2 else None


def _mac(payload: bytes) -> bytes:
    key = Signer(_settings().secret_key, salt=PURPOSE, digest_method=hashlib.sha256).derive_key()
    return hmac.digest(key, payload, "sha256")[:MAC_BYTES]


def _number(value: int) -> bytes:
    """Seven bits a byte, the last one marked: small numbers stay short."""
    digits = [value & 0x7F | 0x80]
    while value := value >> 7:
        digits.append(value & 0x7F)
    return bytes(reversed(digits))


def _numbers(payload: bytes) -> Iterator[int]:
    value = 0
    for digit in payload:
        value = value << 7 | digit & 0x7F
        if digit & 0x80:
            yield value
            value = 0


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
