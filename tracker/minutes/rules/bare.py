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
    rf"(?:\s*\([^()]{{1,60}}\))?[\s,:–>=-]*{_ADVERB}(?P<verb>(?:me[a-z]{{3,}}|ber[a-z]{{3,}}|{_ROOTS}\b|[a-z]{{3,}}kan\b))",
    re.I,
)
_SAYING = re.compile(
    r"(?:menurut|melaporkan|menyampaikan|menjelaskan|memaparkan|mengatakan|menyatakan"
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
    rf"|advokasi)\b|target\b(?=.*\d))",
    re.I,
)
_STATE = re.compile(
    r"\b(?:telah|sudah|sdh|belum|tidak|masih|baru|sepanjang|selama\s+ini|rata-rata"
    r"|rusak|kosong|habis|macet|menurun|meningkat|mengeluh|sebesar\s+Rp|adalah|merupakan|menunggak|mencapai|tercapai)\b",
    re.I,
)
_APART = re.compile(r"(?:,|->|=>)\s*(?:maka\s+)?$")
_WEAK = re.compile(r"belum|tidak|masih|baru|menunggak", re.I)
_ASIDE = re.compile(r"\([^()]*\)|\byang\b[^,;]*", re.I)
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
        near = subject is not None and office is not subject and office.start - subject.end < 60
        apart = _APART.search(text, start, office.start) is not None
        if (near or apart) and (verb := _VERB.match(text, office.end, end)):
            return _told(text, verb, end)
    if subject or not first:
        return None
    lead = len(words) - len(_FIRST.sub("", words, count=1))
    head = _DOING.match(words[lead:])
    if head and not _told_state(words, dated=dated) and (not _SAYING.match(words) or dated):
        return Hit(_CUE, start, start + lead + head.end())
    passive = _PASSIVE.search(words)
    if passive and not _told_state(words, dated=dated) and not _WHICH.search(words[: passive.start()]):
        return Hit(_CUE, start + passive.start(), start + passive.end())
    return None


def whole(text: str, start: int, end: int, found: Sequence[Office], *, dated: bool) -> Hit | None:
    """A point under "Kesepakatan:" whose verb is not known: something is owed all the same, unless it tells a state."""
    words = text[start:end]
    if always(words) or attitude(words) or len(words.split()) < 4 or _told_state(words, dated=dated):
        return None
    if not (found or dated):
        return None
    if words.rstrip().endswith((":", "?")) or _SAYING.match(words):
        return None
    subject = next((office for office in found if office.start - start <= 2), None)
    first = re.compile(r"\s*\S+").match(text, subject.end if subject else start, end)
    return Hit(_CUE, first.start(), first.end()) if first else None


def _told_state(words: str, *, dated: bool) -> bool:
    """Whether the point tells how things are; what stands in brackets or behind "yang" describes other things."""
    plain = _ASIDE.sub(" ", words)
    found = next(
        (f for f in _STATE.finditer(plain) if not (f[0][:7].lower() == "sebesar" and _PASSIVE.search(plain))),
        None,
    )
    return bool(found) and not (dated and _WEAK.fullmatch(found[0] if found else ""))


def _told(text: str, verb: re.Match[str], end: int) -> Hit | None:
    """None when the office only says or is something."""
    told = verb["verb"]
    if _SAYING.fullmatch(told) and (
        _REPORT.match(text, verb.end(), end) or not re.fullmatch(r"melaporkan|menyampaikan", told, re.I)
    ):
        return None
    return Hit(_CUE, verb.start("verb"), verb.end("verb"))
