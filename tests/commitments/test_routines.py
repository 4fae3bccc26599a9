"""What comes round: begun by an approval, made ahead by the schedule, once however many schedules run."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import House, as_actor
from tracker.commitments import actions
from tracker.commitments.dated import Routine
from tracker.commitments.models import Commitment, Event
from tracker.commitments.routines import Cadence, End, Terms
from tracker.commitments.rules import EventKind, Refused, Status
from tracker.extensions import db
from tracker.regions.actions import add_holiday
from tracker.regions.models import Region

MONTHLY = Terms(Cadence.MONTHLY, 10, 1)
RECONCILE = "Laksanakan rekonsiliasi iuran"


def begun(house: House, *, terms: Terms = MONTHLY, ends: End = End(), **values: Any) -> int:  # noqa: B008 -- frozen
    """Id of the first instance of a routine; the forum was in July, the first period is July's."""
    return house.promise(due_on=None, undated_reason="", action=RECONCILE, terms=terms, ends=ends, **values)


def made(house: House) -> list[tuple[str, date | None]]:
    with house.app.app_context():
        found = db.session.scalars(select(Commitment).order_by(Commitment.period))
        return [(row.period, row.due_on) for row in found]


def run(house: House, at: datetime) -> int:
    with house.app.app_context():
        return actions.make_instances(at, commit=db.session.commit)


def day(month: int, number: int, hour: int = 1) -> datetime:
    return datetime(2025, month, number, hour, tzinfo=UTC)


def test_an_approval_makes_the_first_instance(house: House) -> None:
    first = begun(house)
    with house.commitment(first) as commitment:
        assert commitment.action == "Laksanakan rekonsiliasi iuran (Juli 2025)"
        assert commitment.original_due_on == commitment.due_on
    assert made(house) == [("2025-07-01/1", date(2025, 8, 11))]  # 10 August is a Sunday


def test_the_schedule_makes_each_period_once(house: House) -> None:
    begun(house)
    assert run(house, day(7, 31, 15)) == 0, "in Buton it is 31 July, 23:00"
    assert run(house, day(7, 31, 16)) == 1, "August has begun there"
    assert run(house, day(8, 1)) == 0
    assert run(house, day(10, 13)) == 2, "missed months are caught up"
    assert [due for _period, due in made(house)] == [
        date(2025, 8, 11),
        date(2025, 9, 10),
        date(2025, 10, 10),
        date(2025, 11, 10),
    ]
    with house.app.app_context():
        steps = db.session.scalars(select(Event).where(Event.kind == EventKind.CAME_ROUND)).all()
        assert [step.door.value for step in steps] == ["schedule"] * 3
        [last] = db.session.scalars(select(Commitment).where(Commitment.period == "2025-10-01/1"))
        assert last.action == "Laksanakan rekonsiliasi iuran (Oktober 2025)"
        assert (last.status, last.published_at) == (Status.NOT_STARTED, day(10, 13))


def test_a_day_off_of_the_region_moves_the_due_date(house: House) -> None:
    begun(house)
    with house.app.app_context():
        region = db.session.get_one(Region, house.cast.region_id)
        add_holiday(region, day=date(2025, 9, 10), name="Hari jadi", at=day(7, 25))
        db.session.commit()
    run(house, day(8, 1))
    assert made(house)[-1] == ("2025-08-01/1", date(2025, 9, 11))


