"""Photos as a phone writes them, made for a test: with the place, the camera's name, a small film at the end."""

from __future__ import annotations

import io
import struct
from typing import Any

from PIL import Image

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
CAMERA = "Telepon Ibu Kepala"
PASARWAJO: dict[int, Any] = {1: "S", 2: (5.0, 28.0, 12.5), 3: "E", 4: (122.0, 51.0, 7.25)}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="5,28.2S"/></x:xmpmeta>'


def exif(*, place: bool = True, orientation: int = 1, order: str = "") -> Image.Exif:
    notes = Image.Exif()
    notes.endian = order or None
    notes[MAKE] = CAMERA
    if orientation != 1:
        notes[ORIENTATION] = orientation
    if place:
        notes.get_ifd(GPS).update(PASARWAJO)
    return notes


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 400), **notes: Any) -> bytes:
    """Half teal, half orange, so that a picture on its side shows."""
    picture = Image.new("RGB", size, "teal")
    picture.paste("orange", (0, 0, size[0] // 2, size[1]))
    return saved(picture, kind, exif=exif(**notes))


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def box(name: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), name) + content


def heic(notes: bytes, picture: bytes = b"picture" * 9) -> bytes:
    """The boxes of a HEIC, with one item for the picture and one for its notes; nobody can look at it."""
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    exif_item = struct.pack(">I", 6) + b"Exif\0\0" + notes

    def meta(start: int) -> bytes:
        entries = [
            box(b"infe", struct.pack(">IHH4s", 2 << 24, number, 0, kind), b"\0")
            for number, kind in ((1, b"hvc1"), (2, b"Exif"))
        ]
        places = b"".join(
            struct.pack(">HHHII", number, 0, 1, at, size)
            for number, at, size in ((1, start, len(picture)), (2, start + len(picture), len(exif_item)))
        )
        return box(
            b"meta",
            bytes(4),
            box(b"iinf", struct.pack(">IH", 0, 2), *entries),
            box(b"iloc", struct.pack(">IBBH", 0, 0x44, 0, 2), places),
        )

    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", picture, exif_item)
