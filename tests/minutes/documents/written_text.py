"""Plain text as a mail program, an old editor or a scanner leaves it: wrapped, hyphenated, encoded."""

from __future__ import annotations

import re

SYLLABLE = re.compile(
    r"(?<=[aiueo])(?=(?:ng|ny|sy|kh|[bcdfghjklmnpqrstvwxyz])[aiueo])|(?<=[aiueo][mlrskpt])(?=[bcdfghjklpst][aiueo])"
)
SHORTEST_PART = 3  # letters that may stand alone on either side of a hyphen


def syllables(word: str) -> list[int]:
    """Places inside a plain lower-case word where a writer may break it."""
    if not re.fullmatch(r"[a-z]{8,}[,.;]?", word):
        return []
    return [
        m.start() for m in SYLLABLE.finditer(word) if SHORTEST_PART <= m.start() <= len(word) - SHORTEST_PART
    ]


def wrapped(line: str, width: int, hyphens: bool) -> list[str]:
    """One line broken at the width; a mail's quote signs are repeated on every part."""
    quoting = re.match(r"(?:> ?)*", line)
    prefix = quoting[0] if quoting else ""
    lines, current = [], prefix
    for token in re.findall(r"\S+\s*|^\s+", line[len(prefix) :]):
        room = width - len(current)
        if len(token.rstrip()) <= room or current == prefix:
            current += token
            continue
        cut = max((at for at in syllables(token.rstrip()) if hyphens and at < room), default=0)
        lines.append((current + token[:cut]).rstrip() + ("-" if cut else ""))
        current = prefix + token[cut:]
    return [*lines, current.rstrip() if lines else line]


def text_bytes(body: str, head: dict[str, str]) -> bytes:
    """The body in the encoding, line ends and width that the head of its source asks for."""
    lines = body.split("\n")
    if "wrap" in head:
        width, hyphens = int(head["wrap"]), "hyphens" in head
        lines = [part for line in lines for part in wrapped(line, width, hyphens)]
    text = ("\r\n" if head.get("newline") == "crlf" else "\n").join([*lines, ""])
    return text.encode(head.get("encoding", "utf-8"))
