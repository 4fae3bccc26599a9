"""Where in a clause the office stands that may owe its action: before or behind the cue, in brackets, behind "oleh"."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.minutes.rules.clause import Clause
from tracker.minutes.rules.explaining import IF
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.sorts import Hit, Sort

_BOUNDARY = re.compile(r"\bbahwa\b|,\s*(?:maka|oleh\s+karena\s+itu)\b|[;:]\s|[\"“]", re.I)
_BY = re.compile(
    r"\b(?:oleh|by)\s+(?:para\s+|seluruh\s+)?$|\bdi(?!nas|rektur|strik|buka|tutup|pimpin|pandu|hadiri"
    r"|sampaikan|ikuti|wakili|dampingi|banding)[a-z]{3,}\s+(?:langsung\s+)?$",
    re.I,
)
_BRACKET = re.compile(
    r"(?:[\[(]|\s[–—-]{1,2}|→|=>|->|\w:|\b(?:pj|pic)\b|\bmenjadi\s+(?:tugas|tanggungan|tanggung\s+jawab|pr)"
    r"|\bdi(?:koordinir"
    r"|koordinasi(?:kan)?"
    r"|pimpin|kawal|siapkan|urus|konsep)|\bdi(?:bebankan|serahkan|percayakan)\s+(?:ke(?:pada)?|pada)"
    r"|\boleh)\s*$",
    re.I,
)
_PLAIN = re.compile(r"(?:kecamatan|kelurahan|distrik|puskesmas|pkm)", re.I)
_COMMA = re.compile(r"[,;~/]\s*$")
_TRAILING = re.compile(r"\s*(?:[,;.)~/–—]|$)")
LABEL = re.compile(r"\s*(?:\([^()]{1,60}\)\s*)?(?::|-+>|=>|→|–|-)\s")
_PLACED = re.compile(
    r"\b(?:di|ke|dari|pada|untuk|bagi|dengan|bersama|antara|lewat|melalui|kantor|warga|peserta|pasien|data"
    r"|didampingi|dibantu|difasilitasi|disaksikan|melibatkan|didukung|dukungan"
    r"|kepala\s+seksi)\s+$",
    re.I,
)


_CALLED = re.compile(
    r"\b(?:penanggung\s*-?\s*jawab(?:nya)?|p\.?j\.?|pic|owner|leading\s+sector|pelaksana(?:nya)?|pengampu(?:nya)?"
    r"|koordinator(?:nya)?)\s*(?:[:=–-]|adalah|ialah|yaitu)?\s*$",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:antara|koordinasi|kolaborasi|kerja\s*sama|sinergi|tim)\s+$", re.I)
_TOLD_BY = re.compile(r"\s*,?\s+(?:saya|kami)\s+", re.I)
_WE = re.compile(r"(?:saya|kami)\b", re.I)


def after(hit: Hit, clause: Clause) -> Office | None:
    """The first office after the cue, unless the cue's own verb phrase has begun ("meminta data dari Dinkes")."""
    behind_we = hit.start + 5 if _WE.match(clause.text, hit.start) else hit.start
    told = next((o for o in clause.found if _TOLD_BY.fullmatch(clause.text, o.end, behind_we)), None)
    office = told or clause.following(hit.end)
    if told or office is None:
        return told
    between = clause.text[hit.end : office.start]
    if re.search(r"\b(?:ke|kepada\s+masyarakat|di|untuk)\s*$", between, re.I) or len(between.split()) > 6:
        return None
    return office


def before(hit: Hit, clause: Clause) -> Office | None:
    """The office that opens the part before the cue, else the nearest one to it."""
    edge = clause.start
    if hit.cue.sort is not Sort.BARE:  # "RSUD: memperbaiki …" names its owner before the colon
        edge = max((cut.end() for cut in _BOUNDARY.finditer(clause.text, edge, hit.start)), default=edge)
    near = [office for office in clause.found if edge <= office.start and office.end <= hit.start]
    near = [
        office
        for office in near
        if office.start - clause.start < 12 or not _PLAIN.fullmatch(clause.text, office.start, office.end)
    ]
    heads = [office for office in clause.found[:2] if office.start - clause.start < 50]
    if label := next((office for office in heads if LABEL.match(clause.text, office.end, hit.start)), None):
        return label
    if not near:
        return None
    labels = next((office for office in near if LABEL.match(clause.text, office.end, hit.start)), None)
    if labels:
        return labels
    own = [
        office
        for office in near
        if not _PLACED.search(clause.text, max(edge, office.start - 14), office.start)
    ]
    near = (
        own
        if own and near[0] not in own and near[0].start - edge > 12
        else [near[0], *(o for o in own if o is not near[0])]
    )
    lead = clause.text[edge : near[0].start].strip(" ,").lower()
    return (
        near[0]
        if lead
        in ("", "kepada", "agar", "kepada yth.", "khusus", "untuk", "oleh karena itu", "ia", "selain itu")
        else near[-1]
    )


def behind(hit: Hit, clause: Clause) -> Office | None:
    """ "perbaikan sirene [BPBD]", "… diratakan – BKPSDM": the doer in brackets or behind a dash."""
    for office in clause.found:
        if (
            office.start > hit.start
            and _TRAILING.match(clause.text, office.end)
            and _COMMA.search(clause.text, max(hit.start, office.start - 4), office.start)
        ):
            return office
        if office.start > hit.end and _BRACKET.search(
            clause.text, max(hit.end, office.start - 32), office.start
        ):
            return office
    return None


def agent(clause: Clause) -> Office | None:
    """The doer of a passive, with or without "oleh"."""
    for office in clause.found:
        if _BY.search(clause.text, max(clause.start, office.start - 24), office.start):
            return office
    return None


def labelled(clause: Clause) -> Office | None:
    """ "…; penanggung jawab BPJS Kesehatan": said in so many words."""
    for office in clause.found:
        if office.start - clause.start > 6 and _CALLED.search(
            clause.text, max(clause.start, office.start - 32), office.start
        ):
            return office
    return None


def between(clause: Clause) -> Office | None:
    """ "dipadankan antara Dinsos dengan Capil": the first of those who do it together."""
    for office in clause.found:
        if _BETWEEN.search(clause.text, max(clause.start, office.start - 24), office.start):
            return office
    return None


def by(hit: Hit, clause: Clause) -> Office | None:
    """The doer of a passive: "dilakukan oleh pemerintah desa"; who helps "kalau dibantu kecamatan, …" is none."""
    if IF.match(clause.words):
        comma = clause.text.find(",", clause.start, clause.end)
        clause = replace(clause, found=[office for office in clause.found if office.start > comma])
    for office in clause.found:
        if office.start >= hit.start and _BY.search(
            clause.text[max(hit.start, office.start - 24) : office.start]
        ):
            return office
    return None
