"""Finds offices in a text and gives each its one short name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.minutes.rules.aliases import (
    ALIASES,
    ALL_OFFICES,
    AS_WRITTEN,
    CLINIC,
    FIELDS,
    GOVERNMENT,
    GROUPED,
    VILLAGE,
    VILLAGES,
)

_QUANTITY = r"(?:(?:para|seluruh|setiap|semua|tiap|masing-masing|segenap|\d{1,3})\s+)"
_TITLE = (
    r"(?:(?:yth\.?|bapak|ibu|pak|bu|sdri?\.?|plt\.?|plh\.?|pjs?\.?|kepala|ka\.?"
    r"|kadis|kaban|dirut|direktur|direksi|pimpinan|ketua|unsur|jajaran|manajemen|tim|petugas"
    r"|operator|pihak|pic|sekretaris(?=\s+(?:dinas|badan)\b))\s+)"
)
_NOT_NAME = (
    r"(?!(?:dinas|badan|bagian|puskesmas|rsud|bpjs|camat|program|jkn|akan|agar"
    r"|diminta|wajib|harus|untuk|dan|bersama|paling|pada|triwulan|semester|forum)\b)"
)
_NAME = rf"(?-i:(?=[A-Z])){_NOT_NAME}[\w’'-]+"
_TAIL = (
    rf"(?:\s+(?:dr\.|drg\.|kab\.|prov\.|cabang|wilayah|kabupaten|kota|provinsi"
    rf"|setda|se-[\w-]+|mgr\.|{_NAME})(?:\s*\([A-Z][\w ]{{1,20}}\))?){{0,5}}"
)
_KNOWN = "|".join(
    rf"(?P<a{number}>{pattern})".replace(r"dinas\s+", r"(?:dinas|kadis)\s+")
    for number, (_, pattern) in enumerate(ALIASES)
)
_OTHER = (
    rf"(?P<other>(?:dinas|badan|bagian|bidang|balai|kantor|instalasi|kementerian|perumda\w*|bank"
    rf"|keuskupan)\s+{_NAME}"
    rf"(?:(?:,|\s+dan|\s+&)?\s+{_NAME}){{0,4}})"
)
OFFICE = re.compile(
    rf"(?<![\w./-])(?<!\w@){_QUANTITY}?{_TITLE}{{0,3}}(?P<body>(?:{_KNOWN})(?![\w@])"
    rf"|{_OTHER})(?P<tail>{_TAIL})",
    re.I,
)
_NUMBERS = {OFFICE.groupindex[f"a{number}"] - 1: number for number in range(len(ALIASES))}
"""Which alias each of the pattern's groups is; only the one that fits is equal to the whole body."""
_WHOLE = re.compile(_OTHER, re.I)
NOT_ONE = ""
"""The short name of "OPD terkait": somebody, but nobody in particular."""
_NOT_ONE = re.compile(r"\bterkait\b|\bteknis\b|\bpengampu\b", re.I)
_PART_OF = re.compile(r"(?:bidang|seksi|subbag\w*|instalasi)\s+\S+\s+(?:\S+\s+)?(?=\S)", re.I)
_HEADS = (
    r"capil|dirut|kaban|put|pu\b|pup|kabag|bakuda|para|seluruh|setiap|semua|tiap|masing|segenap|yth|bapak"
    r"|ibu|pak|bu\s|sdr|plt|plh|pj|kepala|ka\.|ka\s|kadis|direk|pimpinan|ketua"
    r"|unsur|jajaran|manajemen|tim|petugas|operator|pihak|bpj|kantor|kacab|badan|rs|rumah\s|din|dis|kadin"
    r"|kadis|duk|dp|dikpora"
    r"|kominfo|bkn|bp|bk|bap|ins|setwan|sekretari|bag|biro|kabag|setda|sekda|satpol|satuan|kesbang|camat"
    r"|panewu|kapanewon|kemantren"
    r"|sekcam|kecamatan|kepala|distrik"
    r"|uptd|puskesmas|pkm|lurah|kades|hukum\s|pem|kelurahan|wakil|bupati|wali|gubernur|organisasi|perangkat"
    r"|opd|skpd"
    r"|bidang|balai|instalasi|kemen|bank|bi\b|biro|perum|bulog|loka|pol|kepol|kapol|kej|kajari|kodim|koramil"
    r"|dandim|danramil|tni|tp|pkk|pmi|palang|baz|idi|ikatan"
    r"|apindo|dl|perkim|dkp|damkar|wali|keuchik|geuchik|kuwu|perbekel|peratin|pambakal|kapit|perwakilan"
    r"|utusan|instansi|unit|dkk|polri|capil|kadukcapil|bakuda|keuskupan|perumda|tapd|pic|asisten|ass|naker"
    r"|kesra|komisi|pmd"
)
NEVER_FIRST = ("igd", "farmasi", "pur", "pom")
"""Words of the pattern at which no mention begins, unless a number stands before them."""
_LONGEST_HEAD = max(map(len, _HEADS.split("|")))


