"""Who owes the action of one clause: the addressee after "meminta", the subject before "akan", or the speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.minutes.rules.aliases import CHAIRS, GOVERNMENT
from tracker.minutes.rules.clause import PRONOUN, Clause
from tracker.minutes.rules.doers import LABEL, after, before, behind, between, by, labelled
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.proposal import Because, Reason
from tracker.minutes.rules.sorts import Hit, Side, Sort
from tracker.minutes.rules.verbs import PASSIVE

_PERSONS = re.compile(
    r"(?:^|\bbahwa\s+|,\s*|[\"“]\s*)(?P<who>(?:(?:para|seluruh|setiap|semua)\s+)?[\w/-]+"
    r"(?:\s+[\w/-]+){0,5}?)\s*$",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:kita|sudah|hal|data|usulan|anggaran|selain|untuk|dalam|pada|sehingga|karena"
    r"|kegiatan|forum|rapat|rekonsiliasi|ini|itu|yang|program"
    r"|tingkat|iuran|layanan|pelayanan|sosialisasi|masih|sementara|dan|serta"
    r"|ia|beliau|dia|kami|saya|demikian|\d.*|saat|di|dari|oleh|telah|agar|namun"
    r"|juga|bahwa|terutama|(?:se)?tiap\s+(?:tanggal|tgl|hari|bulan|minggu|pekan|akhir|awal|senin|jumat)"
    r"|tanggal|hasil\w*|jam"
    r"|waktu|nilai|angka|stok|obat|laporan|daftar|berkas|dokumen|ketersediaan|klaim|sisa|kuota|cakupan"
    r"|capaian|antrean"
    r"|tunggakan|alat|mesin|ruang|biaya|besok|lusa|nanti|selanjutnya|kemudian"
    r"|pe(?!rusahaan)(?:mbayaran|ngadaan|nyusunan|rbaikan|nambahan|ndataan|nerbitan|laksanaan|masangan|nyediaan))\b",
    re.I,
)
_ASKED = re.compile(
    r"\s*(?:kepada\s+|agar\s+)?(?P<who>(?:(?:para|seluruh|setiap|semua)\s+)?(?!me|ber|di|untuk|agar|per"
    r"|tambah)[a-z/-]{3,}"
    r"(?:\s+(?!me|ber|agar|untuk|dapat|segera|ikut|turut)[\w/-]+){0,4}?)\s+"
    r"(?:agar|untuk|supaya|segera|ikut|turut|dapat|me[a-z]{3,}|ber[a-z]{3,}|[a-z]{4,}i\b)",
    re.I,
)
_KEPADA = re.compile(r"\W*kepada\s+(?:yth\.?\s+)?", re.I)
_MEET = re.compile(r"\s+(?:\w+\s+)?(?:ketemu|bertemu|rapat|kumpul|berkumpul)\b", re.I)
_REGION = re.compile(
    r"(?:(?:seluruh|setiap|semua|para)\s+)?(?:kabupaten|kota|provinsi|kab\.)(?:/kota)?\b", re.I
)
_REGION_ACTS = re.compile(
    r"\W{0,8}(?P<who>(?:kabupaten|kota|provinsi|kab\.)(?:\s+(?-i:[A-Z])[\w’'-]+){1,4})\s*(?::|[–—-]\s"
    r"|(?=\s+(?:agar|akan|segera"
    r"|wajib|harus|siap|sanggup|bersedia|berkomitmen|diminta|me[a-z]{3,}|ber[a-z]{3,})\b))",
    re.I,
)
""" "Kabupaten Muna melunasi …": there the region is its government."""
_FETCHES = re.compile(r"\s+(?:data|daftar|bahan)?\s*(?:ke|dari|kepada\s+(?:perusahaan|pelaksana))\b", re.I)
_DONE_TO = re.compile(
    r"(?:\s+yang\b[^,;]{3,80}?)?\s+(?:akan\s+|juga\s+|segera\s+|wajib\s+|harus\s+)*" + PASSIVE, re.I
)
_ITSELF = re.compile(
    r"(?:(?:kantor|pihak|petugas|staf|tim|jajaran)\s+)?(?:cabang|dinas|kantor|rumah\s+sakit|badan|bagian"
    r"|puskesmas)(?:\s+(?:ini|itu|tersebut))?",
    re.I,
)
""" What an office calls itself in the points below its own heading."""
_APPOINTS = re.compile(r"(?:menugaskan|menugasi|tugaskan|memberi\w*)\b", re.I)
_OF_OFFICE = re.compile(r"\s+(?:dari|selaku|di)\s+", re.I)
_HEAD, _NEAR = 10, 14
"""Letters before an office that still heads its clause, and before one that a cue speaks to."""
_LOOSE = (Sort.BARE, Sort.DATED, Sort.MUST, Sort.SOON)
_OWN = (Sort.OURS, Sort.WILL, Sort.COMMITTED, Sort.RUNNING, Sort.MUST)
_PASSIVE = (Sort.BARE, Sort.WILL, Sort.MUST, Sort.AGREED, Sort.DATED, Sort.SOON, Sort.EXPECT, Sort.ADDRESSED)
_SPEAKER = re.compile(
    r"\b(?:kami|saya|pihaknya|pihak\s+kami|kantornya|instansinya|dinasnya|jajarannya|ia|dia|beliau)\b", re.I
)
_IS_DONE = re.compile(r"\s*(?:segera\s+|juga\s+|kembali\s+|dapat\s+|sudah\s+)*" + PASSIVE, re.I)
_SUBJECT = re.compile(
    r"\W*(?:\w+\s+){0,3}?(?P<who>pihaknya|pihak\s+kami|kantornya|instansinya|dinasnya|jajarannya|ia|dia"
    r"|beliau|kami)\b",
    re.I,
)


@dataclass(frozen=True)
class Owner:
    """The owner as written and its short office; `start` and `end` in the text where it stands in the clause itself.

    `because` says where an owner comes from who is not simply named in the clause. `supporting`: others named beside.
    """

    words: str | None
    office: str | None
    end: int
    start: int | None = None
    because: Because | None = None
    supporting: tuple[str, ...] = ()

    @property
    def carried(self) -> bool:
        """Whether it stands outside the clause."""
        return self.because is not None and self.because.reason is Reason.OWNER_FROM_HEADING


def owner(hit: Hit, clause: Clause, *, speaker: str | None, above: Owner | None) -> Owner:
    """The owner that the clause names, else the one in the heading above; Nones when the text gives none."""
    found = _inside(hit, clause, speaker) or _outside(hit, clause, speaker, above)
    return found or Owner(None, None, hit.end)


def _inside(hit: Hit, clause: Clause, speaker: str | None) -> Owner | None:
    """Who stands where the cue looks for its owner."""
    if said := labelled(clause):
        return _named(said, clause)
    led = bool(clause.found) and clause.found[0].start - clause.start < _HEAD
    led = led and not (by(hit, clause) and _DONE_TO.match(clause.text, clause.found[0].end, clause.end))
    if hit.cue.sort in _PASSIVE and not led and (doer := by(hit, clause)):
        return _named(doer, clause)
    if led and _KEPADA.fullmatch(clause.text, clause.start, clause.found[0].start):
        return _named(clause.found[0], clause)
    told = clause.following(hit.end) if hit.cue.sort in (Sort.ORDER, Sort.APPEAL) else None
    if told and _KEPADA.fullmatch(clause.text, hit.end, told.start):
        return _named(told, clause)
    if led and hit.start - clause.found[0].end < 2 and _FETCHES.match(clause.text, hit.end):
        return _named(clause.found[0], clause)
    found = after(hit, clause) if hit.cue.side is Side.AFTER else None
    if hit.cue.sort is Sort.AGREED and (told := clause.following(hit.end)) and told.start - hit.end < _NEAR:
        found = told
    if hit.cue.side in (Side.BEFORE, Side.EITHER) and not found:
        found = before(hit, clause) or (after if hit.cue.side is Side.EITHER else by)(hit, clause)
        pronoun = _pronoun(hit, clause) if hit.cue.sort in _OWN else None
        if pronoun and (
            own := next(
                (o for o in clause.found if _OF_OFFICE.fullmatch(clause.text, pronoun.end("who"), o.start)),
                None,
            )
        ):
            return _named(own, clause)
        if pronoun and (found is None or pronoun.start("who") > found.end or found.start >= hit.end):
            return _speaking(pronoun, _quoted(clause) or speaker, hit.cue.sort)
    if found is None and hit.cue.sort in (Sort.MUST, Sort.WILL):
        office = clause.following(hit.end)
        found = office if office and office.start - hit.end < 3 else None
    if found is None and hit.cue.sort in _LOOSE:
        found = behind(hit, clause) or between(clause)
    return _named(found, clause) if found else None


def _outside(hit: Hit, clause: Clause, speaker: str | None, above: Owner | None) -> Owner | None:
    """The heading's owner, the speaker behind a pronoun, or people who are no office."""
    if above and hit.cue.sort in (Sort.BARE, Sort.APPEAL, Sort.DATED):
        return above
    if hit.cue.side is Side.NONE:
        return None
    if last := behind(hit, clause):
        return _named(last, clause)
    if hit.cue.side is Side.AFTER:
        return _appoints(hit, clause) or _addressees(hit, clause) or above
    if speaker and (pronoun := _subject(clause)):
        return _speaking(pronoun, speaker, hit.cue.sort)
    region = _REGION_ACTS.match(clause.text, clause.start, clause.end)
    if region and not above:
        words = " ".join(region["who"].split())
        return Owner(words, GOVERNMENT, region.end("who"), because=Because(Reason.OWNER_FROM_WORDS, words))
    people = _persons(hit, clause) if hit.cue.side is Side.BEFORE else None
    return above if people and above and _ITSELF.fullmatch(people.words or "") else people or above


