"""`python -m benchmarks.pages`: weight of a first load, and how soon the board and the answer page are there.

Weights stand beside the floors of 80 kB and 8 requests. Times are medians at 2,000 commitments in the region, one
visitor, beside the bare page of `benchmarks.bare` with the same 50 rows, asked in turn from a server of the same kind.
"""

from __future__ import annotations

import re
import secrets
import statistics
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from benchmarks import servers
from benchmarks.browser import Browser
from benchmarks.database import migrated, settings_for
from benchmarks.fill import ZONE, fill
from benchmarks.report import Measured, arguments, tell
from tracker import clock
from tracker.commitments.models import Commitment
from tracker.commitments.rules import OWED
from tracker.extensions import db
from tracker.people import links
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty
from tracker.regions.rules import local_day

COMMITMENTS = 2_000
ROUNDS = 60
WARM_UP = 5
BYTES, REQUESTS = 80_000, 8

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
NOTE = {"answer": "progress", "note": "Data 120 peserta sudah diperiksa bersama petugas kecamatan."}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--database", metavar="URL", help="an empty database, such as one of PostgreSQL")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-pages-") as folder:
        found = measured(Path(folder), wanted.database)
    tell(found, as_json=wanted.json)


def measured(folder: Path, database_url: str | None = None) -> list[Measured]:
    """Fills the database, starts both servers and asks them in turn."""
    settings, password = settings_for(database_url, folder), secrets.token_urlsafe(12)
    app = migrated(settings)
    today = local_day(clock.now(), ZONE)
    fill(app, regions=1, commitments=COMMITMENTS, today=today, password=password)
    email, tokens = _reviewer(app), _tokens(app, 2 * ROUNDS)
    with (
        servers.product(settings, folder / "product.log") as port,
        servers.bare(settings, today, folder / "bare.log") as bare_port,
    ):
        weights = _weights(port, email, password, tokens[0])
        visitor = _signed_in(port, email, password)
        return [*weights, *_times(visitor, Browser(bare_port), tokens)]


def _reviewer(app: Flask) -> str:
    """The address of somebody who may open the board."""
    with app.app_context():
        return db.session.scalars(
            select(Person.email)
            .join(Tenure)
            .join(Post)
            .where(Post.duty == Duty.REVIEWER, Tenure.until_on.is_(None))
            .limit(1)
        ).one()


def _tokens(app: Flask, how_many: int) -> list[str]:
    """Links to as many commitments that are still owed."""
    with app.app_context():
        rows = db.session.execute(
            select(Tenure.id, Commitment.id)
            .join(Tenure, Tenure.post_id == Commitment.owner_post_id)
            .where(Commitment.status.in_(OWED), Tenure.until_on.is_(None))
            .order_by(Commitment.id)
            .limit(how_many)
        )
        until = clock.now() + timedelta(days=14)
        return [links.sign(links.Link(tenure_id, commitment_id, until)) for tenure_id, commitment_id in rows]


def _signed_in(port: int, email: str, password: str) -> Browser:
    visitor = Browser(port)
    signed_in(visitor, email, password)
    return visitor


def signed_in(visitor: Browser, email: str, password: str) -> None:
    """Goes through the sign-in page."""
    form = TOKEN.search(visitor.get("/sign-in").text)
    assert form, "the sign-in page has no form"
    answer = visitor.post("/sign-in", {"csrf_token": form[1], "email": email, "password": password})
    assert answer.status == 302, f"sign-in answered {answer.status}"


def _weights(port: int, email: str, password: str, token: str) -> list[Measured]:
    signed_in = _signed_in(port, email, password)
    loads = {
        "sign_in": Browser(port).first_load("/sign-in"),
        "board": signed_in.first_load("/review"),
        "answer": Browser(port).first_load(f"/answer/{token}"),
    }
    found = []
    for name, weight in loads.items():
        found.append(
            Measured(f"{name}_bytes", weight.size, BYTES, "bytes", "gzip, first load with all it asks for")
        )
        found.append(Measured(f"{name}_requests", weight.requests, REQUESTS, "requests", "first load"))
    return found


def _times(visitor: Browser, bare: Browser, tokens: list[str]) -> list[Measured]:
    stranger, unused = Browser(visitor.port), iter(tokens)
    asks: dict[str, Callable[[], float]] = {
        "bare": lambda: _seconds(bare, "/"),
        "board": lambda: _seconds(visitor, "/review"),
        "answer_get": lambda: _seconds(stranger, f"/answer/{tokens[0]}"),
        "answer_post": lambda: _posted(stranger, next(unused)),
    }
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for turn in range(WARM_UP + ROUNDS):
        for name, ask in asks.items():
            seconds = ask()
            if turn >= WARM_UP:
                taken[name].append(seconds)
    p50 = {name: 1000 * statistics.median(seconds) for name, seconds in taken.items()}
    notes = {"board": "50 of 2,000", "answer_get": "", "answer_post": "with its commit, to the redirect"}
    return [Measured(f"{name}_p50_ms", p50[name], p50["bare"], "ms", note) for name, note in notes.items()]


def _seconds(visitor: Browser, address: str) -> float:
    answer = visitor.get(address)
    assert answer.status == 200, f"{address} answered {answer.status}"
    return answer.seconds


def _posted(visitor: Browser, token: str) -> float:
    answer = visitor.post(f"/answer/{token}", NOTE)
    assert answer.status == 303, f"the answer was not taken: {answer.status}"
    return answer.seconds


if __name__ == "__main__":
    main()
