"""Text files in any usual encoding, and pasted text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from tracker.minutes.reading.pieces import Builder, PlaceKind, Reading, Unreadable, UnreadableReason

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n|[\r\x85\u2028\u2029\x0b\x0c]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(data: bytes) -> Reading:
    """Raises Unreadable(UNSUPPORTED) for what is no text."""
    if data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    text = decoded(data)
    if text is None or len(_CONTROLS.findall(text)) > len(text) // 100:
        raise Unreadable(UnreadableReason.UNSUPPORTED)
    return reading(text)


def reading(text: str) -> Reading:
    """Numbers the paragraphs: each line that holds something."""
    builder = Builder()
    number = 0
    for line in normal(text).split("\n"):
        if line.strip():
            number += 1
            builder.add(line, PlaceKind.PARAGRAPH, number)
        else:
            builder.parts.append(line)
            builder.length += len(line) + 1
    return builder.reading("txt")


def normal(text: str) -> str:
    """Composed signs (NFC), line ends as newline, no control signs and no halves of surrogate pairs."""
    text = _BREAKS.sub("\n", text.removeprefix("\ufeff"))
    text = _CONTROLS.sub("", text).encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)


def decoded(data: bytes, declared: str | None = None) -> str | None:
    """None when no encoding fits. CP1252 fits almost anything, so it comes last and without NULs."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\0" in data:
            return None
    try:
        return data.decode(declared or "cp1252")
    except LookupError:  # an encoding that nobody knows
        return data.decode("latin-1")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is NUL."""
    head = data[:2000]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > len(head) // 3 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 3 and odd == 0 else None
