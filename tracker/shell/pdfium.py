"""PDFium is not safe for threads: whoever reads a PDF with it waits for everybody else."""

from __future__ import annotations

from threading import Lock

LOCK = Lock()
