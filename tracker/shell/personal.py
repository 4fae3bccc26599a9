"""Whether words seem to hold numbers of persons: NIK, No. KK, card numbers of JKN; or a list of its members."""

from __future__ import annotations

import re

PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 "
    "91 92 93 94 95 96 97".split()
)
"""First two digits of the codes of regions."""

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WOMEN = 40
"""What is added to a woman's day of birth."""

ALONE_BEFORE, ALONE_AFTER = r"(?<!\d)(?<!\d[.,])", r"(?!\d)(?![.,]\d)"
SIXTEEN = re.compile(
    ALONE_BEFORE
    + r"(?:\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4}|\d\d\.\d\d\.\d\d\.\d{6}\.\d{4})"
    + ALONE_AFTER
)
CARD = re.compile(ALONE_BEFORE + r"000(?!0{10})\d{10}" + ALONE_AFTER)

CELLS = re.compile(r"[\t;,|]|\s{2,}")
NUMBER_HEADING = re.compile(
    r"nik|(?:no|nomor)\.? ?(?:nik|ktp|kk|kartu|bpjs|jkn|peserta|kartu keluarga|kartu (?:bpjs|jkn|peserta))"
)
NUMBER_WORD = re.compile(r"nik|ktp|kk|kartu|bpjs|jkn|peserta")
NAME_HEADING = re.compile(r"nama(?: (?:lengkap|peserta|pasien|anggota|kepala keluarga))?")
HEADING_WORDS = frozenset(
    "no nomor nama lengkap peserta pasien anggota kepala keluarga nik ktp kk kartu bpjs jkn alamat desa kelurahan "
    "kecamatan rt rw tempat tgl tanggal lahir umur usia jenis kelamin jk l p kelas faskes fktp status ket "
    "keterangan hp telepon".split()
)
LONGEST_HEADING = 300


def is_nik(digits: str) -> bool:
    """Sixteen digits: a region's code, a day of birth (or of issue, in a No. KK), and a number in a row.

    The number in a row may be 0000: spreadsheets forget the sixteenth digit.
    """
    if len(digits) != 16 or not digits.isdecimal() or digits[:2] not in PROVINCES:
        return False
    regency, district = int(digits[2:4]), int(digits[4:6])
    day, month = int(digits[6:8]), int(digits[8:10])
    day = day - WOMEN if day > WOMEN else day
    return 1 <= regency < 80 and district > 0 and 1 <= month <= 12 and 1 <= day <= DAYS[month - 1]


def has_number(text: str) -> bool:
    """Whether the number of a person stands there."""
    return bool(CARD.search(text)) or any(is_nik(re.sub(r"\D", "", m[0])) for m in SIXTEEN.finditer(text))


def has_heading(text: str) -> bool:
    """Whether a line names the columns of a list of persons: a name beside a NIK, No. KK or card number."""
    lines = (line.lower() for line in text.splitlines() if len(line) <= LONGEST_HEADING)
    return any(_is_heading(line) for line in lines if "nama" in line and NUMBER_WORD.search(line))


def _is_heading(line: str) -> bool:
    cells = [cell.strip(' ."') for cell in CELLS.split(line)]
    if any(NUMBER_HEADING.fullmatch(cell) for cell in cells) and any(
        NAME_HEADING.fullmatch(c) for c in cells
    ):
        return True
    words = re.findall(r"[^\W\d_]+", line)
    return (
        "nama" in words and not {"nik", "kk", "kartu"}.isdisjoint(words) and HEADING_WORDS.issuperset(words)
    )


def seems_personal(text: str) -> bool:
    """Whether somebody should look at it before it is kept: one number is enough, or the heading of a list."""
    return has_number(text) or has_heading(text)
