"""Short forms of chats and slips of the pen in office names, each with the word that is meant. Pure.

Only long words that stand in names of offices are mended, and only where one word comes near enough: a wrong guess
would be worse than none.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORT = {
    "plg": "paling", "plng": "paling", "bln": "bulan", "sblm": "sebelum", "sbl": "sebelum", "dlm": "dalam",
    "utk": "untuk", "dgn": "dengan", "dg": "dengan", "yg": "yang", "thn": "tahun", "hr": "hari",
    "mgg": "minggu", "mggu": "minggu", "blm": "belum", "msh": "masih", "krn": "karena", "hrs": "harus",
    "jgn": "jangan", "sy": "saya", "tlg": "tolong", "mhn": "mohon", "spy": "supaya", "pd": "pada",
    "kpd": "kepada", "tsb": "tersebut", "sdh": "sudah", "udh": "sudah", "sdg": "sedang", "org": "orang",
    "bsk": "besok", "jml": "jumlah", "smpai": "sampai", "sgra": "segera", "kpl": "kepala",
    "kapus": "Kepala Puskesmas", "kapuskesmas": "Kepala Puskesmas", "kadistrik": "Kepala Distrik",
}  # fmt: skip
_VOCABULARY = (
    "kesehatan puskesmas kecamatan kelurahan kependudukan pencatatan pendidikan perhubungan komunikasi"
    " ketenagakerjaan transmigrasi pemberdayaan kepegawaian penanggulangan kesejahteraan inspektorat disdukcapil"
    " diskominfo disnakertrans bapelitbang bapelitbangda"
).split()
_REAL = frozenset(
    "penanggungan penanggung pendidik pencatat kesempatan berhubungan kelahiran keluhan".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def rewritten(plain: str) -> list[tuple[int, int, str]]:
    """Stretches of the text to be read as something else, in order."""
    meant = {word: found for word in set(_WORD.findall(plain)) if (found := _meant(word))}
    if not meant:
        return []
    pattern = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(meant, key=len, reverse=True))})(?![^\W\d_])")
    return [(word.start(), word.end(), meant[word[0]]) for word in pattern.finditer(plain)]


def is_misspelt(word: str) -> bool:
    """Whether a word is read as another one that it nearly is, and is no usual short form."""
    return word.casefold() not in SHORT and _meant(word) is not None


@lru_cache(20_000)
def _meant(word: str) -> str | None:
    """None for a word that says what it means."""
    low = word.casefold()
    if short := SHORT.get(low):
        return None if word.isupper() else _as(word, short)
    if not 8 <= len(low) <= 20 or low in _REAL or low in _VOCABULARY:
        return None
    near = [known for known in _VOCABULARY if known[0] == low[0] and _near(low, known)]
    return _as(word, near[0]) if len(near) == 1 else None


def _as(word: str, meant: str) -> str:
    return meant[:1].upper() + meant[1:] if word[:1].isupper() else meant


def _near(word: str, known: str) -> bool:
    """One slip in a word of eight letters and more, two in one of twelve; a slip may swap two neighbours."""
    allowed = 2 if len(known) >= 12 else 1
    return abs(len(word) - len(known)) <= allowed and _slips(word, known, allowed) <= allowed


def _slips(a: str, b: str, most: int) -> int:
    """Letters to add, drop, change or swap; beyond `most` any greater number."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
