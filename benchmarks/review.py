"""`python -m benchmarks.review`: the review table of one region, beside the bare SQL of the same rows.

`first_page`, `facets` and `search` are medians in milliseconds at the larger size, the page with everything on it, the
other two as the product asks the database; each stands beside one statement over the driver itself that brings the
same rows. `growth` is the first page at the larger size beside the first page at the smaller, both in regions of 2,000
commitments. `throughput` is pages a second with eight visitors beside the bare page of `benchmarks.bare`.
"""

from __future__ import annotations

import argparse
import secrets
import statistics
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks import servers
from benchmarks.bare import Database
from benchmarks.browser import Browser
from benchmarks.database import migrated, settings_for
from benchmarks.fill import ZONE, fill
from benchmarks.pages import TOKEN, signed_in
from benchmarks.report import Measured, arguments, tell
from config import Settings
from tracker import clock
from tracker.commitments import words
from tracker.extensions import db
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty
from tracker.regions.models import Office
from tracker.regions.queries import calendar_of
from tracker.regions.rules import local_day
from tracker.review import queries
from tracker.review.rules import Filters, edges

IN_A_REGION = 2_000
SMALL, LARGE = 4_000, 20_000
ROUNDS, WARM_UP = 40, 5
VISITORS, SECONDS = 8, 6.0
SOUGHT = "puskesmas dokter"

