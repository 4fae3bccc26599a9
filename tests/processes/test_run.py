"""`python run.py`: one command brings the product up, and a start that cannot work says why in one line."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import ROOT

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "INSTANCE_PATH": str(folder), "DEMO": "0", "HOST": HOST, **settings}


@contextmanager
def started(folder: Path, part: str = "all", **settings: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "run.py", part],
        cwd=ROOT,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def health(port: int) -> dict[str, object]:
    """What /healthz says, once the server listens."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=10) as answer:
                return dict(json.load(answer))
        except OSError:
            assert time.monotonic() < end, "the server did not answer"
            time.sleep(0.1)


def test_one_command_from_nothing_to_a_page_and_a_link_for_the_first_operator(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path, PORT=str(port)) as process:
        health(port)
        process.terminate()
        said = process.stdout.read() if process.stdout else ""

        assert process.wait(timeout=40) == 0
    assert f"http://{HOST}:{port}" in said
    assert f"http://{HOST}:{port}/start/" in said
    assert "Traceback" not in said


def test_two_starts_at_once_on_a_fresh_file_bring_it_up_together(tmp_path: Path) -> None:
    ports = [free_port(), free_port()]
    with (
        started(tmp_path, "web", PORT=str(ports[0])) as one,
        started(tmp_path, "web", PORT=str(ports[1])) as other,
    ):
        for port in ports:
            health(port)
        assert one.poll() is None
        assert other.poll() is None


def refused(folder: Path, **settings: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "run.py"],
        cwd=ROOT,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"HOST": "0.0.0.0"}, "SECRET_KEY"),  # noqa: S104 -- the very thing that is refused
        ({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none"}, "DATABASE_URL"),
    ],
)
def test_settings_that_cannot_work_are_named_in_one_line(
    tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    status, last = refused(tmp_path, **settings)

    assert status == 2
    assert last.startswith("Tindak Lanjut did not start.")
    assert named in last


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        status, last = refused(tmp_path, PORT=str(port))

    assert status == 2
    assert f"Port {port} on {HOST} is taken" in last
