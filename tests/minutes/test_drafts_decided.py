"""A reviewer decides: approve, correct, reject, undo; twice, at once, and without the right to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.minutes.conftest import NOW, acting, browser, forum_of, press
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.forums.models import Decision
from tracker.minutes import actions, queries
from tracker.minutes.models import Draft, DraftState
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.people.models import Post


def ids(app: Flask, forum_id: int) -> list[int]:
    with app.app_context():
        return [draft.id for draft in queries.drafts_of(forum_id)]


def draft_of(draft_id: int) -> Draft:
    found = db.session.get(Draft, draft_id)
    assert found is not None
    return found


def test_one_press_makes_decision_and_commitment_with_the_exact_words(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)

    answer = press(reviewer, f"/forums/{forum_id}/drafts", f"/drafts/{first}/approval")

    assert answer.headers["Location"].endswith("draft=2#d2")
    with app.app_context():
        made = db.session.query(Commitment).one()
        decision = db.session.query(Decision).one()
        assert (made.owner_post_id, made.due_on) == (cast.owner.post_id, date(2025, 9, 30))
        assert made.published_at is None
        assert forum_of(forum_id).minutes_text[decision.start : decision.end] == decision.quote
        assert draft_of(first).state is DraftState.ACCEPTED


def test_pressing_twice_makes_one_commitment(app: Flask, reviewer: PageClient, forum_id: int) -> None:
    first, *_ = ids(app, forum_id)
    page, address = f"/forums/{forum_id}/drafts", f"/drafts/{first}/approval"

    press(reviewer, page, address)
    again = press(reviewer, page, f"/drafts/{ids(app, forum_id)[1]}/approval")
    token = _token(reviewer, page)
    twice = reviewer.post(address, data={"csrf_token": token, "version": "1"})

    assert (again.status_code, twice.status_code) == (302, 302)
    with app.app_context():
        assert db.session.query(Commitment).count() == 2


def _token(client: PageClient, page: str) -> str:
    from tests import pages

    tree = pages.parse(client.get(page).text)
    return next(i.get("value", "") for i in tree.iter("input") if i.get("name") == "csrf_token")


def test_two_reviewers_get_the_same_commitment(app: Flask, cast: Cast, forum_id: int) -> None:
    first, *_ = ids(app, forum_id)
    with app.app_context():
        owner = db.session.get(Post, cast.owner.post_id)
        assert owner is not None
        made = [
            actions.accept(
                draft_of(first), action="Inventarisasi", owner=owner, due_on=date(2025, 9, 30),
                by=acting(who), at=NOW, today=NOW.date(),
            ).id
            for who in (cast.reviewer, cast.second_reviewer)
        ]  # fmt: skip
        db.session.commit()
    assert made[0] == made[1]


def test_a_draft_that_somebody_changed_meanwhile_is_not_approved_unseen(
    app: Flask, reviewer: PageClient, cast: Cast, sign_in: SignIn, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)
    reviewer.get(f"/forums/{forum_id}/drafts")
    token = _token(reviewer, f"/forums/{forum_id}/drafts")
    other = browser(app, sign_in, cast.second_reviewer)
    other.submit(f"/drafts/{first}/correction", {"action": "Lain", "keep": "1"}, action="/correction")

    late = reviewer.post(
        f"/drafts/{first}/approval", data={"csrf_token": token, "version": "1"}, follow_redirects=True
    )

    assert 'class="note c-wait told"' in late.text
    with app.app_context():
        assert db.session.query(Commitment).count() == 0
        assert draft_of(first).action == "Lain"


def test_a_gap_is_filled_on_its_page_and_what_is_missing_is_said_beside_the_field(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    gap = ids(app, forum_id)[2]
    page = f"/drafts/{gap}/correction"

    refused = reviewer.submit(page, {"action": "Tingkatkan sarana"}, action="/correction")
    assert refused.status_code == 422
    assert 'id="owner-error"' in refused.text
    assert 'id="due_on-error"' in refused.text
    assert "Tingkatkan sarana" in refused.text

    done = reviewer.submit(
        page,
        {"action": "Tingkatkan sarana", "owner": str(cast.owner.post_id), "undated_reason": "Berlaku terus."},
        action="/correction",
    )
    assert done.status_code == 302
    with app.app_context():
        made = db.session.query(Commitment).one()
        assert (made.action, made.due_on, made.undated_reason) == (
            "Tingkatkan sarana",
            None,
            "Berlaku terus.",
        )


def test_a_date_that_has_passed_is_refused_until_it_is_confirmed(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)
    page = f"/drafts/{first}/correction"

    refused = reviewer.submit(page, {"due_on": "2025-07-01"}, action="/correction")
    assert refused.status_code == 422
    assert 'id="already_late-error"' in refused.text

    with app.app_context():
        draft_of(first).due_on = date(2025, 7, 1)
        db.session.commit()
    assert (
        "/approval"
        not in reviewer.get(f"/forums/{forum_id}/drafts").text.split('id="d2"')[0].split('id="d1"')[1]
    )
    confirmed = reviewer.submit(page, {"already_late": "y"}, action="/correction")
    assert confirmed.status_code == 302
    with app.app_context():
        assert db.session.query(Commitment).one().due_on == date(2025, 7, 1)


def test_keeping_half_a_correction_leaves_the_draft_waiting(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    gap = ids(app, forum_id)[2]
    reviewer.submit(
        f"/drafts/{gap}/correction", {"measure": "20 puskesmas", "keep": "1"}, action="/correction"
    )

    with app.app_context():
        assert (draft_of(gap).measure, draft_of(gap).state) == ("20 puskesmas", DraftState.WAITING)


def test_a_rejected_draft_keeps_its_reason_and_can_be_taken_back(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    gap = ids(app, forum_id)[2]
    drafts = f"/forums/{forum_id}/drafts"

    press(reviewer, drafts, f"/drafts/{gap}/rejection", reason="Terlalu umum.")
    assert "Terlalu umum." in reviewer.get(drafts).text

    press(reviewer, drafts, f"/drafts/{gap}/return")
    with app.app_context():
        assert (draft_of(gap).state, draft_of(gap).rejected_reason) == (DraftState.WAITING, "")


def test_an_approval_is_undone_without_a_trace_in_the_list_of_commitments(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)
    press(reviewer, f"/forums/{forum_id}/drafts", f"/drafts/{first}/approval")
    press(reviewer, f"/forums/{forum_id}/drafts", f"/drafts/{first}/return")

    with app.app_context():
        assert db.session.query(Commitment).count() == 0
        assert db.session.query(Decision).count() == 0
        assert draft_of(first).state is DraftState.WAITING


def test_what_was_rejected_is_not_approved_by_a_late_press(app: Flask, cast: Cast, forum_id: int) -> None:
    first, *_ = ids(app, forum_id)
    with app.app_context():
        owner = db.session.get(Post, cast.owner.post_id)
        assert owner is not None
        actions.reject(draft_of(first), by=acting(cast.reviewer), at=NOW)
        with pytest.raises(Refused) as refused:
            actions.accept(
                draft_of(first), action="x", owner=owner, due_on=None, undated_reason="y",
                by=acting(cast.reviewer), at=NOW, today=NOW.date(),
            )  # fmt: skip
        db.session.commit()
    assert refused.value.reason is Refusal.NOT_WAITING


def test_an_owner_cannot_approve_and_a_stranger_finds_nothing(
    app: Flask, cast: Cast, sign_in: SignIn, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)
    for held, code in ((cast.owner, 403), (cast.leader, 403), (cast.stranger, 404)):
        client = app.test_client()
        assert isinstance(client, PageClient)
        token = _token(client, "/sign-in")
        sign_in(client, held)
        for act in ("approval", "rejection", "return", "correction"):
            answer = client.post(f"/drafts/{first}/{act}", data={"csrf_token": token})
            assert answer.status_code == code, act
    with app.app_context():
        assert db.session.query(Commitment).count() == 0


def test_two_reviewers_who_press_at_the_same_moment_make_one_commitment(
    app: Flask, cast: Cast, sign_in: SignIn, forum_id: int, at_the_forum: None
) -> None:
    first, second, _gap = ids(app, forum_id)
    pressing = [
        (browser(app, sign_in, who), draft_id)
        for who in (cast.reviewer, cast.second_reviewer)
        for draft_id in (first, second)
    ]
    tokens = [_token(client, f"/forums/{forum_id}/drafts") for client, _ in pressing]
    together = Barrier(len(pressing))

    def press_now(number: int) -> int:
        client, draft_id = pressing[number]
        together.wait(timeout=20)
        sent = {"csrf_token": tokens[number], "version": "1"}
        return client.post(f"/drafts/{draft_id}/approval", data=sent).status_code

    with ThreadPoolExecutor(len(pressing)) as threads:
        assert list(threads.map(press_now, range(len(pressing)))) == [302] * len(pressing)
    with app.app_context():
        assert db.session.query(Commitment).count() == 2
        assert sorted(d.number for d in db.session.query(Decision)) == [1, 2]
