"""The words that announce a commitment, strongest first, and on which side of them its owner stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.minutes.rules.offices import offices
from tracker.minutes.rules.proposal import Kind


class Side(StrEnum):
    """Where the owner is named: "meminta X …" after the cue, "X akan …" before it."""

    AFTER = "after"
    BEFORE = "before"
    EITHER = "either"
    NONE = "none"


class Sort(StrEnum):
    """What kind of words these are; each sort has its own conditions in `screening`."""

    ORDER = "order"
    APPEAL = "appeal"
    EXPECT = "expect"
    HOPE = "hope"
    NEED = "need"
    AGREED = "agreed"
    MUST = "must"
    ADDRESSED = "addressed"
    WILL = "will"
    COMMITTED = "committed"
    MORE = "more"
    TASK = "task"
    RUNNING = "running"
    SOON = "soon"
    DATED = "dated"
    BARE = "bare"


@dataclass(frozen=True)
class Cue:
    """One pattern of announcing words, and the words of which every match holds at least one."""

    sort: Sort
    kind: Kind
    side: Side
    pattern: re.Pattern[str]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A cue where it stands in the text looked at."""

    cue: Cue
    start: int
    end: int


SPEECH = (
    r"\b(?:menyampaikan|mengatakan|menegaskan|menjelaskan|melaporkan|menyatakan"
    r"|memaparkan|menyebut(?:kan)?|mengungkapkan|menekankan|mengingatkan|menyoroti"
    r"|menuturkan|menambahkan|mengaku|mengakui)\b"
)
_AGAR = r"(?:agar|supaya)\b"


def _cue(sort: Sort, kind: Kind, side: Side, words: str, pattern: str) -> Cue:
    return Cue(sort, kind, side, re.compile(pattern, re.I), frozenset(words.split()))