def _named(office: Office, clause: Clause) -> Owner:
    """An office of the clause; a name that stands for nobody in particular is said to."""
    words = " ".join(clause.text[office.start : office.end].split())
    because = Because(Reason.OWNER_FROM_WORDS if office.name else Reason.OWNER_NOT_ONE, words)
    return Owner(words, office.name or None, office.end, office.start, because, office.beside)


def _speaking(pronoun: re.Match[str], speaker: str | None, sort: Sort) -> Owner:
    words = pronoun["who"]
    ours = words.lower() == "kita" and sort in (Sort.WILL, Sort.OURS)
    ours = ours and not _MEET.match(pronoun.string, pronoun.end("who"))
    office = speaker if ours or _SPEAKER.fullmatch(words) else None
    because = Because(Reason.OWNER_IS_SPEAKER, words)
    return Owner(words, office or None, pronoun.end("who"), pronoun.start("who"), because)


def _quoted(clause: Clause) -> str | None:
    """The one before the colon: "Ketua Baznas: kami siapkan …"."""
    first = clause.found[0] if clause.found else None
    labels = first and first.start - clause.start < 2 and LABEL.match(clause.text, first.end, clause.end)
    return first.name if first and labels else None


def _subject(clause: Clause) -> re.Match[str] | None:
    """ "Ia sanggup …", "Pihaknya segera …": the one of whom the sentence before tells."""
    return _SUBJECT.match(clause.text, clause.start, min(clause.end, clause.start + 60))


