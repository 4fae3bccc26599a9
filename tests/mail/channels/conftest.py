"""A service on this machine that takes texts, or not; a region's channels that speak to it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from tests.cast import Cast, cast, sign_in
from tests.database import settings_for
from tracker.extensions import db
from tracker.mail.channels import actions, outbox
from tracker.mail.channels.models import Channel, ChannelMessage
from tracker.mail.channels.rules import ChannelKind

__all__ = ["cast", "sign_in"]

MONDAY = datetime(2025, 10, 13, 0, 0, tzinfo=UTC)
SECRET = "kata-rahasia"


class Gateway:
    """Takes JSON on a loopback port; `answers` says with which status, `holds` for how many seconds it thinks."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.answers: dict[str, int] = {}
        self.holds: dict[str, float] = {}
        self.port = 0
        self._server: ThreadingHTTPServer | None = None
        self.up()

    def up(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self.port = self._server.server_port
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def down(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def address(self, path: str = "grup") -> str:
        return f"json://petugas:{SECRET}@127.0.0.1:{self.port}/{path}"

    @property
    def texts(self) -> list[str]:
        return [said["message"] for said in self.taken]


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            name = self.path.strip("/")
            gateway.asked.append(name)
            time.sleep(gateway.holds.get(name, 0))
            status = gateway.answers.get(name, 200)
            if status == 200:
                gateway.taken.append(json.loads(body))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return None

    return Handler


class Now:
    """The time, which passes when the test says so."""

    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **duration: float) -> datetime:
        self.at += timedelta(**duration)
        return self.at


class Region:
    """Buton's channels, and what they are told."""

    def __init__(self, cast: Cast, now: Now) -> None:
        self._cast, self._now = cast, now

    def channel(
        self, name: str, address: str, kinds: Collection[ChannelKind] = (ChannelKind.WEEKLY,)
    ) -> Channel:
        made = actions.add(self._cast.region_id, name=name, address=address, kinds=kinds, at=self._now())
        db.session.commit()
        return made

    def tell(self, key: str, text: str = "Terlambat: 3", kind: ChannelKind = ChannelKind.WEEKLY) -> int:
        queued = outbox.queue_for(self._cast.region_id, kind, key, text, self._now())
        db.session.commit()
        return queued

    def messages(self) -> list[ChannelMessage]:
        db.session.rollback()
        db.session.expire_all()
        return list(db.session.scalars(select(ChannelMessage).order_by(ChannelMessage.id)))


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway()
    yield made
    made.down()


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return replace(settings_for(database_url, tmp_path / "instance"), channel_private_hosts=True)


@pytest.fixture
def region(app: Flask, cast: Cast, now: Now) -> Iterator[Region]:
    with app.app_context():
        yield Region(cast, now)