def _by_first_letter(words: str) -> str:
    """Alternatives of one first letter together, so that only those of the letter met are tried."""
    rests: dict[str, set[str]] = {}
    for word in words.split("|"):
        rests.setdefault(word[0], set()).add(word[1:])
    return "|".join(f"{first}(?:{'|'.join(sorted(rest))})" for first, rest in sorted(rests.items()))


_OPENING = re.compile(rf"(?<![\w./-])(?<!\w@)(?:\d{{1,3}}\s|{_by_first_letter(_HEADS)})", re.I)
_COUNTED = re.compile(rf"\d+\s+(?:{_by_first_letter('|'.join((_HEADS, *NEVER_FIRST)))})", re.I)
_HEAD = re.compile(r"(?<![\w@./-])kepala\s+dinas(?=\s*(?:[(,]|$|\w))", re.I)
_PLACED = re.compile(r"\b(?:di|ke|dari|pada|untuk|menurut|soal|tentang|bagi|antara)\s+$", re.I)
_NAMES = re.compile(rf"(?:,\s+{_NAME}){{0,6}},?\s+dan\s+{_NAME}(?!\s*(?:dan|,))", re.I)
_JOIN = re.compile(
    r"\s*(?:,|/|&|;|\+|(?<=\w)[–-](?=\w)|\bdan\b|\bserta\b|\bbersama(?:-sama)?(?:\s+dengan)?\b"
    r"|,?\s*\b(?:dibantu|didampingi|didukung|difasilitasi|bekerja\s*sama\s+dengan"
    r"|berkoordinasi\s+dengan)(?:\s+oleh)?\b|,\s*"
    r"(?:dan|serta)\b)\s*(?:(?:dengan|kepala|para)\s+)?",
    re.I,
)


@dataclass(frozen=True)
class Office:
    """One mention: where it stands, its short name, and those of others joined to it ("X, Y dan Z").

    `usual` is the one name of all spellings where `name` keeps more of what is written; else it is empty.
    """

    start: int
    end: int
    name: str
    beside: tuple[str, ...] = ()
    usual: str = ""


def offices(text: str, upto: int | None = None) -> list[Office]:
    """Every mention in order that begins before `upto`. "Kecamatan Kodi Utara" keeps its own name, "para camat" is all.

    The pattern is tried only at words with which a mention may begin: it is long, and most words are others.
    """
    return list(_offices(text, upto))


@lru_cache(512)
def _offices(text: str, upto: int | None) -> tuple[Office, ...]:
    """Kept, for several rules ask the same sentence."""
    found: list[Office] = []
    at = 0
    until = len(text) if upto is None else upto + _LONGEST_HEAD
    for opening in _OPENING.finditer(text, 0, until):
        if upto is not None and opening.start() >= upto:
            break
        if opening.start() < at or (opening[0][0].isdecimal() and not _COUNTED.match(text, opening.start())):
            continue
        if match := OFFICE.match(text, opening.start()):
            found.append(_office(match, text))
            at = match.end()
    return tuple(found)


def groups(text: str) -> list[Office]:
    """Mentions with "X, Y dan Z" or "X bersama Y" as one; the name is the first one's."""
    joined: list[Office] = []
    for found in offices(text):
        if joined and _joins(text, joined[-1], found):
            first = joined[-1]
            beside = (*first.beside, found.name) if found.name not in ("", first.name) else first.beside
            joined[-1] = Office(first.start, found.end, first.name or found.name, beside)
        else:
            joined.append(found)
    return joined


