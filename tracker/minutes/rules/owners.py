"""Who owes the action of one clause: the addressee after "meminta", the subject before "akan", or the speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.minutes.rules.cues import Hit, Side, Sort
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.proposal import Because, Reason
from tracker.minutes.rules.screening import PRONOUN, Clause
from tracker.minutes.rules.verbs import PASSIVE

_BOUNDARY = re.compile(r"\bbahwa\b|[;:]\s|[\"“]", re.I)
_BY = re.compile(r"\b(?:oleh|by)\s+(?:para\s+|seluruh\s+)?$|\bdi(?!nas|rektur|strik|buka|tutup|pimpin|pandu|hadiri|sampaikan|ikuti|wakili|dampingi|banding)[a-z]{3,}\s+(?:langsung\s+)?$", re.I)
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
    r"|juga|bahwa|terutama)\b",
    re.I,
)
_ASKED = re.compile(
    r"\s*(?:kepada\s+|agar\s+)?(?P<who>(?:(?:para|seluruh|setiap|semua)\s+)?(?!me|ber|di|untuk|agar|per|tambah)[a-z/-]{3,}"
    r"(?:\s+(?!me|ber|agar|untuk|dapat|segera|ikut|turut)[\w/-]+){0,4}?)\s+"
    r"(?:agar|untuk|supaya|segera|ikut|turut|dapat|me[a-z]{3,}|ber[a-z]{3,}|[a-z]{4,}i\b)",
    re.I,
)
_BRACKET = re.compile(
    r"(?:[\[(]|\s[–—-]|→|=>|->|\w:|\bmenjadi\s+(?:tugas|tanggungan|tanggung\s+jawab|pr)|\bdi(?:koordinir|koordinasi(?:kan)?"
    r"|pimpin|kawal|siapkan|urus|konsep)|\bdi(?:bebankan|serahkan|percayakan)\s+(?:ke(?:pada)?|pada)|\boleh)\s*$",
    re.I,
)
_KEPADA = re.compile(r"\W*kepada\s+(?:yth\.?\s+)?", re.I)
_PLAIN = re.compile(r"(?:kecamatan|kelurahan|distrik|puskesmas|pkm)", re.I)
_COMMA = re.compile(r"[,;~/]\s*$")
_TRAILING = re.compile(r"\s*(?:[,;.)~/–—]|$)")
_LABEL = re.compile(r"\s*(?:\([^()]{1,60}\)\s*)?(?::|-+>|=>|→|–|-)\s")
_OWN = (Sort.OURS, Sort.WILL, Sort.COMMITTED, Sort.RUNNING, Sort.MUST)
_PASSIVE = (Sort.BARE, Sort.WILL, Sort.MUST, Sort.AGREED, Sort.DATED, Sort.SOON, Sort.EXPECT, Sort.ADDRESSED)
_SPEAKER = re.compile(
    r"\b(?:kami|saya|pihaknya|pihak\s+kami|kantornya|instansinya|dinasnya|jajarannya|ia|dia|beliau)\b", re.I
)
_IS_DONE = re.compile(r"\s*(?:segera\s+|juga\s+|kembali\s+|dapat\s+|sudah\s+)*" + PASSIVE, re.I)
_SUBJECT = re.compile(r"\W*(?:\w+\s+){0,3}?(?P<who>pihaknya|pihak\s+kami|kantornya|instansinya|dinasnya|jajarannya|ia|dia|beliau|kami)\b", re.I)
_PLACED = re.compile(r"\b(?:di|ke|dari|pada|untuk|bagi|dengan|bersama|antara|lewat|melalui|kantor|warga|peserta|pasien|data|kepala\s+seksi)\s+$", re.I)


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
    led = clause.found and clause.found[0].start - clause.start < 10
    if hit.cue.sort in _PASSIVE and not led and (agent := _by(hit, clause)):
        return _named(agent, clause)
    if led and _KEPADA.fullmatch(clause.text, clause.start, clause.found[0].start):
        return _named(clause.found[0], clause)
    found = _after(hit, clause) if hit.cue.side is Side.AFTER else None
    if hit.cue.sort is Sort.AGREED and (told := clause.following(hit.end)) and told.start - hit.end < 14:
        found = told
    if hit.cue.side in (Side.BEFORE, Side.EITHER) and not found:
        found = _before(hit, clause) or (
            _after(hit, clause) if hit.cue.side is Side.EITHER else _by(hit, clause)
        )
        pronoun = _pronoun(hit, clause) if hit.cue.sort in _OWN else None
        if pronoun and (found is None or pronoun.start("who") > found.end or found.start >= hit.end):
            return _speaking(pronoun, _quoted(clause) or speaker, hit.cue.sort)
    if found:
        return _named(found, clause)
    if hit.cue.sort is Sort.MUST and (office := clause.following(hit.end)) and office.start - hit.end < 3:
        return _named(office, clause)
    if hit.cue.sort in (Sort.BARE, Sort.DATED, Sort.MUST, Sort.SOON) and (behind := _behind(hit, clause)):
        return _named(behind, clause)
    if above and hit.cue.sort in (Sort.BARE, Sort.APPEAL, Sort.DATED):
        return above
    if hit.cue.side is not Side.NONE and (behind := _behind(hit, clause)):
        return _named(behind, clause)
    if hit.cue.side in (Side.BEFORE, Side.EITHER) and speaker and (pronoun := _subject(clause)):
        return _speaking(pronoun, speaker, hit.cue.sort)
    if hit.cue.side is Side.BEFORE and (persons := _persons(hit, clause)):
        return persons
    if hit.cue.side is Side.AFTER and (persons := _addressees(hit, clause)):
        return persons
    if hit.cue.side is Side.NONE:
        return Owner(None, None, hit.end)
    return above or Owner(None, None, hit.end)


def _named(office: Office, clause: Clause) -> Owner:
    """An office of the clause; a name that stands for nobody in particular is said to."""
    words = " ".join(clause.text[office.start : office.end].split())
    because = Because(Reason.OWNER_FROM_WORDS if office.name else Reason.OWNER_NOT_ONE, words)
    return Owner(words, office.name or None, office.end, office.start, because, office.beside)


def _speaking(pronoun: re.Match[str], speaker: str | None, sort: Sort) -> Owner:
    words = pronoun["who"]
    ours = words.lower() == "kita" and sort in (Sort.WILL, Sort.OURS)
    office = speaker if ours or _SPEAKER.fullmatch(words) else None
    because = Because(Reason.OWNER_IS_SPEAKER, words)
    return Owner(words, office or None, pronoun.end("who"), pronoun.start("who"), because)


def _quoted(clause: Clause) -> str | None:
    """The one before the colon: "Ketua Baznas: kami siapkan …"."""
    first = clause.found[0] if clause.found else None
    labels = first and first.start - clause.start < 2 and _LABEL.match(clause.text, first.end, clause.end)
    return first.name if first and labels else None


def _after(hit: Hit, clause: Clause) -> Office | None:
    """The first office after the cue, unless the cue's own verb phrase has begun ("meminta data dari Dinkes")."""
    office = clause.following(hit.end)
    if office is None:
        return None
    between = clause.text[hit.end : office.start]
    if (
        re.search(r"\b(?:ke|kepada\s+masyarakat|di|untuk)\s*$", between, re.I)
        or len(between.split()) > 6
    ):
        return None
    return office


