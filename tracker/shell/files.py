"""The store of files, each named by its own SHA-256: the same file is kept once and can be checked for ever."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from tracker.shell.kinds import CHUNK, MEDIA_TYPES, Kind, kind_of

SHA256 = re.compile(r"[0-9a-f]{64}")
INCOMING = ".incoming"
PREVIEW = ".preview"


class Readable(Protocol):
    """All that is asked of an upload."""

    def read(self, size: int = -1, /) -> bytes: ...


class Reason(StrEnum):
    """Why a file was not taken; the page says what to do about it."""

    TOO_LARGE = "too large"
    EMPTY = "empty"
    UNKNOWN_KIND = "unknown kind"
    NOT_ALLOWED = "not allowed"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too many pixels"
    PERSONAL = "personal"


class FileRefused(Exception):
    """Nothing was kept; `kind` is what the file turned out to be, where that is the reason."""

    def __init__(self, reason: Reason, kind: Kind | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.kind = kind


@dataclass(frozen=True)
class Kept:
    """A file that is now in the store; size in bytes."""

    sha256: str
    size: int
    kind: Kind
    media_type: str


Treat = Callable[[Path, Kind], bytes | None]
"""Looks at an upload before it is kept: gives what is kept in its place, or None to keep it; may raise FileRefused."""


class FileStore:
    """Files under `root`, none larger than `limit` bytes."""

    def __init__(self, root: Path, limit: int) -> None:
        self.root = root
        self.limit = limit

    def keep(self, stream: Readable, *, allowed: frozenset[Kind], treat: Treat | None = None) -> Kept:
        """Keeps what is in the stream, or what it was made into; FileRefused leaves no trace of it."""
        draft, sha256, size = self._write_draft(stream)
        try:
            kind = _accepted_kind(draft, allowed)
            instead = treat(draft, kind) if treat else None
            if instead is None:
                self._settle(draft, self.path(sha256))
        finally:
            draft.unlink(missing_ok=True)
        if instead is not None:
            return self.keep(io.BytesIO(instead), allowed=frozenset({kind}))
        return Kept(sha256, size, kind, MEDIA_TYPES[kind])

    def keep_preview(self, sha256: str, data: bytes) -> None:
        """A small picture beside the file of this name; the one from before is replaced."""
        draft, _, _ = self._write_draft(io.BytesIO(data))
        self._settle(draft, self.preview(sha256))

    def path(self, sha256: str) -> Path:
        """Where the file of this name lies or would lie; ValueError for what is no SHA-256."""
        if not SHA256.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.root / sha256[:2] / sha256[2:]

    def preview(self, sha256: str) -> Path:
        """Where the small picture of the file of this name lies or would lie; ValueError as above."""
        path = self.path(sha256)
        return path.with_name(f"{path.name}{PREVIEW}")

    def open(self, sha256: str) -> BinaryIO:
        """The file for reading; FileNotFoundError when it was never kept."""
        return self.path(sha256).open("rb")

    def _write_draft(self, stream: Readable) -> tuple[Path, str, int]:
        """Copies into the store's own file system, so that settling is one rename; refuses while reading."""
        incoming = self.root / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=incoming)
        draft, digest, size = Path(name), hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as file:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > self.limit:
                        raise FileRefused(Reason.TOO_LARGE)
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if size == 0:
                raise FileRefused(Reason.EMPTY)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return draft, digest.hexdigest(), size

    def _settle(self, draft: Path, target: Path) -> None:
        """After this the file survives a crash of the machine: its name is written as well as its content."""
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(target)
        _sync_folder(target.parent)
        _sync_folder(self.root)


def _accepted_kind(draft: Path, allowed: frozenset[Kind]) -> Kind:
    kind = kind_of(draft)
    if kind is None:
        raise FileRefused(Reason.UNKNOWN_KIND)
    if kind not in allowed:
        raise FileRefused(Reason.NOT_ALLOWED, kind)
    return kind


def _sync_folder(folder: Path) -> None:
    """Systems that cannot open a folder (Windows) write its entries by themselves."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
