"""A copy of a text of equal length in which mail quoting, emphasis and pictures are blanks."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")
_PICTURES = re.compile(
    "[\u2190\u2191\u2193-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200b-\u200d\u2060\ufeff\xa0\xad]"
)
_ARROWS = re.compile("(?m)^([ \t]*)[\u2192\u21d2\u2794\u279c\u27a1]|[\u2192\u21d2\u2794\u279c\u27a1]")
_STARS = re.compile(r"\A[*_~]+(?=\S)|[*_~](?:(?<=\S[*_~])[*_~]*|(?<=[\s\S][*_~])[*_~]*(?=\S))")


def shadow(text: str) -> str:
    """The text with quoting, emphasis and pictures blanked, equally long."""
    plain = _QUOTED.sub(lambda match: " " * len(match[0]), text) if ">" in text else text
    if any(sign in plain for sign in "→⇒➔➜➡"):
        plain = _ARROWS.sub(lambda match: "→" if match[1] is None else match[1] + " ", plain)
    plain = _PICTURES.sub(" ", plain).replace("\r", " ").replace("\v", " ").replace("\f", " ")
    if not any(sign in plain for sign in "*_~"):
        return plain
    return _STARS.sub(lambda match: " " * len(match[0]), plain)
