"""Points of an agreement that carry no announcing word: "3. Bappeda menyusun rencana anggaran iuran"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.minutes.rules.looks import EVERYBODY, OPENING
from tracker.minutes.rules.negatives import always, attitude
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.proposal import Kind
from tracker.minutes.rules.sorts import Cue, Hit, Side, Sort
from tracker.minutes.rules.states import tells_state
from tracker.minutes.rules.verbs import PASSIVE, ROOTS

_ROOTS = rf"(?:{'|'.join(sorted(ROOTS, key=len, reverse=True))}|tindak\s*lanjuti|anggarkan)"
_ADVERB = (
    r"(?:(?:tidak\s+(?:lagi|boleh)|masing-masing|tetap|wajib|langsung|sekaligus|bersama(?:-sama)?"
    r"|segera|ikut|juga|turut|kembali|agar|dapat|secara\s+\w+|bersama\s+\w+)\s+)*"
)
_LEAD_IN = re.compile(r"(?:(?:pr|tugas|titipan|pesan)\s+)?(?:bagi|untuk|kepada|khusus)\s+", re.I)
_ORDERED = re.compile(
    rf"(?:\s+[\w-]+(?:,\s+[\w-]+){{1,5}}(?:,?\s+(?:dan|&)\s+[\w-]+)?)?(?:\s+juga"
    rf"|\s+yang)?(?:\s*,)?\s+(?:(?:ikut|segera|tolong|juga)\s+)*(?:{_ROOTS}\b|(?!akan|bukan|sedangkan"
    rf"|silakan|me|di|ter|ber|per|pe|ikan|makan)"
    r"[a-z]{3,}kan\b)",
    re.I,
)
_ATTENDS = re.compile(
    r"\s*(?:juga\s+)?ikut\s+(?:hadir|serta|mendengar|menyaksikan|bangga|senang|prihatin|rapat)\b", re.I
)
_WHAT = re.compile(r"\w+nya\s+", re.I)
_NOUN = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s*(?:[:–—-]|->|=>)\s+(?P<verb>(?:pe[a-z]{4,}an|per[a-z]{3,}an|[a-z]{4,}(?:asi"
    r"|isasi)|uji|survei"
    r"|rapat|audit|rambu|data)\b)",
    re.I,
)
_VERB = re.compile(
    rf"(?:\s*\([^()]{{1,60}}\))?(?:\s+(?:dan|&)\s+(?-i:[A-Z])\w+"
    rf"|\s+di(?:\s+(?-i:[A-Z])\w+){{1,3}})?[\s,:–>=→)\]-]*{_ADVERB}(?P<verb>(?:me[a-z]{{3,}}|ber[a-z]{{3,}}"
    rf"|{_ROOTS}\b|[a-z]{{3,}}kan\b))",
    re.I,
)
_SECOND = re.compile(
    r"\b(?:dan|serta|sekaligus|lalu)\s+(?:segera\s+|akan\s+|siap\s+)?(?P<verb>me[a-z]{4,})\b", re.I
)
""" "… menyambut baik dan menyiapkan tim keliling": what is done may stand behind what is said."""
_SAYING = re.compile(
    r"(?:menurut|mengawali|membuka\s+rapat|menutup|memimpin|menanggapi|mengucapkan|bertanya|bertanggung"
    r"|bersifat|berwenang|berhak|melaporkan|menyampaikan|menjelaskan|memaparkan|mengatakan|menyatakan"
    r"|menerangkan|menambahkan|menuturkan|menegaskan|menekankan|mengingatkan|menyoroti|memandang|memahami"
    r"|membenarkan|menjawab|mengucap\w*|mengatakan|menyebut\w*|menanyakan|menghargai|memaklumi|menyayangkan"
    r"|menyadari|mengeluhkan|mengungkapkan"
    r"|mengapresiasi|menyambut"
    r"|mendukung|menilai|mengakui|mencatat|memakai|memiliki|mempunyai|mengalami"
    r"|mencapai|merupakan|menjadi|menunggak|berjumlah|berada|berjalan|belum)",
    re.I,
)
_RECEIVES = re.compile(
    r"(?:\S+\s+){0,3}?(?:memahami|mengapresiasi|menghargai|memaklumi|menyayangkan|menyadari|menyambut"
    r"|menilai|berterima)\b",
    re.I,
)
_REPORT = re.compile(
    r"\s+(?:bahwa|capaian|jumlah\s+peserta|apresiasi|terima\s+kasih|progres|kondisi)\b", re.I
)
_DOING = re.compile(
    rf"(?:me[a-z]{{4,}}|{_ROOTS}\b|[a-z]{{3,}}(?:kan"
    rf"|i)\b(?<!dari)(?<!hari)(?<!masih)(?<!kami)(?<!jadi)(?<!lagi)(?<!pagi)(?<!bagi)(?<!nanti)(?<!resmi)(?<!sendiri)(?<!kembali)"
    rf"|(?:pe[nml][a-z]{{3,}}an|per[a-z]{{3,}}an|pembuatan|pelaksanaan|sosialisasi"
    rf"|koordinasi|rekonsiliasi|verifikasi|validasi|evaluasi|monitoring|monev"
    rf"|rapat|kunjungan|integrasi|optimalisasi|kredensialing|bimbingan|pelatihan"
    rf"|advokasi)\b|target\b(?=.*\d))",
    re.I,
)
_APART = re.compile(
    r"(?:,|:|->|=>|→)\s*(?:maka\s+)?$|\b(?:menegaskan|menekankan|mengingatkan|memastikan"
    r"|menyampaikan)\s+(?:lagi\s+|kembali\s+)?$",
    re.I,
)
_FIRST = re.compile(r"^(?:(?:segera|agar|untuk|perlu|kembali)\s+)*", re.I)
_WHICH = re.compile(r"\byang\s*$", re.I)
_ACTIVE = re.compile(
    r"(?<!yang )\b(?!menurut|mengenai|menjelang|melalui|meski|merupa|mereka|memang|mesin|media|meter"
    r"|melainkan|mengingat)"
    r"(?-i:me[a-z]{4,})\b",
    re.I,
)
_PASSIVE = re.compile(rf"\b{PASSIVE}\b", re.I)
_ARROW = re.compile(r"\s*(?:[-=]>|→)")
WISH = re.compile(
    r"\b(?:ingin|menginginkan|berharap|berdoa|doakan|mendoakan|semoga|mudah-mudahan|terima\s+kasih)\b", re.I
)
_TO = re.compile(
    r"(?:(?:pr|tugas|atensi|pesan|titipan)\b[^:.;]{0,30}\b)?(?:kepada|bagi|untuk|buat)\s+(?:yth\.?\s+)?", re.I
)
_LABELLED = re.compile(r"(?:\s*\([^()]{1,60}\)|\s+juga)?\s*(?::|–|—|\s-|=>|->|→)\s")
_COLON = re.compile(r"[\w\s]{0,8}[\s:–—>=→“\"-]+(?=\w)")
_CUE = Cue(Sort.BARE, Kind.DIRECTIVE, Side.BEFORE, re.compile(r"(?!)"))


def bare_cue() -> Cue:
    """The cue of a point that no word announces."""
    return _CUE


def bare(text: str, start: int, end: int, found: Sequence[Office], *, first: bool, dated: bool) -> Hit | None:
    """The verb of a decided point: after its office, or at the head of the point ("Penyediaan jaringan …")."""
    words = text[start:end]
    if (
        always(words)
        or (attitude(words) and not dated)
        or len(words.split()) < 3
        or (WISH.search(words) and not dated)
    ):
        return None
    lead = _LEAD_IN.match(words)
    everybody = EVERYBODY.match(words) if dated else None
    if everybody and not tells_state(words, dated=dated):
        return Hit(_CUE, start + everybody.start("verb"), start + everybody.end("verb"))
    subject = next((office for office in found if office.start - start <= (lead.end() if lead else 2)), None)
    if subject and (verb := _VERB.match(text, subject.end, end) or _NOUN.match(text, subject.end, end)):
        return _told(text, verb, end)
    for office in found:
        near = subject is not None and office is not subject and office.start - subject.end < 60
        apart = _APART.search(text, start, office.start) is not None
        if (near or apart) and (verb := _VERB.match(text, office.end, end)):
            return _told(text, verb, end)
    labelled = subject and (first or dated) and _LABELLED.match(text, subject.end, end)
    if subject and labelled and not tells_state(words, dated=dated):
        after = _COLON.match(text, subject.end, end)
        return Hit(_CUE, after.end(), after.end() + 1) if after else None
    if subject or not first:
        return None
    skip = len(words) - len(_FIRST.sub("", words, count=1))
    head = _DOING.match(words[skip:])
    if head and not dated and len(words.split()) < 4 and re.match(r"p[er]", head[0], re.I):
        return None
    if head and not tells_state(words, dated=dated) and (not _SAYING.match(words) or dated):
        return Hit(_CUE, start, start + skip + head.end())
    passive = _PASSIVE.search(words)
    if passive and not tells_state(words, dated=dated) and not _WHICH.search(words[: passive.start()]):
        return Hit(_CUE, start + passive.start(), start + passive.end())
    return None


def ordered(text: str, start: int, end: int, found: Sequence[Office]) -> Hit | None:
    """ "BKD siapkan pergeseran anggarannya": an office and a verb without its prefix is an order anywhere."""
    subject = next(
        (
            o
            for o in found
            if o.start - start <= 2
            or _WHAT.fullmatch(text, start, o.start)
            or OPENING.fullmatch(text, start, o.start)
        ),
        None,
    )
    verb = _ORDERED.match(text, subject.end, end) if subject else None
    if verb and _ATTENDS.match(text, verb.start()):
        return None
    if verb is None or attitude(text[start:end]) or not text[verb.end() : end].strip(" ."):
        return None
    return Hit(_CUE, verb.start() + 1, verb.end())


def whole(text: str, start: int, end: int, found: Sequence[Office], *, dated: bool) -> Hit | None:
    """A point under "Kesepakatan:" whose verb is not known: something is owed all the same, unless it tells a state."""
    words = text[start:end]
    if always(words) or attitude(words) or len(words.split()) < 3 or tells_state(words, dated=dated):
        return None
    if words.rstrip().endswith((":", "?")) or (
        (_SAYING.match(words) or _RECEIVES.match(words)) and not dated
    ):
        return None
    if _ARROW.match(text, end) or (WISH.search(words) and not dated):
        return None  # what was wrong stands before an arrow
    subject = _subject(text, start, found)
    first = re.compile(r"\s*\S+").match(text, subject.end if subject else start, end)
    return Hit(_CUE, first.start(), first.end()) if first else None


def acts(words: str) -> bool:
    """Whether somebody does something in it, an active verb that is none of telling or being."""
    return any(not says(verb[0]) for verb in _ACTIVE.finditer(words[:160]))


def passive(words: str) -> bool:
    """Whether something is to be done in it."""
    return _PASSIVE.search(words) is not None


def _subject(text: str, start: int, found: Sequence[Office]) -> Office | None:
    """The office at the head, also behind "kepada" or "PR bagi"."""
    head = found[0] if found else None
    return head if head and (head.start - start <= 2 or _TO.fullmatch(text, start, head.start)) else None


def only_says(words: str, at: int) -> bool:
    """Whether what stands behind an office only reports: "Kepala Dinas Kesehatan menyampaikan bahwa …"."""
    verb = _VERB.match(words, at)
    if verb is None or _told(words, verb, len(words)) is not None:
        return False
    second = _SECOND.search(words, verb.end())
    return second is None or says(second["verb"])


def says(verb: str) -> bool:
    """A verb of telling or being, which owes nothing."""
    return _SAYING.fullmatch(verb) is not None


def _told(text: str, verb: re.Match[str], end: int) -> Hit | None:
    """None when the office only says or is something."""
    told = verb["verb"]
    if _SAYING.fullmatch(told) and (
        _REPORT.match(text, verb.end(), end) or not re.fullmatch(r"melaporkan|menyampaikan", told, re.I)
    ):
        return None
    return Hit(_CUE, verb.start("verb"), verb.end("verb"))
