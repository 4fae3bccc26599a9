"""A reviewer's acts on many commitments: all or none, told once an owner, taken back within a minute."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests import pages
from tests.cast import Cast, Held, SignIn
from tests.client import PageClient
from tests.minutes.snapshots import same_as_kept
from tests.queries import count_queries
from tests.reminders.promises import LATE, Promises
from tracker import clock
from tracker.commitments.models import Commitment, CommitmentMessage, Event
from tracker.commitments.oversights import Oversight
from tracker.commitments.rules import Answer, EventKind, Status
from tracker.extensions import db
from tracker.mail.models import Message

NOW = datetime(2025, 10, 13, 0, 5, tzinfo=UTC)
NEW_DUE = date(2025, 11, 28)


def values(html: str, name: str) -> list[str]:
    """What the form's fields of this name hold."""
    return [f.get("value", "") for f in pages.parse(html).iter("input") if f.get("name") == name]


class Desk:
    """The reviewer at the form, with a clock that can be moved on."""

    def __init__(self, client: PageClient, cast: Cast) -> None:
        self.client, self.cast, self.now, self.token = client, cast, NOW, ""

    def act(self, ids: list[int], act: str, **fields: object) -> TestResponse:
        page = self.client.get("/commitments/acts", query_string={"commitment": ids})
        assert page.status_code == 200
        self.token = values(page.text, "csrf_token")[0]
        seen = values(page.text, "seen")
        return self.client.post(
            "/commitments/acts",
            data={
                "csrf_token": self.token, "commitment": ids, "seen": seen, "act": act,
                "reason": "Keputusan rapat 13 Oktober.", **fields,
            },
        )  # fmt: skip

    def undo(self, done: TestResponse) -> TestResponse:
        page = done.location.partition("?")[0]
        return self.client.submit(page, {}, action=f"{page}/undo")


@pytest.fixture
def promises(app: Flask, cast: Cast) -> Promises:
    return Promises(cast)


@pytest.fixture
def desk(client: PageClient, cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(client, cast)
    monkeypatch.setattr(clock, "now", lambda: made.now)
    sign_in(client, cast.reviewer)
    return made


def owed(app: Flask, promises: Promises, owner: Held, count: int) -> list[int]:
    with app.app_context():
        return [promises.owe(owner, LATE, f"Tugas {n}").id for n in range(count)]


def rows(app: Flask, ids: list[int]) -> list[Commitment]:
    db.session.rollback()
    return [db.session.get_one(Commitment, number) for number in ids]


def told(app: Flask) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == "acts").order_by(Message.to_email)))


def test_forty_are_extended_at_once_and_each_owner_is_told_once_after_the_minute(
    app: Flask, desk: Desk, promises: Promises
) -> None:
    ids = owed(app, promises, desk.cast.owner, 25) + owed(app, promises, desk.cast.second_owner, 15)
    answer = desk.act(ids, "extend", new_due_on=NEW_DUE.isoformat())
    assert answer.status_code == 303
    with app.app_context():
        for row in rows(app, ids):
            assert (row.due_on, row.original_due_on, row.extended) == (NEW_DUE, LATE, 1)
        first, second = told(app)
        assert first.to_email == desk.cast.owner.email
        assert "25" in first.subject
        assert first.text.count("/answer/") == 25
        assert "Keputusan rapat 13 Oktober." in second.text
        assert first.next_try_at is not None
        assert first.next_try_at - NOW > timedelta(seconds=60)


def test_forty_extended_and_taken_back_are_what_they_were_and_nobody_is_told(
    app: Flask, desk: Desk, promises: Promises
) -> None:
    ids = owed(app, promises, desk.cast.owner, 40)
    done = desk.act(ids, "extend", new_due_on=NEW_DUE.isoformat())
    desk.now += timedelta(seconds=59)
    assert desk.undo(done).status_code == 303
    with app.app_context():
        for row in rows(app, ids):
            assert (row.due_on, row.extended, row.status) == (LATE, 0, Status.NOT_STARTED)
        assert told(app) == []
        assert db.session.scalar(select(func.count()).select_from(CommitmentMessage)) == 0
        kinds = db.session.scalars(
            select(Event.kind).where(Event.commitment_id == ids[0]).order_by(Event.id)
        ).all()
        assert kinds[-2:] == [EventKind.TIME_GIVEN, EventKind.TAKEN_BACK]