def test_two_schedules_at_once_make_no_instance_twice(house: House) -> None:
    begun(house)
    gate, counts = threading.Barrier(2), []

    def schedule() -> None:
        gate.wait()
        counts.append(run(house, day(10, 13)))

    both = [threading.Thread(target=schedule) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(counts) == 3
    assert len(made(house)) == len(set(made(house))) == 4


def test_nothing_is_made_before_the_forum_is_published(house: House) -> None:
    first = begun(house, published=False)
    assert run(house, day(10, 13)) == 0
    with house.commitment(first) as commitment:
        actions.withdraw_unpublished(commitment)
    with house.app.app_context():
        assert db.session.scalars(select(Routine)).all() == []


def test_it_ends_by_itself(house: House) -> None:
    begun(house, ends=End(times=2))
    assert run(house, day(12, 1)) == 1
    begun(house, ends=End(until_on=date(2025, 9, 15)))
    assert run(house, day(12, 1)) == 2, "August's and September's: the period of October begins after the day"


def test_supporting_offices_go_along(house: House, client: PageClient, sign_in: SignIn) -> None:
    begun(house, supporting=[house.cast.second_owner.office_id])
    run(house, day(8, 1))
    sign_in(client, house.cast.second_owner)
    with house.app.app_context():
        latest = db.session.scalars(select(Commitment.id).order_by(Commitment.period.desc())).first()
    assert client.get(f"/commitments/{latest}").status_code == 200


def test_a_reviewer_ends_it_with_a_reason(house: House, client: PageClient, sign_in: SignIn) -> None:
    first = begun(house)
    sign_in(client, house.cast.reviewer)
    page = client.get(f"/commitments/{first}").text
    assert "Kewajiban berkala: semua periode" in page
    with house.app.app_context():
        routine_id = db.session.scalars(select(Routine.id)).one()
    path = f"/routines/{routine_id}"
    assert client.submit(path, {"end_reason": " "}, action="/end").status_code == 422
    assert (
        client.submit(path, {"end_reason": "Digabung dengan laporan triwulan."}, action="/end").status_code
        == 303
    )
    assert "Digabung dengan laporan triwulan." in client.get(path).text
    assert run(house, day(12, 1)) == 0
    with house.app.app_context():
        routine = db.session.get_one(Routine, routine_id)
        with pytest.raises(Refused):
            actions.end_routine(routine, reason="Lagi.", by=as_actor(house.cast.reviewer), at=house.now.at)


def test_a_change_holds_from_the_next_period_on(house: House, client: PageClient, sign_in: SignIn) -> None:
    begun(house)
    run(house, day(8, 1))
    sign_in(client, house.cast.reviewer)
    with house.app.app_context():
        routine_id = db.session.scalars(select(Routine.id)).one()
    path = f"/routines/{routine_id}/change"
    fields = {
        "cadence": "monthly", "day": "0", "after": "0", "owner": str(house.cast.second_owner.post_id),
        "action": "Laporkan rekonsiliasi",
    }  # fmt: skip
    assert client.submit(path, fields | {"until_on": "2025-01-01"}, action=path).status_code == 422
    assert client.submit(path, fields, action=path).status_code == 303
    run(house, day(9, 1))
    assert made(house)[1:] == [("2025-08-01/1", date(2025, 9, 10)), ("2025-09-01/1", date(2025, 9, 30))]
    with house.app.app_context():
        rows = db.session.scalars(select(Commitment).order_by(Commitment.period)).all()
        assert [row.owner_post_id for row in rows] == [house.cast.owner.post_id] * 2 + [
            house.cast.second_owner.post_id
        ]
        assert rows[2].action == "Laporkan rekonsiliasi (September 2025)"


def test_the_series_shows_each_period(house: House, client: PageClient, sign_in: SignIn) -> None:
    first = begun(house)
    house.now.at = day(8, 4)
    house.report(first)
    house.now.pass_by(hours=1)
    house.verify(first, accepted=True)
    house.now.at = day(10, 13)
    run(house, house.now.at)
    sign_in(client, house.cast.owner)
    with house.app.app_context():
        routine_id = db.session.scalars(select(Routine.id)).one()
    page = client.get(f"/routines/{routine_id}").text
    assert page.index("Oktober 2025") < page.index("September 2025") < page.index("Juli 2025")
    assert "tepat waktu" in page
    assert "33 hari" in page, "August's was due on 10 September"
    stranger = house.app.test_client()
    assert isinstance(stranger, PageClient)
    sign_in(stranger, house.cast.stranger)
    assert stranger.get(f"/routines/{routine_id}").status_code == 404


def test_the_owners_list_shows_what_has_begun(house: House, client: PageClient, sign_in: SignIn) -> None:
    """Due on the 1st of the month itself, November's is made ahead and waits for its month."""
    begun(house, terms=Terms(Cadence.MONTHLY, 3, 0))
    assert run(house, house.now.at) == 3, "September's, October's, and November's, due within thirty days"
    sign_in(client, house.cast.owner)
    page = client.get("/commitments/mine").text
    assert "(Oktober 2025)" in page
    assert "(November 2025)" not in page
    house.now.at = day(11, 1)
    assert "(November 2025)" in client.get("/commitments/mine").text


def test_one_that_fails_stops_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(house)
    begun(house, owner=house.cast.second_owner)
    with house.app.app_context():
        broken = db.session.scalars(select(Routine).order_by(Routine.id)).first()
        assert broken is not None
        broken.day = 99
        broken.cadence = Cadence.MONTHLY
        broken.after = 99_999
        db.session.commit()
    assert run(house, day(8, 1) + timedelta(days=1)) == 1
