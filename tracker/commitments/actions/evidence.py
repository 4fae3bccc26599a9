"""Taking files as evidence: checked by their content, stored by their SHA-256, named harmlessly."""

from __future__ import annotations

from flask import current_app

from config import Settings
from tracker.commitments.rules import NewEvidence
from tracker.shell.files import FileStore, Readable
from tracker.shell.kinds import PICTURES, Kind
from tracker.shell.names import safe_name

ALLOWED = PICTURES | {Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.TXT}


def store() -> FileStore:
    """The store of this start."""
    settings: Settings = current_app.config["SETTINGS"]
    return FileStore(settings.evidence_path, settings.upload_limit)


def keep(name: str, stream: Readable) -> NewEvidence:
    """Puts a file into the store, where it is evidence of nothing until a report names it; raises FileRefused."""
    kept = store().keep(stream, allowed=ALLOWED)
    return NewEvidence(safe_name(name, kept.kind), kept.media_type, kept.size, kept.sha256)
