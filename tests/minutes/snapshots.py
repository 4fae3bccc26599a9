"""Compares a mail with the files that show what its reader gets; UPDATE_SNAPSHOTS=1 writes them anew, to be read."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent


def same_as_kept(name: str, text: str, folder: Path = FOLDER) -> bool:
    """Whether `text` is what the file `name` holds, beside these tests or in another folder."""
    path = folder / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.exists() and path.read_text(encoding="utf-8") == text
