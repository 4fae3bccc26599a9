"""Ten thousand broken files: each becomes text or a reason, quickly and in little memory."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from random import Random

from tests.minutes.test_reading import pdf, word
from tests.minutes.test_reading_mail import PAGE
from tracker.minutes.reading import Unreadable, read
from tracker.minutes.rules import heading, propose

COUNT = 10_000
SECONDS = 40.0
MEMORY = 200 * 1024 * 1024
TEXT = (
    b"Disepakati:\n1. Dinsos akan memutakhirkan data paling lambat 5 Mei 2025.\n- RSUD: (1) a; (2) b\n"
    b"Tindak lanjut | PJ | Waktu\nCetak kartu | BPJS | 3 hari kerja\n[1/2/25, 10.00] Kapus: sy kirim bsk\n"
)


def broken(random: Random) -> Iterator[bytes]:
    """Noise, and whole files with bytes changed, cut out, doubled or cut off; most of them text, which costs least."""
    wholes = [TEXT, TEXT.decode().encode("utf-16"), PAGE.encode(), pdf(["Dinsos akan mendata."])]
    heads = [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"<html>",
        b"From: a\nMIME-Version: 1.0\n\n",
        b"{\\rtf",
    ]
    docx = word()
    for number in range(COUNT):
        if number % 3 == 0:
            yield random.choice(heads) + random.randbytes(random.randrange(300))
        else:
            yield damaged(docx if number % 20 == 1 else random.choice(wholes), random)


def damaged(whole: bytes, random: Random) -> bytes:
    data = bytearray(whole)
    for _ in range(random.randrange(1, 6)):
        at = random.randrange(len(data))
        match random.randrange(4):
            case 0:
                data[at] = random.randrange(256)
            case 1:
                del data[at : at + random.randrange(1, 40)]
            case 2:
                data[at:at] = data[at : at + random.randrange(1, 40)]
            case _:
                data[at:] = data[at:][: random.randrange(1, len(data))]
        if not data:
            return b""
    return bytes(data)


def test_ten_thousand_broken_files_are_read_or_refused() -> None:
    started, slowest, read_ones = time.monotonic(), 0.0, 0
    for data in broken(Random(3)):
        before = time.monotonic()
        try:
            text = read(data).text
        except Unreadable:
            continue
        finally:
            slowest = max(slowest, time.monotonic() - before)
        read_ones += 1
        if read_ones % 5 == 0:
            heading(text)
            assert all(found.quote == text[found.start : found.end] for found in propose(text))
    assert read_ones > COUNT // 10
    assert slowest < 5
    assert time.monotonic() - started < SECONDS


def test_memory_stays_bounded() -> None:
    """Fifty broken copies leave nothing behind, and a long text costs a small multiple of its length."""
    random = Random(4)
    wholes = [word(), pdf(["Dinsos akan mendata."]), TEXT * 400]
    for whole in wholes:
        read(whole)
    tracemalloc.start()
    for whole in wholes * 6:
        try:
            propose(read(damaged(whole, random)).text[:5_000])
        except Unreadable:
            continue
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEMORY
