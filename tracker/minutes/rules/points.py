"""Points written one behind the other: "(1) mendata warga; (2) mencetak kartu" in a cell or in a sentence."""

from __future__ import annotations

import re

_MARK = re.compile(r"(?:(?<=^)|(?<=[\s;:,.]))(?:\((?P<a>\d{1,2}|[a-z])\)|(?P<b>\d{1,2}|[a-z])[.)])\s+(?=\S)")
_STARTS = ("1)", "a)", " 1. ", " a. ", "\n1. ", "\na. ", ":1. ", ";1. ", "A)", " A. ")
_BETWEEN = " • "
_FIRST = {"1": "digit", "a": "letter"}
_ENDS = " \t\n;,."
_JOINT = re.compile(r"[\s;,]*\b(?:dan|serta)\s*$", re.I)


def points(plain: str, start: int, end: int) -> tuple[int, list[tuple[int, int]]]:
    """Where the words before the first point end, and each point without its mark; no points when they do not count up.

    At least a first and a second one are needed: "Pasal 3 (1)" or a lone "a." is no list.
    """
    words = plain[start:end]
    if _BETWEEN in words and (apart := _paragraphs(plain, start, end)):
        return start, apart
    if words[:3].lower() not in ("1. ", "a. ") and not any(sign in words for sign in _STARTS):
        return end, []
    wanted = ""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(plain, start, end):
        name = (mark["a"] or mark["b"]).lower()
        if not marks and name in _FIRST:
            marks, wanted = [mark], _after(name)
        elif marks and name == wanted and bool(mark["a"]) == bool(marks[0]["a"]):
            marks.append(mark)
            wanted = _after(name)
    if len(marks) < 2:
        return end, []
    edges = [*(mark.start() for mark in marks[1:]), end]
    found = [_tight(plain, mark.end(), edge) for mark, edge in zip(marks, edges, strict=True)]
    return marks[0].start(), [span for span in found if span[1] - span[0] > 2]


def _paragraphs(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of a cell; none when one of them is too short to be a point."""
    found, at = [], start
    for part in plain[start:end].split(_BETWEEN):
        found.append((at, at + len(part)))
        at += len(part) + len(_BETWEEN)
    return found if all(plain[slice(*span)].strip().count(" ") for span in found) else []


def _after(name: str) -> str:
    return str(int(name) + 1) if name.isdigit() else chr(ord(name) + 1)


def _tight(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without the sign or word that joins it to the next point."""
    if joint := _JOINT.search(plain, start, end):
        end = joint.start()
    while end > start and plain[end - 1] in _ENDS:
        end -= 1
    return start, end
