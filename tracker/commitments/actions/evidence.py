"""Taking files as evidence: checked by their content, stored by their SHA-256, named harmlessly.

Photos lose what the camera noted, the place above all; what seems to hold numbers of persons is told apart.
"""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from config import Settings
from tracker.commitments.proof import NewEvidence, Place
from tracker.shell import photos
from tracker.shell.files import FileRefused, FileStore, Readable, Reason
from tracker.shell.kinds import PICTURES, Kind
from tracker.shell.names import safe_name
from tracker.shell.personal import seems_personal
from tracker.shell.words_of import words_of

ALLOWED = PICTURES | {Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.TXT}


def store() -> FileStore:
    """The store of this start."""
    settings: Settings = current_app.config["SETTINGS"]
    return FileStore(settings.evidence_path, settings.upload_limit)


def keep(
    name: str, stream: Readable, *, with_place: bool = False, even_if_personal: bool = True
) -> NewEvidence:
    """Puts a file into the store, where it is evidence of nothing until a report names it; raises FileRefused.

    `with_place` leaves a photo as the camera wrote it. What seems to hold numbers of persons is marked, and refused
    before it is written where `even_if_personal` is not given.
    """
    look = _Look(with_place, even_if_personal)
    kept = store().keep(stream, allowed=ALLOWED, treat=look)
    seen = look.preview
    if seen:
        store().keep_preview(kept.sha256, seen.data)
    return NewEvidence(
        safe_name(name, kept.kind), kept.media_type, kept.size, kept.sha256, look.place, look.personal,
        seen.width if seen else None, seen.height if seen else None,
    )  # fmt: skip


class _Look:
    """What is found out about one file on its way into the store."""

    def __init__(self, with_place: bool, even_if_personal: bool) -> None:
        self.with_place = with_place
        self.even_if_personal = even_if_personal
        self.place: Place | None = None
        self.personal = False
        self.preview: photos.Preview | None = None

    def __call__(self, draft: Path, kind: Kind) -> bytes | None:
        """The photo without its notes; None for what is kept as it came."""
        if kind not in PICTURES:
            self._read(draft, kind)
            return None
        try:
            return self._develop(draft.read_bytes(), kind)
        except photos.Broken as broken:
            raise FileRefused(Reason.BROKEN, kind) from broken
        except photos.TooManyPixels as bomb:
            raise FileRefused(Reason.TOO_MANY_PIXELS, kind) from bomb

    def _read(self, draft: Path, kind: Kind) -> None:
        self.personal = seems_personal(words_of(draft, kind))
        if self.personal and not self.even_if_personal:
            raise FileRefused(Reason.PERSONAL, kind)

    def _develop(self, photo: bytes, kind: Kind) -> bytes | None:
        bare = photos.bare(photo, kind)
        if kind in photos.SHOWN:
            self.preview = photos.preview(bare.data)
        if bare.had_place:
            self.place = Place.KEPT if self.with_place else Place.REMOVED
        return None if self.with_place else bare.data
