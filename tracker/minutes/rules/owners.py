"""Who owes the action of one clause: the addressee after "meminta", the subject before "akan", or the speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.minutes.rules.cues import Hit, Side, Sort
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.screening import PRONOUN, Clause

_BOUNDARY = re.compile(r"\bbahwa\b|[;:]\s|[\"“]", re.I)
_BY = re.compile(r"\boleh\s+$", re.I)
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
_OWN = (Sort.WILL, Sort.COMMITTED, Sort.RUNNING, Sort.MUST)
_SPEAKER = re.compile(r"\b(?:kami|saya|pihaknya|pihak\s+kami)\b", re.I)


@dataclass(frozen=True)
class Owner:
    """The owner as written and its short office; `carried` when it stands outside the clause."""

    words: str | None
    office: str | None
    end: int
    carried: bool = False


def owner(hit: Hit, clause: Clause, *, speaker: str | None, above: Owner | None) -> Owner:
    """The owner that the clause names, else the one in the heading above; Nones when the text gives none."""
    found = _after(hit, clause) if hit.cue.side is Side.AFTER else None
    if hit.cue.side in (Side.BEFORE, Side.EITHER):
        found = _before(hit, clause) or (
            _after(hit, clause) if hit.cue.side is Side.EITHER else _by(hit, clause)
        )
        pronoun = _pronoun(hit, clause) if hit.cue.sort in _OWN else None
        if pronoun and (found is None or pronoun.start() > found.end):
            return Owner(
                pronoun["who"], speaker if _SPEAKER.fullmatch(pronoun["who"]) else None, pronoun.end()
            )
    if found:
        return Owner(" ".join(clause.text[found.start : found.end].split()), found.name, found.end)
    if hit.cue.sort is Sort.MUST and (office := clause.following(hit.end)) and office.start - hit.end < 3:
        return Owner(" ".join(clause.text[office.start : office.end].split()), office.name, office.end)
    if hit.cue.side is Side.BEFORE and (persons := _persons(hit, clause)):
        return persons
    if hit.cue.side is Side.NONE:
        return Owner(None, None, hit.end)
    return above or Owner(None, None, hit.end)


def _after(hit: Hit, clause: Clause) -> Office | None:
    """The first office after the cue, unless the cue's own verb phrase has begun ("meminta data dari Dinkes")."""
    office = clause.following(hit.end)
    if office is None:
        return None
    between = clause.text[hit.end : office.start]
    if (
        re.search(r"\b(?:ke|dari|kepada\s+masyarakat|di|untuk)\s*$", between, re.I)
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
    if not near:
        return None
    lead = clause.text[edge : near[0].start].strip(" ,").lower()
    return (
        near[0]
        if lead
        in ("", "kepada", "agar", "kepada yth.", "khusus", "untuk", "oleh karena itu", "ia", "selain itu")
        else near[-1]
    )


def _by(hit: Hit, clause: Clause) -> Office | None:
    """The doer of a passive: "dilakukan oleh pemerintah desa"."""
    for office in clause.found:
        if office.start >= hit.end and _BY.search(clause.text[max(hit.end, office.start - 8) : office.start]):
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
    match = _PERSONS.search(clause.before(hit.start)[-80:])
    if (
        not match
        or _NOBODY.match(match["who"])
        or re.search(r"\b(?:me[a-z]{4,}|akan|harus|sangat)\b", match["who"], re.I)
    ):
        return None
    return Owner(" ".join(match["who"].split()), None, hit.end)
