"""How lines and clauses look to which the reader gives special care."""

from __future__ import annotations

import re

from tracker.minutes.rules.calendar import MONTH_WORDS, WEEKDAY
from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.verbs import ROOTS

SERIOUS = re.compile(
    r"\b(?:akan|wajib|harus|minta|agar|mengimbau|imbau|instruksi|komitmen|sepakat"
    r"|target)\w*",
    re.I,
)
NEUTRAL_FIELDS = re.compile(
    r"(?:yang\s+hadir|hadir|peserta|undangan|tembusan|kepada|dari|melalui|perihal|hal|tanggal|waktu|jam"
    r"|pukul|tempat"
    r"|lokasi|notulis|pencatat|notulen|pimpinan|pemimpin|dipimpin|ketua\s+rapat|nomor|sifat|lampiran|hari"
    r"|acara|rapat"
    r"|agenda|cc|bcc|to|from|date|sent|subject|judul|yth|topik)\b",
    re.I,
)
_TIMES = frozenset(
    (
        "lama lambat telat maksimal maks sebelum hingga sampai rampung tuntas selesai tenggat mulai depan"
        " dalam tanggal tgl"
        " sebulan seminggu sehari setahun kali besok lusa senin selasa rabu kamis jumat sabtu hari minggu"
        " pekan bulan triwulan semester tahun setiap tiap per akhir awal " + MONTH_WORDS
    ).split()
)
BY = word_gate(
    r"\bdi(?<!yang di)(?<!dapat di)(?<!bisa di)(?<!belum di)(?<!telah di)(?<!sudah di)(?!pandu|pimpin|buka"
    r"|tutup|hadiri|ikuti"
    r"|dampingi|wakili|nilai"
    r"|laporkan|sampaikan|terima|saksikan|sambut|prakarsai|gagas)[a-z]{4,}\s+oleh\b",
    "oleh",
)
SUBTITLE = re.compile(r"[^\W\d]+(?:\s+[^\W\d]+){0,4}")
ARROWED = re.compile(r"\s*(?:[-=]>|→)")
MARKED = re.compile(r"\s*(?:[-=]>|→)|[;,]\s+(?:dan\s+|serta\s+)?(?:[b-h]|[2-9])[.)]\s+[a-z]{3}")
""" A clause that begins like a point of its own."""
BRACKETS = re.compile(r"\s*\([^()]{1,60}\)$")
_ROOTS = frozenset(ROOTS)
_IMPERATIVE = re.compile(
    rf"\b(?!me|di|ter|ber|pe|akan|bukan)[a-z]{{3,}}kan\b|\b(?:{'|'.join(sorted(ROOTS, key=len, reverse=True))})\b"
)
_PREFIXED = ("me", "di", "ter", "ber", "pe", "akan", "bukan")
COLUMN_JOINT = re.compile(r"\s+[/–—-]\s+|\s{3,}")
RULER = re.compile(r"[\s\-–—=_+|*~.:#]*")


OPENING = re.compile(
    r"(?:@|(?:ya\s+sudah|ya|oke?|baik(?:lah)?|siap|nah|jadi|nanti|lalu|terus|untuk\s+itu|berarti|biar(?:lah)?|untuk"
    r"|mohon\s+izin|izin|minta\s+tolong|tolong|kemudian|selanjutnya|pada\s+prinsipnya|besok|lusa|hari\s+ini"
    rf"|(?:pak|bu|ibu|bapak|mas|mbak)(?:\s+(?-i:[A-Z])[a-z]+)?|{WEEKDAY}(?:\s+depan)?)\W+)*",
    re.I,
)
""" "Ya sudah, BPJS buat jadwalnya": what is said before whom it is said to."""
EVERYBODY = re.compile(
    r"\W{0,4}(?:seluruh|semua|setiap|para|masing-masing|tiap|segenap)\s+(?:(?!yang\b|agar\b|dapat\b"
    r"|bisa\b)[\w/-]+\s+){1,4}?"
    r"(?P<verb>me(?!nurut|ngenai|lalui|mang|reka|njadi|miliki|rupakan|nerima|ndapat)[a-z]{4,})\b",
    re.I,
)
""" "Seluruh penerima edaran ini menyampaikan laporan 30 hari setelah edaran diterima"."""
_STATES = frozenset(
    "telah sudah sdh lalu tercatat mencapai tercapai sepanjang merupakan adalah rata menurut berada menunggak"
    " terdapat terjadi".split()
)
_USUAL = frozenset("dapat bisa boleh tahun biasanya otomatis".split())
_STRONG = frozenset(
    "paling lambat telat sebelum selambat selambatnya maks maksimal hingga sampai tenggat".split()
)


def reports(said: Said) -> bool:
    """Whether a sentence tells a state, and no last day beside it."""
    told = said.words - {"sudah"} if said.low.startswith("ya sudah") else said.words
    return not told.isdisjoint(_STATES) and told.isdisjoint(_STRONG)


def explains(said: Said) -> bool:
    """Whether a sentence tells what is possible or usual."""
    return not said.words.isdisjoint(_USUAL) and said.words.isdisjoint(_STRONG)


def urges(said: Said) -> bool:
    """Whether a word of time or a verb without its prefix ("siapkan") hints at something to be done."""
    if not said.words.isdisjoint(_TIMES) or "s/d" in said.low or "s.d" in said.low:
        return True
    hinted = not said.words.isdisjoint(_ROOTS)
    for word in said.words:  # a loop, for it runs for each sentence
        if word[-3:] == "kan" and not word.startswith(_PREFIXED):
            if len(word) > 5 and word.isascii() and word.isalpha() and f" {word} " in said.text:
                return True
            hinted = True
    return hinted and _IMPERATIVE.search(said.text) is not None


def behind_label(plain: str, start: int, end: int) -> int:
    """Where a chair's words begin: "Sekda: BKPSDM, petakan …" is told to BKPSDM."""
    at = plain.find(":", start, end) + 1 or end
    while at < end - 1 and plain[at] in " \t":
        at += 1
    return at if at < end - 1 else start
