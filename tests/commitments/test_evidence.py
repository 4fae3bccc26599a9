"""What becomes of a photo or a file between the owner's phone and the reviewer's desk."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from werkzeug.test import TestResponse

from config import Settings
from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import PDF, House, pdf
from tests.pages import parse
from tests.shell.camera import CAMERA, GPS, exif, heic, opened, photo
from tests.shell.test_photos import png_of
from tracker.commitments import actions
from tracker.commitments.models import Evidence
from tracker.commitments.proof import Place
from tracker.extensions import db

LIST = b"No;Nama;NIK\r\n1;Ny. X;7404015208850001\r\n"
NIK_NOTE = "Ny. X (7404 0152 0885 0001) sudah dilayani."


def sent(house: House, client: PageClient, *files: tuple[bytes, str], **fields: str) -> TestResponse:
    """An answer by the link, with these files."""
    path = f"/answer/{house.token(house.promise())}"
    uploads = [(io.BytesIO(content), name) for content, name in files]
    return house.send(client, path, {"answer": "done", "note": "Lihat foto.", "files": uploads, **fields})


def sent_again(client: PageClient, asked: TestResponse, **fields: Any) -> TestResponse:
    """The page that asked back, filled as before and with what it asked for."""
    names = {field.get("name") for field in parse(asked.text).iter()}
    assert names >= set(fields)
    return client.post(asked.request.path, data=fields)


def proofs(house: House) -> list[Evidence]:
    with house.app.app_context():
        return db.session.query(Evidence).order_by(Evidence.id).all()


def folder(house: House) -> Path:
    settings: Settings = house.app.config["SETTINGS"]
    return settings.evidence_path


def kept(house: House, proof: Evidence) -> bytes:
    with house.app.app_context(), actions.store().open(proof.sha256) as file:
        return file.read()


def on_disk(house: House) -> list[Path]:
    return [path for path in folder(house).rglob("*") if path.is_file()]


def pictures(page: TestResponse) -> list[Element]:
    return list(parse(page.text).iter("img"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_without_its_place_and_the_row_says_so(
    house: House, client: PageClient, kind: str
) -> None:
    answered = sent(house, client, (photo(kind), "IMG_0001.JPG"))
    assert answered.status_code == 303
    [proof] = proofs(house)
    content = kept(house, proof)
    assert not opened(content).getexif()
    assert CAMERA.encode() not in content
    assert (proof.place, proof.personal) == (Place.REMOVED, False)
    assert (proof.sha256, proof.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (proof.preview_width, proof.preview_height) == (480, 300)
    assert "IMG_0001" in client.get(answered.location).text


def test_nothing_of_the_place_is_anywhere_in_the_store(house: House, client: PageClient) -> None:
    sent(house, client, (photo(), "a.jpg"), (heic(exif().tobytes()), "b.heic"))
    assert [proof.place for proof in proofs(house)] == [Place.REMOVED, Place.REMOVED]
    assert len(on_disk(house)) == 3, "two photos, and a preview of the one that can be shown"
    assert not any(CAMERA.encode() in path.read_bytes() for path in on_disk(house))


def test_the_place_stays_where_the_owner_wants_it(house: House, client: PageClient) -> None:
    taken = photo()
    sent(house, client, (taken, "a.jpg"), with_place="y")
    [proof] = proofs(house)
    assert proof.place is Place.KEPT
    assert kept(house, proof) == taken
    with house.app.app_context():
        seen = actions.store().preview(proof.sha256).read_bytes()
    assert not opened(seen).getexif().get_ifd(GPS)


def test_a_photo_without_a_place_says_nothing_of_one(house: House, client: PageClient) -> None:
    sent(house, client, (photo(place=False), "a.jpg"))
    assert proofs(house)[0].place is None


def test_the_same_photo_sent_twice_is_one_report(house: House, client: PageClient) -> None:
    path = f"/answer/{house.token(house.promise())}"
    for _ in range(2):
        fields = {"answer": "done", "note": "Foto.", "files": [(io.BytesIO(photo()), "a.jpg")]}
        assert house.send(client, path, fields).status_code == 303
    assert len(proofs(house)) == 1


def test_a_picture_that_would_fill_the_memory_is_refused_at_its_field(
    house: House, client: PageClient
) -> None:
    answered = sent(house, client, (png_of(60_000, 60_000), "peta.png"))
    assert answered.status_code == 422
    assert "peta.png" in answered.text
    assert "files-error" in answered.text
    assert proofs(house) == []
    assert on_disk(house) == []


@pytest.mark.parametrize("content", [photo()[:300], b"\x89PNG\r\n\x1a\n" + b"x" * 50, heic(b"")[:60]])
def test_a_broken_photo_is_refused_and_nothing_of_it_kept(
    house: House, client: PageClient, content: bytes
) -> None:
    answered = sent(house, client, (content, "foto.jpg"))
    assert answered.status_code == 422
    assert "foto.jpg" in answered.text
    assert on_disk(house) == []


def test_a_file_is_taken_for_what_it_is(house: House, client: PageClient) -> None:
    """The phone's word for a file counts for nothing: a photo called PDF is treated as the photo it is."""
    sent(house, client, (photo(), "surat.pdf"), (PDF, "foto.jpg"))
    assert [(proof.name, proof.media_type) for proof in proofs(house)] == [
        ("surat.pdf.jpg", "image/jpeg"),
        ("foto.jpg.pdf", "application/pdf"),
    ]
    assert proofs(house)[0].place is Place.REMOVED