CUES: tuple[Cue, ...] = (
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "instruksikan menginstruksikan memerintahkan menugaskan mewajibkan mendesak",
        r"\b(?:meng)?instruksikan\b|\bmemerintahkan\b|\bmenugaskan\b|\bmewajibkan\b"
        r"|\bmendesak\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.EITHER,
        "minta perintahkan tugaskan",
        r"\b(?:saya|kami)\s+(?:minta|perintahkan|tugaskan)\b(?!\s+(?:kepada|agar\s+"
        r"(?:dinas|kepala)|dinas|para|seluruh|setiap|semua|kepala|camat|puskesmas))",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "meminta minta berpesan mengarahkan menghendaki",
        r"\bmeminta\b|\bminta\b(?!\s+maaf)|\bberpesan\b|\bmengarahkan\b|\bmenghendaki\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.BEFORE,
        "diminta diinstruksikan diperintahkan ditugaskan diwajibkan diarahkan ditunjuk",
        r"\b(?:diminta|diinstruksikan|diperintahkan|ditugaskan|diwajibkan|diarahkan"
        r"|ditunjuk)\b",
    ),
    _cue(Sort.ORDER, Kind.DIRECTIVE, Side.EITHER, "tolong", r"\btolong\b"),
    _cue(
        Sort.ORDER,
        Kind.APPEAL,
        Side.EITHER,
        "kiranya berkenan",
        r"\bkiranya\b|\bberkenan\b(?=\s+(?:me|untuk))",
    ),
    _cue(
        Sort.APPEAL,
        Kind.APPEAL,
        Side.AFTER,
        "imbau himbau mengimbau menghimbau mengajak mendorong mohon memohon usulkan mengusulkan"
        " menyarankan merekomendasikan",
        rf"\b(?:meng)?h?imbau\b|\bmengajak\b|\bmendorong\s+(?={_AGAR}|para\b|seluruh\b"
        rf"|setiap\b|semua\b|dinas\b|dinkes\b|dinsos\b|disdukcapil\b|puskesmas\b|bpjs\b"
        rf"|camat\b|pem\w+|kepala\b|opd\b|perusahaan\b|badan\s+usaha\b|masyarakat\b)"
        rf"|\b(?:memohon|mohon)\b(?!\s+(?:maaf|izin|ijin|doa|ampun))|\b(?:meng)?usulkan\s+"
        rf"(?={_AGAR}|kepada\b)|\bmenyarankan\b|\bmerekomendasikan\b",
    ),
    _cue(
        Sort.APPEAL,
        Kind.APPEAL,
        Side.BEFORE,
        "dihimbau diimbau diajak didorong dimohon dimohonkan disarankan direkomendasikan",
        r"\b(?:dihimbau|diimbau|diajak|didorong|dimohon(?:kan)?|disarankan|direkomendasikan)\b",
    ),
    _cue(Sort.EXPECT, Kind.DIRECTIVE, Side.EITHER, "diharap diharapkan", r"\bdiharap(?:kan)?\b"),
    _cue(
        Sort.NEED,
        Kind.DIRECTIVE,
        Side.NONE,
        "pentingnya perlunya",
        r"\b(?:menekankan|menyoroti|mengingatkan|menegaskan|menggarisbawahi|menyampaikan)\s+"
        r"(?:kembali\s+|akan\s+|tentang\s+|juga\s+)?(?:pentingnya|perlunya)\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "menekankan mengingatkan menegaskan",
        rf"\b(?:menekankan|mengingatkan|menegaskan)\s+(?:(?:kepada\s+)?[^.;]{{0,80}}?)\b{_AGAR}",
    ),
    _cue(
        Sort.HOPE,
        Kind.APPEAL,
        Side.AFTER,
        "berharap mengharapkan harapkan harap",
        r"\b(?:saya\s+|kami\s+)?(?:berharap|mengharapkan|harapkan|harap)\b",
    ),
    _cue(
        Sort.MUST,
        Kind.DIRECTIVE,
        Side.BEFORE,
        "harus haruslah wajib mesti hendaknya perlu",
        r"(?<!yang\s)(?<!tidak\s)(?<!tak\s)(?<!tanpa\s)(?<!iuran\s)\b(?:harus(?:lah)?"
        r"|wajib|mesti|hendaknya|perlu(?=\s+(?:segera\s+|juga\s+|terus\s+)?(?:me"
        r"|di|ber|mem|agar)\w*))\b",
    ),
    _cue(Sort.ADDRESSED, Kind.DIRECTIVE, Side.EITHER, "agar supaya jangan", rf"\b{_AGAR}|\bjangan\b"),
    _cue(
        Sort.WILL,
        Kind.PLAN,
        Side.BEFORE,
        "akan nanti berjanji menjanjikan berencana merencanakan menyanggupi bersedia bertekad"
        " menargetkan ditargetkan direncanakan dijadwalkan nantinya siap janji",
        r"\bakan\s+(?=\w)|\bnanti\s+(?:saya|kami)\s+(?=\w)|\b(?:berjanji|menjanjikan|berencana|merencanakan|menyanggupi"
        r"|bersedia|bertekad|menargetkan|ditargetkan|direncanakan|dijadwalkan|nantinya)\b"
        r"|\bsiap\s+(?=me|ber)|\bjanji\s+(?=\w)",
    ),
    _cue(Sort.COMMITTED, Kind.PLAN, Side.BEFORE, "berkomitmen bekomitmen", r"\bber?komitmen\b"),
    _cue(
        Sort.MORE,
        Kind.PLAN,
        Side.NONE,
        "tambahan penambahan",
        r"\b(?:masih\s+)?(?:diperlukan|dibutuhkan|memerlukan|membutuhkan|butuh|perlu)\s+"
        r"(?=(?:tambahan|penambahan)\b)",
    ),
    _cue(Sort.TASK, Kind.PLAN, Side.NONE, "bagaimana", r"\bbagaimana\s+(?:cara(?:nya)?\s+)?(?=me)"),
    _cue(
        Sort.AGREED,
        Kind.DIRECTIVE,
        Side.EITHER,
        "disepakati menyepakati bersepakat sepakat diputuskan memutuskan",
        r"(?<!yang\s)(?<!telah\s)(?<!sudah\s)\b(?:disepakati|diputuskan|menyepakati"
        r"|bersepakat|memutuskan|sepakat)\b",
    ),
    _cue(
        Sort.RUNNING,
        Kind.ONGOING,
        Side.BEFORE,
        "tengah sedang rutin terus",
        r"\b(?:(?-i:tengah)|sedang|rutin|terus)\s+(?=me\w{3,})",
    ),
    _cue(Sort.SOON, Kind.DIRECTIVE, Side.BEFORE, "segera", r"\bsegera\s+(?=(?:me|ber|di)\w{3,})"),
    _cue(
        Sort.DATED,
        Kind.DIRECTIVE,
        Side.EITHER,
        "paling selambat selambatlambatnya batas",
        r"\bpaling\s+(?:lambat|telat)\b|\bselambat(?:-|\s)?lambatnya\b|\bbatas\s+waktu\b",
    ),
)