def _joins(text: str, one: Office, other: Office) -> bool:
    """ "Soal air di Puskesmas Elat, Dinas PUPR memasang …" names a place and an owner, not two owners."""
    joint = _JOIN.fullmatch(text, one.end, other.start)
    if not joint:
        return False
    return joint[0].strip() != "," or not _PLACED.search(text, max(0, one.start - 12), one.start)


def short_name(text: str) -> str | None:
    """The office of a cell or heading; None when no known office is named."""
    found = offices(text)
    return (found[0].usual or found[0].name or ALL_OFFICES) if found else None


def _office(match: re.Match[str], text: str) -> Office:
    end = match.end()
    if match["other"]:
        inner = _PART_OF.match(match["body"])
        known = offices(match["body"][inner.end() :]) if inner else _by_field(match["body"])
        if known:
            return Office(match.start(), end, known[0].name, usual=known[0].usual)
        return Office(match.start(), end, _tidy(match["body"]))
    if _NOT_ONE.search(match["body"]):
        return Office(match.start(), end, NOT_ONE)
    return _known(match, text, end)


def _by_field(body: str) -> list[Office]:
    """ "Dinas Perindustrian dan Tenaga Kerja" is the office for labour in every region."""
    known = next((name for word, name in FIELDS.items() if word in body.lower()), None)
    return [Office(0, 0, known)] if known and body[:5].lower() == "dinas" else []


_EXPLAINED = re.compile(r"\s*\((?P<name>(?:Dinas|Badan|Bagian|Kantor|Balai)\s[^()]{4,60})\)")


def _explained(match: re.Match[str], text: str, end: int) -> Office | None:
    """ "BKD (Badan Keuangan Daerah)": short forms of few letters mean other offices elsewhere."""
    said = _EXPLAINED.match(text, end) if match["body"].isupper() else None
    if said is None or [word[0] for word in said["name"].split() if word[0].isupper()] != list(match["body"]):
        return None
    known = offices(said["name"])
    return Office(match.start(), said.end(), known[0].name, usual=known[0].usual) if known else None


def _known(match: re.Match[str], text: str, end: int) -> Office:
    if explained := _explained(match, text, match.end("body")):
        return explained
    name = ALIASES[_NUMBERS[match.groups().index(match["body"], match.re.groupindex["body"])]][0]
    tail = " ".join(match["tail"].split())
    if name in (CLINIC, GOVERNMENT) and tail and (more := _NAMES.match(text, end)):
        end = more.end()
    if name in GROUPED:
        return Office(match.start(), end, _grouped(name, match, tail))
    return Office(match.start(), end, _fuller(match, text, name), usual=name)


def _fuller(match: re.Match[str], text: str, name: str) -> str:
    """ "Dinas Pendidikan dan Kebudayaan" keeps its whole name, "DPPKB" its own letters."""
    if name not in AS_WRITTEN:
        return name
    body = match["body"]
    if body[:5].lower() != "dinas":
        return body if body.isupper() and name == "DP2KBP3A" else name
    whole = _WHOLE.match(text, match.start("body"))
    return _tidy(whole[0] if whole else body)


def _tidy(words: str) -> str:
    """Single blanks and "dan" in words; without the region's name behind."""
    words = " ".join(words.replace("&", " dan ").split())
    return re.sub(r"\s+(?:kab(?:upaten|\.)?|kota|prov(?:insi|\.)?)\b.*", "", words, flags=re.I)


def _grouped(name: str, match: re.Match[str], tail: str) -> str:
    """ "Puskesmas Kori" is one office; "seluruh puskesmas" and a bare "camat" are all of them."""
    if name == VILLAGE:
        name = next((local for word, local in VILLAGES.items() if word in match["body"].lower()), name)
    many = match.start() != match.start("body") and re.match(_QUANTITY, match[0], re.I)
    place = re.sub(r"\s+(?:kab\.|kabupaten|kota|provinsi)\b.*", "", f" {tail}", flags=re.I).strip()
    if many or not place or place.lower().startswith("se-"):
        return f"{name} (seluruh)"
    return f"{name} {place}"


def is_group(name: str) -> bool:
    """Whether the short name stands for several offices."""
    return name == ALL_OFFICES or name.endswith("(seluruh)")
