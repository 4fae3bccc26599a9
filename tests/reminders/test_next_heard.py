"""On a commitment's page everybody reads beforehand who is told next."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import SQLITE
from tests.reminders.promises import LATE, Promises
from tracker import clock
from tracker.commitments.rules import Answer

pytestmark = pytest.mark.databases(SQLITE)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, 13 October 2025, late in the morning: this week's digests have gone out."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 10, 13, 3, tzinfo=UTC))


def heard(client: PageClient, commitment_id: int) -> str:
    page = " ".join(client.get(f"/commitments/{commitment_id}").text.split())
    return page.split('id="hears"')[1].split("</section>")[0] if 'id="hears"' in page else ""


def test_the_owner_then_the_asisten(app: Flask, client: PageClient, cast: Cast, sign_in: SignIn) -> None:
    """Due on Friday the 10th: one working day late today, five on Friday."""
    with app.app_context():
        number = Promises(cast).owe(cast.owner, date(2025, 10, 10)).id
    sign_in(client, cast.owner)

    said = heard(client, number)

    assert said.index("Kepala Dinas Kesehatan") < said.index("Asisten I")
    assert "Jumat, 17 Oktober 2025" in said


def test_while_it_waits_the_reviewers_hear(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        made = Promises(cast)
        commitment = made.owe(cast.owner, LATE)
        made.answer(commitment, cast.owner, Answer.DONE)
        number = commitment.id
    sign_in(client, cast.leader)

    said = heard(client, number)

    assert "Kepala Bagian Kesra" in said
    assert "Kepala Dinas Kesehatan" not in said


def test_of_what_is_accepted_nobody_hears(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    with app.app_context():
        made = Promises(cast)
        commitment = made.owe(cast.owner, LATE)
        made.answer(commitment, cast.owner, Answer.DONE)
        made.judge(commitment, accepted=True)
        number = commitment.id
    sign_in(client, cast.reviewer)

    assert heard(client, number) == ""
