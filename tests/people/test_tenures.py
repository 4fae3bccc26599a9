"""Who answers for a post on a day, however its holders were entered."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.people.conftest import Now, as_operator
from tracker.extensions import db
from tracker.people import actions, queries
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import Duty, Refused, TenureKind


class TestSeveralDefinitiveEntries:
    """However holders are entered, at most one definitive holder answers on any day after the first."""

    def hold(self, app: Flask, cast: Cast, from_on: date, until_on: date | None = None) -> None:
        with app.app_context():
            actions.hold(
                db.session.get_one(Post, cast.owner.post_id),
                db.session.get_one(Person, cast.postless),
                kind=TenureKind.DEFINITIF,
                from_on=from_on,
                until_on=until_on,
                by=as_operator(cast.operator),
                at=Now().at,
            )
            db.session.commit()

    def days(self, app: Flask, cast: Cast) -> list[tuple[date, date | None]]:
        with app.app_context():
            held = select(Tenure).where(Tenure.post_id == cast.owner.post_id).order_by(Tenure.id)
            return [(tenure.from_on, tenure.until_on) for tenure in db.session.scalars(held)]

    def test_one_entered_late_gives_way_to_the_next(self, app: Flask, cast: Cast) -> None:
        self.hold(app, cast, date(2023, 6, 1))
        assert self.days(app, cast) == [(date(2024, 1, 1), None), (date(2023, 6, 1), date(2023, 12, 31))]

    def test_one_with_an_end_gives_way_too(self, app: Flask, cast: Cast) -> None:
        self.hold(app, cast, date(2025, 1, 1), date(2025, 12, 31))
        self.hold(app, cast, date(2025, 10, 1))
        assert self.days(app, cast)[1:] == [(date(2025, 1, 1), date(2025, 9, 30)), (date(2025, 10, 1), None)]

    def test_a_mistake_is_put_right_on_the_same_day(self, app: Flask, cast: Cast) -> None:
        self.hold(app, cast, date(2024, 1, 1))
        assert self.days(app, cast) == [(date(2024, 1, 1), date(2024, 1, 1)), (date(2024, 1, 1), None)]
        with app.app_context():
            holder = queries.holders([cast.owner.post_id], today=date(2024, 1, 1))[cast.owner.post_id]
            assert holder.person_id == cast.postless


def test_precedence_of_holders_on_a_day(app: Flask, cast: Cast) -> None:
    """Plh. before Plt. before definitif, and each only while it lasts."""
    post_id = cast.owner.post_id
    with app.app_context():
        post, person = db.session.get_one(Post, post_id), db.session.get_one(Person, cast.postless)
        by, at = as_operator(cast.operator), Now().at
        for kind, start, end in ((TenureKind.PLT, 10, 20), (TenureKind.PLH, 14, 15)):
            actions.hold(
                post,
                person,
                kind=kind,
                from_on=date(2025, 10, start),
                until_on=date(2025, 10, end),
                by=by,
                at=at,
            )
        db.session.commit()
        found = {
            day: queries.holders([post_id], today=date(2025, 10, day))[post_id].kind.value
            for day in (9, 10, 13, 14, 15, 16, 20, 21)
        }
        assert found == {
            9: "definitif", 10: "plt", 13: "plt", 14: "plh", 15: "plh", 16: "plt", 20: "plt", 21: "definitif",
        }  # fmt: skip
        assert queries.holders([post_id], today=date(2023, 12, 31)) == {}
        [by_duty] = queries.holders_by_duty(cast.region_id, Duty.LEADER, today=date(2025, 10, 14))
        assert by_duty.person_id == cast.leader.person_id


def test_a_person_out_of_use_holds_nothing(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.owner.person_id).active = False
        db.session.commit()
        assert queries.holders([cast.owner.post_id], today=date(2025, 10, 13)) == {}


def test_holding_after_its_own_end_is_refused(app: Flask, cast: Cast) -> None:
    with app.app_context():
        post, person = db.session.get_one(Post, cast.owner.post_id), db.session.get_one(Person, cast.postless)
        with pytest.raises(Refused, match="ends before start"):
            actions.hold(
                post, person, kind=TenureKind.PLT, from_on=date(2025, 10, 2), until_on=date(2025, 10, 1),
                by=as_operator(cast.operator), at=Now().at,
            )  # fmt: skip


def test_each_operator_gets_a_post_of_their_own(app: Flask, cast: Cast) -> None:
    with app.app_context():
        from tracker.regions.models import Region

        region = db.session.get_one(Region, cast.region_id)
        person = db.session.get_one(Person, cast.postless)
        tenure = actions.make_operator(person, region, by=as_operator(cast.operator), at=Now().at)
        assert tenure.post.title == "Administrator Sistem 2"
        assert tenure.post.office_id == cast.operator.office_id
