"""What a reviewer may do with a draft, and why not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from tracker.minutes.rules.matching import Named, bare, normal
from tracker.minutes.rules.offices import is_group, offices, short_name


class Refusal(StrEnum):
    """Why an act on a draft or a forum's minutes was refused."""

    PUBLISHED = "published"
    NOT_WAITING = "not waiting"
    CHANGED = "changed"
    NOTHING_ACCEPTED = "nothing accepted"
    DRAFTS_WAITING = "drafts waiting"
    NOT_IN_TEXT = "not in text"
    EMPTY_TEXT = "empty text"


class Refused(Exception):
    """Nothing was changed; the page turns the reason into a sentence."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def is_clear(*, has_owner: bool, due_on: date | None, undated_reason: str = "") -> bool:
    """Whether nothing is missing: an owner, and a due date or the reason why there is none."""
    return has_owner and (due_on is not None or bool(undated_reason.strip()))


def is_ready(*, has_owner: bool, due_on: date | None, undated_reason: str, today: date) -> bool:
    """Whether one press may approve it: clear, and not already late, which a person must confirm."""
    return is_clear(has_owner=has_owner, due_on=due_on, undated_reason=undated_reason) and not (
        due_on and due_on < today
    )


def measure_of(name: str, unit: str, baseline: float | None, target: float | None) -> str:
    """An indicator in one line, `Puskesmas 24 jam: 6 → 20 puskesmas`, with the decimal comma of the minutes."""
    steps = " → ".join(_number(value) for value in (baseline, target) if value is not None)
    return ": ".join(part for part in (name.strip(), f"{steps} {unit}".strip() if steps else "") if part)


def _number(value: float) -> str:
    whole, _, rest = f"{value:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    rest = rest.rstrip("0")
    return f"{grouped},{rest}" if rest else grouped


_TITLES = re.compile(
    r"^(?:(?:yth|plt|plh|pjs?|ka|bapak|ibu|pak|bu|sdri?)\.?\s+|(?:kepala|direktur|direksi|pimpinan|ketua"
    r"|jajaran|pihak)\s+)+",
    re.I,
)
_MANY = re.compile(
    r"\b(?:terkait|masing-masing|seluruh|semua|setiap|tiap|para|segenap|berbagai|lainnya|dll)\b|\bse-",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:kami|kita|saya|beliau|mereka|pihaknya|forum|rapat|peserta|pemerintah(?:\s+(?:daerah|kabupaten|kota"
    r"|provinsi))?"
    r"|pemda|pemkab|pemkot|pemprov|opd|skpd|perangkat\s+daerah)\b",
    re.I,
)
_HEAD = re.compile(
    r"^(?:din\w*|dis\w+|badan|bagian|bag\.?|bidang|balai|kantor|instalasi|inspektorat|sekretariat|setda"
    r"|satpol|satuan"
    r"|rsu?d?|rumah\s+sakit|puskesmas|pkm|uptd?|camat|kecamatan|distrik|kelurahan|desa|bpjs|bapp\w+|klinik"
    r"|laboratorium"
    r"|labkes\w*|unit|biro|baznas)\b",
    re.I,
)
_ABBREVIATION = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z]\w{2,}\b")
_SHORTEST, _LONGEST = 3, 60

LEARNED = "owner learned"
"""The reason of an owner that another draft's correction taught."""


def office_name_in(words: str) -> str:
    """The words as the name of one office, without titles in front; empty for pronouns, groups, persons and lists."""
    name = " ".join(words.split()).strip(' .,;:()"“”')
    name = _TITLES.sub("", name)
    if not _SHORTEST <= len(name) <= _LONGEST or _NOBODY.match(name) or _MANY.search(name):
        return ""
    if is_group(short_name(name) or "") or len({office.name for office in offices(name)}) > 1:
        return ""
    return name if _HEAD.match(name) or _ABBREVIATION.search(name) else ""


def may_learn(
    name: str, meant: Named, others: Sequence[Named], *, taken_for: int | None, region: str
) -> bool:
    """Whether `name` may become another name of the office that was meant.

    Never a name that another office has already. Words that were `taken_for` another office teach only when they say
    something that stands in the names of the one meant and not in those of the other: else the reviewer moved a task,
    and the words meant what they said.
    """
    plain = {normal(name), bare(name, region)}
    if any(
        plain & {normal(known), bare(known, region)} for other in others for known in other.names if known
    ):
        return False
    if any(normal(name) == normal(known) for known in meant.names):
        return False
    taken = next((other for other in others if other.office_id == taken_for), None)
    return taken is None or bool(_said(name) & _tokens(meant) - _tokens(taken))


def _said(name: str) -> set[str]:
    return set(normal(name).split())


def _tokens(office: Named) -> set[str]:
    return {word for name in office.names for word in _said(name)}
