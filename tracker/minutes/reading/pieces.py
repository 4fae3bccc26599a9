"""What reading a file yields, and the reasons for which a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnreadableReason(StrEnum):
    """Why there is no text; the page has one sentence of advice for each."""

    EMPTY = "empty"
    NO_TEXT_LAYER = "no text layer"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too large"
    BOMB = "bomb"
    UNSUPPORTED = "unsupported"


class Unreadable(Exception):
    """The only error that reading raises."""

    def __init__(self, reason: UnreadableReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class PlaceKind(StrEnum):
    PAGE = "page"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True)
class Place:
    """A place without words of any language: (page, (2,)), (paragraph, (4,)), (row, (1, 3)) for table 1 row 3."""

    kind: PlaceKind
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Piece:
    """One stretch of the text and where the file has it."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True)
class Reading:
    """Plain text, line ends as newline and signs composed (NFC), with its places in order."""

    text: str
    pieces: tuple[Piece, ...]
    media: str

    def place_of(self, offset: int) -> Place | None:
        """Where an offset of the text stands in the file; None between places."""
        return next((piece.place for piece in self.pieces if piece.start <= offset < piece.end), None)


class Builder:
    """Collects lines and their places into a Reading."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0

    def add(self, line: str, kind: PlaceKind, *numbers: int) -> None:
        self.pieces.append(Piece(self.length, self.length + len(line), Place(kind, numbers)))
        self.parts.append(line)
        self.length += len(line) + 1

    def blank(self) -> None:
        """An empty line between paragraphs; never two."""
        if self.parts and self.parts[-1]:
            self.parts.append("")
            self.length += 1

    def reading(self, media: str) -> Reading:
        text = "\n".join(self.parts)
        if not text.strip():
            raise Unreadable(UnreadableReason.EMPTY)
        return Reading(text, tuple(self.pieces), media)
