"""Filters kept under a name: one's own, shared ones, and the one that opens first."""

from __future__ import annotations

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.review.conftest import LATE, Board
from tests.review.reading import shown, tree
from tracker.review.rules import LONGEST_NAME, MOST_VIEWS

OFFICES = "/review?office={}&tab=open"


def keep(client: PageClient, address: str, name: str, **fields: str) -> str:
    """Keeps the filters of an address; what the page then says."""
    answer = client.submit(address, {"name": name, **fields}, action="/review/views")
    assert answer.status_code == 303
    return pages.text(next(tree(client, answer.location).iter("main")))


def names(client: PageClient, address: str = "/review?tab=overdue") -> dict[str, str]:
    """The kept views on the board, and where they lead."""
    chips = [a for a in tree(client, address).iter("a") if a.get("class") == "chip"]
    return {pages.text(a): a.get("href", "") for a in chips}


def test_a_view_is_kept_and_leads_to_its_filters(reviewer: PageClient, board: Board, forum: int) -> None:
    board.add(forum, *LATE)
    theirs = board.add(forum, *LATE, owner=board.cast.second_owner)
    address = OFFICES.format(board.cast.second_owner.office_id)
    assert "Tersimpan sebagai “Dinsos <b>”." in keep(reviewer, address, "  Dinsos   <b> ")
    page = tree(reviewer, names(reviewer)["Dinsos <b>"])
    assert sorted(shown(page)) == theirs
    assert [a.get("aria-current") for a in page.iter("a") if a.get("class") == "chip"] == ["true"]


def test_the_same_name_holds_the_newer_filters(reviewer: PageClient, board: Board, forum: int) -> None:
    keep(reviewer, "/review?tab=open", "Rapat Senin")
    keep(reviewer, "/review?tab=waiting", "Rapat Senin")
    [address] = names(reviewer).values()
    assert address.endswith("&tab=waiting")


def test_names_are_short_not_empty_and_not_too_many(reviewer: PageClient, board: Board) -> None:
    assert "Beri nama dahulu" in keep(reviewer, "/review?tab=open", " \t ")
    keep(reviewer, "/review?tab=open", "x" * 200)
    assert list(names(reviewer)) == ["x" * LONGEST_NAME]
    for number in range(1, MOST_VIEWS):
        keep(reviewer, "/review?tab=open", f"Nomor {number}")
    assert f"sudah menyimpan {MOST_VIEWS} tampilan" in keep(reviewer, "/review?tab=open", "Satu lagi")
    assert len(names(reviewer)) == MOST_VIEWS


def test_shared_views_are_seen_in_the_region_and_changed_by_their_keeper_alone(
    reviewer: PageClient, cast: Cast, sign_in: SignIn, board: Board
) -> None:
    keep(reviewer, "/review?tab=open", "Bersama", shared="on")
    keep(reviewer, "/review?tab=all", "Sendiri")
    for person, seen in (
        (cast.second_reviewer, ["Bersama"]),
        (cast.leader, ["Bersama"]),
        (cast.stranger, []),
    ):
        other = reviewer.application.test_client()
        assert isinstance(other, PageClient)
        sign_in(other, person)
        assert list(names(other)) == seen
        for act in ("/review/views/1", "/review/views/1/removal"):
            fields = {"name": "Diambil", "csrf_token": token(other)}
            assert other.post(act, data=fields).status_code in {400, 403, 404}
    assert list(names(reviewer)) == ["Bersama", "Sendiri"]


def token(client: PageClient) -> str:
    page = tree(client, "/review?tab=overdue")
    found = [i.get("value", "") for i in page.iter("input") if i.get("name") == "csrf_token"]
    return found[0] if found else ""


def test_the_view_that_opens_first(reviewer: PageClient, board: Board) -> None:
    keep(reviewer, "/review?tab=open", "Pertama", first="on")
    answer = reviewer.get("/review")
    assert answer.status_code == 302
    assert answer.location == f"/review?region={board.cast.region_id}&tab=open"
    keep(reviewer, "/review?tab=waiting", "Lain", first="on")
    assert reviewer.get("/review").location.endswith("tab=waiting")
    assert reviewer.get("/review?tab=overdue").status_code == 200


def test_a_view_is_renamed_and_removed(reviewer: PageClient, board: Board) -> None:
    keep(reviewer, "/review?tab=open", "Lama")
    keep(reviewer, "/review?tab=all", "Semua")
    there = f"/review/views/1?region={board.cast.region_id}"
    assert reviewer.submit("/review?tab=open", {"name": "Baru"}, action=there).status_code == 303
    assert list(names(reviewer)) == ["Baru", "Semua"]
    reviewer.submit("/review?tab=open", {"name": "Semua"}, action=there)
    assert list(names(reviewer)) == ["Baru", "Semua"]
    page = reviewer.post("/review/views/1/removal", data={"csrf_token": token(reviewer)})
    assert page.status_code == 303
    assert list(names(reviewer)) == ["Semua"]
