"""A sentence that asks for something again and again: offered so in the form, and approved into a routine."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.client import PageClient
from tests.minutes.conftest import hold
from tests.pages import parse
from tracker.commitments.dated import Routine
from tracker.commitments.models import Commitment
from tracker.commitments.routines import Cadence
from tracker.extensions import db
from tracker.minutes.models import Draft, DraftState

TEXT = """NOTULA
Hari/tanggal : Kamis, 24 Juli 2025

KESIMPULAN
1. Dinas Kesehatan melaporkan hasil rekonsiliasi data peserta setiap bulan paling lambat tanggal 10 bulan berikutnya.
2. Dinas Sosial memadankan data peserta PBI dalam 7 hari kerja.
"""


@pytest.fixture
def drafts(app: Flask, cast: Cast, at_the_forum: None) -> list[int]:
    with app.app_context():
        hold(cast, TEXT)
        return list(db.session.scalars(select(Draft.id).order_by(Draft.number)))


def shown(page: str, name: str) -> str | None:
    """What a select of the page has chosen."""
    [control] = [one for one in parse(page).iter("select") if one.get("name") == name]
    return next((o.get("value") for o in control.iter("option") if o.get("selected") is not None), None)


def test_the_form_offers_what_the_words_say(reviewer: PageClient, drafts: list[int]) -> None:
    page = reviewer.get(f"/drafts/{drafts[0]}/correction").text
    assert [shown(page, name) for name in ("cadence", "day", "after")] == ["monthly", "10", "1"]
    once = reviewer.get(f"/drafts/{drafts[1]}/correction").text
    assert shown(once, "cadence") in {"", None}


def test_one_press_is_too_little_for_what_comes_round(
    app: Flask, cast: Cast, reviewer: PageClient, drafts: list[int]
) -> None:
    with app.app_context():
        forum_id = db.session.get_one(Draft, drafts[0]).forum_id
    press = reviewer.submit(f"/forums/{forum_id}/drafts", action=f"/drafts/{drafts[0]}/approval")
    assert (press.location or "").endswith(f"/drafts/{drafts[0]}/correction?asked=1")
    path = f"/drafts/{drafts[0]}/correction"
    kept = {"keep": "1", "until_on": "2026-06-30", "rounds": "5"}
    assert reviewer.submit(path, kept, action="/correction").status_code == 302
    again = reviewer.get(path).text
    assert 'value="2026-06-30"' in again
    assert shown(again, "cadence") == "monthly"


def test_approving_it_makes_a_routine_and_its_first_instance(
    app: Flask, cast: Cast, reviewer: PageClient, drafts: list[int]
) -> None:
    path = f"/drafts/{drafts[0]}/correction"
    fields = {"owner": str(cast.owner.post_id), "until_on": "2026-06-30"}
    assert reviewer.submit(path, fields, action="/correction").status_code == 302
    with app.app_context():
        draft = db.session.get_one(Draft, drafts[0])
        assert draft.state is DraftState.ACCEPTED
        routine = db.session.scalars(select(Routine)).one()
        assert (routine.cadence, routine.day, routine.after) == (Cadence.MONTHLY, 10, 1)
        assert routine.until_on == date(2026, 6, 30)
        first = db.session.scalars(select(Commitment)).one()
        assert (first.period, first.due_on) == ("2025-07-01/1", date(2025, 8, 11))
        assert first.action.endswith("(Juli 2025)")
        assert draft.commitment_id == first.id


def test_a_given_date_is_the_earliest_of_the_first(
    app: Flask, cast: Cast, reviewer: PageClient, drafts: list[int]
) -> None:
    path = f"/drafts/{drafts[0]}/correction"
    fields = {"owner": str(cast.owner.post_id), "due_on": "2025-10-01"}
    assert reviewer.submit(path, fields, action="/correction").status_code == 302
    with app.app_context():
        assert db.session.scalars(select(Commitment.due_on)).one() == date(2025, 10, 10)


def test_once_is_kept_as_the_reviewer_said(app: Flask, reviewer: PageClient, drafts: list[int]) -> None:
    path = f"/drafts/{drafts[0]}/correction"
    assert reviewer.submit(path, {"cadence": "", "keep": "1"}, action="/correction").status_code == 302
    assert shown(reviewer.get(path).text, "cadence") in {"", None}
    refused = reviewer.submit(path, {"cadence": "", "owner": "0"}, action="/correction")
    assert refused.status_code == 422


def test_taking_the_approval_back_takes_the_routine_along(
    app: Flask, cast: Cast, reviewer: PageClient, drafts: list[int]
) -> None:
    path = f"/drafts/{drafts[0]}/correction"
    reviewer.submit(path, {"owner": str(cast.owner.post_id)}, action="/correction")
    with app.app_context():
        forum_id = db.session.get_one(Draft, drafts[0]).forum_id
    reviewer.submit(f"/forums/{forum_id}/drafts", action=f"/drafts/{drafts[0]}/return")
    with app.app_context():
        assert db.session.scalars(select(Routine)).all() == []
        assert db.session.scalars(select(Commitment)).all() == []


def test_how_the_words_were_counted_is_kept_with_the_commitment(
    app: Flask, cast: Cast, reviewer: PageClient, drafts: list[int]
) -> None:
    path = f"/drafts/{drafts[1]}/correction"
    assert (
        reviewer.submit(path, {"owner": str(cast.second_owner.post_id)}, action="/correction").status_code
        == 302
    )
    with app.app_context():
        made = db.session.scalars(select(Commitment)).one()
        assert made.due_on == date(2025, 8, 4)
        assert made.due_how == {"kind": "working days", "count": 7, "off": []}
        number = made.id
    page = reviewer.get(f"/commitments/{number}").text
    assert "Dihitung: 7 hari kerja setelah forum, tanpa Sabtu dan Minggu." in page
