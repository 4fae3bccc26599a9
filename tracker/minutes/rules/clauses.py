"""Cuts a sentence where another commitment begins: "menyoroti perlunya A, serta mengimbau agar B" holds two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tracker.minutes.rules.calendar import MONTH, MONTH_WORDS, WEEKDAY
from tracker.minutes.rules.cues import CUES
from tracker.minutes.rules.gates import gate
from tracker.minutes.rules.offices import Office, offices
from tracker.minutes.rules.sorts import Cue, Sort

_JOINT = re.compile(
    r"(?:,\s*)?\b(?:serta|dan|sekaligus|kemudian|lalu)\s+(?:(?:juga|turut|ia"
    r"|beliau)\s+){0,2}$",
    re.I,
)
_CONTRAST = gate(r"(?:[,;]\s*|\s)(?:sedangkan|sementara(?!\s+itu\b)|adapun)\s+", "sedangkan sementara adapun")
_THEREFORE = re.compile(
    r"[,;]\s*(?:sehingga|maka|oleh\s+(?:sebab|karena)\s+itu|karena\s+itu|untuk\s+itu|selanjutnya|kemudian"
    r"|lalu|sekaligus)\b,?\s+",
    re.I,
)
_WITH_OWN = re.compile(
    r",?\s+(?:dan|serta|sementara|sedangkan)\s+(?=(?:(?:para|seluruh|setiap|kepala|pihak)\s+)?[\w/]+)", re.I
)
_VERB = re.compile(r"\b(?:me[a-z]{4,}|di[a-z]{4,}|ber[a-z]{3,}|\d)", re.I)
_EACH = re.compile(
    r"(?:[,;]\s+(?:dan\s+|serta\s+|sedangkan\s+)?|\s+(?:dan|serta)\s+)(?=(?:para\s+|seluruh\s+"
    r"|setiap\s+)?[A-Z])"
)
_DOES = re.compile(
    r"\s+(?:(?:akan|juga|segera|agar|wajib|harus)\s+)*(?:me[a-z]{4,}|ber[a-z]{4,}|[a-z]{3,}kan)\b"
)
_ARROW = re.compile(r"\s+(?:[-=]>|→)\s+")
_WHEN = re.compile(
    r"(?:\d|(?:paling|sebelum|sampai|hingga|tanggal|tgl|s/d|s\.d|per|target|selesai|tuntas|rampung|mulai"
    r"|maks|segera)\b)",
    re.I,
)
_ASIDE = re.compile(r"\s*(?:$|[,;.()\[\]/&+]|(?:dan|serta|per|sebelum|paling|s/d|s\.d|maks\w*)\b)", re.I)
_SEMICOLON = re.compile(r";\s+(?:dan\s+|serta\s+)?(?=\S)")
_THE_OTHER = re.compile(
    r",\s+yang\s+(?-i:[A-Z])\w+\s+(?=(?:paling|tanggal|akhir|awal|minggu|bulan|selambat)\b)", re.I
)
_TIMED = re.compile(  # for `search` with an end: what stands before a semicolon ends with a time
    rf"\b(?:20\d\d|hari(?:\s+kerja)?|sekarang|(?:se)?minggu|(?:se)?pekan|(?:se)?bulan|ditetapkan|{MONTH})\)?$",
    re.I,
)
_AND_THEN = re.compile(
    r",?\s+(?:dan|serta|lalu|kemudian|sedangkan)\s+(?=\w)|,\s+(?=\w+nya\s)|;\s+(?=\w)", re.I
)
_OWN_DAY = re.compile(
    r"(?!tanggal|hari|bulan|minggu|pekan|\d|"
    + MONTH
    + r"|"
    + WEEKDAY
    + r")(?:[^\s.;]+\s+){2,24}?(?:paling\s+(?:lambat|lama|telat)|selambat|sebelum"
    r"|tenggat|(?:pada|akhir|awal|minggu|pekan)\s+(?:\w+\s+){0,3}?(?:20\d\d|" + MONTH + r"))",
    re.I,
)
_OF_BUDGET = re.compile(r"\bAP?BD?\w*(?:\s+(?:tahun|TA)\.?)?\s+20\d\d$", re.I)
_MEANWHILE = re.compile(
    r",?\s+(?:dan|serta)\s+(?:sementara\s+itu|untuk\s+sementara|selanjutnya"
    r"|pada\s+saat\s+yang\s+sama)\s+(?=me[a-z]{3,})",
    re.I,
)
_TIME_WORDS = frozenset(
    f"hari kerja sekarang minggu seminggu pekan sepekan bulan sebulan ditetapkan {MONTH_WORDS}".split()
)
_MORE = re.compile(r"(?!\w+nya\b)(?:\S+\s+){3}\S", re.I)
_WE_TOO = re.compile(
    r",?\s+(?:dan|serta)\s+(?=(?:kami|saya|pihaknya)\b)|,\s+(?:dan|serta)\s+(?=(?:\w+\s+)?\w{3,}nya\s+(?:agar"
    r"|wajib|harus|supaya)\b)",
    re.I,
)
_MARKED = re.compile(r"[;,]\s+(?:dan\s+|serta\s+)?(?=(?:[b-h]|[2-9])[.)]\s+[a-z]{3})")
_SO = re.compile(r",\s*(?:oleh\s+)?(?:karena|sebab|untuk)\s+itu,?\s+", re.I)
_PERSON = re.compile(r"(?:kami|saya|pihaknya|ia|beliau)\b", re.I)
_AND = re.compile(r"\b(?:serta|dan|sekaligus|kemudian|lalu)\b", re.I)
_SPOKEN = (Sort.ORDER, Sort.APPEAL, Sort.NEED)
_OWN = (Sort.WILL, Sort.OURS, Sort.RUNNING, Sort.COMMITTED)
_OWN_JOINT = re.compile(r",\s*(?:serta|dan)\s+(?:juga\s+|turut\s+)?$", re.I)


def _says_who(text: str, start: int, end: int) -> bool:
    """Whether somebody stands at the head of what follows a semicolon, so that it is a sentence of its own."""
    return bool(_PERSON.match(text, start, end) or offices(text[start : min(end, start + 80)], upto=2))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether an arrow only points from an office to its task: "Kadinkes -> siapkan SK tim"."""
    named = offices(text[start:end])
    return bool(named) and named[0].start == 0 and named[-1].end >= end - start - 1