def _before(hit: Hit, clause: Clause) -> Office | None:
    """The office that opens the part before the cue, else the nearest one to it."""
    edge = clause.start
    if hit.cue.sort is not Sort.BARE:  # "RSUD: memperbaiki …" names its owner before the colon
        edge = max((cut.end() for cut in _BOUNDARY.finditer(clause.text, edge, hit.start)), default=edge)
    near = [office for office in clause.found if edge <= office.start and office.end <= hit.start]
    near = [office for office in near if office.start - clause.start < 12 or not _PLAIN.fullmatch(clause.text, office.start, office.end)]
    heads = [office for office in clause.found[:2] if office.start - clause.start < 50]
    if label := next((office for office in heads if _LABEL.match(clause.text, office.end, hit.start)), None):
        return label
    if not near:
        return None
    labels = next((office for office in near if _LABEL.match(clause.text, office.end, hit.start)), None)
    if labels:
        return labels
    own = [office for office in near if not _PLACED.search(clause.text, max(edge, office.start - 14), office.start)]
    near = own if own and near[0] not in own and near[0].start - edge > 12 else [near[0], *(o for o in own if o is not near[0])]
    lead = clause.text[edge : near[0].start].strip(" ,").lower()
    return (
        near[0]
        if lead
        in ("", "kepada", "agar", "kepada yth.", "khusus", "untuk", "oleh karena itu", "ia", "selain itu")
        else near[-1]
    )


def _behind(hit: Hit, clause: Clause) -> Office | None:
    """ "perbaikan sirene [BPBD]", "… diratakan – BKPSDM": the doer in brackets or behind a dash."""
    for office in clause.found:
        if office.start > hit.start and _TRAILING.match(clause.text, office.end) and _COMMA.search(clause.text, max(hit.start, office.start - 4), office.start):
            return office
        if office.start > hit.end and _BRACKET.search(
            clause.text, max(hit.end, office.start - 32), office.start
        ):
            return office
    return None


def _subject(clause: Clause) -> re.Match[str] | None:
    """ "Ia sanggup …", "Pihaknya segera …": the one of whom the sentence before tells."""
    return _SUBJECT.match(clause.text, clause.start, min(clause.end, clause.start + 60))


def agent(clause: Clause) -> Office | None:
    """The doer of a passive, with or without "oleh"."""
    for office in clause.found:
        if _BY.search(clause.text, max(clause.start, office.start - 24), office.start):
            return office
    return None


def _by(hit: Hit, clause: Clause) -> Office | None:
    """The doer of a passive: "dilakukan oleh pemerintah desa"."""
    for office in clause.found:
        if office.start >= hit.start and _BY.search(clause.text[max(hit.start, office.start - 24) : office.start]):
            return office
    return None


def _pronoun(hit: Hit, clause: Clause) -> re.Match[str] | None:
    found = None
    for match in PRONOUN.finditer(
        clause.text, max(clause.start, hit.start - 25), min(clause.end, hit.end + 6)
    ):
        found = match
    return found


def _persons(hit: Hit, clause: Clause) -> Owner | None:
    """A subject that is no known office, as written: "Perusahaan tambang dan sawit diimbau …"."""
    if _IS_DONE.match(clause.text, hit.end):
        return None
    match = _PERSONS.search(clause.before(hit.start)[-80:])
    if (
        not match
        or _NOBODY.match(match["who"])
        or re.search(r"\b(?:me[a-z]{4,}|akan|harus|sangat)\b", match["who"], re.I)
    ):
        return None
    words = " ".join(match["who"].split())
    return Owner(words, None, hit.end, because=Because(Reason.OWNER_FROM_WORDS, words))


def _addressees(hit: Hit, clause: Clause) -> Owner | None:
    """People who are no office behind "meminta": "pabrik pengolahan kayu mendaftarkan …"."""
    match = _ASKED.match(clause.text, hit.end, clause.end)
    if not match or _NOBODY.match(match["who"]):
        return None
    words = " ".join(match["who"].split())
    because = Because(Reason.OWNER_FROM_WORDS, words)
    return Owner(words, None, match.end("who"), match.start("who"), because)
