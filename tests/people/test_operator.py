"""The operator keeps offices, persons, posts and who holds them from when until when."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.people.conftest import Now, mails
from tracker.extensions import db
from tracker.people import audit, queries
from tracker.people.models import AuditRow, Tenure
from tracker.regions.models import Office


@pytest.fixture
def operator(client: PageClient, cast: Cast, sign_in: SignIn, now: Now) -> PageClient:
    """The Diskominfo operator's browser; it is Monday, 13 October 2025."""
    sign_in(client, cast.operator)
    return client


def tenures(app: Flask, post_id: int) -> list[tuple[str, str, date, date | None]]:
    """Who held the post, as what, from when until when, in order of entry."""
    with app.app_context():
        found = db.session.scalars(select(Tenure).where(Tenure.post_id == post_id).order_by(Tenure.id))
        return [(t.person.name, t.kind.value, t.from_on, t.until_on) for t in found]


def record(client: PageClient, post_id: int, person_id: int, **fields: str) -> tuple[int, str]:
    typed = {"person": str(person_id), "kind": "definitif", "from_on": "2025-10-15", **fields}
    answer = client.submit(f"/posts/{post_id}", typed, action="/tenures")
    return answer.status_code, answer.text


def acts(app: Flask) -> list[str]:
    with app.app_context():
        assert audit.first_bad_row() is None
        return list(db.session.scalars(select(AuditRow.act).order_by(AuditRow.id)))


def test_an_office_is_added_with_its_aliases(app: Flask, operator: PageClient, cast: Cast) -> None:
    typed = {
        "name": " RSUD Kabupaten Buton ",
        "short": "",
        "kind": "rsud",
        "aliases": "RSUD\nrumah sakit, RS Buton",
    }
    assert operator.submit("/offices/new", typed, action="/offices/new").location == "/offices"
    with app.app_context():
        office = db.session.scalars(select(Office).where(Office.kind == "rsud")).one()
        assert (office.name, office.short, office.region_id) == (
            "RSUD Kabupaten Buton",
            "RSUD Kabupaten Buton",
            cast.region_id,
        )
        assert office.aliases == ["RSUD", "rumah sakit", "RS Buton"]
    assert acts(app) == ["office.added"]
    assert "RS Buton" in operator.get("/offices").text


def test_a_very_long_office_name_is_kept_whole(app: Flask, operator: PageClient) -> None:
    name = "Dinas " + "Pengendalian Penduduk dan Keluarga Berencana " * 3
    assert (
        operator.submit("/offices/new", {"name": name, "kind": "dinas"}, action="/offices/new").status_code
        == 302
    )
    assert name.strip() in operator.get("/offices").text


@pytest.mark.parametrize("name", ["Dinas Kesehatan", "dinas kesehatan "])
def test_a_second_office_of_the_same_name_is_refused_and_the_text_kept(
    app: Flask, operator: PageClient, name: str
) -> None:
    typed = {"name": name, "short": "DK", "kind": "dinas", "aliases": "Diskes"}
    answer = operator.submit("/offices/new", typed, action="/offices/new")
    assert answer.status_code == 422
    assert "Sudah ada instansi lain dengan nama ini." in answer.text
    assert 'value="DK"' in answer.text
    assert "Diskes</textarea>" in answer.text
    assert acts(app) == []


def test_an_office_is_corrected_but_not_into_another(app: Flask, operator: PageClient, cast: Cast) -> None:
    page = f"/offices/{cast.owner.office_id}"
    assert operator.submit(page, {"aliases": "Diskes"}, action=page).location == "/offices"
    assert operator.submit(page, {"name": "Dinas Sosial"}, action=page).status_code == 422
    with app.app_context():
        office = db.session.get_one(Office, cast.owner.office_id)
        assert (office.name, office.aliases) == ("Dinas Kesehatan", ["Diskes"])
    assert acts(app) == ["office.corrected"]


def test_a_person_is_added_and_invited(app: Flask, operator: PageClient, cast: Cast) -> None:
    typed = {"name": "Rina Yuliastuti", "email": "Rina@BPJS.example"}
    assert operator.submit("/people/new", typed, action="/people/new").location == "/people"
    [mail] = mails(app)
    assert (mail.to_email, mail.kind) == ("rina@bpjs.example", "invitation")
    with app.app_context():
        made = queries.by_email("rina@bpjs.example")
        assert made is not None
        assert (made.region_id, made.password) == (cast.region_id, None)


