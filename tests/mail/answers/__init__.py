"""Answers as mail programs write them; `jawab+TOKEN@…` and the sender are put in by the test."""

from __future__ import annotations

from pathlib import Path

PLACE = b"jawab+TOKEN@buton.example"
SENDER = b"dinkes@buton.example"


def sample(name: str, to: str, *, sender: str = "") -> bytes:
    """The mail of this name to this address; from the Dinkes head unless said otherwise."""
    raw = (Path(__file__).parent / f"{name}.eml").read_bytes().replace(PLACE, to.encode())
    return raw.replace(SENDER, sender.encode()) if sender else raw
