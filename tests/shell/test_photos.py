"""Photos lose the place and the camera's name and nothing else; what would fill the memory is not opened."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.shell.camera import CAMERA, GPS, ORIENTATION, PASARWAJO, XMP, exif, heic, opened, photo, saved
from tracker.shell import photos
from tracker.shell.kinds import Kind
from tracker.shell.photos import Broken, TooManyPixels
from tracker.shell.photos.previews import LARGEST, LONGEST_SIDE

KINDS = [Kind.JPEG, Kind.PNG, Kind.WEBP]
FILM = b"\0\0\0\x18ftypmp42" + b"+5.4701+122.8520/" * 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("order", ["<", ">"])
def test_place_and_camera_are_gone_and_the_picture_is_the_same(kind: Kind, order: str) -> None:
    taken = photo(kind.name, order=order)
    assert opened(taken).getexif().get_ifd(GPS)[2] == PASARWAJO[2], "the test's photo names its place"

    bare = photos.bare(taken, kind)

    assert bare.had_place
    assert not opened(bare.data).getexif()
    assert CAMERA.encode() not in bare.data
    assert opened(bare.data).tobytes() == opened(taken).tobytes()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_what_was_up_stays_up(kind: Kind, orientation: int) -> None:
    bare = photos.bare(photo(kind.name, orientation=orientation), kind)

    assert dict(opened(bare.data).getexif()) == {ORIENTATION: orientation}
    assert opened(photos.bare(bare.data, kind).data).getexif()[ORIENTATION] == orientation


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_without_a_place_is_not_said_to_have_lost_one(kind: Kind) -> None:
    bare = photos.bare(photo(kind.name, place=False), kind)

    assert not bare.had_place
    assert CAMERA.encode() not in bare.data


@pytest.mark.parametrize(("kind", "options"), [(Kind.JPEG, {"xmp": XMP}), (Kind.WEBP, {"xmp": XMP})])
def test_a_place_in_the_other_kind_of_notes_goes_too(kind: Kind, options: dict[str, bytes]) -> None:
    taken = saved(Image.new("RGB", (8, 8)), kind.name, **options)
    assert b"GPSLatitude" in taken

    bare = photos.bare(taken, kind)

    assert bare.had_place
    assert b"GPSLatitude" not in bare.data


@pytest.mark.parametrize("kind", KINDS)
def test_what_phones_write_after_the_picture_goes_too(kind: Kind) -> None:
    taken = photo(kind.name)

    assert photos.bare(taken + FILM, kind) == photos.bare(taken, kind)


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 2}, {"optimize": True}])
def test_all_ways_of_writing_a_jpeg_are_followed(options: dict[str, int]) -> None:
    taken = saved(Image.effect_noise((320, 200), 90), "JPEG", exif=exif(), comment=b"rumah", **options)

    bare = photos.bare(taken, Kind.JPEG)

    assert b"rumah" not in bare.data
    assert opened(bare.data).tobytes() == opened(taken).tobytes()


def test_the_colours_of_a_screen_stay() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in KINDS:
        taken = saved(Image.new("RGB", (8, 8)), kind.name, icc_profile=profile, exif=exif())
        assert opened(photos.bare(taken, kind).data).info["icc_profile"] == profile


def test_a_moving_webp_still_moves() -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    taken = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=exif())

    bare = photos.bare(taken, Kind.WEBP)

    assert bare.had_place
    assert Image.open(io.BytesIO(bare.data)).n_frames == 3  # type: ignore[attr-defined]  # of moving pictures only


@pytest.mark.parametrize("rest", [b"", b"\0\0\0\x0cuuidfilm", b"\0\0\0\x0cmpvdfilm", b"film of a phone"])
def test_an_iphone_photo_loses_its_notes_where_they_lie(rest: bytes) -> None:
    notes = exif().tobytes().removeprefix(b"Exif\0\0")
    taken = heic(notes)

    bare = photos.bare(taken + rest, Kind.HEIC)

    assert bare.had_place
    assert bare.data[: len(taken)] == taken.replace(notes, bytes(len(notes))).replace(b"\6Exif\0\0", bytes(7))
    assert CAMERA.encode() not in bare.data
    assert b"film" not in bare.data
    assert b"picture" * 9 in bare.data


def test_an_iphone_photo_without_a_place_has_lost_none() -> None:
    assert not photos.bare(heic(exif(place=False).tobytes()), Kind.HEIC).had_place


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_is_small_upright_and_says_nothing_else(kind: Kind) -> None:
    seen = photos.preview(photo(kind.name, size=(1600, 1000), orientation=6))

    picture = opened(seen.data)
    assert (picture.format, picture.size) == ("WEBP", (seen.width, seen.height)) == ("WEBP", (300, 480))
    assert len(seen.data) <= LARGEST
    assert not picture.getexif()
    red, _, blue = picture.convert("RGB").getpixel((150, 40))  # type: ignore[misc]  # three numbers in RGB
    assert red > blue, "the orange half, left as it lay, is above once the photo is upright"


@pytest.mark.parametrize("noise", [60, 200, 255])
def test_a_preview_of_noise_is_still_light(noise: int) -> None:
    colours = [Image.effect_noise((480, 480), noise) for _ in "RGB"]

    assert len(photos.preview(saved(Image.merge("RGB", colours), "PNG")).data) <= LARGEST


def test_a_small_picture_is_not_blown_up() -> None:
    assert photos.preview(photo("PNG", size=(40, 30)))[1:] == (40, 30)
    assert LONGEST_SIDE > 40


def test_what_is_see_through_lies_on_white() -> None:
    seen = opened(photos.preview(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")).data)

    assert min(seen.convert("RGB").getpixel((10, 10))) > 240  # type: ignore[arg-type]  # three numbers


def png_of(width: int, height: int) -> bytes:
    """A few bytes that unpack to a picture of that many pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    head = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    pixels = b"IDAT" + zlib.compress(bytes(1000))
    middle = struct.pack(">I", len(pixels) - 4) + pixels + struct.pack(">I", zlib.crc32(pixels))
    return b"\x89PNG\r\n\x1a\n" + head + middle + b"\0\0\0\0IEND\xaeB`\x82"


@pytest.mark.parametrize("size", [(7072, 7071), (12_000, 8_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_picture_that_would_fill_the_memory_is_not_opened(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels):
        photos.preview(png_of(*size))


def test_a_photo_that_breaks_off_is_told() -> None:
    taken = photo("JPEG")
    for part in (taken[:200], taken[: len(taken) // 2], taken[:-2]):
        with pytest.raises(Broken):
            photos.preview(photos.bare(part, Kind.JPEG).data)


@pytest.mark.parametrize("kind", [*KINDS, Kind.HEIC])
@given(data=st.data())
def test_a_spoilt_photo_is_followed_or_told_and_nothing_else(kind: Kind, data: st.DataObject) -> None:
    """Whatever happened to the bytes on the way, only Broken comes out."""
    taken = bytearray(heic(exif().tobytes()) if kind is Kind.HEIC else photo(kind.name, size=(16, 16)))
    for _ in range(data.draw(st.integers(1, 4))):
        taken[data.draw(st.integers(0, len(taken) - 1))] = data.draw(st.integers(0, 255))
    spoilt = bytes(taken[: data.draw(st.integers(2, len(taken)))])
    with suppress(Broken):
        photos.bare(spoilt, kind)
    with suppress(Broken, TooManyPixels):
        photos.preview(spoilt)
