"""Points that tell how things are or were, and so ask for nothing."""

from __future__ import annotations

import re

from tracker.minutes.rules.verbs import PASSIVE

_ASIDE = re.compile(r"\([^()]*\)|\byang\b[^,;]*", re.I)
_FIRM = re.compile(
    r"\b(?:bertanya|(?:me|memper)tanyakan|menanyakan|apakah|mencukupi\s+(?:sampai|hingga|untuk)"
    r"|\d\s+\w+\s+dari\s+target|telah|sudah(?!\s+(?:harus|wajib|mesti|siap|di\s+meja|berada|diterima|bisa"
    r"|dapat|selesai\s+paling))"
    r"|sdh|sepanjang|selama\s+ini|rata-rata|mengeluh|sebesar\s+Rp|sebesar\s+[\d.,]+|(?:kurang|cukup|tersedia"
    r"|selisih|sisa)\s+(?:Rp)?\s?\d[\d.,]*|adalah|ialah"
    r"|cukup\s+(?:sampai|hingga)|bersifat|bertanggung\s+jawab(?!\s+(?:atas|untuk|me))|hanya\s+dapat|merupakan"
    r"|mencapai|tercapai"
    r"|tercatat|terdapat|pernah|terdiri\s+(?:atas|dari)|(?:naik|turun|meningkat|menurun)\s+(?:\w+\s+)?(?:kali"
    r"|lipat|drastis|tajam)|sempat|ternyata"
    r"|disebabkan|dikarenakan|diakibatkan|dibanding(?:kan)?|kemarin|tadi\s+(?:pagi|siang|malam)"
    r"|(?:hari|minggu|pekan|bulan|triwulan|semester|tahun)\s+(?:lalu|kemarin|sebelumnya)|semakin|cenderung)\b",
    re.I,
)
_WEAK = re.compile(
    r"\b(?:belum|tidak(?!\s+(?:boleh|lagi|lewat|melewati|dinaikkan|diperkenankan))|masih|cuma|hanya(?=\s+\d)"
    r"|baru(?=\s+(?:\d|di|ter|me|ada|cukup|satu|dua|tiga))|menunggak"
    r"|menurun|meningkat(?=\s+(?:\d|dari|sebesar|tajam|menjadi))|(?:naik|turun)(?=\s+(?:\d|sebesar|tajam"
    r"|dari\s+\d|drastis)))\b",
    re.I,
)
_FAULTY = re.compile(
    r"\b(?:clear|beres|aman|lancar|nihil|rusak|kosong|habis|macet|mati|bocor|terlambat|telat|kurang|lambat"
    r"|penuh|longsor|jebol|banjir"
    r"|padam)\b",
    re.I,
)
_LACK = re.compile(
    r"\s*(?:(?:masih|sangat)\s+)?(?:kurang|minim|rendah|tinggi|lambat|banyak|terbatas|sulit|adanya"
    r"|tidak\s+adanya|capaian\s+saat"
    r"|belum\s+adanya)nya\b|\s*(?:keluhan|kendala|hambatan|masalah|permasalahan|penyebab|latar\s+belakang"
    r"|capaian|kondisi"
    r"|situasi|jumlah|realisasi|data|rasio|persentase|tingkat|rata-rata|indikator|cakupan|total|skor|nilai"
    r"|kuota|angka)\b"
    r"(?!.*\b(?:agar|di\w{4,}|ke|menjadi|naik|turun|target\s+(?:rampung|selesai))\b)",
    re.I,
)
_ACT = re.compile(r"\b(?:me(?:m|n|ng|ny|l|r|w)?[a-z]{4,}|" + PASSIVE + r"|pe[mnlr][a-z]{3,}an)\b", re.I)
_OBLIGED = re.compile(r"\b(?:tidak\s+boleh|dilarang|harus|wajib|agar|supaya|diminta|akan|perlu)\b", re.I)


def tells_state(words: str, *, dated: bool) -> bool:
    """What stands in brackets or behind "yang" describes other things; with a day "belum" and the like do not count."""
    plain = _ASIDE.sub(" ", words)
    firm = _FIRM.search(plain)
    if firm and not (firm[0][-2:].lower() == "rp" and _ACT.search(plain)):
        return True
    if dated:
        return False
    if _WEAK.search(plain):
        return not _OBLIGED.search(plain)
    if _OBLIGED.search(plain):
        return False
    return bool(_LACK.match(plain)) or bool(_FAULTY.search(plain) and not _ACT.search(plain))
