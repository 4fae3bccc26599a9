"""Draw the small pictures that owners attach in the demo; drawn, not photographed, so they show nobody.

Run `python samples/photos/make.py [FOLDER]`. The board carries a made-up place in its EXIF data, as a phone
would write it, so that the demo shows that a place does not survive an upload.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ExifTags import GPS, IFD

HERE = Path(__file__).parent
SIZE = (800, 600)
WALL, FLOOR, INK, PAPER, PETROL, TURMERIC = "#e7e3d8", "#b9b3a3", "#26312f", "#fbfaf5", "#1d5c63", "#d99a1c"


def _text(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, fill: str = INK) -> None:
    draw.text(at, text, fill=fill, font=ImageFont.load_default(size), anchor="mm")


def _room() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 470, 800, 600), fill=FLOOR)
    return picture, draw


def board() -> Image.Image:
    """The duty board of a puskesmas that is open day and night."""
    picture, draw = _room()
    draw.rectangle((150, 90, 650, 430), fill=PAPER, outline=INK, width=6)
    draw.rectangle((150, 90, 650, 160), fill=PETROL)
    _text(draw, (400, 125), "Papan jadwal 24 jam", 36, PAPER)
    for row, shift in enumerate(("Pagi   07.00 - 14.00", "Siang   14.00 - 21.00", "Malam   21.00 - 07.00")):
        _text(draw, (400, 215 + row * 80), shift, 30)
        draw.line((180, 255 + row * 80, 620, 255 + row * 80), fill=FLOOR, width=3)
    return picture


def screen() -> Image.Image:
    """The queue screen of a waiting room."""
    picture, draw = _room()
    draw.rectangle((180, 80, 620, 340), fill=INK)
    _text(draw, (400, 130), "Nomor antrean", 34, PAPER)
    _text(draw, (400, 230), "A 027", 96, TURMERIC)
    _text(draw, (400, 312), "Poli Umum", 28, PAPER)
    for left in range(100, 700, 120):
        draw.rounded_rectangle((left, 430, left + 90, 540), 12, fill=PETROL)
    return picture


def counter() -> Image.Image:
    """An information counter."""
    picture, draw = _room()
    draw.rectangle((200, 90, 600, 170), fill=TURMERIC)
    _text(draw, (400, 130), "Loket Informasi JKN", 34)
    draw.rectangle((130, 350, 670, 520), fill=PETROL)
    draw.rectangle((110, 330, 690, 360), fill=INK)
    _text(draw, (400, 440), "Silakan bertanya", 28, PAPER)
    return picture


def _somewhere() -> Image.Exif:
    """A place at sea, in the form a phone writes."""
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "S",
            GPS.GPSLatitude: (5.0, 30.0, 0.0),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (123.0, 15.0, 0.0),
        }
    )
    return exif


DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    "papan-jadwal.jpg": board,
    "layar-antrean.jpg": screen,
    "loket-informasi.jpg": counter,
}


def make(folder: Path) -> None:
    """Write all pictures into the folder."""
    for name, draw in DRAWINGS.items():
        exif = _somewhere() if name == "papan-jadwal.jpg" else Image.Exif()
        draw().save(folder / name, quality=72, optimize=True, exif=exif)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
