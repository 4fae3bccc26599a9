"""Indonesian numbers: words ("dua puluh enam"), digits with points and decimal commas, roman numerals."""

from __future__ import annotations

import re

UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000,
    "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5,
}  # fmt: skip
SCALES = {"belas": 10, "puluh": 10, "ratus": 100, "ribu": 1000}
CARDINALS = [word for word in UNITS if not word.startswith(("ke", "pertama"))]
WORD = rf"(?:{'|'.join(CARDINALS)}|{'|'.join(SCALES)})\b"
WORDS = rf"(?<!\w)(?:{WORD}(?:\s+{WORD}){{0,7}})"
NUMBER_WORDS = " ".join((*CARDINALS, *SCALES))
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def from_words(phrase: str) -> int | None:
    """26 for "dua puluh enam", 2025 for "dua ribu dua puluh lima"; None when a word is no number."""
    total = group = unit = 0
    for word in phrase.lower().split():
        if word == "belas":
            group, unit = group + 10 + unit, 0
        elif word in ("puluh", "ratus"):
            group, unit = group + max(unit, 1) * SCALES[word], 0
        elif word == "ribu":
            total, group, unit = total + max(group + unit, 1) * 1000, 0, 0
        elif word == "seribu":
            total += 1000
        elif word in UNITS:
            group, unit = group + unit, UNITS[word]
        else:
            return None
    return total + group + unit


def small(text: str) -> int | None:
    """A count or ordinal as written: "7", "ke-3", "III", "tiga", "ketiga"."""
    word = re.sub(r"^ke-?\s*(?=\d)", "", text.strip().lower())
    if word.isascii() and word.isdigit():
        return int(word[:6])
    return ROMAN.get(word) or from_words(word)


def figure(text: str) -> float | None:
    """1964.0 for "1.964", 98.6 for "98,6"; a lone point before other than three digits is a decimal point."""
    digits = text.strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", digits, re.ASCII):
        return None
    return float(digits)
