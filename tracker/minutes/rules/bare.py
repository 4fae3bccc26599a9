"""Points of an agreement that carry no announcing word: "3. Bappeda menyusun rencana anggaran iuran"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.minutes.rules.cues import Cue, Hit, Side, Sort
from tracker.minutes.rules.negatives import always, attitude
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.proposal import Kind

_ROOTS = (
    r"(?:buat|buka|kirim|susun|data|setor|turun|bantu|pasang|siapkan|lengkapi"
    r"|cek|ajukan|koordinasi|sosialisasi|tambah|perbaiki|verifikasi|validasi"
    r"|rekap|anggarkan|undang|lapor|input|bentuk|bayar|tindak\s*lanjuti)"
)
_ADVERB = r"(?:(?:bersama(?:-sama)?|segera|juga|turut|kembali|agar|dapat|secara\s+\w+|bersama\s+\w+)\s+)*"
_VERB = re.compile(
    rf"[\s,:–-]*{_ADVERB}(?P<verb>(?:me[a-z]{{3,}}|ber[a-z]{{3,}}|{_ROOTS}\b|[a-z]{{3,}}kan\b))", re.I
)
_SAYING = re.compile(
    r"(?:melaporkan|menyampaikan|menjelaskan|memaparkan|mengatakan|menyatakan"
    r"|menyebut\w*|menanyakan|mengeluhkan|mengungkapkan|mengapresiasi|menyambut"
    r"|mendukung|menilai|mengakui|mencatat|memakai|memiliki|mempunyai|mengalami"
    r"|mencapai|merupakan|menjadi|menunggak|berjumlah|berada|berjalan|belum)",
    re.I,
)
_REPORT = re.compile(
    r"\s+(?:bahwa|capaian|jumlah\s+peserta|apresiasi|terima\s+kasih|progres|kondisi)\b", re.I
)
_DOING = re.compile(
    rf"(?:me[a-z]{{4,}}|{_ROOTS}\b|[a-z]{{3,}}(?:kan|i)\b(?<!dari)(?<!hari)(?<!masih)"
    rf"|(?:pe[nml][a-z]{{3,}}an|per[a-z]{{3,}}an|pembuatan|pelaksanaan|sosialisasi"
    rf"|koordinasi|rekonsiliasi|verifikasi|validasi|evaluasi|monitoring|monev"
    rf"|rapat|kunjungan|integrasi|optimalisasi|kredensialing|bimbingan|pelatihan"
    rf"|advokasi)\b)",
    re.I,
)
_STATE = re.compile(
    r"\b(?:telah|sudah|sdh|belum|tidak|masih|baru|sepanjang|selama\s+ini|rata-rata"
    r"|sebesar\s+Rp|adalah|merupakan|menunggak|mencapai|tercapai)\b",
    re.I,
)
_FIRST = re.compile(r"^(?:(?:segera|agar|untuk|perlu|kembali)\s+)*", re.I)
_WHICH = re.compile(r"\byang\s*$", re.I)
_PASSIVE = re.compile(r"\bdi[a-z]{4,}(?:kan|i)?\b", re.I)
_CUE = Cue(Sort.BARE, Kind.DIRECTIVE, Side.BEFORE, re.compile(r"(?!)"))


def bare(text: str, start: int, end: int, found: Sequence[Office], *, first: bool, dated: bool) -> Hit | None:
    """The verb of a decided point: after its office, or at the head of the point ("Penyediaan jaringan …")."""
    words = text[start:end]
    if always(words) or attitude(words) or len(words.split()) < 3:
        return None
    subject = next((office for office in found if office.start - start <= 2), None)
    if subject and (verb := _VERB.match(text, subject.end, end)):
        return _told(text, verb, end)
    for office in found:
        if (
            subject
            and office.start - subject.end < 60
            and office is not subject
            and (verb := _VERB.match(text, office.end, end))
        ):
            return _told(text, verb, end)
    if subject or not first:
        return None
    lead = len(words) - len(_FIRST.sub("", words, count=1))
    head = _DOING.match(words[lead:])
    if head and not _STATE.search(words) and (not _SAYING.match(words) or dated):
        return Hit(_CUE, start, start + lead + head.end())
    passive = _PASSIVE.search(words)
    if passive and not _STATE.search(words) and not _WHICH.search(words[: passive.start()]):
        return Hit(_CUE, start + passive.start(), start + passive.end())
    return None


def _told(text: str, verb: re.Match[str], end: int) -> Hit | None:
    """None when the office only says or is something."""
    told = verb["verb"]
    if _SAYING.fullmatch(told) and (
        _REPORT.match(text, verb.end(), end) or not re.fullmatch(r"melaporkan|menyampaikan", told, re.I)
    ):
        return None
    return Hit(_CUE, verb.start("verb"), verb.end("verb"))
