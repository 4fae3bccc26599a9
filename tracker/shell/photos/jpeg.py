"""A JPEG without its notes: the picture's own segments are copied byte by byte, so that nothing of it is lost."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tracker.shell.photos.container import Bare, Broken
from tracker.shell.photos.tiff import EXIF_START, has_place, orientation, upright_note, xmp_has_place

START, END, SCAN = 0xD8, 0xD9, 0xDA
APPLICATION = range(0xE0, 0xF0)
NOTES, COLOURS, ADOBE, COMMENT = 0xE1, 0xE2, 0xEE, 0xFE
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""


def bare(data: bytes) -> Bare:
    """Without Exif, XMP, IPTC, comments and whatever follows the picture (films of phones, second pictures)."""
    out, way_up, place = [b"\xff\xd8"], 1, False
    for marker, payload, raw in _segments(data):
        if marker == NOTES:
            place = place or has_place(payload) or xmp_has_place(payload)
            if payload.startswith(EXIF_START):
                way_up = orientation(payload)
        elif _belongs(marker, payload):
            out.append(raw)
    if way_up != 1:
        out.insert(1, _segment(NOTES, EXIF_START + upright_note(way_up)))
    return Bare(b"".join(out), place)


def _belongs(marker: int, payload: bytes) -> bool:
    """Of the segments of programs only those that say how to show the picture: JFIF, colour profile, Adobe's."""
    if marker == APPLICATION[0]:
        return payload.startswith(b"JFIF\0")
    if marker == COLOURS:
        return payload.startswith(b"ICC_PROFILE\0")
    return marker == ADOBE or (marker not in APPLICATION and marker != COMMENT)


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, payload, and the bytes of both with the scan that follows; ends with the end of the picture."""
    if data[:2] != bytes([0xFF, START]):
        raise Broken
    at = 2
    while True:
        at, marker = _marker(data, at)
        if marker == END:
            yield marker, b"", b"\xff\xd9"
            return
        if marker in ALONE:
            yield marker, b"", data[at - 2 : at]
            continue
        if at + 2 > len(data):
            raise Broken
        after = at + struct.unpack_from(">H", data, at)[0]
        if after < at + 2 or after > len(data):
            raise Broken
        until = _scan_end(data, after) if marker == SCAN else after
        yield marker, data[at + 2 : after], bytes([0xFF, marker]) + data[at:until]
        at = until


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker that stands at `at`, and where it ends; more than one 0xFF may stand before it."""
    if data[at : at + 1] != b"\xff":
        raise Broken
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise Broken
    return at + 1, data[at]


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1 : at + 2]
        if following and following != b"\0" and not 0xD0 <= following[0] <= 0xD7 and following != b"\xff":
            return at
        at += 1 if following == b"\xff" else 2
    raise Broken
