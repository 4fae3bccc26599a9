"""What little is asked of a camera's own notes (Exif, a small TIFF): which way is up, and whether they name a place."""

from __future__ import annotations

import struct
from collections.abc import Iterator

EXIF_START = b"Exif\0\0"
ORIENTATION = 0x0112
GPS = 0x8825
LATITUDE, LONGITUDE = 2, 4
LONGEST_LIST = 500
XMP_PLACES = (b"GPSLatitude", b"GPSLongitude")


def orientation(exif: bytes) -> int:
    """1 (upright) to 8; 1 also where the notes say nothing or nonsense."""
    order, tiff = _opened(exif)
    values = [value for tag, value in _entries(tiff, order, _first(tiff, order)) if tag == ORIENTATION]
    number = struct.unpack(order + "H", values[0][:2])[0] if values else 1
    return number if 1 <= number <= 8 else 1


def has_place(exif: bytes) -> bool:
    """Whether a latitude or longitude is written."""
    order, tiff = _opened(exif)
    for tag, value in _entries(tiff, order, _first(tiff, order)):
        if tag == GPS:
            inside = _entries(tiff, order, struct.unpack(order + "I", value)[0])
            return any(tag in {LATITUDE, LONGITUDE} for tag, _ in inside)
    return False


def xmp_has_place(packet: bytes) -> bool:
    """The same for the other kind of notes, an XML packet."""
    return any(name in packet for name in XMP_PLACES)


def upright_note(number: int) -> bytes:
    """Exif that says nothing but which way is up."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, number, 0, 0)


def _opened(exif: bytes) -> tuple[str, bytes]:
    """The order of bytes as `struct` writes it, and the notes without the mark that some containers put before."""
    tiff = exif.removeprefix(EXIF_START)
    return ("<" if tiff.startswith(b"II") else ">"), tiff


def _first(tiff: bytes, order: str) -> int:
    known = tiff[:4] in {b"II*\0", b"MM\0*"} and len(tiff) >= 8
    return int(struct.unpack_from(order + "I", tiff, 4)[0]) if known else len(tiff)


def _entries(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, bytes]]:
    """Tags of one list, each with the four bytes of its value or of the address of that; ends where it is cut off."""
    if at + 2 > len(tiff):
        return
    number = struct.unpack_from(order + "H", tiff, at)[0]
    for start in range(at + 2, at + 2 + 12 * min(number, LONGEST_LIST), 12):
        if start + 12 > len(tiff):
            return
        yield struct.unpack_from(order + "H", tiff, start)[0], tiff[start + 8 : start + 12]
