"""Words of sentences that explain: rules, conditions, what is possible, what happens by itself."""

from __future__ import annotations

import re

RULE = re.compile(
    r"\W*(?:\w+\s+){0,2}?(?:aturan|ketentuan|syarat|prosedur|mekanisme|alur"
    r"|secara\s+teknis)(?:nya)?\b(?!\s+parkir)",
    re.I,
)
BY_LAW = re.compile(
    r"\W*(?:berdasarkan|sesuai|menurut)\b[^,]{0,40}\b(?:undang|uu|pp|perpres|peraturan|instruksi|keputusan"
    r"|perda|permen\w*)\b",
    re.I,
)
ENTITLED = re.compile(
    r"\W*(?:peserta|pasien|warga|masyarakat|perusahaan|pelaku)\b[^,;]{0,50}?\b(?:dapat|bisa|boleh)\b", re.I
)
GROWS = re.compile(
    r"\s*(?:meningkat|menurun|membaik|bertambah|berkurang|naik|turun|pulih|berakhir|muncul|terjadi|berlangsung|aktif)\b",
    re.I,
)
UP_TO_NOW = re.compile(r"\b(?:selama\s+ini|sebelumnya|dahulu|biasanya|sebelum\s+ini)\b", re.I)
IF = re.compile(r"\W*(?:apabila|jika|bila|bilamana|manakala|kalau|asal(?:kan)?)\b", re.I)
