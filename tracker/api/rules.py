"""What a health report says. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

SILENT_AFTER = timedelta(minutes=15)
"""Three ticks of five minutes missed."""


def health(
    *,
    at: datetime,
    last_tick_at: datetime | None,
    queued: int,
    oldest_queued_at: datetime | None,
    dead: int,
) -> dict[str, Any]:
    """Ages in whole seconds, None for what never was; the scheduler is `never`, `late` or `ok`."""
    late = last_tick_at is not None and at - last_tick_at > SILENT_AFTER
    scheduler = "never" if last_tick_at is None else "late" if late else "ok"
    return {
        "status": "ok" if scheduler == "ok" else "degraded",
        "database": "ok",
        "scheduler": {"state": scheduler, "last_tick_seconds": _age(last_tick_at, at)},
        "outbox": {"queued": queued, "oldest_queued_seconds": _age(oldest_queued_at, at), "dead": dead},
    }


def _age(then: datetime | None, at: datetime) -> int | None:
    """Never below zero: clocks of two machines differ a little."""
    return None if then is None else max(int((at - then).total_seconds()), 0)
