"""A reviewer records a forum and its minutes in one page; what goes wrong is said, and what was typed stays."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from flask import Flask
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from config import ROOT
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.minutes.conftest import TEXT, browser
from tracker.extensions import db
from tracker.forums.models import Forum, MinutesFile, Series
from tracker.minutes import queries

TYPED = {
    "series": "Forum Kemitraan",
    "rhythm": "half-yearly",
    "title": "Forum Kemitraan 2025",
    "held_on": "2025-07-24",
    "place": "Ruang Rapat VVIP",
    "chair": "Wakil Bupati",
    "attendance": "34 orang",
}


def record(client: PageClient, **fields: Any) -> Any:
    """Sends the form as a browser would; a large upload lies in a file of the test client, which is closed here."""
    answer = client.submit(
        "/forums/new", {**TYPED, **fields}, action="/forums/new", content_type="multipart/form-data"
    )
    answer.request.environ["wsgi.input"].close()
    return answer


def upload(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def docx(text: str) -> bytes:
    document, kept = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(kept)
    return kept.getvalue()


def test_pasted_minutes_become_a_forum_with_drafts(app: Flask, reviewer: PageClient, cast: Cast) -> None:
    answer = record(reviewer, minutes_text=TEXT.replace("\n", "\r\n"))

    assert answer.status_code == 302
    with app.app_context():
        forum = db.session.query(Forum).one()
        assert answer.headers["Location"] == f"/forums/{forum.id}/drafts"
        assert (forum.title, forum.held_on, forum.region_id) == (
            "Forum Kemitraan 2025",
            date(2025, 7, 24),
            cast.region_id,
        )
        assert (forum.series.name, forum.series.rhythm.value) == ("Forum Kemitraan", "half-yearly")
        assert forum.minutes_text == TEXT
        assert [d.post_id for d in queries.drafts_of(forum.id)] == [
            cast.owner.post_id,
            cast.second_owner.post_id,
            None,
        ]


def test_the_series_that_is_there_is_used_however_it_is_typed(app: Flask, reviewer: PageClient) -> None:
    record(reviewer, minutes_text=TEXT)
    record(reviewer, minutes_text=TEXT, series="forum  kemitraan".replace("  ", " "), title="Forum kedua")

    with app.app_context():
        assert db.session.query(Series).count() == 1


def test_a_file_is_read_and_kept_and_comes_back_as_a_download(app: Flask, reviewer: PageClient) -> None:
    data = docx(TEXT)
    record(reviewer, minutes_file=upload(data, "..\\Notula <24 Juli>.docx"))

    with app.app_context():
        kept = db.session.query(MinutesFile).one()
        assert kept.name == "Notula -24 Juli-.docx"
        address = f"/forums/{kept.forum_id}/file/{kept.id}"
        assert len(queries.drafts_of(kept.forum_id)) == 3
    answer = reviewer.get(address)
    assert answer.data == data
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (answer.mimetype or "").endswith("wordprocessingml.document")
    answer.close()


def test_what_the_minutes_say_about_the_forum_need_not_be_typed(app: Flask, reviewer: PageClient) -> None:
    text = (ROOT / "samples/notula/buton.txt").read_text(encoding="utf-8").replace("Selasa, 24", "Kamis, 24")
    answer = record(reviewer, minutes_text=text, title="", held_on="", place="")

    assert answer.status_code == 302
    with app.app_context():
        forum = db.session.query(Forum).one()
        assert forum.held_on == date(2025, 7, 24)
        assert forum.title.startswith("Forum Kemitraan Program Jaminan Kesehatan Nasional")
        assert forum.place == "Ruang Rapat VVIP Kantor Bupati Buton"


def bomb() -> bytes:
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx("x"))) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            body = source.read(name)
            if name == "word/document.xml":
                body = body.replace(b"</w:body>", b"<!--" + b" " * 400_000_000 + b"--></w:body>")
            target.writestr(name, body)
    return kept.getvalue()


def pdf(*, words: str = "", password: str = "") -> bytes:
    """A page as a real program writes it: with words or, like a scan, with a picture only; locked with a password."""
    kept = io.BytesIO()
    page = Canvas(kept, encrypt=StandardEncryption(password, ownerPassword="pemilik") if password else None)
    page.rect(100, 100, 200, 300, fill=1)
    page.drawString(72, 720, words)
    page.save()
    return kept.getvalue()


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("pindaian.pdf", pdf(), "OCR"),
    ("terkunci.pdf", pdf(words="Dinas Kesehatan melapor.", password="rahasia"), "password|kata sandi"),
    ("notula.pdf", b"%PDF-1.7\nbroken", "damaged|rusak"),
    ("notula.txt", b"   \n\n", "no text|Tidak ada teks"),
    ("notula.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx"),
    ("notula.pdf", b"x" * (60 * 1024 * 1024), "20 MB"),
]


@pytest.mark.parametrize(
    ("name", "data", "words"), BAD_FILES, ids=["scan", "locked", "broken", "empty", "old doc", "60 MB"]
)
def test_a_bad_file_is_explained_beside_its_field_and_what_was_typed_stays(
    app: Flask, reviewer: PageClient, name: str, data: bytes, words: str
) -> None:
    answer = record(reviewer, minutes_file=upload(data, name))

    assert answer.status_code == 422
    shown = answer.text.split('id="minutes_file-error"')[1].split("</p>")[0]
    assert any(word in shown for word in words.split("|")), shown
    for typed in TYPED.values():
        assert typed in answer.text
    with app.app_context():
        assert db.session.query(Forum).count() == 0
        assert not list(Path(app.config["SETTINGS"].evidence_path).rglob("*.*"))


@pytest.mark.databases("sqlite")
def test_a_file_that_unpacks_without_end_is_not_opened(app: Flask, reviewer: PageClient) -> None:
    answer = record(reviewer, minutes_file=upload(bomb(), "notula.docx"))

    assert answer.status_code == 422
    assert 'id="minutes_file-error"' in answer.text
    with app.app_context():
        assert db.session.query(Forum).count() == 0


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused_with_what_to_do(reviewer: PageClient, text: str) -> None:
    answer = record(reviewer, minutes_text=text)

    assert answer.status_code == 422
    assert 'id="minutes_text-error"' in answer.text


def test_a_forum_of_tomorrow_is_refused_kindly_and_the_pasted_text_stays(reviewer: PageClient) -> None:
    answer = record(reviewer, minutes_text=TEXT, held_on="2025-07-26")

    assert answer.status_code == 422
    assert 'id="held_on-error"' in answer.text
    assert "Dinas Kesehatan menginventarisasi" in answer.text


def test_a_good_file_must_be_chosen_again_when_something_else_was_wrong(reviewer: PageClient) -> None:
    answer = record(reviewer, minutes_file=upload(docx(TEXT), "notula.docx"), series="")

    assert answer.status_code == 422
    assert 'id="series-error"' in answer.text
    assert 'id="minutes_file-error"' in answer.text


def test_only_a_reviewer_records_forums(app: Flask, cast: Cast, sign_in: SignIn, at_the_forum: None) -> None:
    for held in (cast.owner, cast.leader, cast.operator):
        assert browser(app, sign_in, held).get("/forums/new").status_code == 403


def test_minutes_in_english_are_kept_and_say_what_to_do(app: Flask, reviewer: PageClient) -> None:
    english = (
        "The head of the health office shall report the list of missing doctors by the end of October.\n" * 3
    )
    answer = record(reviewer, minutes_text=english)

    page = reviewer.get(answer.location).text
    assert "bukan bahasa Indonesia" in page
    with app.app_context():
        assert db.session.query(Forum).one().minutes_text.strip() == english.strip()
