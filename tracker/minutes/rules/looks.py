"""How lines and clauses look to which the reader gives special care."""

from __future__ import annotations

import re

from tracker.minutes.rules.gates import Gate, gate

SERIOUS = re.compile(
    r"\b(?:akan|wajib|harus|minta|agar|mengimbau|imbau|instruksi|komitmen|sepakat"
    r"|target)\w*",
    re.I,
)
NEUTRAL_FIELDS = re.compile(
    r"(?:yang\s+hadir|hadir|peserta|undangan|tembusan|kepada|dari|melalui|perihal|hal|tanggal|waktu|jam|pukul|tempat"
    r"|lokasi|notulis|pencatat|notulen|pimpinan|pemimpin|dipimpin|ketua\s+rapat|nomor|sifat|lampiran|hari|acara|rapat"
    r"|agenda|cc|bcc|to|from|date|sent|subject|judul|yth|topik)\b",
    re.I,
)
MAY_BE_DATED = gate(
    r"\b(?:lama|lambat|telat|maksimal|maks|sebelum|hingga|sampai|rampung|tuntas|selesai|tenggat|mulai|depan)\b|s/d|s\.d",
    "lama lambat telat maks sebelum hingga sampai rampung tuntas selesai tenggat mulai depan s/d s.d",
)
BY = gate(r"(?<!yang )(?<!belum )(?<!telah )(?<!sudah )\bdi[a-z]{4,}\s+oleh\b", "oleh")
SUBTITLE = re.compile(r"[^\W\d]+(?:\s+[^\W\d]+){0,4}")
ARROWED = re.compile(r"\s*(?:[-=]>|→)")
BRACKETS = re.compile(r"\s*\([^()]{1,60}\)$")
IMPERATIVE = Gate(
    re.compile(
        r"\b(?!me|di|ter|ber|pe|akan|bukan)[a-z]{3,}kan\b|\b(?:ikut|bikin|buat|cek|kirim|susun|bantu)\b"
    ),
    ("kan", "ikut", "bikin", "buat", "cek", "kirim", "susun", "bantu"),
)
RULER = re.compile(r"[\s\-–—=_+|*~.:#]*")
