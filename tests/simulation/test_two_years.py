"""Two years of three regions and two hundred owners, downtimes, deaths, double schedulers: what always holds."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.database import SQLITE
from tests.simulation.histories import DAY
from tests.simulation.running import Schedulers
from tests.simulation.settling import Settlement
from tests.simulation.witness import CLOSES, LAST_CALL, OPENS, Sent, Witness, sent
from tests.simulation.world import BEGIN, ZONES, World
from tracker.extensions import db
from tracker.mail.compose import Composed
from tracker.reminders import letters

pytestmark = pytest.mark.databases(SQLITE)

DIGESTS = {"weekly-digest", "review-digest", "leader-digest"}


@pytest.fixture
def quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a mail says in which words is another test's claim."""
    monkeypatch.setattr(letters, "compose", lambda folder, **_: Composed(folder, folder, folder))


@pytest.mark.parametrize("seed", [11, 12])
def test_half_a_year_of_thirty_owners(app: Flask, quick_words: None, seed: int) -> None:
    simulate(app, Random(seed), owners=30, days=190)


@pytest.mark.patient
def test_two_years_of_two_hundred_owners(app: Flask, quick_words: None) -> None:
    simulate(app, Random(2025), owners=201, days=731)


def simulate(app: Flask, random: Random, *, owners: int, days: int) -> None:
    """Lets the clock run over the world, then asks the witness."""
    with app.app_context():
        world = World(random, owners=owners, end=BEGIN + timedelta(days=days))
        Settlement(world).build()
        schedulers = Schedulers(app, world, random)
        with db.engine.connect():
            schedulers.run()
        assert len(schedulers.deaths) > days / 60
        assert schedulers.interleaved > days / 20

        witness, mails = Witness(world, schedulers.ticks, schedulers.deaths), sent()
        assert len(mails) > 0.04 * owners * days
        no_mail_on_days_off_or_at_night(witness, mails)
        at_most_one_mail_a_day(mails)
        one_digest_a_week(witness, mails)
        rungs_in_their_time(witness)
        nothing_after_closing(witness)


def no_mail_on_days_off_or_at_night(witness: Witness, mails: list[Sent]) -> None:
    for mail in mails:
        assert witness.is_working(mail.region, mail.here.date(), known_at=mail.here), mail
        assert OPENS <= mail.here.hour < CLOSES, mail


def at_most_one_mail_a_day(mails: list[Sent]) -> None:
    days = Counter((mail.region, mail.person_id, mail.here.date()) for mail in mails)
    assert [day for day, number in days.items() if number > 1] == []


def one_digest_a_week(witness: Witness, mails: list[Sent]) -> None:
    """Never two; one in each week in which there was something to say whenever a scheduler was awake for it."""
    had = Counter((m.region, m.person_id, m.week) for m in mails if m.kind in DIGESTS)
    assert [week for week, number in had.items() if number > 1] == []
    handed = {(m.region, m.person_id, m.week) for m in mails if m.kind == "handover"}
    everyone = {(seat.person_id, witness.world.posts[seat.post_id]) for seat in witness.world.seats}
    above = _above(witness.world)
    for those, unclear in ((everyone - above, 0.3), (above, 0.4)):
        judged = Counter[str]()
        for person_id, region in sorted(those):
            monday = date(2024, 1, 8)
            while monday + 7 * DAY < witness.world.end.date():
                week = (region, person_id, monday.isocalendar()[:2])
                digests = had[week]
                verdict = expected(witness, mails, person_id, region, monday)
                judged[str(verdict)] += 1
                # the summary of all that was taken over stands for the digest
                only_handed = week in handed and not digests
                fits = verdict is None or only_handed or digests == verdict
                assert fits, (person_id, region, monday, digests, verdict)
                monday += 7 * DAY
        assert judged["1"] > 0.1 * judged.total(), judged
        assert judged["None"] < unclear * judged.total(), judged


def _above(world: World) -> set[tuple[int, str]]:
    """Who reviews or leads."""
    posts = {post_id for those in world.above.values() for post_id in those}
    return {(seat.person_id, world.posts[seat.post_id]) for seat in world.seats if seat.post_id in posts}


