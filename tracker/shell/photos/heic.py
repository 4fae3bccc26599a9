"""A HEIC (photo of an iPhone) without its notes: their bytes are blanked where they lie, so that no address moves.

Which way is up is written elsewhere in such a file and stays.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress

from tracker.shell.photos.container import Bare, Broken
from tracker.shell.photos.tiff import EXIF_START, has_place, xmp_has_place

NOTES, OTHER = b"Exif", b"mime"
SHOWS = frozenset({b"ftyp", b"meta", b"mdat"})
MOST_ITEMS = 10_000
Box = tuple[bytes, int, int]


def bare(data: bytes) -> Bare:
    """Exif and XMP become zeros, as does every box that shows nothing; what follows the boxes is cut off."""
    top = _whole_boxes(data)
    end = top[-1][2] if top else 0
    meta = next(((start, after) for name, start, after in top if name == b"meta"), None)
    if meta is None:
        raise Broken
    inside = {name: (start, after) for name, start, after in _boxes(data, meta[0] + 4, meta[1])}
    if b"iinf" not in inside or b"iloc" not in inside:
        raise Broken
    blank, place = bytearray(data[:end]), False
    notes = _noted(data, *inside[b"iinf"])
    for first, after in _extents(data, *inside[b"iloc"], inside.get(b"idat", (0, 0))[0], notes):
        if after > end:
            raise Broken
        place = place or _names_place(data[first:after])
        blank[first:after] = bytes(after - first)
    for name, start, after in top:
        if name not in SHOWS:
            blank[start:after] = bytes(after - start)
    return Bare(bytes(blank), place)


def _whole_boxes(data: bytes) -> list[Box]:
    """The boxes of the file, up to where something stands that is none."""
    boxes: list[Box] = []
    with suppress(Broken):
        boxes.extend(_boxes(data, 0, len(data)))
    return boxes


def _names_place(content: bytes) -> bool:
    """Exif begins with the number of bytes to skip before it."""
    skip = struct.unpack_from(">I", content)[0] if len(content) >= 4 else 0
    notes = content[4 + skip :] if skip < len(content) else b""
    return has_place(notes.removeprefix(EXIF_START)) or xmp_has_place(content)


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """Name, start and end of the content of each box."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Broken
        yield name, at + head, at + size
        at += size


def _noted(data: bytes, start: int, end: int) -> frozenset[int]:
    """Numbers of the items that are notes: Exif, and XML of any sort (XMP is written as that)."""
    wide = data[start] > 0
    found = set()
    for name, at, until in _boxes(data, start + (8 if wide else 6), end):
        if name != b"infe" or until - at < 12:
            continue
        version = data[at]
        if version < 2:
            raise Broken
        number, kind_at = (
            (struct.unpack_from(">H", data, at + 4)[0], at + 8)
            if version == 2
            else (struct.unpack_from(">I", data, at + 4)[0], at + 10)
        )
        if data[kind_at : kind_at + 4] in {NOTES, OTHER}:
            found.add(number)
    return frozenset(found)


def _extents(
    data: bytes, start: int, end: int, idat: int, wanted: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """First byte of each part of the wanted items, and the one after its last; some count from the box `idat`."""
    table = _Table(data, start, end)
    version, _flags, sizes = table.take(1), table.take(3), table.take(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    for _ in range(min(table.take(wide), MOST_ITEMS)):
        item = table.take(wide)
        in_idat = version and table.take(2) & 15 == 1
        table.take(2)
        base = table.take(base_size) + (idat if in_idat else 0)
        for _ in range(table.take(2)):
            table.take(index_size)
            first = base + table.take(offset_size)
            after = first + table.take(length_size)
            if item in wanted:
                yield first, after


class _Table:
    """Numbers of given sizes, one after the other."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data, self.at, self.end = data, start, end

    def take(self, size: int) -> int:
        after = self.at + size
        if after > self.end:
            raise Broken
        number = int.from_bytes(self.data[self.at : after], "big")
        self.at = after
        return number
