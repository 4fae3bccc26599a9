"""A benchmark's figures, as a table for people or as one object for programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One figure beside its limit: the least that was measured in the same run, or a floor the product promises."""

    name: str
    value: float
    limit: float
    unit: str
    note: str = ""

    @property
    def ratio(self) -> float:
        """`value` in terms of `limit`; for speeds the more the better, for all else the less."""
        return self.value / self.limit if self.limit else float("nan")


def arguments(about: str | None) -> argparse.ArgumentParser:
    """A parser that knows the door all benchmarks share."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--json", action="store_true", help="one object instead of a table")
    return parser


def tell(found: Sequence[Measured], *, as_json: bool) -> None:
    """Prints the figures."""
    print(as_object(found) if as_json else as_table(found))


def as_object(found: Sequence[Measured]) -> str:
    """One object; a key for each measured thing."""
    things = {
        m.name: {
            "value": _short(m.value),
            "limit": _short(m.limit),
            "ratio": _short(m.ratio),
            "unit": m.unit,
            "note": m.note,
        }
        for m in found
    }
    return json.dumps(things, indent=1)


def as_table(found: Sequence[Measured]) -> str:
    """Columns for a terminal."""
    head = ("", "value", "limit", "ratio", "unit", "")
    lines = [
        (m.name, f"{_short(m.value):g}", f"{_short(m.limit):g}", f"{m.ratio:.2f}", m.unit, m.note)
        for m in found
    ]
    widths = [max(len(line[n]) for line in [head, *lines]) for n in range(len(head))]
    return "\n".join(_laid(line, widths) for line in [head, *lines])


def _laid(line: tuple[str, ...], widths: list[int]) -> str:
    name, *numbers, unit, note = line
    figures = "  ".join(number.rjust(width) for number, width in zip(numbers, widths[1:4], strict=True))
    return f"{name.ljust(widths[0])}  {figures}  {unit.ljust(widths[4])}  {note}".rstrip()


def _short(number: float) -> float:
    """Four digits: no measurement here is better than that."""
    return float(f"{number:.4g}")
