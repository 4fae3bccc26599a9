"""One act, one card: what the page's script gets, and what each card says about how sure it is."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import pages
from tests.cast import Cast
from tests.client import PageClient
from tests.minutes.conftest import NOW, acting, forum_of, hold, press, token_of
from tests.queries import count_queries
from tracker.commitments.models import Commitment
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.minutes import actions, queries
from tracker.minutes.models import Draft
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.people.models import Tenure
from tracker.people.rules import Asker, TenureKind

SCRIPT = {"HX-Request": "true"}


def ids(app: Flask, forum_id: int) -> list[int]:
    with app.app_context():
        return [draft.id for draft in queries.drafts_of(forum_id)]


def send(client: PageClient, forum_id: int, address: str, **fields: Any) -> TestResponse:
    """As the script sends a form."""
    token = token_of(client, f"/forums/{forum_id}/drafts")
    return client.post(address, data={"csrf_token": token, "version": "1", **fields}, headers=SCRIPT)


def by_id(response: TestResponse) -> dict[str, Element]:
    return {e.get("id", ""): e for e in pages.parse(response.text).iter() if e.get("id")}


def change(app: Flask, draft_id: int, **values: Any) -> None:
    with app.app_context():
        draft = db.session.get_one(Draft, draft_id)
        for name, value in values.items():
            setattr(draft, name, value)
        db.session.commit()


def test_an_act_brings_its_card_and_the_counters_and_nothing_else(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)

    answer = send(reviewer, forum_id, f"/drafts/{first}/approval")

    found = by_id(answer)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert (found["d1"].tag, found["d1"].get("class")) == ("article", "decided")
    assert (found["done"].get("value"), found["done"].get("max")) == ("1", "3")
    assert "publish" in found
    assert "d2" not in found
    with app.app_context():
        assert db.session.query(Commitment).count() == 1


def test_the_same_act_sent_again_after_a_lost_answer_is_said_as_done(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    """Whoever presses again once the line is back sees what came of it, whether by S or by a correction."""
    first, second, _ = ids(app, forum_id)
    typed = {"action": "Inventarisasi", "owner": str(cast.owner.post_id), "due_on": "2025-12-01"}
    for _time in range(2):
        assert 'class="decided"' in send(reviewer, forum_id, f"/drafts/{second}/approval").text
        assert 'class="decided"' in send(reviewer, forum_id, f"/drafts/{first}/correction", **typed).text
    with app.app_context():
        assert db.session.query(Commitment).count() == 2


def test_approving_what_lacks_something_opens_the_form_in_its_card(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    *_, gap = ids(app, forum_id)
    token = token_of(reviewer, f"/forums/{forum_id}/drafts")
    answer = reviewer.post(
        f"/drafts/{gap}/approval", data={"csrf_token": token}, headers=SCRIPT, follow_redirects=True
    )
    assert answer.request.path == f"/drafts/{gap}/correction"
    form = reviewer.get(f"/drafts/{gap}/correction?asked=1", headers=SCRIPT)
    assert f'id="owner-{gap}-error"' in form.text


def test_a_refused_form_keeps_what_was_typed_inside_the_card(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    *_, gap = ids(app, forum_id)
    answer = send(reviewer, forum_id, f"/drafts/{gap}/correction", action="Usulkan sarana")
    assert answer.status_code == 422
    assert "Usulkan sarana" in answer.text
    assert by_id(answer)[f"due_on-{gap}"].get("aria-invalid") == "true"


def test_what_somebody_else_decided_meanwhile_comes_as_it_is_now(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)
    with app.app_context():
        actions.reject(
            db.session.get_one(Draft, first), reason="Umum.", by=acting(cast.second_reviewer), at=NOW
        )
        db.session.commit()

    answer = send(reviewer, forum_id, f"/drafts/{first}/approval")

    assert 'class="decided"' in answer.text
    assert "Umum." in answer.text
    assert "c-late" in answer.text


def test_a_draft_that_a_new_reading_replaced_leads_to_the_page_anew(
    app: Flask, reviewer: PageClient, forum_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and pressing a colleague had the minutes read again: the act finds its draft gone."""
    first, *_ = ids(app, forum_id)
    find = queries.reviewed_by
    found: list[Draft | None] = []

    def gone_the_second_time(asker: Asker, draft_id: int) -> Draft | None:
        found.append(None if found else find(asker, draft_id))
        return found[-1]

    def refuse(*_args: Any, **_facts: Any) -> None:
        raise Refused(Refusal.CHANGED)

    token = token_of(reviewer, f"/forums/{forum_id}/drafts")
    monkeypatch.setattr(actions, "reject", refuse)
    monkeypatch.setattr(queries, "reviewed_by", gone_the_second_time)

    answer = reviewer.post(f"/drafts/{first}/rejection", data={"csrf_token": token}, headers=SCRIPT)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"/forums/{forum_id}/drafts"


