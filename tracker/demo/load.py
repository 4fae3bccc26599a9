"""`make demo`: a new database, the whole story, Monday's mails, and who can sign in."""

from __future__ import annotations

import json
import secrets
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import current_app
from flask_migrate import upgrade
from flask_security import hash_password

from config import ROOT, Settings
from tracker import clock
from tracker.commitments import actions as commitments
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Standing, Status
from tracker.demo import helping, holding, meeting, settling, telling
from tracker.demo.settling import Settled
from tracker.extensions import db
from tracker.mail.delivery import deliver_due
from tracker.people.rules import Duty
from tracker.regions.rules import local_day, moment
from tracker.reminders import actions as reminders
from tracker.reminders import runs
from tracker.reminders.queries import TICK

SAMPLES = ROOT / "samples"
MONDAYS = 4
"""How many Mondays before today's send their digests too: enough for the history to tell of them."""


def run() -> Iterator[str]:
    """Replaces the demo's database; yields what happened, a line each."""
    settings: Settings = current_app.config["SETTINGS"]
    story: dict[str, Any] = tomllib.loads((SAMPLES / "demo.toml").read_text(encoding="utf-8"))
    now = datetime.fromisoformat(story["clock"]["now"])
    _begin_anew(settings)
    began = min(datetime.fromisoformat(forum["published_at"]) for forum in story["forum"])
    settled = settling.settle(story["region"], at=began - timedelta(days=1))
    db.session.commit()
    counts = [len(story["region"]), len(settled.offices), len(settled.seats)]
    yield "{} regions, {} offices, {} posts with invented holders.".format(*counts)
    owed: dict[str, Commitment] = {}
    yield from _play(_steps(story, settled, owed, now))
    told = [len(story[kind]) for kind in ("update", "verification", "extension_answer")]
    yield "Time passed: {} reports, {} verifications, {} answers to requests for time.".format(*told)
    meeting.prepare(settled, now)
    done = _tick(now)
    runs.started(TICK, now.astimezone(UTC))
    db.session.commit()
    deliver_due(lambda: now.astimezone(UTC))
    yield f"Monday {now:%d %B %Y}, 08:05 WITA: {done} digests went out, each once; read them at /mail."
    yield from _how_it_stands(owed, now)
    yield from _who_signs_in(settings, settled)
    _set_clock(settings, now)


def _begin_anew(settings: Settings) -> None:
    """Only the demo's own SQLite file is ever removed."""
    file = settings.instance_path / "demo.db"
    if settings.database_url != f"sqlite:///{file}":
        raise SystemExit("The demo keeps to its own database: unset DATABASE_URL.")
    db.session.remove()
    db.engine.dispose()
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
    upgrade()


def _steps(
    story: dict[str, Any], settled: Settled, owed: dict[str, Commitment], now: datetime
) -> list[tuple[datetime, telling.type_step]]:
    """Everything that happens before today's Monday, in order of time."""
    steps = telling.steps(story, owed, settled, SAMPLES) + helping.steps(story, owed, settled)
    steps += meeting.steps(settled, now)
    for forum in story["forum"]:
        steps.append((datetime.fromisoformat(forum["published_at"]), partial(_hold, forum, settled, owed)))
    for forum in story["waiting"]:
        steps.append((datetime.fromisoformat(forum["handed_in_at"]), partial(_hand_in, forum, settled)))
    for back in range(MONDAYS, 0, -1):
        at = moment(now.date() - timedelta(weeks=back), 8, "Asia/Makassar") + timedelta(minutes=5)
        steps.append((at, partial(_tick_unsaid, at)))
    return sorted(steps, key=lambda step: step[0])


def _play(steps: list[tuple[datetime, telling.type_step]]) -> Iterator[str]:
    """Each step is committed, and its mails are delivered at its own moment."""
    for at, step in steps:
        line = step()
        db.session.commit()
        deliver_due(partial(at.astimezone, UTC))
        if line:
            yield line


def _hold(forum: dict[str, Any], settled: Settled, owed: dict[str, Commitment]) -> str:
    made, proposed = holding.hold(forum, settled, SAMPLES)
    owed |= made
    file = Path(forum["file"]).name
    return f"{forum['title']}: {proposed} proposals read from {file}, {len(made)} became commitments."


def _hand_in(forum: dict[str, Any], settled: Settled) -> str:
    waiting = holding.leave_waiting(forum, settled, SAMPLES)
    return f"{forum['title']}: handed in this morning; {waiting} proposals wait for the reviewer."


def _tick_unsaid(at: datetime) -> None:
    _tick(at)


def _tick(at: datetime) -> int:
    commitments.make_instances(at.astimezone(UTC), commit=db.session.commit)
    return reminders.queue_due(at.astimezone(UTC), commit=db.session.commit).queued


def _how_it_stands(owed: dict[str, Commitment], now: datetime) -> Iterator[str]:
    standings = [row.standing(local_day(now, row.region.zone)) for row in owed.values()]
    verified = sum(row.status in (Status.VERIFIED, Status.RATIFIED) for row in owed.values())
    yield (
        f"Of {len(owed)} commitments {standings.count(Standing.OVERDUE)} are overdue, "
        f"{standings.count(Standing.DUE_SOON)} due within a week, "
        f"{standings.count(Standing.WAITING)} wait for verification, "
        f"{sum(row.obstructed for row in owed.values())} obstructed, {verified} verified."
    )


def _who_signs_in(settings: Settings, settled: Settled) -> Iterator[str]:
    """One person an audience of the first region gets a password of this demo."""
    password = f"demo-{secrets.token_hex(4)}"
    hashed = hash_password(password)
    first = next(iter(settled.seats.values())).region
    people = []
    yield f"Sign in at {settings.public_url}/sign-in as one of these, all of {first.name}:"
    for duty in (Duty.REVIEWER, Duty.OWNER, Duty.LEADER, Duty.OPERATOR):
        seat = _speaker(settled, first.id, duty)
        seat.person.password = hashed
        people.append(
            {"audience": duty.value, "region": first.code, "email": seat.person.email, "password": password}
        )
        yield f"  {duty.value:9} {seat.person.email:28} {password}   {seat.post.title}"
    db.session.commit()
    kept = settings.instance_path / "demo-people.json"
    kept.write_text(json.dumps(people, indent=1), encoding="utf-8")
    kept.chmod(0o600)


def _speaker(settled: Settled, region_id: int, duty: Duty) -> settling.Seat:
    """Of the owners, the head of the Dinkes: most is asked of that office. Of the reviewers, the Kabag Kesra."""
    seats = [s for s in settled.seats.values() if s.region.id == region_id and s.post.duty is duty]
    liked = {Duty.OWNER: "Dinkes", Duty.REVIEWER: "Bagian Kesra"}.get(duty)
    return next((seat for seat in seats if seat.office.short == liked), seats[0])


def _set_clock(settings: Settings, now: datetime) -> None:
    """From here the demo's clock runs on from the Monday of the story."""
    offset = now - datetime.now(UTC)
    (settings.instance_path / "demo-clock.json").write_text(
        json.dumps({"offset_seconds": offset.total_seconds()}), encoding="utf-8"
    )
    clock.shift(offset)
