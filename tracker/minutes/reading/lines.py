"""Lines of a printed page back into paragraphs: running heads dropped, broken words and sentences joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:hal(?:aman)?|page)\.?\s*)?\d{1,4}(?:\s*(?:dari|/|of)\s*\d{1,4})?\W*", re.I
)
_EDGE = 2
_AROUND = 5
_NOTES = 8
_RULE = re.compile(r"[_—–-]{8,}")
_NOTE = re.compile(r"\(?[\d*]{1,2}\)?\s*\S")
_RAISED = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹]\s*\S")
_UNDONE = re.compile(
    r"\b(?:di|ke|dari|dan|atau|yang|untuk|dengan|pada|oleh|serta|para|kepada|dalam|kabupaten|kota|kecamatan|kelurahan"
    r"|dinas|badan|pelabuhan|tanggal|tahun|bulan|minggu|pekan|hingga|paling|bersama|sampai(?:\s+\d{1,2})?|rp\.?"
    r"|pukul|sebesar|sebanyak|menjadi)$",
    re.I,
)
_SECTION = re.compile(r"(?:[A-Z]|[IVX]{1,5})\.\s")
_ITEM = re.compile(r"(?:(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|\(\w{1,3}\)\s|[-–—•●▪■◦*✓➢]\s)")
_HEADS = re.compile(
    r"(?:dinas|badan|bagian|biro|bidang|satuan|kantor|balai|inspektorat|sekretariat|camat|para|seluruh|kepala|rsud|puskesmas"
    r"|bpjs|(?-i:[A-Z]{4,}))\b[^.;!?,:]*:?$",
    re.I,
)
_END = re.compile(r"[.!?:;…][\"”’')\]]*$")
_TITLED = re.compile(r"(?<!\w)(?:dr|drg|prof|ir|drs|dra|hj?|kab|kec|st|no)\.$", re.I)
_LABEL = re.compile(r"[A-Z][\w /.,()-]{1,28}?\s*:\s")
_HYPHENS = "-\u00ad\ufffe\x02"
_LONG_WORD = 40
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\ufffe\x02]$")


def without_running_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    """Drops page numbers, feet and repeated heads; a head stays on the first page, where it may be the title."""
    full = [page for page in pages if page]
    counts = Counter(
        form for page in full for form in {_form(line) for line in (*page[:_EDGE], *page[-_EDGE:])}
    )
    running = {form for form, count in counts.items() if count >= 2 and count >= 0.6 * len(full)}
    seen: set[str] = set()
    kept: list[list[str]] = []
    for page in pages:
        inner = page[_EDGE:-_EDGE] if len(page) > 2 * _EDGE else []
        kept.append(
            [
                *_edge(page[:_EDGE] if inner else page, running, seen),
                *inner,
                *(_edge(page[-_EDGE:], running, seen) if inner else []),
            ]
        )
    return [_without_footnotes(page) for page in kept]


def _edge(lines: Sequence[str], running: set[str], seen: set[str]) -> list[str]:
    """The lines that do not run on every page; one without a number is kept where it stands first."""
    kept = []
    for line in lines:
        form = _form(line)
        if _PAGE_NUMBER.fullmatch(line):
            continue
        if form in running:
            first = form not in seen and "#" not in form
            seen.add(form)
            if not first:
                continue
        kept.append(line)
    return kept


def _without_footnotes(page: list[str]) -> list[str]:
    """Notes below a drawn line or with raised figures stand behind the sentences of the page."""
    for at in range(max(0, len(page) - _NOTES), len(page)):
        rest = page[at:]
        ruled = _RULE.fullmatch(rest[0]) and all(_NOTE.match(line) for line in rest[1:2]) and len(rest) > 1
        if ruled or _RAISED.match(rest[0]):
            return page[:at]
    return page


def _form(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).lower()


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Joins hard-wrapped lines; table rows, list items and short lines stay for themselves."""
    joined: list[str] = []
    before = ""
    for number, raw in enumerate(lines):
        line = " ".join(raw.split())
        above = _stands_above(line, lines[number + 1] if number + 1 < len(lines) else "")
        if (
            joined
            and before
            and not above
            and _goes_on(before, line, lines[max(0, number - _AROUND) : number + _AROUND])
        ):
            joined[-1] = join(joined[-1], line)
        else:
            joined.append(line)
        before = line
    return joined


def _stands_above(line: str, following: str) -> bool:
    """ "Bagian Hukum", alone in its line with points below it, goes on with nothing."""
    return (
        _HEADS.match(line) is not None
        and len(line.split()) <= 6
        and _ITEM.match(" ".join(following.split())) is not None
    )


def _longest(lines: Sequence[str]) -> int:
    """How long full lines are here: columns have shorter ones, and a few may be joined already."""
    lengths = sorted(len(line) for line in lines if " | " not in line)
    return lengths[-(len(lengths) // 4) - 1] if lengths else 0


def _goes_on(before: str, line: str, around: Sequence[str]) -> bool:
    if (
        not line
        or " | " in line
        or " | " in before
        or _ITEM.match(line)
        or (_LABEL.match(line) and not line[0].islower())
    ):
        return False
    if before[-1] in _HYPHENS and line[0].islower():
        return True
    if _TITLED.search(before[-6:]):
        return True
    if _END.search(before[-6:]):
        return False
    if _UNDONE.search(before[-20:]):
        return True
    if _SECTION.match(before) and line[:1].isupper():
        return False
    capitals = before.isupper()
    if line[0].islower() and not capitals:
        return True
    if capitals or line.isupper() or len(before) < 30:
        return False
    return len(before) >= 0.72 * _longest(around)


def join(paragraph: str, line: str) -> str:
    """With a blank, or without a hyphen that only broke the line; "langkah-" + "langkah" keeps its own."""
    broken = (
        _HYPHEN.search(paragraph, max(0, len(paragraph) - _LONG_WORD)) if paragraph[-1:] in _HYPHENS else None
    )
    if not broken or not line[:1].islower():
        return f"{paragraph} {line}"
    return paragraph[: broken.end(1)] + ("-" if keeps_hyphen(broken[1], line) else "") + line


def keeps_hyphen(word: str, rest: str) -> bool:
    """ "langkah-langkah" and "non-ASN" have one of their own."""
    low = word.lower()
    first = rest.lower().split(maxsplit=1)[0]
    doubled = first.startswith(low[:4]) or low in ("non", "antar", "pasca", "pra") or low.endswith("lambat")
    return doubled or low in first