def _pronoun(hit: Hit, clause: Clause) -> re.Match[str] | None:
    found = None
    for match in PRONOUN.finditer(
        clause.text, max(clause.start, hit.start - 25), min(clause.end, hit.end + 6)
    ):
        found = match
    return found


def _persons(hit: Hit, clause: Clause) -> Owner | None:
    """A subject that is no known office, as written: "Perusahaan tambang dan sawit diimbau …"."""
    told = hit.cue.sort in (Sort.ORDER, Sort.APPEAL)
    if _IS_DONE.match(clause.text, hit.end) or (not told and _IS_DONE.match(clause.text, hit.start)):
        return None
    match = _PERSONS.search(clause.before(hit.start)[-80:])
    if (
        not match
        or _NOBODY.match(match["who"])
        or re.search(r"\b(?:me[a-z]{4,}|akan|harus|sangat)\b", match["who"], re.I)
    ):
        return None
    words = " ".join(match["who"].split())
    office = GOVERNMENT if _REGION.match(words) else None
    return Owner(words, office, hit.end, because=Because(Reason.OWNER_FROM_WORDS, words))


def _appoints(hit: Hit, clause: Clause) -> Owner | None:
    """ "Kepala Dinas Kesehatan menugaskan dokter pengganti": nobody else is named who could owe it."""
    head = clause.found[0] if clause.found and clause.found[0].start - clause.start < 3 else None
    return (
        _named(head, clause)
        if head and head.name not in CHAIRS and _APPOINTS.match(clause.text, hit.start)
        else None
    )


def _addressees(hit: Hit, clause: Clause) -> Owner | None:
    """People who are no office behind "meminta": "pabrik pengolahan kayu mendaftarkan …"."""
    match = _ASKED.match(clause.text, hit.end, clause.end)
    if not match or _NOBODY.match(match["who"]):
        return None
    words = " ".join(match["who"].split())
    because = Because(Reason.OWNER_FROM_WORDS, words)
    return Owner(words, None, match.end("who"), match.start("who"), because)
