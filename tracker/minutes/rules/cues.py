"""The words that announce a commitment, strongest first, and on which side of them its owner stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

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
    DATED = "dated"
    BARE = "bare"


@dataclass(frozen=True)
class Cue:
    """One pattern of announcing words."""

    sort: Sort
    kind: Kind
    side: Side
    pattern: re.Pattern[str]


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


def _cue(sort: Sort, kind: Kind, side: Side, pattern: str) -> Cue:
    return Cue(sort, kind, side, re.compile(pattern, re.I))


CUES: tuple[Cue, ...] = (
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        r"\b(?:meng)?instruksikan\b|\bmemerintahkan\b|\bmenugaskan\b|\bmewajibkan\b"
        r"|\bmendesak\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.EITHER,
        r"\b(?:saya|kami)\s+(?:minta|perintahkan|tugaskan)\b(?!\s+(?:kepada|agar\s+"
        r"(?:dinas|kepala)|dinas|para|seluruh|setiap|semua|kepala|camat|puskesmas))",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        r"\bmeminta\b|\bminta\b(?!\s+maaf)|\bberpesan\b|\bmengarahkan\b|\bmenghendaki\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.BEFORE,
        r"\b(?:diminta|diinstruksikan|diperintahkan|ditugaskan|diwajibkan|diarahkan"
        r"|ditunjuk)\b",
    ),
    _cue(Sort.ORDER, Kind.DIRECTIVE, Side.EITHER, r"\btolong\b"),
    _cue(
        Sort.APPEAL,
        Kind.APPEAL,
        Side.AFTER,
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
        r"\b(?:dihimbau|diimbau|diajak|didorong|dimohon(?:kan)?|disarankan|direkomendasikan)\b",
    ),
    _cue(Sort.EXPECT, Kind.DIRECTIVE, Side.EITHER, r"\bdiharap(?:kan)?\b"),
    _cue(
        Sort.NEED,
        Kind.DIRECTIVE,
        Side.NONE,
        r"\b(?:menekankan|menyoroti|mengingatkan|menegaskan|menggarisbawahi|menyampaikan)\s+"
        r"(?:kembali\s+|akan\s+|tentang\s+|juga\s+)?(?:pentingnya|perlunya)\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        rf"\b(?:menekankan|mengingatkan|menegaskan)\s+(?:(?:kepada\s+)?[^.;]{{0,80}}?)\b{_AGAR}",
    ),
    _cue(
        Sort.HOPE,
        Kind.APPEAL,
        Side.AFTER,
        r"\b(?:saya\s+|kami\s+)?(?:berharap|mengharapkan|harapkan|harap)\b",
    ),
    _cue(
        Sort.MUST,
        Kind.DIRECTIVE,
        Side.BEFORE,
        r"(?<!yang\s)(?<!tidak\s)(?<!tak\s)(?<!tanpa\s)(?<!iuran\s)\b(?:harus(?:lah)?"
        r"|wajib|mesti|hendaknya|perlu(?=\s+(?:segera\s+|juga\s+|terus\s+)?(?:me"
        r"|di|ber|mem|agar)\w*))\b",
    ),
    _cue(Sort.ADDRESSED, Kind.DIRECTIVE, Side.EITHER, rf"\b{_AGAR}|\bjangan\b"),
    _cue(
        Sort.WILL,
        Kind.PLAN,
        Side.BEFORE,
        r"\bakan\s+(?=\w)|\b(?:berjanji|menjanjikan|berencana|merencanakan|menyanggupi"
        r"|bersedia|bertekad|menargetkan|ditargetkan|direncanakan|dijadwalkan|nantinya)\b"
        r"|\bsiap\s+(?=me|ber)|\bjanji\s+(?=\w)",
    ),
    _cue(Sort.COMMITTED, Kind.PLAN, Side.BEFORE, r"\bber?komitmen\b"),
    _cue(
        Sort.MORE,
        Kind.PLAN,
        Side.NONE,
        r"\b(?:masih\s+)?(?:diperlukan|dibutuhkan|memerlukan|membutuhkan|butuh|perlu)\s+"
        r"(?=(?:tambahan|penambahan)\b)",
    ),
    _cue(Sort.TASK, Kind.PLAN, Side.NONE, r"\bbagaimana\s+(?:cara(?:nya)?\s+)?(?=me)"),
    _cue(
        Sort.AGREED,
        Kind.DIRECTIVE,
        Side.EITHER,
        r"(?<!yang\s)(?<!telah\s)(?<!sudah\s)\b(?:disepakati|diputuskan|menyepakati"
        r"|bersepakat|memutuskan|sepakat)\b",
    ),
    _cue(Sort.RUNNING, Kind.ONGOING, Side.BEFORE, r"\b(?:tengah|sedang|rutin)\s+(?=me\w{3,})"),
    _cue(
        Sort.DATED,
        Kind.DIRECTIVE,
        Side.EITHER,
        r"\bpaling\s+(?:lambat|telat)\b|\bselambat(?:-|\s)?lambatnya\b|\bbatas\s+waktu\b",
    ),
)

_JOINT = re.compile(
    r"(?:,\s*)?\b(?:serta|dan|sekaligus|kemudian|lalu)\s+(?:(?:juga|turut|ia"
    r"|beliau)\s+){0,2}$",
    re.I,
)
_CONTRAST = re.compile(r"(?:[,;]\s*|\s)(?:sedangkan|sementara(?!\s+itu\s*,)|adapun)\s+", re.I)
_AND = re.compile(r"\b(?:serta|dan|sekaligus|kemudian|lalu)\b", re.I)
_SPOKEN = (Sort.ORDER, Sort.APPEAL, Sort.NEED)


def hits(text: str, start: int, end: int) -> list[Hit]:
    """Every cue within start:end, strongest first."""
    return [
        Hit(cue, found.start(), found.end())
        for cue in CUES
        for found in cue.pattern.finditer(text, start, end)
    ]


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One sentence as its clauses: "menyoroti perlunya A, serta mengimbau agar B" holds two commitments."""
    cuts = [start]
    spoken: list[int] = []
    if _AND.search(text, start, end):
        spoken = sorted(
            found.start()
            for cue in CUES
            if cue.sort in _SPOKEN
            for found in cue.pattern.finditer(text, start, end)
        )
    for at in spoken[1:]:
        if joint := _JOINT.search(text, max(cuts[-1], at - 30), at):
            cuts.append(joint.start())
    cuts += [found.start() for found in _CONTRAST.finditer(text, start, end) if found.start() > start]
    cuts = sorted(set(cuts))
    return list(zip(cuts, [*cuts[1:], end], strict=True))
