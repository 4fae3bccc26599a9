"""Who sees which forums, and what the page of a forum says."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.minutes.conftest import NOW, acting, browser, forum_of, hold
from tests.minutes.test_publish import approve, publish
from tests.queries import count_queries
from tracker.extensions import db
from tracker.forums import actions
from tracker.forums.models import MinutesFile
from tracker.shell.files import Kept
from tracker.shell.kinds import Kind


def test_owners_see_a_forum_once_it_is_published(
    app: Flask, cast: Cast, sign_in: SignIn, forum_id: int
) -> None:
    owner = browser(app, sign_in, cast.owner)
    assert owner.get(f"/forums/{forum_id}").status_code == 404
    assert "Forum Kemitraan 2025" not in owner.get("/forums").text

    with app.app_context():
        approve(forum_id, cast, 1, 2)
        publish(forum_id, cast)
        approve(forum_id, cast, 3)
    page = owner.get(f"/forums/{forum_id}")
    assert "Menginventarisasi kebutuhan fasilitas kesehatan" in page.text
    assert "Peningkatan sarana" not in page.text
    assert "/drafts" not in page.text
    assert "Forum Kemitraan 2025" in owner.get("/forums").text


def test_strangers_find_neither_forum_nor_file(
    app: Flask, cast: Cast, sign_in: SignIn, forum_id: int
) -> None:
    with app.app_context():
        approve(forum_id, cast, 1)
        publish(forum_id, cast)
        kept = Kept("ab" * 32, 5, Kind.TXT, "text/plain")
        file = actions.keep_file(
            forum_of(forum_id), kept, name="notula.txt", by=acting(cast.reviewer), at=NOW
        )
        db.session.commit()
        file_id = file.id

    for held in (cast.stranger, cast.stranger_owner):
        stranger = browser(app, sign_in, held)
        assert stranger.get(f"/forums/{forum_id}").status_code == 404
        assert stranger.get(f"/forums/{forum_id}/file/{file_id}").status_code == 404
        assert "Forum Kemitraan 2025" not in stranger.get("/forums").text


def test_a_file_is_found_through_its_own_forum_only(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        other = hold(cast, "KESIMPULAN\n1. Dinas Sosial melapor paling lambat 1 September 2025.\n")
        kept = Kept("cd" * 32, 5, Kind.TXT, "text/plain")
        actions.keep_file(forum_of(other), kept, name="notula.txt", by=acting(cast.reviewer), at=NOW)
        db.session.commit()
        file_id = db.session.query(MinutesFile).one().id
    assert reviewer.get(f"/forums/{forum_id}/file/{file_id}").status_code == 404
    assert reviewer.get(f"/forums/{other}/file/{file_id}").status_code == 410


@pytest.mark.parametrize("reader", ["leader", "operator"])
def test_leaders_and_operators_read_but_do_not_decide(
    app: Flask, cast: Cast, sign_in: SignIn, forum_id: int, reader: str
) -> None:
    client = browser(app, sign_in, getattr(cast, reader))
    page = client.get(f"/forums/{forum_id}")
    assert page.status_code == 200
    assert "/publication" not in page.text
    assert client.get(f"/forums/{forum_id}/edit").status_code == 403


def test_facts_are_put_right_and_a_new_day_asks_for_a_new_reading(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    answer = reviewer.submit(
        f"/forums/{forum_id}/edit", {"chair": "Sekretaris Daerah", "held_on": "2025-07-22"}, action="/edit"
    )

    assert answer.headers["Location"] == f"/forums/{forum_id}/drafts"
    with app.app_context():
        forum = forum_of(forum_id)
        assert (forum.chair, forum.held_on, forum.place) == (
            "Sekretaris Daerah",
            date(2025, 7, 22),
            "Pasarwajo",
        )


def test_the_list_and_the_page_cost_the_same_at_any_size(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        for _ in range(5):
            approve(hold(cast), cast, 1, 2, 3)
        approve(forum_id, cast, 1, 2, 3)
    reviewer.get("/forums")

    with count_queries() as asked:
        assert reviewer.get("/forums").status_code == 200
    assert len(asked) <= 5, "\n".join(asked)
    with count_queries() as asked:
        assert reviewer.get(f"/forums/{forum_id}").status_code == 200
    assert len(asked) <= 11, "\n".join(asked)
