"""Going through the list one by one, and on to the next after each answer."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.queries import count_queries
from tests.reminders.promises import Promises
from tests.review.conftest import LATE, NOW, Board
from tests.review.reading import tree
from tracker.commitments.rules import Answer


def steps(client: PageClient, address: str) -> tuple[str, dict[str, str]]:
    """What the page says of the place in the list, and where its links lead."""
    nav = [n for n in tree(client, address).iter("nav") if "walk" in (n.get("class") or "")]
    if not nav:
        return "", {}
    links = {a.get("rel") or "list": a.get("href", "") for a in nav[0].iter("a")}
    return pages.text(next(nav[0].iter("span"))), links


def opened(client: PageClient, address: str) -> str:
    """The first commitment of a list, as the board links to it."""
    return next(a.get("href", "") for a in tree(client, address).iter("a") if a.get("class") == "title")


def test_next_and_previous_follow_the_filtered_list(reviewer: PageClient, board: Board, forum: int) -> None:
    first, second, third = board.add(forum, *LATE[:3])
    board.add(forum, LATE[0], owner=board.cast.second_owner)
    address = opened(reviewer, f"/review?office={board.cast.owner.office_id}")
    said, links = steps(reviewer, address)
    assert (said, "prev" in links) == ("1 dari 3", False)
    said, links = steps(reviewer, links["next"])
    assert said == "2 dari 3"
    assert links["next"].startswith(f"/commitments/{third}?")
    assert links["prev"].startswith(f"/commitments/{first}?")
    assert links["list"] == f"/review?office={board.cast.owner.office_id}"
    assert second


def test_a_page_opened_by_itself_has_no_list(reviewer: PageClient, board: Board, forum: int) -> None:
    [number] = board.add(forum, LATE[0])
    assert steps(reviewer, f"/commitments/{number}") == ("", {})


def test_after_each_verification_comes_the_next_and_after_the_last_the_list(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    with app.app_context():
        made = Promises(cast)
        ids = [made.owe(cast.owner, LATE[0], f"Tugas {n}").id for n in range(2)]
        for n, number in enumerate(ids):
            from tracker.commitments.models import Commitment
            from tracker.extensions import db

            done = db.session.get_one(Commitment, number)
            made.answer(done, cast.owner, Answer.DONE, at=NOW - timedelta(days=5 - n))
    address = opened(reviewer, "/review?tab=waiting")
    assert address.startswith(f"/commitments/{ids[0]}?")
    act = f"/commitments/{ids[0]}/verification?walk=1&tab=waiting"
    answer = reviewer.submit(address, {"verdict": "verified"}, action=act)
    assert answer.location.startswith(f"/commitments/{ids[1]}?")
    act = f"/commitments/{ids[1]}/verification?walk=1&tab=waiting"
    answer = reviewer.submit(answer.location, {"verdict": "verified"}, action=act)
    assert answer.location == "/review?tab=waiting"


def test_an_owner_walks_no_board(
    client: PageClient, cast: Cast, sign_in: SignIn, board: Board, forum: int
) -> None:
    [number] = board.add(forum, LATE[0])
    sign_in(client, cast.owner)
    assert steps(client, f"/commitments/{number}?walk=1") == ("", {})


def test_walking_costs_two_queries_at_any_size(reviewer: PageClient, board: Board, forum: int) -> None:
    [number, *_] = board.add(forum, *(LATE * 20))
    with count_queries() as alone:
        reviewer.get(f"/commitments/{number}")
    with count_queries() as walking:
        reviewer.get(f"/commitments/{number}?walk=1")
    assert len(walking) - len(alone) <= 2