def test_after_the_minute_it_stays(app: Flask, desk: Desk, promises: Promises) -> None:
    ids = owed(app, promises, desk.cast.owner, 2)
    done = desk.act(ids, "withdraw")
    desk.now += timedelta(seconds=61)
    assert "Kembalikan seperti semula" not in desk.client.get(done.location).text
    late = desk.client.post(
        f"{done.location.partition('?')[0]}/undo", data={"csrf_token": desk.token}, follow_redirects=True
    )
    assert "Waktu satu menit sudah lewat" in late.text
    with app.app_context():
        assert {row.status for row in rows(app, ids)} == {Status.WITHDRAWN}


def test_what_was_changed_since_is_not_taken_back(app: Flask, desk: Desk, promises: Promises) -> None:
    first, second = owed(app, promises, desk.cast.owner, 2)
    done = desk.act([first, second], "extend", new_due_on=NEW_DUE.isoformat())
    with app.app_context():
        promises.answer(rows(app, [second])[0], desk.cast.owner, Answer.PROGRESS, at=desk.now)
    desk.undo(done)
    with app.app_context():
        assert [row.due_on for row in rows(app, [first, second])] == [NEW_DUE, NEW_DUE]
        assert db.session.scalars(select(Oversight.taken_back_at)).all() == [None]


@pytest.mark.parametrize(
    "fields", [{"new_due_on": "2025-10-13"}, {"new_due_on": ""}, {"new_due_on": "kapan-kapan"}]
)
def test_a_date_that_is_none_or_not_later_changes_nothing_and_keeps_what_was_typed(
    app: Flask, desk: Desk, promises: Promises, fields: dict[str, str]
) -> None:
    ids = owed(app, promises, desk.cast.owner, 3)
    answer = desk.act(ids, "extend", **fields)
    assert answer.status_code == 422
    assert "Keputusan rapat 13 Oktober." in answer.text
    with app.app_context():
        assert {row.due_on for row in rows(app, ids)} == {LATE}


def test_one_that_stands_against_it_stops_all_and_may_be_left_out(
    app: Flask, desk: Desk, promises: Promises
) -> None:
    ids = owed(app, promises, desk.cast.owner, 3)
    with app.app_context():
        promises.answer(rows(app, ids[:1])[0], desk.cast.owner, Answer.MORE_TIME, until=date(2025, 12, 1))
    answer = desk.act(ids, "extend", new_due_on=NEW_DUE.isoformat())
    assert answer.status_code == 422
    assert "1 dari 3" in answer.text
    assert "Sudah ada permohonan yang menunggu jawaban" in answer.text
    with app.app_context():
        assert {row.due_on for row in rows(app, ids)} == {LATE}
    again = desk.act(ids, "extend", new_due_on=NEW_DUE.isoformat(), without=[ids[0]])
    assert again.status_code == 303
    with app.app_context():
        assert [row.due_on for row in rows(app, ids)] == [LATE, NEW_DUE, NEW_DUE]


def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_acted_on(
    app: Flask, desk: Desk, promises: Promises
) -> None:
    ids = owed(app, promises, desk.cast.owner, 2)
    page = desk.client.get("/commitments/acts", query_string={"commitment": ids})
    fields = {
        "csrf_token": values(page.text, "csrf_token")[0], "commitment": ids,
        "seen": values(page.text, "seen"), "act": "withdraw", "reason": "Sudah tidak perlu.",
    }  # fmt: skip
    with app.app_context():
        promises.answer(
            rows(app, ids[1:])[0], desk.cast.owner, Answer.PROGRESS, note="Sudah separuh.", at=NOW
        )
    answer = desk.client.post("/commitments/acts", data=fields)
    assert answer.status_code == 422
    assert "diubah orang lain" in answer.text
    assert "Sudah tidak perlu." in answer.text
    fields["seen"] = values(answer.text, "seen")
    assert desk.client.post("/commitments/acts", data=fields).status_code == 303


def test_handing_over_tells_both_and_moves_the_link(app: Flask, desk: Desk, promises: Promises) -> None:
    [number] = owed(app, promises, desk.cast.owner, 1)
    assert desk.act([number], "hand over", owner=desk.cast.second_owner.post_id).status_code == 303
    with app.app_context():
        [row] = rows(app, [number])
        assert (row.owner_post_id, row.owner_office_id) == (
            desk.cast.second_owner.post_id, desk.cast.second_owner.office_id,
        )  # fmt: skip
        before, after = told(app)
        assert (before.to_email, after.to_email) == (desk.cast.owner.email, desk.cast.second_owner.email)
        assert "/answer/" not in before.text
        assert after.text.count("/answer/") == 1
    assert (
        "mengalihkan dari Kepala Dinas Kesehatan kepada Kepala Dinas Sosial"
        in desk.client.get(f"/commitments/{number}").text
    )


