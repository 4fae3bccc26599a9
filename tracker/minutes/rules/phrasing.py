"""A short action phrase out of the sentence, as a notulis would write it in the matrix."""

from __future__ import annotations

import re

LONGEST = 200
_NEAR = 24

_OPENING = re.compile(
    r"^(?:[\s,;:.\"“”'‘’()–-]|\b(?:agar|supaya|untuk|bahwa|dapat|segera|juga"
    r"|turut|kiranya|perlu|wajib|harus|akan|diminta|diharapkan|jangan\s+menunggu;?"
    r"|tolong"
    r"|kami|kita|saya|pihaknya|kepada|oleh|yang|dalam|ini|mohon|perkenan|menyatakan"
    r"|berkomitmen|adalah|dan|serta|lagi(?=\s*,)|terus|tetap)\b)+",
    re.I,
)
_CLOSING = re.compile(r"(?:[\s,;:.\"“”'‘’(–-]|\b(?:dan|serta|pada|dalam|di|yang)$)+$", re.I)


def action(text: str, start: int, end: int, *, without: tuple[int, int] | None = None) -> str:
    """The words of start:end without its deadline and opening particles; first letter upper-case, no final stop."""
    words = text[start:end]
    if without and start <= without[0] < without[1] <= end:
        words = f"{_closed(text[start : without[0]])} {text[without[1] : end]}"
    words = " ".join(words.split())
    words = _closed(_OPENING.sub("", words)) or _closed(words)
    words = re.sub(r"\s+([,;.])", r"\1", words)
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
    return words[:1].upper() + words[1:]


def _closed(words: str) -> str:
    """Without the signs and particles at its end, which is where they are looked for first."""
    near = max(0, len(words) - _NEAR)
    found = _CLOSING.search(words, near)
    if found and found.start() == near:
        found = _CLOSING.search(words)
    return words[: found.start()] if found else words
