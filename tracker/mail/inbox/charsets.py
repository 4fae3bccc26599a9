"""Bytes of a mail as text: whatever charset it claims, and whatever is in it, this gives text and never an error."""

from __future__ import annotations

import codecs
import re
from email.header import decode_header
from email.message import Message

_KNOWN = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|ascii|iso8859-\d{1,2}|cp125\d|cp874|koi8-[rut]|gb2312|gbk|gb18030|big5|shift_jis|cp932"
    r"|euc_(?:jp|kr)|iso2022_jp|mac-roman|tis-620"
)
"""Charsets that people's mail programs write; others (punycode, utf-7 …) are slow or dangerous to decode."""

_UNSEEN = dict.fromkeys(
    [0x7F, 0x200B, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Signs that are not seen, those among them that turn the reading direction: `exe.fdp` shown as `pdf.exe`."""

HEADER_LIMIT = 10_000
"""Characters of one header that are looked at."""


def text_of(data: bytes, charset: str | None) -> str:
    """The text; signs that the charset does not explain are replaced."""
    name = _usual_name(charset)
    for candidate in (name, "utf-8") if name else ("utf-8",):
        try:
            return clean(data.decode(candidate))
        except (UnicodeError, ValueError):
            continue
    return clean(data.decode(name or "cp1252", "replace"))


def _usual_name(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "")[:40].strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    return name if _KNOWN.fullmatch(name) else None


def clean(text: str) -> str:
    """Without what a database cannot hold or a reader not see: NUL, lone surrogates, control and direction signs."""
    whole = text.encode("utf-8", "replace").decode("utf-8", "replace")
    return "".join(sign for sign in whole if sign >= " " or sign in "\n\r\t").translate(_UNSEEN)


def header(message: Message, name: str) -> str:
    """A header in words, on one line; the first of several, and empty when there is none."""
    return next(iter(headers(message, name)), "")


def headers(message: Message, name: str) -> list[str]:
    """Every header of this name in words, each on one line."""
    found = [value for given, value in message.raw_items() if given.lower() == name.lower()]
    return [" ".join(in_words(str(value)).split()) for value in found[:20]]


def in_words(value: str) -> str:
    """Encoded words decoded; raw bytes of a header (kept by the parser as surrogates) read as UTF-8 or Windows' own."""
    short = value[:HEADER_LIMIT]
    plain = text_of(short.encode("utf-8", "surrogateescape"), None)
    if "=?" not in plain:
        return plain
    try:
        pieces = decode_header(plain)
    except Exception:  # whatever the library trips over: the header is shown as it came
        return plain
    return "".join(text_of(p, charset) if isinstance(p, bytes) else clean(p) for p, charset in pieces)
