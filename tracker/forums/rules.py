"""How often a series of forums meets. Pure."""

from __future__ import annotations

from enum import StrEnum


class Rhythm(StrEnum):
    """How often the forums of a series are held."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
