"""`python -m benchmarks.review`: the review table of a region and of the nation, beside the bare SQL of the same rows.

`first_page`, `facets` and `search` are medians in milliseconds at the largest size in a region of 2,000, the page with
everything on it, the other two as the product asks the database; each stands beside one statement over the driver
itself that brings the same rows. `nation_page`, `nation_facets` and `nation_search` are the same over all regions;
the bare SQL of that page is its rows and its counts. `growth` is the first page of a region at the largest size beside
that at the smallest. `throughput` is pages a second with eight visitors at the middle size beside the bare page of
`benchmarks.bare`.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import select

from benchmarks import servers
from benchmarks.bare import Database
from benchmarks.browser import Browser
from benchmarks.database import settings_for
from benchmarks.fill import ZONE
from benchmarks.pages import signed_in
from benchmarks.report import Measured, arguments, tell
from benchmarks.scenes import Scene, filled, opened
from tracker import clock
from tracker.commitments import words
from tracker.extensions import db
from tracker.people import queries as people
from tracker.regions.models import Region
from tracker.regions.rules import Level
from tracker.review import queries
from tracker.review.rules import Filters, Sight

SMALL, MIDDLE, LARGE = 4_000, 10_000, 20_000
ROUNDS, FEW, WARM_UP = 40, 7, 3
VISITORS, SECONDS = 8, 6.0
SOUGHT = "puskesmas dokter"

OVERDUE = """
{where} c.published_at IS NOT NULL AND c.status IN ('not started', 'in progress', 'sent back')
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
NATION_FACETS = """
SELECT c.region_id, c.due_on, c.status, c.extended > 0, c.obstacle <> '', c.heard_at < '{quiet}', count(*)
FROM commitments c WHERE {overdue} GROUP BY 1, 2, 3, 4, 5, 6
"""
FOUND = {
    "sqlite": "c.id IN (SELECT rowid FROM commitment_words WHERE commitment_words MATCH '{query}')",
    "postgresql": "c.id IN (SELECT commitment_id FROM commitment_words WHERE words @@ to_tsquery('simple', '{query}'))",
}


def main() -> None:
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="benchmark-review-") as folder:
        found = measured(Path(folder), wanted)
    tell(found, as_json=wanted.json)


def _arguments() -> argparse.Namespace:
    parser = arguments(__doc__)
    for name, size in (("small", SMALL), ("middle", MIDDLE), ("large", LARGE)):
        parser.add_argument(f"--{name}", type=int, default=size, help=f"commitments (default: {size})")
    parser.add_argument(
        "--databases", nargs=3, metavar="URL", default=(None, None, None), help="three: small, middle, large"
    )
    parser.add_argument("--password", help="everyone's, where the databases were filled before")
    return parser.parse_args()


def measured(folder: Path, wanted: argparse.Namespace) -> list[Measured]:
    """Fills what is empty, then measures each in turn on this machine."""
    scenes = []
    for name, url in zip(("small", "middle", "large"), wanted.databases, strict=True):
        (folder / name).mkdir()
        settings = settings_for(url, folder / name)
        scenes.append(filled(settings, getattr(wanted, name), wanted.password))
    little, middle, much = scenes
    before = _first_page(little)
    return [
        *_beside_sql(much, wanted.large),
        *_nation(much, wanted.large),
        _growth(before, _first_page(much), wanted.small, wanted.large),
        _throughput(middle, folder, wanted.middle),
    ]


def _first_page(scene: Scene) -> float:
    """Milliseconds of the whole page, in this process."""
    with opened(scene) as page:
        return _median(page)


def _beside_sql(scene: Scene, size: int) -> list[Measured]:
    bare = Database(scene.settings.database_url)
    overdue = _overdue(scene, f"c.region_id = {scene.region_id} AND")
    with scene.app.app_context():
        see = _sight(scene.email, scene.region_id, wide=False)
        pairs = _pairs(see, bare, overdue, FACETS.format(overdue=overdue))
        found = {name: (_median(ours), _median(theirs)) for name, (ours, theirs) in pairs.items()}
    page_limit = _median(lambda: bare.rows(PAGE.format(overdue=overdue)))
    bare.close()
    note = f"one region of {size:,} commitments"
    first = Measured("first_page", _first_page(scene), page_limit, "ms", note)
    return [first, *(Measured(name, ours, theirs, "ms", note) for name, (ours, theirs) in found.items())]


