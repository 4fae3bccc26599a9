"""Runs the schedulers over a world's years: downtimes, restarts, deaths in the middle of a round, two at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from flask import Flask

from tests.simulation.world import BEGIN, OTHER_HOURS, ZONES, World
from tracker.extensions import db
from tracker.reminders.actions import queue_due

DOWNTIMES = (
    timedelta(minutes=7),
    timedelta(hours=2),
    timedelta(hours=14),
    timedelta(days=2),
    timedelta(days=4),
)


class Killed(BaseException):
    """The process is gone, in the middle of whatever it did."""


@dataclass
class Schedulers:
    """One or two of them over a world's time; `ticks` are the moments of whole ticks, `deaths` of others."""

    app: Flask
    world: World
    random: Random
    ticks: list[datetime] = field(default_factory=list)
    deaths: list[datetime] = field(default_factory=list)
    interleaved: int = 0

    def run(self) -> None:
        """Writes what happens and ticks in between, moment by moment."""
        waiting = self.world.happenings()
        done = 0
        for at in self._moments():
            while done < len(waiting) and waiting[done][0] <= at:
                self.world.apply(waiting[done][1])
                done += 1
            db.session.commit()
            self._tick(at)

    def _moments(self) -> Iterator[datetime]:
        """Planned hours and odd minutes while a scheduler is up, and the moment at which it comes back."""
        down = list(self._downtimes())
        wanted = sorted({*self._planned(), *(until for _, until in down)})
        for at in wanted:
            while down and down[0][1] < at:
                down.pop(0)
            if at < self.world.end and not (down and down[0][0] <= at < down[0][1]):
                yield at

    def _planned(self) -> Iterator[datetime]:
        day = BEGIN.date()
        while day < self.world.end.date():
            for code, zone in ZONES.items():
                here = ZoneInfo(zone)
                for hour, chance in (
                    (8, 0.9),
                    (OTHER_HOURS[code], 0.5),
                    (19, 0.4 if day.weekday() > 2 else 0.02),
                ):
                    if self.random.random() < chance:
                        yield datetime(day.year, day.month, day.day, hour, 2, tzinfo=here)
            if self.random.random() < 0.2:
                at = datetime(day.year, day.month, day.day, tzinfo=BEGIN.tzinfo)
                yield at + timedelta(minutes=self.random.randint(0, 1439))
            day += timedelta(days=1)

    def _downtimes(self) -> Iterator[tuple[datetime, datetime]]:
        at = BEGIN
        while at < self.world.end:
            at += timedelta(days=self.random.expovariate(1 / 9))
            until = at + self.random.choice(DOWNTIMES) * self.random.uniform(0.3, 1)
            yield at, until
            at = until

    def _tick(self, at: datetime) -> None:
        fate = self.random.random()
        if fate < 0.05:
            self._killed_tick(at)
        elif fate < 0.2:
            self._two_at_once(at)
            self.ticks.append(at)
        else:
            assert queue_due(at, commit=db.session.commit).failed == 0
            self.ticks.append(at)

    def _killed_tick(self, at: datetime) -> None:
        """Ends after the first thing that was to be committed, sometimes before it was."""
        calls, mercy = count(1), self.random.randint(1, 3)

        def commit() -> None:
            if next(calls) >= mercy:
                raise Killed
            db.session.commit()

        try:
            queue_due(at, commit=commit)
            self.ticks.append(at)
        except Killed:
            self.deaths.append(at)
            db.session.remove()

    def _two_at_once(self, at: datetime) -> None:
        """While the first has read but not yet written, the second does all of its work."""
        second = iter([True])

        def commit() -> None:
            db.session.commit()
            if next(second, False):
                self.interleaved += 1
                with self.app.app_context():
                    assert queue_due(at + timedelta(seconds=1), commit=db.session.commit).failed == 0

        assert queue_due(at, commit=commit).failed == 0
