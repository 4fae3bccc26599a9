"""Short forms of chats and slips of the pen in office names, each with the word that is meant. Pure.

Only long words that stand in names of offices are mended, and only where one word comes near enough: a wrong guess
would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tracker.minutes.rules.calendar import MONTH
from tracker.minutes.rules.gates import gate

SHORT = {
    "plg": "paling", "plng": "paling", "bln": "bulan", "sblm": "sebelum", "sbl": "sebelum", "dlm": "dalam",
    "utk": "untuk", "dgn": "dengan", "dg": "dengan", "yg": "yang", "thn": "tahun", "hr": "hari",
    "mgg": "minggu", "mggu": "minggu", "blm": "belum", "msh": "masih", "krn": "karena", "hrs": "harus",
    "jgn": "jangan", "sy": "saya", "tlg": "tolong", "mhn": "mohon", "spy": "supaya", "pd": "pada",
    "kpd": "kepada", "tsb": "tersebut", "sdh": "sudah", "udh": "sudah", "sdg": "sedang", "org": "orang",
    "bsk": "besok", "jml": "jumlah", "smpai": "sampai", "sgra": "segera", "kpl": "kepala", "kaban": "Kepala Badan",
    "tribulan": "triwulan", "kuartal": "triwulan", "kwartal": "triwulan", "medio": "pertengahan", "penghujung": "akhir",
    "jmt": "jumat", "snn": "senin", "sls": "selasa", "kms": "kamis", "stgh": "pertengahan", "skrg": "sekarang",
    "days": "hari", "week": "minggu", "weeks": "minggu", "month": "bulan", "months": "bulan", "tomorrow": "besok",
    "every": "setiap", "jg": "juga", "max": "maks", "dng": "dengan", "trkait": "terkait", "ygn": "yang",
    "dpn": "depan", "tl": "tindak lanjut", "bts": "batas", "mrt": "maret", "rpt": "rapat",
    "krm": "kirim", "dibyr": "dibayar", "pkn": "pekan", "ttg": "tentang", "jd": "jadi", "hrus": "harus",
    "kapus": "Kepala Puskesmas", "kapuskesmas": "Kepala Puskesmas", "kadistrik": "Kepala Distrik",
}  # fmt: skip
LOAN = {"EOM": "akhir bulan ini", "EOW": "akhir minggu ini", "ASAP": "segera"}
_VOCABULARY = (
    "kesehatan puskesmas kecamatan kelurahan kependudukan pencatatan pendidikan perhubungan komunikasi"
    " ketenagakerjaan transmigrasi pemberdayaan kepegawaian penanggulangan kesejahteraan inspektorat"
    " disdukcapil"
    " diskominfo disnakertrans bapelitbang bapelitbangda"
).split()
_MISREAD = gate(
    r"\b(?:diterirna|sarnpai|rnenyampai\w*|rneminta|Desernber|kecarnatan|puskesrnas|hurnf|Karnis)\b",
    "diterirna sarnpai rnenyampai rneminta desernber kecarnatan puskesrnas hurnf karnis",
)
_KEEPS_RN = re.compile(
    r"(?:intern|ekstern|moderni?|govern|born|tern|urn|corn|kern|furn|norn|warn|jurn|turn|murn|sempurn|purn)",
    re.I,
)
_FIGURES = re.compile(
    r"(?<![\w])(?=[lIO\d.,]*\d)(?=[\d.,]*[lIO])[lIO\d.,]*[lIO\d]\b|(?<!\w)l(?=\s+[A-Z][a-z]{2,8}\s+\d)"
)
_DIGITS = str.maketrans("lIO", "110")
_REAL = frozenset(
    "penanggungan penanggung pendidik pencatat kesempatan berhubungan kelahiran keluhan".split()
)
_WORD = re.compile(r"[^\W\d_]+")


_READ_AS = {
    word.replace("m", "rn"): word
    for word in (
        "kamis jumat malam september november desember minggu seminggu sebelum selambat lambat sampai hukum"
        " camat"
        " kecamatan puskesmas minta meminta diminta bersama semua umum musim lima rumah nama mohon belum"
        " maret"
        " mei selama"
    ).split()
}
_FIGURES = re.compile(r"(?<![\w.,])[\dl](?:[\dlO]|[.,](?=[\dlO]))*(?!\w)")
_FIRST = re.compile(rf"(?<!\w)l(?=\s+{MONTH})")
_LONE = re.compile(r"(?<!\w)l\s")


def _scanned(plain: str, once: str) -> list[tuple[int, int, str]]:
    """Figures and words as a scanner misreads them: "l5", "2O26", "Karnis"."""
    found = [(m.start(), m.end(), "1") for m in _FIRST.finditer(plain)] if _LONE.search(once) else []
    if any(_is_misread(match[0]) for match in _FIGURES.finditer(once)):
        for match in _FIGURES.finditer(plain):
            if _is_misread(match[0]):
                found.append((match.start(), match.end(), match[0].replace("l", "1").replace("O", "0")))
    return sorted(found)


def _is_misread(figure: str) -> bool:
    """Whether digits and letters like digits stand side by side."""
    return ("l" in figure or "O" in figure) and any(sign.isdecimal() for sign in figure)


def rewritten(plain: str) -> list[tuple[int, int, str]]:
    """Stretches of the text to be read as something else, in order."""
    if _MISREAD.search(plain):
        return _misread(plain)
    once = f"{' '.join(set(plain.split()))} "  # every word of the text, far shorter than the text
    meant = {word: found for word in set(_WORD.findall(once)) if (found := _meant(word))}
    words = [
        (start, start + len(word), found) for word, found in meant.items() for start in _places(word, plain)
    ]
    return sorted(words + _scanned(plain, once))


def _places(word: str, plain: str) -> Iterator[int]:
    """Where the word stands for itself, no letters around it."""
    at = plain.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _WORD.match(plain, at - 1, at)) and not _WORD.match(plain, end, end + 1):
            yield at
        at = plain.find(word, end)


def _misread(plain: str) -> list[tuple[int, int, str]]:
    """A scan that was read by a machine: "rn" for "m", "l" and "O" for digits; with the rest of the changes."""
    found = [
        (number.start(), number.end(), number[0].translate(_DIGITS)) for number in _FIGURES.finditer(plain)
    ]
    for word in _WORD.finditer(plain):
        mended = word[0].replace("rn", "m")
        if meant := _meant(mended) or (
            mended if mended != word[0] and not _KEEPS_RN.search(word[0]) else None
        ):
            found.append((word.start(), word.end(), meant))
    return sorted(change for change in found if change[2] != plain[change[0] : change[1]])


def is_misspelt(word: str) -> bool:
    """Whether a word is read as another one that it nearly is, and is no usual short form."""
    return word.casefold() not in SHORT and _meant(word) is not None


@lru_cache(20_000)
def _meant(word: str) -> str | None:
    """None for a word that says what it means."""
    if word in LOAN:
        return LOAN[word]
    low = word.casefold()
    if short := SHORT.get(low):
        return None if word.isupper() else _as(word, short)
    if "rn" in low and (read := _READ_AS.get(low)):
        return _as(word, read)
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
