"""What its writer wrote, of a mail's text: without what is quoted below and without the signature.

Line by line and in linear time, since anybody may write here. Where it is not certain that something is a quotation or
a signature it stays: a superfluous telephone number does less harm than a sentence that is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES = 4000
INTRO_LINES = 4
"""Over how many lines a mail program may break `Pada … menulis:`."""

_INTRO_START = re.compile(r"(?:On|Pada|Pd\.?|Tanggal|Le|\d{4}-\d\d-\d\d|\d{1,2}[ /.-])\b", re.I)
_INTRO_END = re.compile(r"(?:wrote|writes|menulis|menuliskan|tulis|<[^<>\s]+@[^<>\s]+>)\s*:$", re.I)
_WHEN = re.compile(r"\d{1,2}[.:]\d\d|\d{4}")
_DIVIDER = re.compile(
    r"\W{2,}\s*(?:original message|original appointment|forwarded message|pesan asli|pesan semula|pesan terusan"
    r"|pesan yang diteruskan|pesan diteruskan|surel asli)\s*\W{2,}"
    r"|(?:begin forwarded message|mulai pesan yang diteruskan):",
    re.I,
)
_FROM = re.compile(r"[*\s]*(?:From|Dari|Pengirim)\s*:", re.I)
_FIELD = re.compile(
    r"[*\s]*(?:Sent|Date|To|Cc|Subject|Importance|Terkirim|Dikirim|Tanggal|Kepada|Ke|Untuk|Tembusan|Subjek|Perihal|Judul)"
    r"(?:\s*\([^)]{0,20}\))?[*\s]*:",
    re.I,
)
_RULE = re.compile(r"[_\-=*]{5,}")
_DEVICE = re.compile(
    r"(?:(?:sent|dikirim|terkirim|diposting) (?:from|dari|via|melalui|dengan|using)\b.*"
    r"\b(?:iphone|ipad|android|samsung|galaxy|xiaomi|redmi|oppo|vivo|huawei|realme|yahoo|outlook|gmail|mail|ponsel|smartphone|handphone|blackberry|proton)\b.*"
    r"|(?:get|dapatkan|unduh) outlook (?:for|untuk)\b.*|yahoo mail: .*)",
    re.I,
)
_CLOSING = re.compile(
    r"(?:hormat (?:kami|saya)|salam(?: hormat| hangat)?|wassalam\S*(?: wr\.? ?wb\.?)?|terima kasih|terimakasih|trims|"
    r"(?:best |kind |warm )?regards|sincerely|thanks|thank you|best)[\s,.!]*",
    re.I,
)
_DISCLAIMER = re.compile(
    r"(?:disclaimer|caution|penafian|peringatan kerahasiaan|confidentiality notice)\b", re.I
)
MOST_CLOSING = 8
FULL, FULLEST = 60, 80
"""Columns at which mail programs break lines."""

LONGEST_CLOSING = 80


def cut(text: str) -> str:
    """The new words; a mail that is nothing but a signature keeps it."""
    own = _without_quotes(_lines(text))
    own = _without_signature(own) or _stripped(own)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_joined(own))).strip()


def _joined(own: Sequence[str]) -> list[str]:
    """Lines that a mail program broke for its own width are made whole: a full one, and the sentence goes on."""
    whole: list[str] = []
    broken = False
    for line in own:
        if broken and line[:1].islower():
            whole[-1] += f" {line}"
        else:
            whole.append(line)
        broken = FULL <= len(line) <= FULLEST
    return whole


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\xa0", " ").splitlines()[:MOST_LINES]]


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """Up to where the quotation begins; answers between quoted lines are kept."""
    own: list[str] = []
    number = 0
    while number < len(lines):
        length = _quote_begins(lines, number)
        if length and not _is_marked(lines, number + length):
            break
        if length:
            number += length
            continue
        if not lines[number].lstrip().startswith(">"):
            own.append(lines[number])
        number += 1
    return _without_rule(own)


def _quote_begins(lines: Sequence[str], number: int) -> int:
    """How many lines introduce a quotation here; 0 when none does."""
    line = lines[number].strip()
    if not line:
        return 0
    if len(line) < 200 and _DIVIDER.fullmatch(line):
        return 1
    if _FROM.match(line):
        following = [after for after in lines[number + 1 : number + 9] if after.strip()][:4]
        return int(sum(bool(_FIELD.match(after)) for after in following) >= 2)
    return _intro_length(lines, number) if _INTRO_START.match(line) else 0


def _intro_length(lines: Sequence[str], number: int) -> int:
    """`Pada Sen, 13 Okt 2025 pukul 08.05 Tindak Lanjut <jawab@…> menulis:`, also when broken over lines."""
    joined = ""
    for length, line in enumerate(lines[number : number + INTRO_LINES], 1):
        if not line.strip():
            return 0
        joined = f"{joined} {line.strip()}"[-1000:]
        if _INTRO_END.search(joined):
            named = "@" in joined or _is_marked(lines, number + length)
            return length if named and _WHEN.search(joined) else 0
    return 0


def _is_marked(lines: Sequence[str], number: int) -> bool:
    """Whether the quoted lines that follow are marked with `>`, so that one sees where they end."""
    following = next((line for line in lines[number:] if line.strip()), "")
    return following.lstrip().startswith(">")


def _without_rule(own: list[str]) -> list[str]:
    """A line of dashes that stood above the quotation goes with it."""
    while own and (not own[-1].strip() or _RULE.fullmatch(own[-1].strip())):
        own.pop()
    return own


def _without_signature(own: Sequence[str]) -> list[str]:
    for number, line in enumerate(own):
        words = line.strip()
        if words == "--" or (number and _ends_here(words, own[number + 1 :])):
            return _stripped(own[:number])
        if len(words) < LONGEST_CLOSING and _DEVICE.fullmatch(words):
            return _stripped(own[:number])
    return _stripped(own)


def _ends_here(words: str, rest: Sequence[str]) -> bool:
    """A closing formula with nothing but a name, a post and numbers below it; or the mail server's disclaimer."""
    if _DISCLAIMER.match(words):
        return True
    if len(words) >= LONGEST_CLOSING or not _CLOSING.fullmatch(words):
        return False
    below = [line for line in rest if line.strip()]
    return len(below) <= MOST_CLOSING and all(len(line) < LONGEST_CLOSING for line in below)


def _stripped(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip().split("\n") if any(line.strip() for line in lines) else []
