"""The one place that asks what time it is; everything below receives the answer as `at=` or `today=`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_offset = timedelta()


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC) + _offset


def shift(offset: timedelta) -> None:
    """Moves this process's clock, for the demo: its story plays on a fixed Monday and goes on from there."""
    global _offset  # noqa: PLW0603 -- the demo's clock is a property of the process
    _offset = offset