_JOINT = re.compile(
    r"(?:,\s*)?\b(?:serta|dan|sekaligus|kemudian|lalu)\s+(?:(?:juga|turut|ia"
    r"|beliau)\s+){0,2}$",
    re.I,
)
_CONTRAST = re.compile(r"(?:[,;]\s*|\s)(?:sedangkan|sementara(?!\s+itu\b)|adapun)\s+", re.I)
_ARROW = re.compile(r"\s+[-=]>\s+")
_SEMICOLON = re.compile(r";\s+(?:dan\s+|serta\s+)?(?=\S)")
_PERSON = re.compile(r"(?:kami|saya|pihaknya|ia|beliau)\b", re.I)
_AND = re.compile(r"\b(?:serta|dan|sekaligus|kemudian|lalu)\b", re.I)
_ANNOUNCING = frozenset().union(*(cue.words for cue in CUES))
_SPOKEN = (Sort.ORDER, Sort.APPEAL, Sort.NEED)
_OWN = (Sort.WILL, Sort.RUNNING, Sort.COMMITTED)
_OWN_JOINT = re.compile(r",\s*(?:serta|dan)\s+(?:juga\s+|turut\s+)?$", re.I)


def hits(text: str, start: int, end: int, cues: Sequence[Cue] = CUES) -> list[Hit]:
    """Every cue within start:end, strongest first."""
    return [
        Hit(cue, found.start(), found.end())
        for cue in cues
        for found in cue.pattern.finditer(text, start, end)
    ]


def possible(words: frozenset[str]) -> list[Cue]:
    """The cues that a text of these small-lettered words may hold: nearly always few or none."""
    if words.isdisjoint(_ANNOUNCING):
        return []
    return [cue for cue in CUES if not cue.words.isdisjoint(words)]


def _says_who(text: str, start: int, end: int) -> bool:
    """Whether somebody stands at the head of what follows a semicolon, so that it is a sentence of its own."""
    return bool(_PERSON.match(text, start, end) or offices(text[start : min(end, start + 80)], upto=2))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether an arrow only points from an office to its task: "Kadinkes -> siapkan SK tim"."""
    named = offices(text[start:end])
    return bool(named) and named[0].start == 0 and named[-1].end >= end - start - 1


def clauses(text: str, start: int, end: int, cues: Sequence[Cue] = CUES) -> list[tuple[int, int]]:
    """One sentence as its clauses: "menyoroti perlunya A, serta mengimbau agar B" holds two commitments."""
    cuts = [start]
    spoken_cues = [cue for cue in cues if cue.sort in _SPOKEN]
    spoken: list[int] = []
    if spoken_cues and _AND.search(text, start, end):
        spoken = sorted(
            found.start() for cue in spoken_cues for found in cue.pattern.finditer(text, start, end)
        )
    own = sorted(
        found.start() for cue in cues if cue.sort in _OWN for found in cue.pattern.finditer(text, start, end)
    )
    for at in own[1:]:
        if joint := _OWN_JOINT.search(text, max(cuts[-1], at - 20), at):
            cuts.append(joint.start())
    for at in spoken[1:]:
        if joint := _JOINT.search(text, max(cuts[-1], at - 30), at):
            cuts.append(joint.start())
    cuts += [found.start() for found in _CONTRAST.finditer(text, start, end) if found.start() > start]
    cuts += [
        found.start()
        for found in _ARROW.finditer(text, start, end)
        if not _is_name(text, start, found.start())
    ]
    cuts += [
        found.start() for found in _SEMICOLON.finditer(text, start, end) if _says_who(text, found.end(), end)
    ]
    cuts = sorted(set(cuts))
    return list(zip(cuts, [*cuts[1:], end], strict=True))
