"""`python -m benchmarks.fill --regions N --commitments N`: fills a database that holds no offices yet.

The settings' database, or the one of `--database`, is brought up to date first.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from time import perf_counter

from benchmarks.database import migrated
from benchmarks.fill import ZONE, NotEmpty, fill
from config import Settings, SettingsError
from tracker import clock
from tracker.regions.rules import local_day


def main() -> None:
    wanted = _arguments()
    try:
        settings = Settings.from_env()
    except SettingsError as fault:
        sys.exit(str(fault))
    if wanted.database:
        settings = replace(settings, database_url=wanted.database)
    app = migrated(settings)
    started = perf_counter()
    try:
        rows = fill(
            app,
            regions=wanted.regions,
            commitments=wanted.commitments,
            seed=wanted.seed,
            today=wanted.today,
            password=wanted.password,
        )
    except NotEmpty:
        sys.exit(
            "This database holds offices already; give an empty one, for example --database sqlite:///new.db"
        )
    except ValueError as fault:
        sys.exit(str(fault))
    _tell(rows, perf_counter() - started)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill", description=__doc__)
    parser.add_argument("--regions", type=int, required=True, help="how many regions are opened")
    parser.add_argument(
        "--commitments", type=int, required=True, help="how many commitments, spread evenly over them"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other rows (default: 1)")
    parser.add_argument("--database", metavar="URL", help="default: that of the settings")
    parser.add_argument("--password", help="everyone's; without it nobody can sign in")
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=local_day(clock.now(), ZONE),
        metavar="DAY",
        help="the day on which three in ten are overdue; the same seed and day give the same rows (default: today)",
    )
    return parser.parse_args()


def _tell(rows: dict[str, int], seconds: float) -> None:
    for table, written in rows.items():
        print(f"{table:<14} {written:>12,}")
    print(f"{sum(rows.values()):,} rows in {seconds:.1f} s")


if __name__ == "__main__":
    main()