def test_a_preview_is_shown_beside_the_report_and_in_the_story(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    sent(house, client, (photo(), "a.jpg"), (PDF, "b.pdf"))
    proof, paper = proofs(house)
    sign_in(client, house.cast.reviewer)
    shown = pictures(client.get("/commitments/1"))
    assert [picture.get("src") for picture in shown] == [f"/evidence/{proof.id}/preview"] * 2
    for picture in shown:
        assert (picture.get("width"), picture.get("height")) == ("480", "300")
        assert picture.get("loading") == "lazy"
        assert picture.get("alt")
    assert client.get(f"/evidence/{paper.id}/preview").status_code == 404


def test_a_preview_is_a_picture_and_nothing_else(house: House, client: PageClient, sign_in: SignIn) -> None:
    sent(house, client, (photo(), "a.jpg"))
    [proof] = proofs(house)
    sign_in(client, house.cast.leader)
    with client.get(f"/evidence/{proof.id}/preview") as answered:
        assert opened(answered.data).format == "WEBP"
        assert len(answered.data) <= 40 * 1024
        assert answered.mimetype == "image/webp"
        assert answered.headers["Content-Disposition"] == "inline"
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answered.headers["Content-Security-Policy"]
        assert "sandbox" in answered.headers["Content-Security-Policy"]
        assert "no-store" in answered.headers["Cache-Control"]
    with client.get(f"/evidence/{proof.id}") as answered:
        assert answered.headers["Content-Disposition"].startswith("attachment")


def test_a_stranger_finds_no_preview(house: House, client: PageClient, sign_in: SignIn) -> None:
    sent(house, client, (photo(), "a.jpg"))
    address = f"/evidence/{proofs(house)[0].id}/preview"
    assert client.get(address).status_code == 302
    sign_in(client, house.cast.stranger)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("field", ["note", "obstacle"])
def test_a_number_of_a_person_is_asked_about_once(house: House, client: PageClient, field: str) -> None:
    path = f"/answer/{house.token(house.promise())}"
    assert 'name="checked"' not in client.get(path).text
    fields = {"answer": "obstructed", "note": "Belum.", "obstacle": "Dokter.", field: NIK_NOTE}
    asked = house.send(client, path, fields)
    assert asked.status_code == 422
    assert NIK_NOTE in asked.text, "what was typed is still there"
    assert f"{field}-error" in asked.text
    assert 'name="checked"' in asked.text
    assert house.updates(1) == []
    assert sent_again(client, asked, **fields, checked="y").status_code == 303
    assert NIK_NOTE in (house.updates(1)[0].note, house.updates(1)[0].obstacle)


def test_a_list_of_members_is_not_even_written_before_somebody_has_checked_it(
    house: House, client: PageClient
) -> None:
    asked = sent(house, client, (LIST, "daftar.csv"))
    assert asked.status_code == 422
    assert "daftar.csv" in asked.text
    assert 'name="checked"' in asked.text
    assert on_disk(house) == []


def test_what_was_checked_is_kept_and_the_reviewer_sees_a_mark(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    asked = sent(house, client, (LIST, "daftar.csv"))
    again = [(io.BytesIO(LIST), "daftar.csv"), (io.BytesIO(b"Surat pengantar."), "surat.txt")]
    sent_again(client, asked, answer="done", note="Lihat daftar.", files=again, checked="y")
    assert [proof.personal for proof in proofs(house)] == [True, False]
    sign_in(client, house.cast.reviewer)
    page = parse(client.get("/commitments/1").text)
    lines = [line for line in page.iter("span") if line.get("class") == "proof small"]
    marked = [any(span.get("class") == "sign c-stuck" for span in line.iter("span")) for line in lines]
    assert marked == [True, False] * 2, "beside the report to be verified, and in the story"


def test_a_mail_or_a_command_may_bring_it_marked(house: House) -> None:
    """Where nobody can be asked, it is taken and marked."""
    with house.app.app_context():
        assert actions.keep("daftar.csv", io.BytesIO(LIST)).personal
        assert not actions.keep("bukti.pdf", pdf()[0]).personal
