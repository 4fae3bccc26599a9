"""What all kinds of photos share when their notes are taken out."""

from __future__ import annotations

from typing import NamedTuple


class Broken(Exception):
    """The file is not what its first bytes promise, or is cut off."""


class Bare(NamedTuple):
    """A photo without notes; `had_place` when the notes named where it was taken."""

    data: bytes
    had_place: bool
