"""The drafts page: what the reviewer sees beside the minutes, and who may see it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests import pages
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.minutes.conftest import TEXT, acting, browser, forum_of, hold, press
from tests.queries import count_queries
from tracker.extensions import db
from tracker.minutes import actions, queries
from tracker.minutes.models import DraftState
from tracker.regions.rules import WorkingCalendar


def test_every_sentence_with_a_cue_stands_marked_beside_its_draft(
    reviewer: PageClient, forum_id: int
) -> None:
    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts").text)

    marked = {mark.get("class"): pages.text(mark) for mark in page.iter("mark")}
    assert marked["now"].startswith("Dinas Kesehatan menginventarisasi")
    assert marked["gap"].startswith("Perlu peningkatan")
    assert marked["off"] in TEXT
    assert [h.get("id") for h in page.iter("h2")] == ["sure", "gaps"]
    assert len([a for a in page.iter("article") if a.get("data-draft")]) == 3


def test_the_words_of_the_minutes_are_shown_as_words(reviewer: PageClient, forum_id: int) -> None:
    html = reviewer.get(f"/forums/{forum_id}/drafts").text

    assert "PBI &lt;JK&gt; &amp; &#34;lain&#34;" in html
    assert "<JK>" not in html


def test_the_draft_asked_for_is_in_hand_on_both_sides(reviewer: PageClient, forum_id: int) -> None:
    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts?draft=2").text)

    (in_hand,) = [a for a in page.iter("article") if a.get("class") == "draft now"]
    (mark,) = [m for m in page.iter("mark") if m.get("class") == "now"]
    assert in_hand.get("data-draft") == "2"
    assert pages.text(mark).startswith("Dinas Sosial memadankan")


def test_a_gap_is_said_and_cannot_be_approved_in_one_press(reviewer: PageClient, forum_id: int) -> None:
    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts").text)

    (gap,) = [a for a in page.iter("article") if a.get("data-draft") == "3"]
    addresses = [form.get("action", "") for form in gap.iter("form")]
    assert "c-wait" in " ".join(span.get("class", "") for span in gap.iter("span"))
    assert not [address for address in addresses if address.endswith("/approval")]


def test_only_reviewers_of_the_region_open_it(app: Flask, cast: Cast, sign_in: SignIn, forum_id: int) -> None:
    for held, code in (
        (cast.owner, 403),
        (cast.leader, 403),
        (cast.stranger, 404),
        (cast.second_reviewer, 200),
    ):
        assert browser(app, sign_in, held).get(f"/forums/{forum_id}/drafts").status_code == code


def test_it_costs_the_same_queries_at_any_size(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    lines = [
        f"{n}. Dinas Kesehatan menyusun laporan nomor {n} paling lambat 30 September 2025.\n"
        for n in range(1, 41)
    ]
    with app.app_context():
        large = hold(cast, "KESIMPULAN\n" + "".join(lines))
        assert len(queries.drafts_of(large)) == 40
    reviewer.get(f"/forums/{forum_id}/drafts")

    for forum in (forum_id, large):
        with count_queries() as asked:
            assert reviewer.get(f"/forums/{forum}/drafts").status_code == 200
        assert len(asked) <= 8, "\n".join(asked)


def test_a_text_in_english_is_kept_and_offered_sentence_by_sentence(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    english = (
        "The meeting agreed on the following. "
        "The health office will list the needs of all clinics by the end of May.\n"
    )
    with app.app_context():
        forum_id = hold(cast, english)

    page = reviewer.get(f"/forums/{forum_id}/drafts")
    assert f"/forums/{forum_id}/drafts?add=1" in page.text
    assert "bukan bahasa Indonesia" in page.text or "not seem to be Indonesian" in page.text

    span = f"{english.index('The health')}-{len(english) - 1}"
    added = press(reviewer, f"/forums/{forum_id}/drafts?add=1", f"/forums/{forum_id}/drafts", span=span)
    assert "/correction" in added.headers["Location"]
    with app.app_context():
        (draft,) = queries.drafts_of(forum_id)
        assert draft.by_hand
        assert draft.quote == "The health office will list the needs of all clinics by the end of May."


def test_the_weekday_that_does_not_fit_is_asked_about_and_dates_are_counted_anew(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    text = (
        "Hari/tanggal : Selasa, 24 Juli 2025\n\nKESIMPULAN\n"
        "1. Dinas Sosial menyampaikan rekap peserta dua minggu setelah forum.\n"
    )
    with app.app_context():
        forum_id = hold(cast, text)
        assert [d.due_on for d in queries.drafts_of(forum_id)] == [date(2025, 8, 7)]

    page = pages.parse(reviewer.get(f"/forums/{forum_id}/drafts").text)
    offered = [i.get("value") for i in page.iter("input") if i.get("name") == "held_on"]
    assert offered == ["2025-07-24", "2025-07-22"]
    said = [pages.text(label) for label in page.iter("label") if (label.get("for") or "").startswith("day-")]
    assert ["7 Agustus 2025" in said[0], "5 Agustus 2025" in said[1]] == [True, True], said
    assert all("dua minggu setelah forum" in words for words in said)

    press(reviewer, f"/forums/{forum_id}/drafts", f"/forums/{forum_id}/reading", held_on="2025-07-22")
    with app.app_context():
        assert forum_of(forum_id).held_on == date(2025, 7, 22)
        assert [d.due_on for d in queries.drafts_of(forum_id)] == [date(2025, 8, 5)]


def test_a_new_reading_leaves_what_a_person_decided_or_added(app: Flask, cast: Cast, forum_id: int) -> None:
    by = acting(cast.reviewer)
    with app.app_context():
        forum = forum_of(forum_id)
        *_, third = queries.drafts_of(forum_id)
        actions.reject(third, reason="umum", by=by, at=forum.made_at)
        start = TEXT.index("Pemerintah daerah")
        actions.add_by_hand(forum, start, start + 82, by=by, at=forum.made_at)
        db.session.commit()
        actions.take_text(forum, "Pengantar.\n" + TEXT, by=by, at=forum.made_at)
        actions.draft_from_minutes(forum, at=forum.made_at, calendar=WorkingCalendar(), by=by)
        db.session.commit()

        found = queries.drafts_of(forum_id)
        assert [d.number for d in found] == [1, 2, 3, 4]
        assert all(forum.minutes_text[d.start : d.end] == d.quote for d in found)
        assert [d.state for d in found] == [
            DraftState.WAITING,
            DraftState.WAITING,
            DraftState.REJECTED,
            DraftState.WAITING,
        ]
        assert third.id in {d.id for d in found}


@pytest.mark.parametrize("chosen", ["", "5-5", "900000-900010"])
def test_words_that_are_not_in_the_text_make_no_draft(
    app: Flask, reviewer: PageClient, forum_id: int, chosen: str
) -> None:
    answer = press(
        reviewer,
        f"/forums/{forum_id}/drafts?add=1",
        f"/forums/{forum_id}/drafts",
        span=chosen,
        start="",
        end="",
    )

    assert answer.status_code == 302
    with app.app_context():
        assert len(queries.drafts_of(forum_id)) == 3
