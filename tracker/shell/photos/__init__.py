"""Photos as they come from phones: their notes (place, camera, name) taken out, and a small picture made of them."""

from __future__ import annotations

import struct

from tracker.shell.kinds import PICTURES, Kind
from tracker.shell.photos import heic, jpeg, png, webp
from tracker.shell.photos.container import Bare, Broken
from tracker.shell.photos.previews import MEDIA_TYPE, Preview, TooManyPixels, preview

__all__ = ["MEDIA_TYPE", "SHOWN", "Bare", "Broken", "Preview", "TooManyPixels", "bare", "preview"]

READERS = {Kind.JPEG: jpeg.bare, Kind.PNG: png.bare, Kind.WEBP: webp.bare, Kind.HEIC: heic.bare}
SHOWN = PICTURES - {Kind.HEIC}
"""Kinds a preview can be made of; HEIC needs a decoder under patents."""


def bare(data: bytes, kind: Kind) -> Bare:
    """The picture as it was, without its notes but with the right way up; Broken where it cannot be followed."""
    try:
        return READERS[kind](data)
    except (struct.error, IndexError) as fault:
        raise Broken from fault
