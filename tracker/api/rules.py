"""What a health report says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

SILENT_AFTER = timedelta(minutes=15)
"""Three ticks of five minutes missed."""


def health(*, at: datetime, last_tick_at: datetime | None, backlog: Mapping[str, Any]) -> dict[str, Any]:
    """Ages in whole seconds; `scheduler` is `never`, `late` or `ok`."""
    age = None if last_tick_at is None else int((at - last_tick_at).total_seconds())
    scheduler = "never" if age is None else "late" if age > SILENT_AFTER.total_seconds() else "ok"
    return {
        "status": "ok" if scheduler == "ok" else "degraded",
        "database": "ok",
        "scheduler": {"state": scheduler, "last_tick_seconds": age},
        "outbox": {name: _plain(value, at) for name, value in backlog.items()},
    }


def _plain(value: Any, at: datetime) -> Any:
    return int((at - value).total_seconds()) if isinstance(value, datetime) else value
