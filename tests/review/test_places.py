"""Whose board it is, and what an address or an empty list says."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.review.conftest import LATE, Board
from tests.review.reading import address_of, shown, tree
from tracker.extensions import db
from tracker.people.models import Tenure


def test_another_region_never_appears(
    client: PageClient, cast: Cast, sign_in: SignIn, board: Board, forum: int
) -> None:
    ours = board.add(forum, *LATE)
    theirs = board.add(board.forum(cast.other_region_id), *LATE, owner=cast.stranger_owner)
    sign_in(client, cast.reviewer)
    assert sorted(shown(tree(client))) == ours
    assert client.get(f"/review?region={cast.other_region_id}").status_code == 404
    assert shown(tree(client, f"/review?office={cast.stranger_owner.office_id}")) == []
    stranger = client.application.test_client()
    assert isinstance(stranger, PageClient)
    sign_in(stranger, cast.stranger)
    assert sorted(shown(tree(stranger))) == theirs


def test_who_reviews_two_regions_chooses_and_stays(
    app: Flask, reviewer: PageClient, board: Board, forum: int, cast: Cast
) -> None:
    from tracker.people.rules import TenureKind

    board.add(forum, *LATE)
    theirs = board.add(board.forum(cast.other_region_id), *LATE, owner=cast.stranger_owner)
    with app.app_context():
        db.session.add(
            Tenure(
                post_id=cast.stranger.post_id, person_id=cast.reviewer.person_id, kind=TenureKind.PLT,
                from_on=date(2025, 10, 1),
            )
        )  # fmt: skip
        db.session.commit()
    page = tree(reviewer, f"/review?region={cast.region_id}")
    there = tree(reviewer, address_of(page, "Kabupaten Berau"))
    assert sorted(shown(there)) == theirs
    assert sorted(shown(tree(reviewer, address_of(there, "Dinkes")))) == theirs


@pytest.mark.parametrize(
    "query",
    [
        "tab=x",
        "age=tua",
        "office=abc",
        "forum=-1",
        "flag=?",
        "after=kemarin",
        f"after=2025-01-01.{'9' * 30}",
        f"office={'9' * 30}",
        "office=2147483648",
        "after=2025-01-01.2147483648",
    ],
)
def test_what_is_not_understood_is_ignored(
    reviewer: PageClient, board: Board, forum: int, query: str
) -> None:
    ids = board.add(forum, *LATE)
    assert sorted(shown(tree(reviewer, f"/review?{query}"))) == ids


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Tidak ada yang lewat tenggat"),
        ("tab=waiting", "Tidak ada yang menunggu verifikasi"),
        ("tab=more-time", "Tidak ada permohonan"),
        ("tab=obstructed", "Tidak ada yang terkendala"),
        ("tab=open", "Catat forum"),
        ("office=99", "Tampilkan seluruh daftar"),
        ("after=739536.99999", "Halaman pertama"),
    ],
)
def test_an_empty_list_says_what_it_means_and_what_to_do(
    reviewer: PageClient, board: Board, query: str, words: str
) -> None:
    page = reviewer.get(f"/review?{query}").text
    empty = re.search(r'<div class="panel empty.*?</div>', page, re.DOTALL)
    assert empty
    assert words in empty.group()


def test_nothing_is_overdue_today_in_words(reviewer: PageClient, board: Board) -> None:
    assert "Hari ini tidak ada yang lewat tenggat." in reviewer.get("/review").text
