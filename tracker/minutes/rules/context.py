"""What stands above a sentence: its section, whether decisions are listed there, who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.minutes.rules.offices import groups, offices
from tracker.minutes.rules.owners import Owner

_DECISIONS = re.compile(
    r"\b(?:kesepakatan|kesimpulan|keputusan|rekomendasi|tindak\s+lanjut|arahan"
    r"|rencana\s+aksi|komitmen|instruksi|rtl|hasil\s+(?:rapat|pertemuan|forum"
    r"|pembahasan)"
    r"|perintah|disposisi|menyepakati|(?:ber)?sepakat|diputuskan|memutuskan|disepakati"
    r"|diminta|meminta|menugaskan|menginstruksikan|agar|penugasan)\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:tindak\s+lanjut|kesepakatan|keputusan|hasil|rapat|forum)\b.{0,60}\b"
    r"(?:lalu|sebelumnya|terdahulu)\b|\bstatus\s+tindak\s+lanjut\b",
    re.I,
)
_SAYS = (
    r"(?:ujar|kata|tegas|ungkap|jelas|tutur|tambah|terang|papar|imbuh|tandas"
    r"|pungkas|tutup|sebut|ucap|lanjut)(?:nya)?"
)
ATTRIBUTION = re.compile(rf"[,.?!]?\s*[\"”]\s*,?\s*{_SAYS}\b", re.I)
_SPEAKS = re.compile(
    r"\b(?:menyampaikan|mengatakan|menegaskan|menjelaskan|melaporkan|menyatakan"
    r"|memaparkan|menyebut(?:kan)?|mengungkapkan|menekankan|mengingatkan|menyoroti"
    r"|sambutan(?:nya)?)\b|\((?:sdri?|dr)",
    re.I,
)


@dataclass(frozen=True)
class Context:
    """Carried from block to block; never changed in place."""

    decided: bool = False
    listed: bool = False
    earlier: bool = False
    section: str | None = None
    speaker: str | None = None
    above: Owner | None = None
    level: str = ""

    def under(self, heading: str) -> Context:
        """After a heading: its office speaks; an office alone ("Dinas Kesehatan:") owns what follows."""
        named = groups(heading)
        bare = heading.strip(" :.").strip()
        alone = len(named) == 1 and named[0].start <= 1 and named[0].end >= len(bare)
        if alone:
            return replace(
                self, listed=True, above=Owner(bare, named[0].name, 0, carried=True), speaker=named[0].name
            )
        earlier = bool(_EARLIER.search(heading))
        decided = bool(_DECISIONS.search(heading))
        section = named[0].name if named else None
        return Context(decided=decided, listed=False, earlier=earlier, section=section, speaker=section)

    def after_paragraph(self, words: str) -> Context:
        """A paragraph that ends with a colon opens a list; any other one closes the list before it."""
        opens = words.rstrip().endswith(":")
        listed = opens and bool(_DECISIONS.search(words[-300:]))
        return replace(self, listed=listed, above=None)

    def after_sentence(self, words: str) -> Context:
        """Remembers who speaks: the office at the head of a reporting sentence or behind a quotation."""
        said = ATTRIBUTION.search(words)
        for office in offices(words[said.end() :] if said else words[:200]):
            if said or (office.start < 60 and _SPEAKS.search(words, office.end, office.end + 120)):
                return replace(self, speaker=office.name)
        return self

    def spoken_by(self, who: str) -> Context:
        """A chat line's sender."""
        named = offices(who)
        return replace(self, speaker=named[0].name if named else None)
