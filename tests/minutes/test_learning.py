"""What a reviewer corrects once is known next time: the words of the minutes become a name of the office."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import pages
from tests.cast import Cast, Held, SignIn
from tests.client import PageClient
from tests.minutes.conftest import NOW, acting, browser, hold, press, token_of
from tracker.extensions import db
from tracker.minutes import actions, queries
from tracker.minutes.models import Draft
from tracker.minutes.rules.deciding import may_learn, office_name_in
from tracker.minutes.rules.matching import Named
from tracker.people.models import AuditRow, Post
from tracker.regions import queries as regions
from tracker.regions.models import Office

P2KB = "KESIMPULAN\n1. Dinas P2KB mendata peserta KB yang belum terdaftar paling lambat 30 September 2025.\n"


def taught(app: Flask, cast: Cast, client: PageClient, text: str = P2KB) -> tuple[int, int]:
    """The forum and its one draft, whose owner the reviewer has put right on its page: it is the Dinas Sosial."""
    with app.app_context():
        forum_id = hold(cast, text)
        (draft,) = queries.drafts_of(forum_id)
        draft_id = draft.id
    client.submit(
        f"/drafts/{draft_id}/correction",
        {"owner": str(cast.second_owner.post_id)},
        action="/correction",
    )
    return forum_id, draft_id


def names(cast: Cast) -> list[str]:
    return list(db.session.get_one(Office, cast.second_owner.office_id).aliases)


def test_the_next_reading_in_the_region_knows_the_name(app: Flask, reviewer: PageClient, cast: Cast) -> None:
    taught(app, cast, reviewer)

    with app.app_context():
        assert names(cast) == ["Dinas P2KB"]
        later = hold(cast, P2KB.replace("peserta KB", "keluarga"))
        (draft,) = queries.drafts_of(later)
        assert draft.post_id == cast.second_owner.post_id
        (row,) = db.session.query(AuditRow).filter_by(act="office.name-learned")
        assert row.subject == f"office/{cast.second_owner.office_id}"
        assert row.data == {"name": "Dinas P2KB"}


def test_the_page_says_what_it_learned_and_takes_it_back(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    forum_id, draft_id = taught(app, cast, reviewer)
    page = f"/forums/{forum_id}/drafts"
    assert f'action="/drafts/{draft_id}/forgetting"' in reviewer.get(page).text
    assert "“Dinas P2KB”" in reviewer.get(page).text

    press(reviewer, page, f"/drafts/{draft_id}/forgetting")

    with app.app_context():
        assert names(cast) == []
        assert db.session.query(AuditRow).filter_by(act="office.name-forgotten").count() == 1
        (draft,) = queries.drafts_of(forum_id)
        assert draft.commitment is not None, "the decision itself stays"
    assert "forgetting" not in reviewer.get(page).text


def test_undoing_the_decision_undoes_the_lesson(app: Flask, reviewer: PageClient, cast: Cast) -> None:
    forum_id, draft_id = taught(app, cast, reviewer)
    press(reviewer, f"/forums/{forum_id}/drafts", f"/drafts/{draft_id}/return")
    with app.app_context():
        assert names(cast) == []


def test_a_correction_of_the_correction_teaches_the_last_word(app: Flask, cast: Cast) -> None:
    with app.app_context():
        forum_id = hold(cast, P2KB)
        (draft,) = queries.drafts_of(forum_id)
        for owner in (cast.second_owner, cast.owner):
            _correct(draft, owner, cast)
        assert names(cast) == []
        assert db.session.get_one(Office, cast.owner.office_id).aliases == ["Dinas P2KB"]
        db.session.commit()


def test_giving_the_task_to_another_office_teaches_nothing(app: Flask, cast: Cast, forum_id: int) -> None:
    """The minutes say Dinas Kesehatan and mean it; that the Dinas Sosial shall do it is a decision, not a name."""
    with app.app_context():
        first = queries.drafts_of(forum_id)[0]
        assert first.post_id == cast.owner.post_id
        _correct(first, cast.second_owner, cast)
        assert names(cast) == []
        db.session.commit()


def test_other_regions_learn_nothing_from_it_and_strangers_take_nothing_back(
    app: Flask, reviewer: PageClient, cast: Cast, sign_in: SignIn
) -> None:
    _, draft_id = taught(app, cast, reviewer)
    with app.app_context():
        assert not [office for office in regions.offices_of(cast.other_region_id) if office.aliases]
    stranger = browser(app, sign_in, cast.stranger)
    token = token_of(stranger, "/forums/new")
    answer = stranger.post(f"/drafts/{draft_id}/forgetting", data={"csrf_token": token})
    assert answer.status_code == 404
    with app.app_context():
        assert names(cast) == ["Dinas P2KB"]


TWICE = P2KB + "2. Dinas P2KB melatih kader di tiap desa paling lambat 31 Oktober 2025.\n"


def test_drafts_that_wait_under_the_same_name_get_the_owner_too_and_lose_it_with_the_lesson(
    app: Flask, reviewer: PageClient, cast: Cast
) -> None:
    with app.app_context():
        forum_id = hold(cast, TWICE)
        first, second = (draft.id for draft in queries.drafts_of(forum_id))
    token = token_of(reviewer, f"/forums/{forum_id}/drafts")
    sent = {
        "csrf_token": token, "version": "1", "action": "Mendata", "owner": cast.second_owner.post_id,
        "due_on": "2025-09-30",
    }  # fmt: skip

    answer = reviewer.post(f"/drafts/{first}/correction", data=sent, headers={"HX-Request": "true"})
    beside = [a for a in pages.parse(answer.text).iter("article") if a.get("data-beside") is not None]
    assert [card.get("data-draft") for card in beside] == ["2"]
    assert "Kepala Dinas Sosial" in pages.text(beside[0])
    with app.app_context():
        assert db.session.get_one(Draft, second).post_id == cast.second_owner.post_id

    reviewer.post(f"/drafts/{first}/forgetting", data={"csrf_token": token}, headers={"HX-Request": "true"})
    with app.app_context():
        assert db.session.get_one(Draft, second).post_id is None


def test_what_the_reviewer_filled_in_by_hand_outlives_the_lesson(app: Flask, cast: Cast) -> None:
    with app.app_context():
        first, second = queries.drafts_of(hold(cast, TWICE))
        _correct(first, cast.second_owner, cast)
        _correct(second, cast.second_owner, cast)
        actions.forget(first, by=acting(cast.reviewer), at=NOW)
        assert second.post_id == cast.second_owner.post_id
        assert names(cast) == []
        db.session.commit()


def _correct(draft: Draft, owner: Held, cast: Cast) -> None:
    post = db.session.get_one(Post, owner.post_id)
    actions.correct(
        draft, action=draft.action, owner=post, due_on=draft.due_on, undated_reason="", measure="", supporting=[],
        by=acting(cast.reviewer), at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Dinkes P2KB", "Dinkes P2KB"),
        ("Plt. Kepala Dinas P2KB", "Dinas P2KB"),
        ("Ka. DPMD", "DPMD"),
        ("Direktur RSUD Pasarwajo,", "RSUD Pasarwajo"),
        ("kami", ""),
        ("kita semua", ""),
        ("Pemerintah Daerah", ""),
        ("OPD terkait", ""),
        ("Ka. Puskesmas se-Kabupaten", ""),
        ("para camat", ""),
        ("Dinas Sosial dan Dinas Kesehatan", ""),
        ("La Ode Hasmin", ""),
        ("warga", ""),
        ("", ""),
    ],
)
def test_only_the_name_of_one_office_is_worth_remembering(words: str, name: str) -> None:
    assert office_name_in(words) == name


HEALTH = Named(1, ("Dinas Kesehatan", "Dinkes"))
FAMILY = Named(2, ("Dinas Pengendalian Penduduk dan KB", "DP2KB P2KB"))


@pytest.mark.parametrize(
    ("name", "meant", "other", "taken_for", "learns"),
    [
        ("Dinkes P2KB", FAMILY, HEALTH, 1, True),
        ("Dinkes P2KB", FAMILY, HEALTH, None, True),
        ("Dinkes Kab", FAMILY, HEALTH, 1, False),
        ("Dinkes", FAMILY, HEALTH, None, False),
        ("dinkes", HEALTH, FAMILY, None, False),
    ],
)
def test_no_office_takes_the_name_of_another(
    name: str, meant: Named, other: Named, taken_for: int | None, learns: bool
) -> None:
    assert may_learn(name, meant, [other], taken_for=taken_for, region="Kabupaten Buton") is learns
