"""Where Chromium is, and how it is started so that it asks nobody for anything."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
MISSING = "no Chromium or Chrome found (see `make browser`)"


def executable() -> str | None:
    """$CHROMIUM, or the first of the usual names; None: there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
