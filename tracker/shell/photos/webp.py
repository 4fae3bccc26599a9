"""A WebP without its notes: only chunks that say how to show the picture are copied."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tracker.shell.photos.container import Bare, Broken
from tracker.shell.photos.tiff import has_place, orientation, upright_note, xmp_has_place

NOTES, XMP, HEADER = b"EXIF", b"XMP ", b"VP8X"
SHOWS = frozenset({HEADER, b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
XMP_FLAG, EXIF_FLAG = 0x04, 0x08


def bare(data: bytes) -> Bare:
    """Without Exif and XMP, whose flags in the header are put out, and whatever follows the picture."""
    chunks, way_up, place = [], 1, False
    for name, content in _chunks(data):
        if name == NOTES:
            place, way_up = place or has_place(content), orientation(content)
        elif name == XMP:
            place = place or xmp_has_place(content)
        elif name in SHOWS:
            chunks.append((name, content))
    if way_up != 1:
        chunks.append((NOTES, upright_note(way_up)))
    body = b"".join(
        _chunk(name, _flagged(content, way_up) if name == HEADER else content) for name, content in chunks
    )
    return Bare(b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body, place)


def _flagged(header: bytes, way_up: int) -> bytes:
    flags = header[0] & ~(XMP_FLAG | EXIF_FLAG) | (EXIF_FLAG if way_up != 1 else 0)
    return bytes([flags]) + header[1:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise Broken
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise Broken
    at = 12
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > end or (name == HEADER and not size):
            raise Broken
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
