"""Who and by when, told behind a commitment in its own sentence or line: "Tenggatnya 10 Oktober.", "PJ: Dinkes"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules.deadlines import Deadline, deadline
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Because, Proposal, Reason, SetAside, Span, Warn
from tracker.minutes.rules.wording import Wording

LONGEST = 140  # letters
MOST_WORDS = 14
NEAR = 60  # letters between a commitment and what is told behind it
_WHO = re.compile(
    r"\W*(?:penanggung\s*-?\s*jawab(?:nya)?|p\.?j\.?|pic|owner|pelaksana(?:nya)?|pengampu(?:nya)?"
    r"|koordinator(?:nya)?"
    r"|leading\s+sector|(?:ini|itu)\s+(?:menjadi\s+)?(?:tugas|tanggung\s+jawab|pr)|(?:tugas"
    r"|tanggung\s+jawab)nya"
    r"|di(?:kerjakan|laksanakan|koordinasikan|koordinir|tangani|kawal)\s+oleh|oleh)\s*(?:[:=–-]|adalah\b"
    r"|ialah\b|pada\b|di\b)?\s*",
    re.I,
)
_EMPTY = re.compile(
    r"\b(?:tenggat|batas|waktu|target|jadwal|selesai|tuntas|rampung|beres|kelar|deadline|due|date|jatuh"
    r"|tempo|paling"
    r"|lambat|lama|telat|maksimal|selambat|lambat|selambatnya|pada|di|dalam|mulai|berlaku|harus|wajib|sudah"
    r"|ini|itu|semua|semuanya"
    r"|diberi|diminta|siap|adalah|ialah|yaitu|sampai|dengan|hingga|sebelum|kurun|jangka|akhir|penyelesaian"
    r"|pelaksanaan"
    r"|dilaksanakan|dikerjakan|diselesaikan|dituntaskan|tanggal|hari|untuk|akan|dan|kami|kita|ditargetkan"
    r"|dijadwalkan"
    r"|direncanakan|terhitung|juga|saja|ya|pak|bu|per|ditunggu|saya|tunggu|meja|angkanya|hasilnya"
    r"|laporannya)(?:nya)?\b",
    re.I,
)
_SAME_DAY = re.compile(
    r"\b(?:tanggal|tenggat|batas|waktu|hari)\s+yang\s+sama\b|\bbersamaan\s+dengan\s+(?:itu|butir|poin)\b",
    re.I,
)
_WORD = re.compile(r"\w+")
DITTO = re.compile(
    r"[(–—\[,;/-]\s*(?:idem|sda\.?|s\.d\.a\.?|dito|sama\s+dengan\s+(?:di\s*atas|no(?:mor"
    r"|\.)?\s*\d+))(?!\w)\s*[)\],.;]?|\b(?:dinas|instansi|opd"
    r"|kantor|perangkat\s+daerah)\s+yang\s+sama\b",
    re.I,
)


@dataclass(frozen=True)
class Afterthought:
    """Where it stands in the text that is read, who is named in it, and the deadline's place and meaning."""

    start: int
    end: int
    owner: Office | None
    due: tuple[int, int] | None
    when: Deadline | None


Finding = Proposal | SetAside


def afterthought(
    plain: str, span: Span, parties: Parties, held_on: date | None, holidays: Collection[date]
) -> Afterthought | None:
    """None for a sentence that says anything else."""
    words = plain[slice(*span)]
    if len(words) > LONGEST or len(words.split()) > MOST_WORDS:
        return None
    who = _WHO.match(words)
    when = deadline(words, held_on, holidays, cell=True)
    if when and held_on and when.due_on and when.due_on <= held_on:
        return None
    if when and not (when.due_on or Warn.RECURRING in when.warnings):
        when = None
    owner = _named(words, who.end() if who else 0, parties) if who or when else None
    if who and not (owner or ":" in who[0] or "=" in who[0]):
        return None
    rest = f"{words[: when.start]} {words[when.end :]}" if when else words
    if owner and not who:
        rest = rest[owner.end :] if when and when.start >= owner.end else words
    if not who and (when is None or _WORD.search(_EMPTY.sub(" ", rest))):
        return None
    start = span[0]
    placed = replace(owner, start=owner.start + start, end=owner.end + start) if owner else None
    return Afterthought(*span, placed, (when.start + start, when.end + start) if when else None, when)


def _named(words: str, at: int, parties: Parties) -> Office | None:
    """The office directly behind a label."""
    named = next(iter(parties.groups(words[at:], upto=2)), None)
    return replace(named, start=named.start + at, end=named.end + at) if named else None


def settled(found: Iterable[Finding | Afterthought], wording: Wording) -> Iterator[Finding]:
    """Each afterthought told of the commitment before it, where this one lacks what it says."""
    last: Proposal | None = None
    owned: Proposal | None = None
    dated: Proposal | None = None
    for finding in found:
        if isinstance(finding, Afterthought):
            last = _told(last, finding, wording) if last else None
            continue
        if last:
            yield last
        owned = last if last and last.owner else owned
        last = None
        if isinstance(finding, SetAside):
            yield finding
            continue
        last = _same_day(_ditto(finding, owned), dated)
        dated = last if last.due_on or dated is None else dated
    if last:
        yield last


def _told(before: Proposal, thought: Afterthought, wording: Wording) -> Proposal:
    start = wording.place(thought.start, thought.end)[0]
    if not 0 <= start - before.end < 4 * NEAR:
        return before
    if thought.owner and before.office is None:
        words = " ".join(wording.said(thought.owner.start, thought.owner.end).split())
        because = Because(Reason.OWNER_FROM_WORDS, words)
        before = replace(
            before,
            owner=words,
            office=thought.owner.name or None,
            supporting=thought.owner.beside,
            because=(*_without_owner(before), because),
        )
    if thought.when and thought.due and before.due_on is None and Warn.RECURRING not in before.warnings:
        words = " ".join(wording.said(*thought.due).split())
        before = replace(
            before,
            deadline_text=words,
            due_on=thought.when.due_on,
            warnings=tuple(dict.fromkeys((*before.warnings, *thought.when.warnings))),
            because=(*before.because, Because(Reason.DUE_FROM_WORDS, words)),
        )
    return before


def _without_owner(before: Proposal) -> tuple[Because, ...]:
    return tuple(because for because in before.because if not because.reason.value.startswith("owner"))


def _same_day(found: Proposal, before: Proposal | None) -> Proposal:
    """ "pada tanggal yang sama" is the day of the point above."""
    if before is None or found.due_on:
        return found
    dittos = [*DITTO.finditer(found.quote)]
    said = _SAME_DAY.search(found.quote) or (
        dittos[-1] if dittos and (len(dittos) > 1 or _owned_itself(found)) else None
    )
    if not said:
        return found
    return replace(found, due_on=before.due_on, deadline_text=said[0])


def _owned_itself(found: Proposal) -> bool:
    """Whether the point names its owner, so that its "idem" can only mean the day."""
    return found.owner is not None and all(b.reason is not Reason.OWNER_FROM_ROW_ABOVE for b in found.because)


def _ditto(found: Proposal, before: Proposal | None) -> Proposal:
    """ "(idem)" names the owner of the point above."""
    if before is None or found.owner or not DITTO.search(found.quote):
        return found
    because = Because(Reason.OWNER_FROM_ROW_ABOVE, before.owner or "")
    return replace(found, owner=before.owner, office=before.office, because=(*found.because, because))