OVERDUE = """
c.region_id = {region} AND c.published_at IS NOT NULL AND c.status IN ('not started', 'in progress', 'sent back')
AND c.due_on < '{today}'
AND NOT EXISTS (SELECT 1 FROM extensions e WHERE e.commitment_id = c.id AND e.state = 'asked')
AND NOT EXISTS (SELECT 1 FROM petitions a WHERE a.commitment_id = c.id AND a.state = 'asked')
"""
PAGE = """
SELECT c.id, c.action, c.due_on, c.original_due_on, c.status, c.obstacle, c.extended,
    p.title, o.name, f.title, u.note, u.at
FROM commitments c JOIN posts p ON p.id = c.owner_post_id JOIN offices o ON o.id = c.owner_office_id
JOIN forums f ON f.id = c.forum_id LEFT JOIN updates u ON u.id = c.last_update_id
WHERE {overdue} ORDER BY c.due_on, c.id LIMIT 51
"""
FACETS = """
SELECT c.owner_office_id, c.forum_id, c.due_on, c.status, c.extended > 0, c.obstacle <> '', c.last_update_id IS NULL,
    count(*)
FROM commitments c WHERE {overdue} GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
FOUND = {
    "sqlite": "c.id IN (SELECT rowid FROM commitment_words WHERE commitment_words MATCH '{query}')",
    "postgresql": "c.id IN (SELECT commitment_id FROM commitment_words WHERE words @@ to_tsquery('simple', '{query}'))",
}


@dataclass(frozen=True)
class Scene:
    """A filled database, somebody who may open its board, and the region of that board."""

    app: Flask
    settings: Settings
    today: date
    email: str
    password: str
    region_id: int


def main() -> None:
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="benchmark-review-") as folder:
        found = measured(Path(folder), wanted.small, wanted.large, wanted.databases)
    tell(found, as_json=wanted.json)


def _arguments() -> argparse.Namespace:
    parser = arguments(__doc__)
    parser.add_argument("--small", type=int, default=SMALL, help=f"commitments (default: {SMALL})")
    parser.add_argument("--large", type=int, default=LARGE, help=f"commitments (default: {LARGE})")
    parser.add_argument(
        "--databases",
        nargs=2,
        metavar="URL",
        default=(None, None),
        help="two empty ones, for small and large",
    )
    return parser.parse_args()


def measured(
    folder: Path, small: int, large: int, databases: Sequence[str | None] = (None, None)
) -> list[Measured]:
    """Fills both, then measures each in turn on this machine."""
    (folder / "small").mkdir()
    (folder / "large").mkdir()
    little = _filled(settings_for(databases[0], folder / "small"), small)
    much = _filled(settings_for(databases[1], folder / "large"), large)
    before = _first_page(little)
    return [
        *_beside_sql(much, large),
        _growth(before, _first_page(much), small, large),
        _throughput(much, folder),
    ]


def _filled(settings: Settings, commitments: int) -> Scene:
    app, password = migrated(settings), secrets.token_urlsafe(12)
    today = local_day(clock.now(), ZONE)
    regions = max(1, commitments // IN_A_REGION)
    fill(app, regions=regions, commitments=commitments, today=today, password=password)
    with app.app_context():
        words.index_all()
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")
        else:
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.commit()
        email, region_id = db.session.execute(
            select(Person.email, Office.region_id)
            .join(Tenure, Tenure.person_id == Person.id)
            .join(Post, Post.id == Tenure.post_id)
            .join(Office, Office.id == Post.office_id)
            .where(Post.duty == Duty.REVIEWER, Tenure.until_on.is_(None))
            .order_by(Office.region_id)
            .limit(1)
        ).one()
        db.engine.dispose()
    return Scene(app, settings, today, email, password, region_id)


def _first_page(scene: Scene) -> float:
    """Milliseconds of the whole page, in this process."""
    with _opened(scene) as page:
        return _median(page)


@contextmanager
def _opened(scene: Scene) -> Iterator[Callable[[], Any]]:
    client = scene.app.test_client()
    form = TOKEN.search(client.get("/sign-in").text)
    assert form, "the sign-in page has no form"
    typed = {"csrf_token": form[1], "email": scene.email, "password": scene.password}
    assert client.post("/sign-in", data=typed).status_code == 302
    yield lambda: client.get("/review")
    with scene.app.app_context():
        db.engine.dispose()


def _beside_sql(scene: Scene, size: int) -> list[Measured]:
    bare = Database(scene.settings.database_url)
    overdue = OVERDUE.format(region=scene.region_id, today=scene.today.isoformat())
    filters, sought = Filters(), Filters(words=SOUGHT)

    def sql(statement: str) -> Callable[[], Any]:
        return lambda: bare.rows(statement)

    with scene.app.app_context():
        bounds = edges(scene.today, calendar_of(scene.region_id, [scene.today.year]))
        asks: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "facets": (
                lambda: queries.facets(scene.region_id, filters, scene.today, bounds),
                sql(FACETS.format(overdue=overdue)),
            ),
            "search": (
                lambda: queries.rows(scene.region_id, sought, scene.today, bounds),
                sql(PAGE.format(overdue=f"{overdue} AND {_found(scene)}")),
            ),
        }
        found = {name: (_median(_fresh(ours)), _median(theirs)) for name, (ours, theirs) in asks.items()}
    page_limit = _median(sql(PAGE.format(overdue=overdue)))
    bare.close()
    note = f"one region of {size:,} commitments"
    first = Measured("first_page", _first_page(scene), page_limit, "ms", note)
    return [first, *(Measured(name, ours, theirs, "ms", note) for name, (ours, theirs) in found.items())]


def _fresh(ask: Callable[[], Any]) -> Callable[[], Any]:
    """Without what the session remembers of the time before."""

    def asked() -> Any:
        db.session.rollback()
        db.session.expunge_all()
        return ask()

    return asked


def _found(scene: Scene) -> str:
    with scene.app.app_context():
        dialect = db.engine.dialect.name
    marks = ('"{}"*', " ") if dialect == "sqlite" else ("{}:*", " & ")
    parts = [f'"r{scene.region_id}"' if dialect == "sqlite" else f"r{scene.region_id}"]
    parts += [marks[0].format(word) for word in words.searched(SOUGHT)]
    return FOUND[dialect].format(query=marks[1].join(parts))


def _growth(before: float, after: float, small: int, large: int) -> Measured:
    return Measured("growth", after, before, "ms", f"first page at {large:,} beside {small:,}")


def _throughput(scene: Scene, folder: Path) -> Measured:
    with (
        servers.product(scene.settings, folder / "product.log") as port,
        servers.bare(scene.settings, scene.today, folder / "bare.log") as bare_port,
    ):
        visitors = [Browser(port) for _ in range(VISITORS)]
        for visitor in visitors:
            signed_in(visitor, scene.email, scene.password)
        bare = [Browser(bare_port) for _ in range(VISITORS)]
        limit = _per_second(bare, "/")
        return Measured("throughput", _per_second(visitors, "/review"), limit, "pages/s", "eight visitors")


def _per_second(visitors: Sequence[Browser], address: str) -> float:
    """How often all of them together get the page, asking one after another for some seconds."""
    counts, until = [0] * len(visitors), perf_counter() + SECONDS

    def ask(number: int) -> None:
        while perf_counter() < until:
            answer = visitors[number].get(address)
            assert answer.status == 200, f"{address} answered {answer.status}"
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(visitors))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def _median(ask: Callable[[], Any]) -> float:
    """Milliseconds."""
    taken = []
    for turn in range(WARM_UP + ROUNDS):
        started = perf_counter()
        ask()
        if turn >= WARM_UP:
            taken.append(1000 * (perf_counter() - started))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