def _nation(scene: Scene, size: int) -> list[Measured]:
    bare = Database(scene.settings.database_url)
    overdue = _overdue(scene, "")
    with scene.app.app_context():
        nation = db.session.scalars(select(Region.id).where(Region.level == Level.NATION)).one()
        see = _sight(scene.above, nation, wide=True)
        counted = NATION_FACETS.format(overdue=overdue, quiet=see.quiet_before.isoformat())
        pairs = _pairs(see, bare, overdue, counted)
        found = {name: (_median(ours, FEW), _median(theirs, FEW)) for name, (ours, theirs) in pairs.items()}
    rows = PAGE.format(overdue=overdue)
    limit = _median(lambda: (bare.rows(rows), bare.rows(counted)), FEW)
    bare.close()
    with opened(scene, "/review?below=1", scene.above) as page:
        first = Measured("nation_page", _median(page, FEW), limit, "ms", f"all regions of {size:,}")
    return [first, *(Measured(f"nation_{name}", *pair, "ms", first.note) for name, pair in found.items())]


def _overdue(scene: Scene, where: str) -> str:
    return OVERDUE.format(where=where, today=scene.today.isoformat())


def _sight(email: str, region_id: int, *, wide: bool) -> Sight:
    person = people.by_email(email)
    assert person, "nobody reviews there"
    asker = people.asker(person, at=clock.now())
    return queries.sight(asker, region_id, ZONE, wide=wide, at=clock.now())[0]


def _pairs(
    see: Sight, bare: Database, overdue: str, counted: str
) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """What the product asks, beside the same over the driver."""
    found = PAGE.format(overdue=f"{overdue} AND {_found(None if see.wide else see.region_id)}")
    return {
        "facets": (_fresh(lambda: queries.counts(Filters(), see)), lambda: bare.rows(counted)),
        "search": (_fresh(lambda: queries.shown(Filters(words=SOUGHT), see)), lambda: bare.rows(found)),
    }


def _fresh(ask: Callable[[], Any]) -> Callable[[], Any]:
    """Without what the session remembers of the time before."""

    def asked() -> Any:
        db.session.rollback()
        db.session.expunge_all()
        return ask()

    return asked


def _found(region_id: int | None) -> str:
    """The condition of the search; None: in every region. Needs the application's context."""
    dialect = db.engine.dialect.name
    mark, between = ('"{}"*', " ") if dialect == "sqlite" else ("{}:*", " & ")
    parts = [] if region_id is None else [f"r{region_id}"]
    parts += [mark.format(word) for word in words.searched(SOUGHT)]
    return FOUND[dialect].format(query=between.join(parts))


def _growth(before: float, after: float, small: int, large: int) -> Measured:
    return Measured("growth", after, before, "ms", f"first page of a region at {large:,} beside {small:,}")


def _throughput(scene: Scene, folder: Path, size: int) -> Measured:
    with (
        servers.product(scene.settings, folder / "product.log") as port,
        servers.bare(scene.settings, scene.today, folder / "bare.log") as bare_port,
    ):
        visitors = [Browser(port) for _ in range(VISITORS)]
        for visitor in visitors:
            signed_in(visitor, scene.email, scene.password)
        bare = [Browser(bare_port) for _ in range(VISITORS)]
        limit = _per_second(bare, "/")
        return Measured(
            "throughput", _per_second(visitors, "/review"), limit, "pages/s", f"eight visitors at {size:,}"
        )


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


def _median(ask: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Milliseconds."""
    taken = []
    for turn in range(WARM_UP + rounds):
        started = perf_counter()
        ask()
        if turn >= WARM_UP:
            taken.append(1000 * (perf_counter() - started))
    return statistics.median(taken)


if __name__ == "__main__":
    main()
