"""The real product behind its real server, on a port of this machine, for a browser to click through."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import waitress
from flask import Flask

from config import Settings
from tracker import create_app

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Live:
    """`url` is where it answers; `app` is for preparing and looking, with `with live.app.app_context():`."""

    app: Flask
    url: str


@contextmanager
def serve(settings: Settings) -> Iterator[Live]:
    """Serves until the block ends."""
    listening = socket.create_server((HOST, 0))
    url = f"http://{HOST}:{listening.getsockname()[1]}"
    app = create_app(replace(settings, public_url=url))
    server = waitress.create_server(app, sockets=[listening], threads=4)
    thread = threading.Thread(target=_run, args=(server,), name="live product")
    thread.start()
    try:
        yield Live(app, url)
    finally:
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()
        listening.close()


def _run(server: waitress.server.BaseWSGIServer) -> None:
    server.asyncore.loop(timeout=0.2, map=server._map)