def expected(witness: Witness, mails: list[Sent], person_id: int, region: str, monday: date) -> int | None:
    """How many digests the person's week must have; None where the story moved too much in between to say."""
    chances = [at for at in witness.chances(region, monday) if witness.holds(person_id, region, at)]
    owing = [witness.has_to_hear(person_id, region, at) for at in chances]
    killed = [
        witness.has_to_hear(person_id, region, at)
        for at in witness.chances(region, monday, of=witness.killed)
    ]
    if killed and len({*killed, *owing}) > 1:
        return None
    if not any(owe is not False for owe in owing):
        return 0
    changes = witness.changed_in(person_id, region, monday)
    if changes:
        return _after_changes(
            witness, mails, person_id, region, list(zip(chances, owing, strict=True)), max(changes)
        )
    due = [
        owe for at, owe in zip(chances, owing, strict=True) if witness.is_due(person_id, region, monday, at)
    ]
    if not due:
        return None if killed else 0
    return None if due[0] is None else int(due[0])


def _after_changes(
    witness: Witness,
    mails: list[Sent],
    person_id: int,
    region: str,
    chances: list[tuple[datetime, bool | None]],
    changed_at: datetime,
) -> int | None:
    """Whatever was chosen or announced in the week: who was awake at its last call has not lost the digest.

    Only who had a notice on that very day waits for the next week: there are never two mails a day.
    """
    last, _ = chances[-1]
    here = last.astimezone(ZoneInfo(ZONES[region]))
    rest = [here.date() + n * DAY for n in range(1, 7 - here.weekday())]
    is_last_call = here.hour >= LAST_CALL and not any(
        witness.is_working(region, day, known_at=last) for day in rest
    )
    noticed = any(
        (mail.region, mail.person_id, mail.here.date()) == (region, person_id, here.date())
        and mail.kind in ("notice", "handover")
        for mail in mails
    )
    if is_last_call and last > changed_at and not noticed and all(owe for _, owe in chances):
        return 1
    return None


def rungs_in_their_time(witness: Witness) -> None:
    """No rung before its day, none while the owner had no turn, each once, and in the order of the ladder."""
    highest: dict[tuple[int, date, int], int] = {}
    for promise, row in witness.rungs():
        now = promise.standing(row.at)
        assert now is not None
        assert promise.asks(row.at), (now, row.rung)
        assert now.due_on == row.due_on
        if row.rung > 0:
            assert witness.late(promise, row.due_on, row.at) >= row.rung, (now, row.rung)
        else:
            assert promise.day(row.at) <= row.due_on
            assert witness.to_go(promise, row.due_on, row.at) <= -row.rung
        key = (promise.number, row.due_on, row.post_id)
        assert highest.get(key, -99) < row.rung, "told again, or a lower rung after a higher one"
        highest[key] = row.rung
    assert {1, 5, 10} <= set(highest.values())
    all_were_told(witness, highest)


def all_were_told(witness: Witness, highest: dict[tuple[int, date, int], int]) -> None:
    """A week after a rung came, with an awake scheduler on a working day since, it has been told."""
    checked = Counter[int]()
    end = witness.ticks[-1]
    for moment in (end - n * timedelta(days=29) for n in range(1, 24)):
        for promise in witness.world.promises.values():
            now, later = promise.standing(moment), promise.standing(moment + timedelta(days=7))
            if now is None or now is not later or not promise.asks(moment):
                continue
            region = witness.world.posts[promise.post_id]
            between = [at for at in witness.ticks_of(region) if moment <= at < moment + timedelta(days=7)]
            if not between or not all(witness.holds_post(promise.post_id, at) for at in between):
                continue
            late = witness.late(promise, now.due_on, moment)
            for rung, posts in witness.hearers(promise).items():
                for post_id in posts if 0 < rung <= late else ():
                    told = highest.get((promise.number, now.due_on, post_id), -99)
                    assert told >= rung, (promise, now, rung, post_id, moment)
                    checked[rung] += 1
    assert min(checked[1], checked[5], checked[10]) > 10, checked


def nothing_after_closing(witness: Witness) -> None:
    """Nor while it waits for a reviewer: a mail of the schedule tells only of what is the owner's turn."""
    told = list(witness.told())
    assert told
    for promise, at in told:
        assert promise.asks(at), (promise.standing(at), at)
