"""A province or the nation looks over the regions below it, and acts in none of them."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cast import Cast, Held, SignIn, hold
from tests.client import PageClient
from tests.review.conftest import LATE, NOW, Board
from tests.review.reading import counts, shown, tree
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.people.rules import Duty
from tracker.regions.models import Region
from tracker.regions.rules import Level, OfficeKind

SETDA = ("Sekretariat Daerah", "Setda", OfficeKind.SETDA)


def above(app: Flask, cast: Cast, level: Level) -> Held:
    """A reviewer of Buton's province, or of the nation."""
    with app.app_context():
        buton = db.session.get_one(Region, cast.region_id)
        assert buton.parent is not None
        place = buton.parent
        if level is Level.NATION:
            place = db.session.query(Region).filter_by(level=Level.NATION).one()
        held = hold(place, SETDA, "Asisten", Duty.REVIEWER, "Darna", "asisten@atas.example")
        db.session.commit()
        return held


@pytest.fixture
def both(board: Board, forum: int) -> tuple[list[int], list[int]]:
    """Late ones in Buton, and in Berau of another province."""
    theirs = board.add(board.forum(board.cast.other_region_id), *LATE, owner=board.cast.stranger_owner)
    return board.add(forum, *LATE), theirs


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.NATION])
def test_the_regions_below_are_read_with_their_counts(
    app: Flask,
    client: PageClient,
    cast: Cast,
    sign_in: SignIn,
    level: Level,
    both: tuple[list[int], list[int]],
) -> None:
    ours, theirs = both
    sign_in(client, above(app, cast, level))
    assert shown(tree(client)) == []
    page = tree(client, "/review?below=1")
    nation = level is Level.NATION
    assert sorted(shown(page)) == sorted(ours + (theirs if nation else []))
    said = counts(page)
    assert said["Kabupaten Buton"] == 4
    assert said["Semua wilayah"] == (8 if nation else 4)
    assert ("Kabupaten Berau" in said) is nation
    assert not [i for i in page.iter("input") if i.get("name") == "commitment"]
    narrowed = tree(client, f"/review?below=1&place={cast.region_id}&q=tugas")
    assert shown(narrowed) == [] or set(shown(narrowed)) <= set(ours)
    table = client.get("/review/table.csv?below=1")
    assert table.text.count("Kabupaten Buton") == len(ours)
    table.close()
    assert client.get(f"/commitments/{ours[0]}").status_code == 200
    assert client.get(f"/commitments/{theirs[0]}").status_code == (200 if nation else 404)


def test_who_is_not_above_sees_no_wider(
    app: Flask, reviewer: PageClient, board: Board, both: tuple[list[int], list[int]]
) -> None:
    assert reviewer.get("/review?below=1").status_code == 404


def test_above_reads_and_decides_nothing(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, board: Board, forum: int
) -> None:
    [done] = board.add(forum, LATE[0], status=Status.PROPOSED_DONE, proposed_at=NOW)
    [draft] = board.add(forum, LATE[0], published=False)
    sign_in(client, above(app, cast, Level.PROVINCE))
    page = client.get(f"/commitments/{done}")
    assert page.status_code == 200
    assert "/verification" not in page.text
    assert client.get(f"/commitments/{draft}").status_code == 404
    assert client.get("/commitments/acts", query_string={"commitment": done}).status_code == 404
