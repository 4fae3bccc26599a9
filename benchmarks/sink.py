"""An SMTP server that takes all and keeps nothing, in a process of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import servers

AIOSMTPD = "aiosmtpd"
SMTP_SINK = "smtp-sink"


@contextmanager
def sink(log: Path) -> Iterator[tuple[str, int]]:
    """Yields its name and port: postfix's `smtp-sink` when it is there, else aiosmtpd, which is several times slower.

    A slow sink flatters: the more time both spend waiting for it, the nearer our speed comes to the limit's.
    """
    port = servers.free_port()
    name, command = _command(port)
    with servers.process(command, port, log):
        yield name, port


def _command(port: int) -> tuple[str, list[str]]:
    if program := shutil.which(SMTP_SINK, path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
        return SMTP_SINK, [program, *as_nobody, f"{servers.HOST}:{port}", "1000"]
    address = f"{servers.HOST}:{port}"
    return AIOSMTPD, [sys.executable, "-m", "aiosmtpd", "-n", "-l", address, "-c", "aiosmtpd.handlers.Sink"]
