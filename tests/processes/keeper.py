"""Schedulers that can be killed and replaced twenty times in the time of one start: forked from one made ready."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection

from flask import Flask

from config import Settings
from tracker import clock, create_app, schedule

OVER = -1


class Keeper:
    """Has one scheduler running at a time, each a process of its own."""

    def __init__(self, line: Connection[int, int]) -> None:
        self._line = line
        self._running: int | None = None

    def start(self, *, ahead: int = 0) -> None:
        """`ahead`: seconds by which its clock is before the others', so that leases and pauses are over."""
        self._line.send(ahead)
        self._running = self._line.recv()

    def kill(self) -> None:
        """SIGKILL, and waits until the process is gone."""
        if self._running:
            os.kill(self._running, signal.SIGKILL)
            self._line.recv()
            self._running = None


@contextmanager
def keeper(settings: Settings) -> Iterator[Keeper]:
    """A process that has made the product with these settings and forks a scheduler whenever it is told to."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_keep, args=(settings, theirs))
    process.start()
    kept = Keeper(ours)
    try:
        yield kept
    finally:
        kept.kill()
        ours.send(OVER)
        process.join()


def _keep(settings: Settings, line: Connection[int, int]) -> None:
    app = create_app(settings)
    forks = multiprocessing.get_context("fork")
    while (ahead := line.recv()) != OVER:
        process = forks.Process(target=_run, args=(app, settings.clock_offset + ahead))
        process.start()
        line.send(process.pid or 0)
        process.join()
        line.send(0)


def _run(app: Flask, offset: int) -> None:
    clock.shift(timedelta(seconds=offset))
    schedule.run_forever(app)
