"""The counts beside the board: how many rows each filter would leave. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.review.rules import Band, Filters, Flag

SHORT_LIST = 10
"""Offices or forums shown at first; the rest on demand."""


class Named(NamedTuple):
    """A value one can choose: its id, what it is called, how many rows it would leave."""

    id: int
    name: str
    number: int


@dataclass
class Facets:
    """For each filter, what choosing a value of it would leave while the others stay as they are.

    `all` says the same for choosing none; `longest` counts the oldest band of the whole tab.
    """

    all: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[Band, int] = field(default_factory=dict)
    flags: Mapping[Flag, int] = field(default_factory=dict)
    offices: list[Named] = field(default_factory=list)
    forums: list[Named] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    longest: int = 0


def shortened(values: list[Named], chosen: int | None, filters: Filters) -> list[Named]:
    """The values with the most rows, and the chosen one wherever it stands; all of them where that was asked for."""
    if filters.every or len(values) <= SHORT_LIST + 1:
        return values
    return [value for n, value in enumerate(values) if n < SHORT_LIST or value.id == chosen]
