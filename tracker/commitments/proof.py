"""What a report brings along, as it is known before it is a row. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """What became of the place that a photo's own notes named; nothing is said of photos that named none."""

    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True)
class NewEvidence:
    """A file that is in the store already; size in bytes, that of its preview in pixels, where it has one.

    `personal` when it seems to hold numbers of persons and was taken all the same.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    place: Place | None = None
    personal: bool = False
    preview_width: int | None = None
    preview_height: int | None = None
