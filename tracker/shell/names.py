"""File names as they are offered for download: readable, harmless on every system, with the ending of the content."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from tracker.shell.kinds import Kind

LONGEST = 120
FALLBACK = "berkas"
FORBIDDEN = re.compile(r'[\\/:*?"<>|%]+')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
SAME_KIND = {Kind.JPEG: {".jpg", ".jpeg"}, Kind.HEIC: {".heic", ".heif"}}


def safe_name(name: str, kind: Kind | None = None) -> str:
    """`name` without its folders, control signs and signs that turn the reading direction, at most 120 signs long.

    With a `kind`, the name ends as files of that kind do: a script called `laporan.pdf.exe` cannot come back as one.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(" " if _is_hidden(sign) else sign for sign in last)
    stem, ending = _split(" ".join(FORBIDDEN.sub("-", visible).split()), kind)
    if not stem or RESERVED.fullmatch(stem.split(".", 1)[0]):
        stem = f"{FALLBACK}-{stem}".rstrip("-")
    return stem[: LONGEST - len(ending)].rstrip(" .") + ending


def _is_hidden(sign: str) -> bool:
    """Control signs, and format signs such as the one that shows `exe.fdp` as `pdf.exe`."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _split(name: str, kind: Kind | None) -> tuple[str, str]:
    ending = PurePosixPath(name).suffix
    if kind is not None:
        usual = f".{kind.value}"
        if ending.lower() not in SAME_KIND.get(kind, {usual}):
            return name.strip(" ."), usual
    return name.removesuffix(ending).strip(" ."), ending
