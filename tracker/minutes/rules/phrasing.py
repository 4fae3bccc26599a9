"""A short action phrase out of the sentence, as a notulis would write it in the matrix."""

from __future__ import annotations

import re

LONGEST = 200

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
        words = f"{_CLOSING.sub('', text[start : without[0]])} {text[without[1] : end]}"
    words = " ".join(words.split())
    words = _CLOSING.sub("", _OPENING.sub("", words)) or _CLOSING.sub("", words)
    words = re.sub(r"\s+([,;.])", r"\1", words)
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;") + " …"
    return words[:1].upper() + words[1:]
