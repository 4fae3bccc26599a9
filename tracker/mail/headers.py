"""What may stand in a mail's header: one line, one mailbox, known names; anything else is refused or smoothed."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

PRODUCT = "Tindak Lanjut"
LINE = 76
WORD_BYTES = 42
"""Bytes in one encoded word: with its frame the line stays under 76 columns."""

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_PLAIN = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_EXTRA = re.compile(r"(List-[A-Za-z-]+|X-[A-Za-z-]+|In-Reply-To|References|Precedence)", re.IGNORECASE)


def one_line(text: str, limit: int | None = None) -> str:
    """The text on one line without control or direction characters, so that it cannot begin a header of its own."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    smooth = " ".join(text.split())
    return smooth if limit is None or len(smooth) <= limit else smooth[: limit - 1].rstrip() + "…"


def mailbox(address: str) -> str:
    """The address as SMTP writes it: ASCII, its domain in IDNA; ValueError for what is not one mailbox."""
    local, _, domain = address.strip().rpartition("@")
    ascii_domain = _ascii_domain(domain)
    if not ascii_domain or not _LOCAL.fullmatch(local):
        raise ValueError(f"not an address: {one_line(address, 80)!r}")
    return f"{local}@{ascii_domain}"


@lru_cache(maxsize=1_000)
def _ascii_domain(domain: str) -> str | None:
    try:
        in_idna = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return in_idna if _DOMAIN.fullmatch(in_idna) else None


@lru_cache(maxsize=100)
def named_mailbox(text: str) -> tuple[str, str]:
    """Name (maybe empty) and mailbox of `Name <address>` or of a bare address; ValueError as `mailbox`."""
    name, address = parseaddr(one_line(text))
    return name, mailbox(address)


def header_fault(name: str, value: str) -> str | None:
    """Why this additional header may not be sent, or None. Names that route or type a mail are ours alone."""
    if not _EXTRA.fullmatch(name):
        return f"header {name!r} is not one a mail may add"
    if not _PLAIN.fullmatch(value):
        return f"header {name} holds a line break or a character outside ASCII"
    return None


def message_id(key: str, host: str) -> str:
    """The Message-ID of the message with this ledger name: the same at every attempt, telling nothing of the key."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{host}>"


def sender_host(sender: str) -> str:
    """The domain of our own address, which our Message-IDs end with; `localhost` where it is no address."""
    try:
        return named_mailbox(sender)[1].rpartition("@")[2]
    except ValueError:
        return "localhost"


def hello_name(public_url: str) -> str:
    """How we introduce ourselves to a mail server: the host of our public address, an IP number in brackets."""
    host = urlsplit(public_url).hostname or "localhost"
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host.encode("idna").decode("ascii")
    return f"[{number}]" if number.version == 4 else f"[IPv6:{number}]"


@lru_cache(maxsize=100)
def unstructured(name: str, text: str) -> str:
    """A header line of free text, as it is where short and ASCII, else in folded encoded words."""
    line = f"{name}: {text}"
    if len(line) <= LINE and _PLAIN.fullmatch(text) and "=?" not in text:
        return line
    return f"{name}: " + "\r\n ".join(_encoded_words(text))


def address(name: str, display: str, box: str) -> str:
    """A header line of one mailbox with its display name."""
    if not display:
        return f"{name}: {box}"
    phrase = _phrase(display)
    gap = "\r\n " if len(f"{name}: {phrase} <{box}>") > LINE else " "
    return f"{name}: {phrase}{gap}<{box}>"


def folded(name: str, value: str) -> str:
    """A structured header line, broken at its spaces where it grows long."""
    lines, current = [], f"{name}:"
    for word in value.split():
        if len(current) + 1 + len(word) > LINE and current != f"{name}:":
            lines.append(current)
            current = ""
        current += f" {word}"
    return "\r\n".join([*lines, current])


def _phrase(display: str) -> str:
    if _ATOMS.fullmatch(display) and "=?" not in display and len(display) <= LINE // 2:
        return display
    if _PLAIN.fullmatch(display) and "=?" not in display and len(display) <= LINE // 2:
        return '"' + display.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "\r\n ".join(_encoded_words(display))


def _encoded_words(text: str) -> list[str]:
    """The text in RFC 2047 words of whole characters, none longer than a line."""
    chunks, current = [], b""
    for char in text:
        coded = char.encode("utf-8", "replace")
        if len(current) + len(coded) > WORD_BYTES:
            chunks.append(current)
            current = b""
        current += coded
    return [f"=?utf-8?B?{base64.b64encode(chunk).decode('ascii')}?=" for chunk in [*chunks, current]]
