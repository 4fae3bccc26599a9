"""Searching: in what was promised, in the minutes' words and in the reports, on both databases alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.cast import Cast
from tests.client import PageClient
from tests.queries import count_queries
from tests.reminders.promises import Promises
from tests.review.conftest import LATE, NOW, Board
from tests.review.reading import shown, tree
from tracker.commitments import words
from tracker.commitments.actions import withdraw_unpublished
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Answer
from tracker.extensions import db


@pytest.fixture
def promises(app: Flask, cast: Cast) -> Promises:
    return Promises(cast)


def owed(app: Flask, promises: Promises, *actions: str) -> list[int]:
    with app.app_context():
        return [promises.owe(promises.cast.owner, LATE[0], action).id for action in actions]


def test_a_search_finds_words_of_the_promise_the_quote_and_the_report(
    app: Flask, reviewer: PageClient, promises: Promises
) -> None:
    first, second = owed(app, promises, "Lengkapi obat di puskesmas", "Buka UGD 24 jam")
    with app.app_context():
        promises.answer(
            db.session.get_one(Commitment, second), promises.cast.owner, Answer.PROGRESS,
            note="Gedung Lasalimu sudah disewa.", at=NOW - timedelta(days=3),
        )  # fmt: skip
    for asked, found in {
        "obat": [first],
        "PUSKESMAS obat": [first],
        "meminta": [first, second],
        "lasalimu": [second],
        "gedung jam": [second],
        "lasalimu obat": [],
        "dinkes": [first, second],
    }.items():
        assert shown(tree(reviewer, f"/review?q={asked}")) == found, asked


@pytest.mark.parametrize("asked", ["ob", "obat-obatan", "lengkap"])
def test_the_beginning_of_a_word_is_enough(
    app: Flask, reviewer: PageClient, promises: Promises, asked: str
) -> None:
    [number] = owed(app, promises, "Lengkapi obat-obatan di puskesmas")
    assert shown(tree(reviewer, f"/review?q={asked}")) == [number]


@pytest.mark.parametrize(
    "asked", ['"', "obat & ! (", "' OR 1=1 --", "NEAR(a b)", "words:x", "*", "%", "a" * 300, "\u0000", "🙂"]
)
def test_any_text_may_be_searched_for(
    app: Flask, reviewer: PageClient, promises: Promises, asked: str
) -> None:
    owed(app, promises, "Lengkapi obat di puskesmas")
    assert reviewer.get("/review", query_string={"q": asked}).status_code == 200


def test_another_regions_words_are_not_found(app: Flask, reviewer: PageClient, promises: Promises) -> None:
    with app.app_context():
        promises.owe(promises.cast.stranger_owner, LATE[0], "Lengkapi obat di Berau")
    assert shown(tree(reviewer, "/review?q=obat&tab=all")) == []


def test_a_search_narrows_every_tab_and_its_counts(
    app: Flask, reviewer: PageClient, promises: Promises
) -> None:
    first, second = owed(app, promises, "Lengkapi obat", "Lengkapi alat")
    with app.app_context():
        promises.answer(
            db.session.get_one(Commitment, first),
            promises.cast.owner,
            Answer.DONE,
            at=NOW - timedelta(days=2),
        )
    tabs = next(
        n for n in tree(reviewer, "/review?q=obat").iter("nav") if n.get("class", "").startswith("tabs")
    )
    said = [int("".join(span.itertext())) for span in tabs.iter("span")]
    assert said == [0, 1, 0, 0, 1, 1]
    assert shown(tree(reviewer, "/review?tab=all&q=lengkapi")) == [first, second]


def test_what_was_taken_back_is_not_found(app: Flask, cast: Cast, promises: Promises) -> None:
    """The number of a commitment may be given again; its words may not stay behind."""
    [number] = owed(app, promises, "Lengkapi obat")
    with app.app_context():
        made = db.session.get_one(Commitment, number)
        made.published_at = None
        withdraw_unpublished(made)
        db.session.commit()
        found = db.session.query(Commitment.id).filter(words.matching("obat", {cast.region_id})).all()
        assert found == []
        words.index_all()
        db.session.commit()


def test_the_whole_index_can_be_made_anew(app: Flask, reviewer: PageClient, board: Board, forum: int) -> None:
    """Rows that came by another way (a backup, a data set) are found after one command."""
    ids = board.add(forum, LATE[0], date(2025, 9, 1))
    assert shown(tree(reviewer, "/review?q=tugas")) == []
    answer = app.test_cli_runner().invoke(args=["search", "index"])
    assert answer.exit_code == 0, answer.output
    assert sorted(shown(tree(reviewer, "/review?q=tugas"))) == ids


def test_a_search_asks_no_more_queries(app: Flask, reviewer: PageClient, promises: Promises) -> None:
    owed(app, promises, "Lengkapi obat", "Lengkapi alat")
    with count_queries() as queries:
        reviewer.get("/review?q=lengkapi")
    assert len(queries) <= 9, "\n".join(queries)
