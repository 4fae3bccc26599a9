"""Fills a world before its clock starts: regions, posts, persons, who holds what, and all that will happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tests.simulation.histories import DAY, history
from tests.simulation.world import ABOVE, BEGIN, OTHER_HOURS, ZONES, Choice, Off, Seat, World
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, Series
from tracker.forums.rules import Rhythm
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, TenureKind
from tracker.regions.models import Office, Region
from tracker.regions.rules import OfficeKind


@dataclass
class Settlement:
    """The making of one world."""

    world: World
    _people: int = 0
    _offices: dict[str, int] = field(default_factory=dict)

    def build(self) -> None:
        """Makes regions, posts, persons and all histories. Commits."""
        for code, zone in ZONES.items():
            region = db.session.query(Region).filter_by(code=code).one()
            region.opened_at, region.zone = BEGIN, zone
            self.world.regions[code] = region.id
            self._add_region(code)
        self._share_posts()
        self._choose()
        self._announce()
        db.session.commit()

    def _add_region(self, code: str) -> None:
        office = Office(
            region_id=self.world.regions[code],
            name="Sekretariat Daerah",
            short="Setda",
            kind=OfficeKind.SETDA,
            aliases=[],
        )
        series = Series(region_id=self.world.regions[code], name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
        db.session.add_all([office, series])
        db.session.flush()
        self._offices[code] = office.id
        forum = Forum(
            region_id=self.world.regions[code],
            series_id=series.id,
            title="Forum Kemitraan",
            held_on=BEGIN.date(),
            made_at=BEGIN,
        )
        db.session.add(forum)
        db.session.flush()
        self.world.above[code] = [self._post(code, title, duty) for title, duty in ABOVE]
        for post_id in self.world.above[code]:
            self._sit(post_id, self._person(code))
        for number in range(self.world.owners // len(ZONES)):
            self._add_owner(code, forum.id, number)

    def _add_owner(self, code: str, forum_id: int, number: int) -> None:
        post_id = self._post(code, f"Kepala UPTD {number}", Duty.OWNER)
        person_id = self._person(code)
        if self.world.random.random() < 0.1:
            leaves_on = BEGIN.date() + timedelta(days=self.world.random.randint(100, 500))
            vacant_for = self.world.random.choice([0, 0, 30])
            self._sit(post_id, person_id, until_on=leaves_on)
            self._sit(post_id, self._person(code), from_on=leaves_on + (1 + vacant_for) * DAY)
        else:
            self._sit(post_id, person_id)
        for _ in range(self.world.random.randint(1, 4)):
            self._promise(code, forum_id, post_id)

    def _promise(self, code: str, forum_id: int, post_id: int) -> None:
        decision = Decision(
            forum_id=forum_id,
            number=len(self.world.promises) + 1,
            quote="Butir.",
            start=0,
            end=6,
            made_at=BEGIN,
        )
        db.session.add(decision)
        db.session.flush()
        row = Commitment(
            region_id=self.world.regions[code],
            forum_id=forum_id,
            decision_id=decision.id,
            action="Lengkapi obat",
            owner_post_id=post_id,
            owner_office_id=self._offices[code],
            made_at=BEGIN,
        )
        db.session.add(row)
        db.session.flush()
        self.world.promises[row.id] = history(
            row.id, post_id, ZONES[code], BEGIN, self.world.end, self.world.random
        )

    def _share_posts(self) -> None:
        """Some stand in for another for a while, some hold a post in another region too."""
        owners = [post for post, code in self.world.posts.items() if self._is_owner(post)]
        for post_id in self.world.random.sample(owners, max(2, len(owners) // 10)):
            from_on = BEGIN.date() + timedelta(days=self.world.random.randint(10, 600))
            other = self.world.random.choice(owners)
            stand_in = next(seat.person_id for seat in self.world.seats if seat.post_id == other)
            until_on = from_on + timedelta(days=self.world.random.randint(1, 40))
            self._sit(post_id, stand_in, TenureKind.PLH, from_on, until_on)

    def _is_owner(self, post_id: int) -> bool:
        return post_id in {promise.post_id for promise in self.world.promises.values()}

    def _choose(self) -> None:
        everyone = {seat.person_id: self.world.posts[seat.post_id] for seat in self.world.seats}
        for person_id, code in everyone.items():
            at = BEGIN
            while self.world.random.random() < 0.35:
                at += timedelta(
                    days=self.world.random.expovariate(1 / 150), minutes=self.world.random.randint(1, 600)
                )
                weekday = self.world.random.choice([None, 0, 1, 2, 3, 4, 4])
                hour = self.world.random.choice([None, None, 8, OTHER_HOURS[code]])
                stopped = self.world.random.random() < 0.2
                self.world.choices.append(Choice(at, person_id, weekday, hour, stopped))

    def _announce(self) -> None:
        for code in ZONES:
            for _ in range(16):
                day = BEGIN.date() + timedelta(
                    days=self.world.random.randint(5, (self.world.end - BEGIN).days)
                )
                midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
                at = midnight - timedelta(days=self.world.random.choice([-0.3, 0.1, 0.5, 0.9, 3, 20]))
                if all((off.region, off.day) != (code, day) for off in self.world.days_off):
                    self.world.days_off.append(Off(at, code, day))

    def _post(self, code: str, title: str, duty: Duty) -> int:
        post = Post(office_id=self._offices[code], title=title, duty=duty)
        db.session.add(post)
        db.session.flush()
        self.world.posts[post.id] = code
        return post.id

    def _person(self, code: str) -> int:
        self._people += 1
        name = f"pejabat{self._people}"
        person = Person(
            name=name, email=f"{name}@{code}.example", fs_uniquifier=name.ljust(32, "x"), made_at=BEGIN
        )
        db.session.add(person)
        db.session.flush()
        return person.id

    def _sit(
        self,
        post_id: int,
        person_id: int,
        kind: TenureKind = TenureKind.DEFINITIF,
        from_on: date = date(2023, 1, 1),
        until_on: date | None = None,
    ) -> None:
        seat = Seat(post_id, person_id, kind, from_on, until_on)
        self.world.seats.append(seat)
        db.session.add(Tenure(**seat._asdict()))
        db.session.flush()