def _points_back(text: str, start: int, end: int) -> bool:
    """Whether an arrow points to the doer or the day of what stands before it: "piket 24 jam -> BPBD, per 1 Mei"."""
    named = offices(text[start : min(end, start + 90)], upto=2)
    return bool(_WHEN.match(text, start, end) or (named and _ASIDE.match(text, start + named[0].end, end)))


def _reasoned(text: str, start: int, end: int, cues: Sequence[Cue]) -> list[int]:
    """ "…, sehingga beliau meminta …": what is asked stands behind its reason."""
    return [
        joint.start()
        for joint in _THEREFORE.finditer(text, start, end)
        if joint.start() > start + 20
        and any(cue.sort in (*_SPOKEN, *_OWN) and cue.pattern.search(text, joint.end(), end) for cue in cues)
    ]


def _each(text: str, start: int, end: int, find: Callable[[str], list[Office]]) -> list[int]:
    """ "Camat mengerahkan warga, Satpol PP mengatur antrean": each office with its own verb."""
    joints = list(_EACH.finditer(text, start, end))
    if not joints:
        return []
    done = min(
        (o.end + start for o in find(text[start:end]) if _DOES.match(text, start + o.end, end)), default=end
    )
    cuts = []
    for joint in joints:
        if joint.start() < done:
            continue
        named = find(text[joint.end() : min(end, joint.end() + 80)])
        if named and named[0].start < 1 and _DOES.match(text, joint.end() + named[0].end, end):
            cuts.append(joint.start())
    return cuts


