"""To whom a paragraph's sentences are told, when a sentence before them says so: "Giliran berikutnya Disdik." """

from __future__ import annotations

import re

from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.parties import Parties

MOST_WORDS = 22
_TASKS = (
    r"(?:hal|tugas|catatan|pesan|arahan|permintaan|penekanan|pekerjaan\s+rumah|pr|poin|titipan|perintah"
    r"|atensi|instruksi)"
)
_TURN = word_gate(
    r"\b(?:(?:kemudian|lalu|selanjutnya|berikutnya|terakhir|sekarang|adapun|sementara\s+itu|oke|baik|nah)\W+)*"
    r"(?:giliran|untuk|kepada|khusus|bagi|buat|berikutnya|selanjutnya|terakhir|sekarang|lanjut|kemudian|lalu|soal)\b",
    "giliran untuk kepada khusus bagi buat berikutnya selanjutnya terakhir sekarang lanjut kemudian lalu soal",
)
_BETWEEN = re.compile(
    r"(?:\s+(?:berikutnya|selanjutnya|untuk|kepada|ke|adalah|jajaran|pihak|para|dari)|\s*,)*\s*", re.I
)
_HAS = re.compile(
    rf"\s*,?\s*(?:(?:hanya|masih|saya|beliau|juga|tinggal)\s+)*(?:ada|titip(?:an)?|punya|dapat|mendapat"
    rf"|menerima|diberi)?\s*"
    rf"(?:satu|dua|tiga|empat|lima|beberapa|sejumlah|sebuah|se\w+)?\s*{_TASKS}?(?:\s+(?:khusus|saja|penting"
    rf"|tambahan|dari\s+[\w\s]{{3,40}}))*"
    r"\s*[.:…]*\s*$",
    re.I,
)
_GIVEN = re.compile(
    rf"\b(?:satu|dua|tiga|empat|lima|beberapa|sejumlah|sebuah)\s+{_TASKS}(?:\s+(?:khusus|penting|tambahan))?\s+"
    r"(?:kepada|untuk|bagi|buat)\s+(?:jajaran\s+|pihak\s+|para\s+)?$",
    re.I,
)
_TASK_WORDS = frozenset(
    "hal tugas catatan pesan arahan permintaan penekanan pekerjaan pr poin titipan perintah atensi instruksi".split()
)
_COUNT_WORDS = frozenset("dua tiga empat lima enam beberapa sejumlah".split())
_COUNTED = re.compile(
    rf"\b(?:dua|tiga|empat|lima|enam|beberapa|sejumlah)\s+{_TASKS}\b(?!\s+(?:yang\s+)?(?:lalu|telah|sudah))",
    re.I,
)
ORDINAL = re.compile(
    r"\W*(?:pertama|kedua|ketiga|keempat|kelima|keenam|terakhir|satu|dua|tiga|(?-i:[1-9])[.)])(?:-tama)?\s*[,:]\s+",
    re.I,
)
""" "Pertama, mendata warga." behind such a sentence is a point of it."""


def addressed(said: Said, parties: Parties) -> Office | None:
    """The office to which the sentences behind this one are told; None for any other sentence."""
    if said.text.count(" ") >= MOST_WORDS:
        return None
    turn = (
        _TURN.pattern.match(said.text, len(said.text) - len(said.text.lstrip(' "“(-')))
        if _TURN.opens(said)
        else None
    )
    if not turn and not _counts(said):
        return None
    for office in parties.groups(said.text):
        if (
            turn
            and _BETWEEN.fullmatch(said.text, turn.end(), office.start)
            and _HAS.match(said.text, office.end)
        ):
            return office
        if _GIVEN.search(said.text, 0, office.start):
            return office
    return None


def counts(said: Said) -> bool:
    """ "Sekda memerintahkan tiga hal." : "Pertama, …" behind it is a point."""
    if said.words.isdisjoint(_COUNT_WORDS) or said.words.isdisjoint(_TASK_WORDS):
        return False
    return _COUNTED.search(said.text) is not None


def _counts(said: Said) -> bool:
    return not said.words.isdisjoint(("kepada", "untuk", "bagi", "buat")) and not said.words.isdisjoint(
        ("satu", "dua", "tiga", "empat", "lima", "beberapa", "sejumlah", "sebuah")
    )
