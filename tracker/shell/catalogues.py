"""Compiles the message catalogues: only the readable .po files are kept in the repository."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


def compile_all(root: Path = TRANSLATIONS) -> int:
    """Compiles each .po under `root` whose .mo is missing or older, and says how many that were.

    PoFileError names the line of a catalogue that cannot be read; fuzzy messages stay in English.
    """
    stale = [source for source in sorted(root.rglob("*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return len(stale)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    """Moved into place whole: another process may be reading or compiling the same catalogue."""
    with source.open("rb") as lines:
        catalogue = read_po(lines, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)

    target = source.with_suffix(".mo")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_bytes(compiled.getvalue())
    draft.replace(target)


if __name__ == "__main__":
    print(f"{compile_all()} catalogues compiled")