def test_what_is_partly_a_suggestion_stands_behind_the_sure_and_says_so(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    first, *_ = ids(app, forum_id)
    change(app, first, because=[["cue", "menginventarisasi"], ["owner is speaker", "kami"]])

    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts").text)

    assert [h.get("id") for h in page.iter("h2")] == ["sure", "doubtful", "gaps"]
    assert [a.get("data-draft") for a in page.iter("article") if a.get("data-draft")] == ["2", "1", "3"]
    (doubtful,) = [a for a in page.iter("article") if a.get("data-draft") == "1"]
    words = pages.text(doubtful)
    assert "“kami”" in words
    assert "“menginventarisasi”" in words
    assert [f for f in doubtful.iter("form") if f.get("action", "").endswith("/approval")], (
        "it may be approved"
    )


def test_a_correction_settles_the_doubt(app: Flask, reviewer: PageClient, forum_id: int) -> None:
    first, *_ = ids(app, forum_id)
    change(app, first, because=[["cue", "menginventarisasi"], ["owner is speaker", "kami"]])
    reviewer.submit(f"/drafts/{first}/correction", {"keep": "1"}, action="/correction")
    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts").text)
    assert [h.get("id") for h in page.iter("h2")] == ["sure", "gaps"]


def test_words_told_again_bear_the_same_number_in_the_text(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    talk = "Dinas Kesehatan akan menginventarisasi kebutuhan fasilitas kesehatan paling lambat 30 September 2025."
    again = "Dinas Kesehatan menginventarisasi kebutuhan fasilitas kesehatan paling lambat 30 September 2025."
    text = f"{talk}\n\nKESIMPULAN\n1. {again}\n"
    with app.app_context():
        forum_id = hold(cast, text)
        (draft,) = queries.drafts_of(forum_id)
        ((start, end, words),) = draft.also
        assert {draft.quote, words} == {talk, again}
        assert text[start:end] == words

    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts").text)

    assert [pages.text(mark) for mark in page.iter("mark")] == [talk, again]
    assert [pages.text(sup) for sup in page.iter("sup")] == ["1", "1"]
    (card,) = [a for a in page.iter("article") if a.get("data-draft")]
    assert {pages.text(q) for q in card.iter("q")} == {talk, again}


def test_new_minutes_move_the_words_told_again_too(app: Flask, cast: Cast, forum_id: int) -> None:
    first, *_ = ids(app, forum_id)
    with app.app_context():
        forum = forum_of(forum_id)
        words = "Perlu peningkatan sarana"
        start = forum.minutes_text.index(words)
        db.session.get_one(Draft, first).also = [[start, start + len(words), words]]
        actions.take_text(forum, "Pengantar.\n" + forum.minutes_text, by=acting(cast.reviewer), at=NOW)
        moved = db.session.get_one(Draft, first).also
        assert moved == [[start + 11, start + 11 + len(words), words]]
        db.session.commit()


def test_an_act_costs_the_same_queries_at_any_size(app: Flask, reviewer: PageClient, cast: Cast) -> None:
    lines = [
        f"{n}. Dinas Kesehatan menyusun laporan nomor {n} paling lambat 30 September 2025.\n"
        for n in range(60)
    ]
    with app.app_context():
        sizes = [hold(cast, "KESIMPULAN\n" + "".join(lines[:size])) for size in (3, 60)]
    costs = []
    for forum_id in sizes:
        first, *_ = ids(app, forum_id)
        token = token_of(reviewer, f"/forums/{forum_id}/drafts")
        with count_queries() as asked:
            sent = {"csrf_token": token, "version": "1"}
            assert reviewer.post(f"/drafts/{first}/approval", data=sent, headers=SCRIPT).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 32, "\n".join(asked)


def test_without_the_script_the_next_draft_in_the_order_of_the_page_is_in_hand(
    app: Flask, reviewer: PageClient, forum_id: int
) -> None:
    first, second, _gap = ids(app, forum_id)
    change(app, first, warnings=["year assumed"])
    page = f"/forums/{forum_id}/drafts"
    assert press(reviewer, page, f"/drafts/{second}/approval").headers["Location"].endswith("draft=1#d1")


HEADED = (
    "NOTULA FORUM KEMITRAAN\nHari/tanggal : Kamis, 24 Juli 2025\nTempat : Aula Kantor Bupati\n"
    "Pimpinan rapat : Wakil Bupati\nDaftar hadir : 34 orang\nPemerintah {region}\n\nKESIMPULAN\n"
    "1. Dinas Kesehatan mendata sarana paling lambat 30 September 2025.\n"
)


def record(client: PageClient, **fields: Any) -> TestResponse:
    given = {"series": "Forum Kemitraan", "title": "", "held_on": "", **fields}
    return client.submit("/forums/new", given, action="/forums/new")


def test_what_is_left_empty_is_taken_from_the_head_of_the_minutes(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    record(reviewer, minutes_text=HEADED.format(region="Kabupaten Buton"), chair="Bupati sendiri")
    with app.app_context():
        (forum,) = db.session.query(Forum)
        assert (forum.place, forum.held_on) == ("Aula Kantor Bupati", date(2025, 7, 24))
        assert (forum.chair, forum.attendance) == ("Bupati sendiri", "34 orang")


def test_who_reviews_in_two_regions_may_leave_it_to_the_minutes_which_it_was(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    with app.app_context():
        second = Tenure(
            post_id=cast.stranger.post_id, person_id=cast.reviewer.person_id, kind=TenureKind.PLT,
            from_on=date(2025, 1, 1),
        )  # fmt: skip
        db.session.add(second)
        db.session.commit()

    unsaid = record(reviewer, minutes_text=HEADED.format(region="Daerah"))
    assert unsaid.status_code == 422
    assert 'id="region-error"' in unsaid.text

    assert record(reviewer, minutes_text=HEADED.format(region="Kabupaten Berau")).status_code == 302
    with app.app_context():
        assert [forum.region_id for forum in db.session.query(Forum)] == [cast.other_region_id]
