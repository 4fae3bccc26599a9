"""A mail is a folder of three files; text and HTML say the same, in the reader's language."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from flask import Flask

from tests import pages
from tracker.mail.compose import HTML_LIMIT, Composed, compose

VALUES: dict[str, Any] = {
    "place": "Kabupaten Berau",
    "name": "Kepala Dinas Kesehatan, drg. Maya Lestari",
    "title": "Satu komitmen\nlewat tenggat",
    "items": ["Sampaikan usulan 10 dokter umum & 14 dokter gigi"],
    "link": "https://tindaklanjut.example.go.id/answer/" + "x" * 90,
}

TEXT = f"""TINDAK LANJUT - KABUPATEN BERAU
Senin, 13 Oktober 2025

Yth. Kepala Dinas Kesehatan, drg. Maya Lestari

Ada 1 hal yang diminta dari instansi Ibu. Jawaban cukup satu kalimat,
tanpa kata sandi.


LEWAT TENGGAT (1)
----------------------------------------------------------------

1. Sampaikan usulan 10 dokter umum & 14 dokter gigi
   Tenggat     Selasa, 30 September 2025 (lewat 13 hari)
   Asal        Notula Forum Kemitraan, 22 Mei 2025, butir 4: "Masih
               diperlukan tambahan tenaga kesehatan, yaitu dokter umum
               sebanyak 10 & dokter gigi 14."

   Jawab:
   {VALUES["link"]}


----------------------------------------------------------------
Surat ini dikirim sekali setiap Senin pukul 08.00 WITA kepada pemegang
jabatan Kepala Dinas Kesehatan.

Tautan hanya untuk Ibu.
Mengapa saya menerima surat ini?
https://tindaklanjut.example.go.id/mengapa
"""

pytestmark = pytest.mark.databases("sqlite")


def sample(app: Flask, *, locale: str = "id", **given: Any) -> Composed:
    with app.app_context():
        return compose("sample", locale=locale, **VALUES | given)


def test_the_text_is_laid_out_like_a_letter(with_sample: Flask) -> None:
    assert sample(with_sample).text == TEXT


def test_the_subject_is_one_line_in_the_readers_language(with_sample: Flask) -> None:
    assert sample(with_sample, locale="en").subject == "Mail: Satu komitmen lewat tenggat"
    assert sample(with_sample, locale="id").subject == "Surat: Satu komitmen lewat tenggat"


def test_the_html_is_a_whole_page_with_its_styles_in_the_elements(with_sample: Flask) -> None:
    html = sample(with_sample).html
    assert not pages.faults(html)
    assert "<style" not in html
    assert re.search(r'<a [^>]*style="[^"]*background-color: #0d5160', html), "the main button is filled"
    assert html.count("background-color: #0d5160") == 1


def test_what_was_typed_is_text_in_the_html(with_sample: Flask) -> None:
    html = sample(with_sample, items=['<img src=x onerror="alert(1)">']).html
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_thirty_items_are_shown_whole_and_more_are_complained_about(
    with_sample: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(sample(with_sample, items=VALUES["items"] * 30).html.encode()) <= HTML_LIMIT
    assert not caplog.records
    with caplog.at_level(logging.WARNING):
        sample(with_sample, items=VALUES["items"] * 80)
    assert "larger than mail programs show" in caplog.text
