"""Lines of a printed page back into paragraphs: running heads dropped, broken words and sentences joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:hal(?:aman)?|page)\.?\s*)?\d{1,4}(?:\s*(?:dari|/|of)\s*\d{1,4})?\W*", re.I
)
_ITEM = re.compile(r"(?:(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|\(\w{1,3}\)\s|[-–—•●▪■◦*✓➢]\s)")
_END = re.compile(r"[.!?:;…][\"”’')\]]*$")
_LABEL = re.compile(r"[A-Z][\w /.,()-]{1,28}?\s*:\s")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\ufffe\x02]$")


def without_running_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Drops page numbers, feet and repeated heads; a head stays on the first page, where it may be the title."""
    heads = _repeated([page[0] for page in pages if page])
    feet = _repeated([page[-1] for page in pages if page])
    kept: list[list[str]] = []
    for number, page in enumerate(pages):
        lines = list(page)
        if lines and number and _form(lines[0]) in heads:
            lines = lines[1:]
        if lines and (_form(lines[-1]) in feet or _PAGE_NUMBER.fullmatch(lines[-1])):
            lines = lines[:-1]
        kept.append(lines)
    return kept


def _repeated(edges: Sequence[str]) -> set[str]:
    counts = Counter(_form(line) for line in edges)
    return {
        form
        for form, count in counts.items()
        if count >= 2 and count >= 0.6 * len(edges) and " | " not in form
    }


def _form(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Joins hard-wrapped lines; table rows, list items and short lines stay for themselves."""
    longest = max((len(line) for line in lines if " | " not in line), default=0)
    joined: list[str] = []
    before = ""
    for raw in lines:
        line = " ".join(raw.split())
        if joined and before and _goes_on(before, line, longest):
            joined[-1] = join(joined[-1], line)
        else:
            joined.append(line)
        before = line
    return joined


def _goes_on(before: str, line: str, longest: int) -> bool:
    if (
        not line
        or " | " in line
        or " | " in before
        or _ITEM.match(line)
        or (_LABEL.match(line) and not line[0].islower())
    ):
        return False
    if _HYPHEN.search(before) and line[0].islower():
        return True
    if _END.search(before):
        return False
    capitals = before.isupper()
    if line[0].islower() and not capitals:
        return True
    return len(before) >= 0.72 * longest and not capitals and not line.isupper() and len(before) >= 40


def join(paragraph: str, line: str) -> str:
    """With a blank, or without a hyphen that only broke the line; "langkah-" + "langkah" keeps its own."""
    broken = _HYPHEN.search(paragraph)
    if not broken or not line[:1].islower():
        return f"{paragraph} {line}"
    word = broken[1].lower()
    doubled = (
        line.lower().startswith(word[:4])
        or word in ("non", "antar", "pasca", "pra")
        or word.endswith("lambat")
    )
    return paragraph[: broken.end(1)] + ("-" if doubled or word in line.lower().split()[0] else "") + line
