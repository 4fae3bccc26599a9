"""The text of office files' XML, read as it streams by: a line for each paragraph or row, tabs between cells."""

from __future__ import annotations

import time
from typing import IO, Protocol
from xml.parsers import expat

from tracker.shell.kinds import CHUNK

SHARED = "xl/sharedStrings.xml"


class TooMuch(Exception):
    """More bytes or seconds than may be spent; what was read until then counts."""


class Reader(Protocol):
    """Told of the elements by their names without prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...
    def text(self) -> str: ...


def pour(part: IO[bytes], reader: Reader, *, most: int, until: float) -> None:
    """Raises TooMuch after `most` bytes or the moment `until` of the steady clock, and ExpatError for broken XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.start(_plain(name), attributes)
    parser.EndElementHandler = lambda name: reader.end(_plain(name))
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _no_doctype
    read = 0
    while chunk := part.read(CHUNK):
        read += len(chunk)
        if read > most or time.monotonic() > until:
            raise TooMuch
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _plain(name: str) -> str:
    return name.rpartition(":")[2]


def _no_doctype(*_of_it: object) -> None:
    """Office files have none; where there is one, entities that grow without end may hide in it."""
    raise ValueError("a document type in an office file")


class Document:
    """word/document.xml; the paragraphs of one cell stay on its line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.cells = 0
        self.speaks = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.cells += name == "tc"
        self.speaks = name == "t"
        if name == "tab":
            self.pieces.append("\t")

    def end(self, name: str) -> None:
        self.speaks = False
        self.cells -= name == "tc"
        if name == "tc":
            self.pieces.append("\t")
        elif name in {"p", "tr", "br"}:
            self.pieces.append(" " if self.cells else "\n")

    def data(self, text: str) -> None:
        if self.speaks:
            self.pieces.append(text)

    def text(self) -> str:
        return "".join(self.pieces)


class Shared:
    """xl/sharedStrings.xml: texts that cells name by their number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.speaks = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.speaks = name == "t"
        if name == "si":
            self.texts.append("")

    def end(self, name: str) -> None:
        self.speaks = False

    def data(self, text: str) -> None:
        if self.speaks and self.texts:
            self.texts[-1] += text

    def text(self) -> str:
        return "\n".join(self.texts)


class Sheet:
    """One sheet of a workbook."""

    def __init__(self, shared: list[str], most: int) -> None:
        """`most` characters; many cells may name one long text."""
        self.shared, self.left = shared, most
        self.pieces: list[str] = []
        self.kind, self.value = "", ""
        self.speaks = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.kind, self.value = attributes.get("t", "n"), ""
        self.speaks = name in {"v", "t"}

    def end(self, name: str) -> None:
        self.speaks = False
        if name == "c":
            self.pieces.append(self._said() + "\t")
            self.left -= len(self.pieces[-1])
            if self.left < 0:
                raise TooMuch
        elif name == "row":
            self.pieces.append("\n")

    def data(self, text: str) -> None:
        if self.speaks:
            self.value += text

    def text(self) -> str:
        return "".join(self.pieces)

    def _said(self) -> str:
        """A text by its number; a long number as its digits, also where it is written with an exponent."""
        if self.kind == "s":
            known = self.value.isdecimal() and int(self.value) < len(self.shared)
            return self.shared[int(self.value)] if known else ""
        if self.kind == "n" and "E" in self.value.upper():
            return f"{float(self.value):.0f}"
        return self.value
