"""A small picture of a large one, made here and therefore safe to show."""

from __future__ import annotations

import io
from threading import Lock
from typing import NamedTuple

from PIL import Image, ImageOps

from tracker.shell.photos.container import Broken

LONGEST_SIDE = 480
LARGEST = 40 * 1024
STEPS = ((480, 72), (480, 55), (480, 40), (480, 20), (320, 20), (160, 20))
"""Longest side and quality, tried in this order until the picture is light; no picture is heavier than the last."""

MEDIA_TYPE = "image/webp"
READS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
"""Width times height, what large phones take at most; six bytes of memory for each of them at worst."""

_ONE_AT_A_TIME = Lock()
"""So that many photos sent at once fill the memory no more than one does."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class TooManyPixels(Exception):
    """The picture would fill the memory of the machine."""


class Preview(NamedTuple):
    """A WebP of at most 40 kB; width and height in pixels."""

    data: bytes
    width: int
    height: int


def preview(data: bytes) -> Preview:
    """Raises TooManyPixels before anything large is read, and Broken for what cannot be shown."""
    try:
        with _ONE_AT_A_TIME, Image.open(io.BytesIO(data), formats=READS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
            return _written(_flat(ImageOps.exif_transpose(picture)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixels from bomb
    except TooManyPixels:
        raise
    except (
        Exception
    ) as fault:  # bytes of anybody meet many decoders; whatever one stumbles over, the file is broken
        raise Broken from fault


def _flat(picture: Image.Image) -> Image.Image:
    """Three colours; what is see-through lies on white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    above = picture.convert("RGBA")
    paper = Image.new("RGBA", above.size, "white")
    return Image.alpha_composite(paper, above).convert("RGB")


def _written(picture: Image.Image) -> Preview:
    data = b""
    for side, quality in STEPS:
        picture.thumbnail((side, side))
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=4)
        data = file.getvalue()
        if len(data) <= LARGEST:
            break
    return Preview(data, picture.width, picture.height)