def _own_subject(text: str, start: int, at: int) -> int | None:
    """ "cakupan 91 persen dan pemda menargetkan …": a second subject before the cue, not "A dan B akan …"."""
    last = None
    for joint in _WITH_OWN.finditer(text, max(start, at - 80), at):
        last = joint
    if last is None or not _VERB.search(text, start, last.start()):
        return None
    between = text[last.end() : at]
    named = offices(between, upto=2)
    if not named or between[named[0].end :].strip().count(" ") > 1:
        return None
    before = offices(text[max(start, last.start() - 60) : last.start()])
    if before and before[-1].end >= min(60, last.start() - start) - 1:
        return None
    return last.start()


def _timed_twice(text: str, start: int, end: int, said: str) -> list[int]:
    """ "A paling lambat 20 Februari, dan B paling lama tanggal 10": each with its own day; "dan sementara itu B"."""
    cuts = []
    if "sementara" in said or "selanjutnya" in said or "yang sama" in said:
        cuts += [
            found.start() for found in _MEANWHILE.finditer(text, start, end) if found.start() > start + 12
        ]
    for joint in _AND_THEN.finditer(text, start, end):
        last = text[max(start, joint.start() - 16) : joint.start()].rpartition(" ")[2].strip(").").lower()
        timed = last[-4:].isdecimal() or last in _TIME_WORDS
        if timed and _OF_BUDGET.search(text, max(start, joint.start() - 20), joint.start()):
            continue
        if timed and _OWN_DAY.match(text, joint.end(), end):
            cuts.append(joint.start())
    return cuts


def _turns(text: str, start: int, end: int, said: str) -> list[int]:
    """ "…, karena itu RSUD …" begins what follows from it; "yang Juli …, yang Agustus paling lambat …" are two."""
    cuts = []
    if " itu" in said:
        cuts += [
            found.start()
            for found in _SO.finditer(text, start, end)
            if found.start() > start and offices(text[found.end() : min(end, found.end() + 80)], upto=2)
        ]
    if " dan " in said or " serta " in said:
        cuts += [
            found.start()
            for found in _WE_TOO.finditer(text, start, end)
            if _VERB.search(text, start + 12, found.start())
        ]
    cuts += [found.start() for found in _MARKED.finditer(text, start, end)]
    if ", yang " in said:
        cuts += [found.start() for found in _THE_OTHER.finditer(text, start, end) if found.start() > start]
    return cuts


def clauses(
    text: str,
    start: int,
    end: int,
    cues: Sequence[Cue] = CUES,
    find: Callable[[str], list[Office]] | None = None,
) -> list[tuple[int, int]]:
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
    said = text[start:end]
    if find:
        cuts += _each(text, start, end, find)
    if cues:
        cuts += _reasoned(text, start, end, cues)
    cuts += [second for at in {*own, *spoken} if (second := _own_subject(text, start, at))]
    if _CONTRAST.search(said):
        cuts += [
            found.start() for found in _CONTRAST.pattern.finditer(text, start, end) if found.start() > start
        ]
    if ">" in said or "→" in said:
        cuts += [
            found.start()
            for found in _ARROW.finditer(text, start, end)
            if not (_is_name(text, start, found.start()) or _points_back(text, found.end(), end))
        ]
    if ";" in said:
        cuts += [
            found.start()
            for found in _SEMICOLON.finditer(text, start, end)
            if _says_who(text, found.end(), end)
            or (_TIMED.search(text, start, found.start()) and _MORE.match(text, found.end(), end))
        ]
    if " dan " in said or ";" in said or ", " in said or " serta " in said:
        cuts += _timed_twice(text, start, end, said)
    cuts += _turns(text, start, end, said)
    if len(cuts) == 1:
        return [(start, end)]
    cuts = sorted(set(cuts))
    return list(zip(cuts, [*cuts[1:], end], strict=True))
