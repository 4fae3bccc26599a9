"""What came by paper, telephone or in the room is typed in by a reviewer, who says so and may not verify it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.commitments.conftest import House, pdf
from tracker.commitments.models import Update
from tracker.commitments.rules import Refused
from tracker.extensions import db
from tracker.people.rules import Door

SAID = {
    "door": "telephone",
    "said_by": "dr. Wa Ode Ramlah",
    "said_on": "2025-10-10",
    "answer": "progress",
    "note": "Sudah aktif di 15 puskesmas.",
}


def test_the_story_says_who_typed_for_whom_and_how(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    number = house.promise()
    sign_in(client, cast.reviewer)
    client.submit(f"/commitments/{number}/typed-in", SAID, action="/typed-in")
    with house.app.app_context():
        update = db.session.scalars(select(Update)).one()
        assert (update.door, update.said_by, str(update.said_on)) == (
            Door.TELEPHONE,
            "dr. Wa Ode Ramlah",
            "2025-10-10",
        )
        assert update.tenure_id == cast.reviewer.tenure_id
    page = client.get(f"/commitments/{number}").text
    assert "Kepala Bagian Kesra" in page
    assert "dr. Wa Ode Ramlah" in page
    assert "telepon" in page


@pytest.mark.parametrize(
    "wrong", [{"said_by": ""}, {"said_on": "2025-10-14"}, {"said_on": ""}, {"door": ""}, {"note": ""}]
)
def test_what_is_missing_is_asked_for(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    number = house.promise()
    sign_in(client, cast.reviewer)
    answer = client.submit(f"/commitments/{number}/typed-in", {**SAID, **wrong}, action="/typed-in")
    assert answer.status_code == 422
    with house.app.app_context():
        assert not db.session.scalars(select(Update)).all()


def test_the_typist_does_not_verify(house: House, cast: Cast, client: PageClient, sign_in: SignIn) -> None:
    number = house.promise()
    sign_in(client, cast.reviewer)
    client.submit(
        f"/commitments/{number}/typed-in", {**SAID, "answer": "done", "files": pdf()}, action="/typed-in"
    )
    with pytest.raises(Refused):
        house.verify(number, accepted=True, by=cast.reviewer)
    house.verify(number, accepted=True, by=cast.second_reviewer)


def test_reviewers_of_other_regions_cannot(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    number = house.promise()
    sign_in(client, cast.stranger)
    assert client.get(f"/commitments/{number}/typed-in").status_code == 404