def test_a_stranger_and_an_owner_may_not(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, promises: Promises
) -> None:
    ids = owed(app, promises, cast.owner, 1)
    sign_in(client, cast.stranger)
    assert client.get("/commitments/acts", query_string={"commitment": ids}).status_code == 404


def test_another_regions_number_among_ones_own_is_no_page(app: Flask, desk: Desk, promises: Promises) -> None:
    ids = owed(app, promises, desk.cast.owner, 1) + owed(app, promises, desk.cast.stranger_owner, 1)
    assert desk.client.get("/commitments/acts", query_string={"commitment": ids}).status_code == 404


def test_from_the_board_the_choice_goes_along_and_the_token_of_the_form_does_not(
    app: Flask, desk: Desk, promises: Promises
) -> None:
    ids = owed(app, promises, desk.cast.owner, 2)
    page = desk.client.get("/review").text
    assert 'formmethod="get"' not in page
    token = values(page, "csrf_token")[0]
    answer = desk.client.post(
        "/commitments/acts", data={"csrf_token": token, "chosen": "1", "commitment": ids, "next": "/review"}
    )
    assert answer.status_code == 303
    assert "csrf" not in answer.location
    assert desk.client.get(answer.location).text.count('name="commitment"') == 2


QUESTION = "Kapan daftar nama disampaikan?"


def test_a_report_is_asked_for_in_one_mail_an_owner_and_the_story_tells(
    app: Flask, desk: Desk, promises: Promises
) -> None:
    ids = owed(app, promises, desk.cast.owner, 2) + owed(app, promises, desk.cast.second_owner, 1)
    done = desk.act(ids, "ask for report", reason=QUESTION)
    assert done.status_code == 303
    with app.app_context():
        first, second = told(app)
        assert (first.to_email, second.to_email) == (desk.cast.owner.email, desk.cast.second_owner.email)
        assert (first.text.count("/answer/"), second.text.count("/answer/")) == (2, 1)
        assert QUESTION in first.text
        for row in rows(app, ids):
            assert (row.status, row.due_on, row.extended) == (Status.NOT_STARTED, LATE, 0)
        events = db.session.scalars(select(Event).where(Event.kind == EventKind.ASKED_TO_REPORT)).all()
        assert [(event.commitment_id, event.note) for event in events] == [(n, QUESTION) for n in ids]
    assert f"meminta laporan: {QUESTION}" in pages.text(
        next(pages.parse(desk.client.get(f"/commitments/{ids[0]}").text).iter("main"))
    )
    assert desk.undo(done).status_code == 303
    with app.app_context():
        assert told(app) == []


@pytest.mark.parametrize("act", ["ask for report", "extend", "hand over", "withdraw"])
def test_an_act_asks_the_database_the_same_however_many_there_are(
    app: Flask, desk: Desk, promises: Promises, act: str
) -> None:
    """What is read and held; each commitment that changes is still written."""
    asked = []
    for many in (2, 12):
        ids = owed(app, promises, desk.cast.owner, many)
        fields = {"new_due_on": NEW_DUE.isoformat(), "owner": str(desk.cast.second_owner.post_id)}
        with count_queries() as queries:
            assert desk.act(ids, act, **fields).status_code == 303
        asked.append([query for query in queries if query.lstrip().upper().startswith("SELECT")])
    few, most = asked
    assert len(most) <= len(few), "\n".join(most)


@pytest.mark.parametrize("act", ["ask for report", "extend", "hand over", "withdraw"])
def test_the_owner_reads(app: Flask, desk: Desk, promises: Promises, act: str) -> None:
    """The whole mail, as a snapshot; links are shortened."""
    ids = owed(app, promises, desk.cast.owner, 2)
    fields = {"new_due_on": NEW_DUE.isoformat(), "owner": str(desk.cast.second_owner.post_id)}
    assert desk.act(ids, act, **fields).status_code == 303
    with app.app_context():
        for message in told(app):
            name = f"{act.replace(' ', '-')}-{message.to_email.partition('@')[0]}"
            text = re.sub(r"/answer/\S+", "/answer/…", f"{message.subject}\n\n{message.text}")
            assert same_as_kept(f"../commitments/acts/{name}.txt", text)
