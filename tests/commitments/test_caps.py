"""How often a due date may be moved: said beforehand to the owner, passed by a reviewer only with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import DUE, TODAY, House, as_actor
from tracker.commitments import actions, queries
from tracker.commitments.acts import Act
from tracker.commitments.caps import Beyond, Cap
from tracker.commitments.models import Commitment, Event
from tracker.commitments.oversights import Oversight
from tracker.commitments.rules import Answer, EventKind, Refusal, Refused
from tracker.extensions import db

ASKED = date(2025, 10, 31)


@pytest.mark.parametrize(
    ("cap", "extended", "wanted", "beyond"),
    [
        (Cap(), 1, ASKED, None),
        (Cap(), 2, ASKED, Beyond.TIMES),
        (Cap(0), 0, ASKED, Beyond.TIMES),
        (Cap(2, 24), 0, DUE + timedelta(days=24), None),
        (Cap(2, 24), 0, DUE + timedelta(days=25), Beyond.DAYS),
        (Cap(2, 24), 0, None, None),
    ],
)
def test_what_is_beyond_the_limit(
    cap: Cap, extended: int, wanted: date | None, beyond: Beyond | None
) -> None:
    assert cap.beyond(extended, due_on=DUE, first=DUE, wanted=wanted) is beyond


def test_a_first_date_is_no_extension() -> None:
    assert Cap(0, 1).beyond(5, due_on=None, first=None, wanted=ASKED) is None


def test_the_last_day_reached_leaves_nothing_to_ask_for() -> None:
    assert Cap(5, 10).beyond(1, due_on=DUE + timedelta(days=10), first=DUE) is Beyond.DAYS


def ask(house: House, commitment_id: int, until: date = ASKED) -> None:
    house.report(commitment_id, Answer.MORE_TIME, note="Pelatihan belum selesai.", asked_due_on=until)


def answer(house: House, commitment_id: int, **values: Any) -> None:
    with house.app.app_context():
        asked = queries.open_extension(commitment_id)
        assert asked is not None
        facts: dict[str, Any] = {"granted": True, "due_on": None, "reason": ""} | values
        actions.answer_extension(
            asked, by=as_actor(house.cast.reviewer), at=house.now.at, today=TODAY, **facts
        )
        db.session.commit()


def used_up(house: House) -> int:
    """A commitment that was extended as often as the region allows."""
    commitment_id = house.promise()
    for day in (20, 24):
        ask(house, commitment_id, date(2025, 10, day))
        house.now.pass_by(hours=1)
        answer(house, commitment_id)
        house.now.pass_by(hours=1)
    return commitment_id


def test_beyond_the_limit_takes_a_reason_and_the_story_says_so(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    commitment_id = used_up(house)
    ask(house, commitment_id)
    with pytest.raises(Refused) as refused:
        answer(house, commitment_id)
    assert refused.value.reason is Refusal.BEYOND_CAP

    sign_in(client, house.cast.reviewer)
    path = f"/commitments/{commitment_id}"
    assert "Batas daerah 2 kali perpanjangan" in client.get(path).text
    again = client.submit(path, {"decision": "granted"}, action="/extension")
    assert again.status_code == 422
    assert "melampaui batas perpanjangan daerah" in again.text
    fields = {"decision": "granted", "answer_reason": "Banjir menutup jalan."}
    assert client.submit(path, fields, action="/extension").status_code == 303
    assert "Melampaui batas perpanjangan" in client.get(path).text
    with house.app.app_context():
        granted = select(Event).where(Event.kind == EventKind.TIME_GRANTED).order_by(Event.id.desc())
        event = db.session.scalars(granted).first()
        assert event is not None
        assert event.data["beyond"] == "times"


def test_the_owner_reads_it_before_asking(house: House, client: PageClient) -> None:
    fresh, spent = house.promise(), used_up(house)
    warning = "Daerah mengizinkan 2 kali perpanjangan, dan komitmen ini sudah memakainya."
    assert warning in client.get(f"/answer/{house.token(spent)}").text
    assert warning not in client.get(f"/answer/{house.token(fresh)}").text


def test_the_operator_sets_the_limit_and_reviewers_read_it(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    path = f"/regions/{house.cast.region_id}/deadlines"
    sign_in(client, house.cast.operator)
    assert "Tidak ada batas hari." in client.get(path).text
    refused = client.submit(path, {"times": "-1", "days": "x"}, action=path)
    assert refused.status_code == 422
    assert 'value="-1"' in refused.text
    assert client.submit(path, {"times": "1", "days": "30"}, action=path).status_code == 303
    with house.app.app_context():
        assert queries.cap_of(house.cast.region_id) == Cap(1, 30)
        assert queries.cap_of(house.cast.other_region_id) == Cap()
    assert client.submit(path, {"times": "3", "days": ""}, action=path).status_code == 303
    with house.app.app_context():
        assert queries.cap_of(house.cast.region_id) == Cap(3, None)


def test_extending_many_names_those_beyond_the_limit(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    spent, fresh = used_up(house), house.promise(action="Siapkan ambulans", due_on=DUE)
    sign_in(client, house.cast.reviewer)
    path = f"/commitments/acts?commitment={spent}&commitment={fresh}"
    page = client.get(path)
    assert page.text.count("Melampaui batas bila diperpanjang") == 1
    fields = {"act": Act.EXTEND.value, "new_due_on": "2025-12-01", "reason": "Banjir."}
    done = client.submit(path, fields, action="/commitments/acts")
    assert done.status_code == 303
    shown = client.get(done.location or "").text
    assert "1 di antaranya melampaui batas perpanjangan" in shown
    with house.app.app_context():
        [act] = db.session.scalars(select(Oversight))
        assert {item["id"]: item.get("beyond") for item in act.items} == {spent: "times", fresh: None}
        given = {e.commitment_id: e.data.get("beyond") for e in db.session.scalars(
            select(Event).where(Event.kind == EventKind.TIME_GIVEN))}  # fmt: skip
        assert given == {spent: "times", fresh: None}
        assert db.session.get_one(Commitment, spent).original_due_on == DUE
