"""Servers of a benchmark: processes of their own on the loopback, ended with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from config import ROOT, Settings

HOST = "127.0.0.1"
START_SECONDS = 30


@contextmanager
def product(settings: Settings, log: Path) -> Iterator[int]:
    """The product as `run.py web` serves it; yields its port."""
    port = free_port()
    with process([sys.executable, "run.py", "web"], port, log, environment(settings) | {"PORT": str(port)}):
        yield port


@contextmanager
def bare(settings: Settings, today: date, log: Path) -> Iterator[int]:
    """The least that shows the board's rows, on the same server; yields its port."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare", str(port), today.isoformat()]
    with process(command, port, log, environment(settings)):
        yield port


def environment(settings: Settings) -> dict[str, str]:
    """What a process needs to work with the benchmark's database and key."""
    return {
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "INSTANCE_PATH": str(settings.instance_path),
        "DEMO": "",
        "HOST": HOST,
        "PROXIES": "",
        "PUBLIC_URL": "",
    }


@contextmanager
def process(
    command: Sequence[str], port: int, log: Path, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Runs a command until the block ends; it listens on the port when the block begins."""
    with log.open("w") as output:
        running = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(running, port, log)
            yield
        finally:
            running.terminate()
            running.wait(timeout=START_SECONDS)


def _wait(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while running.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{running.args!r} did not start:\n{log.read_text()[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
