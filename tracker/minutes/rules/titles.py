"""Lines that are no sentences but stand above others: headings, titles of lists, offices alone, names of fields."""

from __future__ import annotations

import re

from tracker.minutes.rules.offices import offices

HEADWORDS = re.compile(
    r"(?:pembukaan|pemaparan|paparan|pembahasan|laporan|arahan|tanggapan|masukan"
    r"|kesimpulan|kesepakatan|keputusan|penutup"
    r"|kondisi|capaian|temuan|rekomendasi|rencana\s+(?:tindak|aksi)|matriks|hasil"
    r"|tindak\s+lanjut|lain-lain|pendahuluan|permasalahan"
    r"|kendala|ringkasan|sambutan|diskusi|peserta|agenda|evaluasi|catatan|notula"
    r"|notulen|bab|komitmen|status|pelaksanaan|perkembangan|kemajuan|progres|tinjauan|tanya\s+jawab|realisasi|review"
    r"|daftar|poin|butir"
    r"|resume|usulan|penugasan|disposisi|instruksi|rtl|poa|hambatan|solusi|langkah|keluhan|pengantar|dasar"
    r"|tujuan|jadwal"
    r"|rencana|janji|to\s?do|action\s+items?|follow\s+up|next\s+steps?|masalah|isu|situasi|gambaran)\b",
    re.I,
)
REGION = re.compile(
    r"(?:kabupaten|kota|provinsi|kab\.)(?:\s+(?-i:[A-Z])[\w’'-]+){1,3}"
    r"(?:\s+dan\s+(?:(?:kabupaten|kota)\s+)?(?-i:[A-Z])\w+(?:\s+(?-i:[A-Z])\w+)?)?\s*:?",
    re.I,
)
""" "Kabupaten Muna" alone in a line of a province's minutes."""
_SAYS_MORE = re.compile(
    r":\s+(?-i:[a-z])\w*(?:\s+\S+){3}|,.*\b(?:\d|before|sebelum|paling|besok|minggu)", re.I
)
""" "Catatan: leaflet tahun lalu tersisa 300 lembar" is no heading."""
_FINITE = re.compile(
    r"\b(?:me[a-z]{4,}|di(?!sposisi|stribusi|sabilitas|agnosis|rek|nas|stri)[a-z]{4,}(?:kan|i|an)|akan|agar"
    r"|telah|sudah|harus|wajib|perlu|oleh|paling|:)\b",
    re.I,
)
_ARTICLE = re.compile(r"(?:pasal|bab|bagian|diktum)\s+(?:\d{1,3}|[ivxlc]{1,6}|ke\w+)\s*:?", re.I)


def is_heading(content: str, *, numbered: bool = False) -> bool:
    """Capitals, or a few words with one of the usual section names; never a whole sentence."""
    words = content.split()
    if not words or len(words) > 14 or content[-1] in ".;!?,":
        return False
    if _ARTICLE.fullmatch(content):
        return True
    letters = [sign for sign in content if sign.isalpha()]
    if len(letters) >= 4 and sum(sign.isupper() for sign in letters) >= 0.8 * len(letters):
        return len(words) > 1 or len(letters) > 5
    if content.startswith("#") or (content[0] == "[" and content[-1] == "]" and len(words) <= 5):
        return True
    if not (content[:1].isupper() and HEADWORDS.match(content)):
        return False
    if _SAYS_MORE.search(content):
        return False
    return len(words) <= 6 or not _FINITE.search(content)


def is_title(content: str) -> bool:
    """A few words behind a Roman figure that are no sentence: "II. Yang belum beres"."""
    words = content.split()
    short = len(words) <= 8 or (len(words) <= 14 and HEADWORDS.match(content) and not _FINITE.search(content))
    return content[0].isupper() and bool(short) and not re.search(r"[.;!?,:]", content)


def is_headline(content: str) -> bool:
    """The title of an article: nearly every word with a capital, no stop."""
    words = content.split()
    capitals = sum(word[:1].isupper() for word in words)
    return 5 <= len(words) <= 16 and content[-1] not in ".;!?,:" and capitals >= 0.75 * len(words)


def may_head(content: str) -> bool:
    """A few words that are no sentence."""
    return (
        len(content) <= 70
        and content[:1].isupper()
        and content[-1] not in ".;!?,:"
        and len(content.split()) <= 8
        and not _FINITE.search(content)
    )


def is_office(content: str) -> bool:
    """ "Dinas Kesehatan" alone in a line owns the points below it."""
    if len(content) > 60 or not content[:1].isupper() or content[-1] in ".;!?,":
        return False
    if REGION.fullmatch(content):
        return True
    found = offices(content, upto=1)
    return bool(found) and found[0].end >= len(content.rstrip(" :"))


def is_key(words: str) -> bool:
    """A short name of a field, or a longer one of an office that speaks: "KEPALA BPJS KESEHATAN CABANG CIREBON"."""
    if len(words) <= 29 and len(words.split()) <= 4:
        return True
    found = offices(words, upto=3) if len(words.split()) <= 9 else []
    return bool(found) and found[0].end > len(words) - 16
