"""Speaking to a channel from outside: a process of its own, which is ended when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from queue import Empty, Queue
from types import TracebackType
from typing import Self

from config import ROOT
from tracker.mail.channels.rules import Fault, Trouble

START_PATIENCE = 40.0
PATIENCE = 20.0
"""Seconds to wait for the process to be ready, and for one answer."""

INHERITED = (
    "PATH LANG LC_ALL TMPDIR TEMP SYSTEMROOT HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy "
    "SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE PYTHONDONTWRITEBYTECODE"
).split()
"""Of our surroundings the process gets these and no more: not our key, not the database."""


class Voice:
    """Tells one text after another; a process that fell silent is ended and a new one started for the next text."""

    def __init__(self, *, private_hosts: bool, patience: float = PATIENCE) -> None:
        self._private_hosts = private_hosts
        self._patience = patience
        self._process: subprocess.Popen[str] | None = None
        self._answers: Queue[str | None] = Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def say(self, address: str, text: str, *, title: str = "") -> Fault | None:
        """None: the service took the text. No address is ever part of the answer."""
        process = self._process or self._start()
        if process is None:
            return Fault(Trouble.SILENT)
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps({"address": address, "text": text, "title": title}) + "\n")
            process.stdin.flush()
            answer = self._answers.get(timeout=self._patience)
        except (OSError, Empty):
            answer = None
        if answer is None:
            self._end()
            return Fault(Trouble.SILENT)
        said = json.loads(answer)
        return Fault(Trouble(said[0]), said[1]) if said else None

    def understands(self, address: str) -> bool:
        """Whether Apprise can make sense of the address; nothing is sent."""
        return self.say(address, "") is None

    def _start(self) -> subprocess.Popen[str] | None:
        more = ["--private-hosts"] if self._private_hosts else []
        self._answers = Queue()
        self._process = subprocess.Popen(  # noqa: S603 -- our own module, with no word of anyone's in its arguments
            [sys.executable, "-m", "tracker.mail.channels.voice", *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_surroundings(),
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()
        try:
            ready = self._answers.get(timeout=START_PATIENCE)
        except Empty:
            ready = None
        if ready is None:
            self._end()
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            with process:
                pass


def _listen(process: subprocess.Popen[str], answers: Queue[str | None]) -> None:
    """Hands each line on; None when the process is gone."""
    assert process.stdout is not None
    try:
        for line in process.stdout:
            answers.put(line)
    except ValueError:  # closed while we read
        pass
    answers.put(None)


def _surroundings() -> dict[str, str]:
    """Passwords that the account keeps for other hosts stay unread."""
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return kept | {"NETRC": os.devnull, "PYTHONWARNINGS": "ignore"}
