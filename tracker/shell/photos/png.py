"""A PNG without its notes: only chunks that say how to show the picture are copied."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tracker.shell.photos.container import Bare, Broken
from tracker.shell.photos.tiff import has_place, orientation, upright_note, xmp_has_place

START = b"\x89PNG\r\n\x1a\n"
NOTES = b"eXIf"
TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
SHOWS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)


def bare(data: bytes) -> Bare:
    """Without Exif, texts, times, and whatever follows the picture."""
    out, place = [START], False
    for name, content, raw in _chunks(data):
        if name == NOTES:
            place = place or has_place(content)
            if (way_up := orientation(content)) != 1:
                out.append(_chunk(NOTES, upright_note(way_up)))
        elif name in TEXTS:
            place = place or xmp_has_place(content)
        elif name in SHOWS:
            out.append(raw)
    return Bare(b"".join(out), place)


def _chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, content, and the bytes of the whole chunk, up to the one that ends the picture."""
    if not data.startswith(START):
        raise Broken
    at, name = len(START), b""
    while name != b"IEND":
        if at + 12 > len(data):
            raise Broken
        size, name = struct.unpack_from(">I4s", data, at)
        after = at + 12 + size
        if after > len(data):
            raise Broken
        yield name, data[at + 8 : at + 8 + size], data[at:after]
        at = after