def test_an_address_that_is_here_already_is_refused_and_kept(operator: PageClient, cast: Cast) -> None:
    typed = {"name": "Orang Lain", "email": cast.stranger.email.upper()}
    answer = operator.submit("/people/new", typed, action="/people/new")
    assert answer.status_code == 422
    assert "Sudah ada pejabat dengan alamat ini." in answer.text
    assert 'value="Orang Lain"' in answer.text


def test_a_post_is_added_once_to_an_office(app: Flask, operator: PageClient, cast: Cast) -> None:
    typed = {"office": str(cast.owner.office_id), "title": "Sekretaris Dinas", "duty": "owner"}
    made = operator.submit("/posts/new", typed, action="/posts/new")
    assert made.location is not None
    assert made.location.startswith("/posts/")
    again = operator.submit("/posts/new", typed, action="/posts/new")
    assert again.status_code == 422
    assert "sudah memiliki jabatan" in again.text
    assert "Sekretaris Dinas" in operator.get(made.location).text


def test_an_office_of_another_region_cannot_get_a_post(operator: PageClient, cast: Cast) -> None:
    typed = {"office": str(cast.stranger.office_id), "title": "Penyusup", "duty": "reviewer"}
    assert operator.submit("/posts/new", typed, action="/posts/new").status_code == 422


def test_a_new_definitive_holder_ends_the_former_one_the_day_before(
    app: Flask, operator: PageClient, cast: Cast
) -> None:
    assert record(operator, cast.owner.post_id, cast.postless)[0] == 302
    assert tenures(app, cast.owner.post_id) == [
        ("dr. Wa Ode Ramlah", "definitif", date(2024, 1, 1), date(2025, 10, 14)),
        ("Tanpa Jabatan", "definitif", date(2025, 10, 15), None),
    ]
    assert acts(app) == ["tenure.began"]


def test_an_acting_holder_stands_beside_the_definitive_one(
    app: Flask, operator: PageClient, cast: Cast
) -> None:
    typed = {"kind": "plt", "from_on": "2025-10-10", "until_on": "2025-10-20"}
    assert record(operator, cast.owner.post_id, cast.postless, **typed)[0] == 302
    assert [until for *_, until in tenures(app, cast.owner.post_id)] == [None, date(2025, 10, 20)]
    page = operator.get("/people").text
    assert "Tanpa Jabatan" in page
    assert "(Plt.)" in page


def test_an_end_before_the_start_is_refused_and_the_dates_kept(
    app: Flask, operator: PageClient, cast: Cast
) -> None:
    status, page = record(operator, cast.owner.post_id, cast.postless, until_on="2025-10-14")
    assert status == 422
    assert "Hari terakhir lebih awal daripada hari pertama." in page
    assert 'value="2025-10-15"' in page
    assert 'value="2025-10-14"' in page
    assert len(tenures(app, cast.owner.post_id)) == 1


def test_a_person_of_another_region_cannot_be_put_on_a_post(
    app: Flask, operator: PageClient, cast: Cast
) -> None:
    assert record(operator, cast.owner.post_id, cast.stranger.person_id)[0] == 422
    assert len(tenures(app, cast.owner.post_id)) == 1


def test_a_tenure_is_ended_and_the_post_is_vacant_the_day_after(
    app: Flask, operator: PageClient, cast: Cast, now: Now
) -> None:
    post = f"/posts/{cast.owner.post_id}"
    too_early = operator.submit(post, {"until_on": "2023-12-31"}, action="/end")
    assert too_early.status_code == 422
    assert "Hari terakhir lebih awal daripada hari pertama." in too_early.text

    assert operator.submit(post, {"until_on": "2025-10-13"}, action="/end").location == post
    assert "jabatan ini" in operator.get(post).text
    vacant = "</svg>kosong</span>"  # the mark beside a post; a link speaks of vacant posts always
    assert vacant not in operator.get("/people").text
    now.pass_by(days=1)
    assert vacant in operator.get("/people").text
    assert acts(app) == ["tenure.ended"]
