"""Mails as they are saved or pasted: HTML parts, headers, signatures, layout tables."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tracker.minutes.reading import PlaceKind, Unreadable, read

PAGE = """<!DOCTYPE html><html><head><title>Surel</title><style>p {color: red}</style></head><body>
<script>alert("Dinsos akan menghapus data")</script>
<h3>Hasil rapat</h3><p>Dinsos&nbsp;akan memutakhirkan<br>data &amp; kartu.</p>
<ol start="3"><li>Pertama</li><li>Kedua<ul><li>di dalam</li></ul></li></ol>
<table><tr><th>Langkah</th><th>Unit</th></tr><tr><td>Cetak kartu</td><td rowspan="2">BPJS</td></tr>
<tr><td>Antar kartu</td></tr></table>
<div style="display:none">rahasia</div><div class="gmail_signature">Salam<br>Kantor Kesra</div><p>Akhir</body>"""


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_a_page_is_read_as_people_see_it() -> None:
    reading = read(PAGE.encode())
    assert lines(reading.text) == [
        "Hasil rapat", "Dinsos akan memutakhirkan", "data & kartu.", "3. Pertama", "4. Kedua", "- di dalam",
        "Langkah | Unit", "Cetak kartu | BPJS", "Antar kartu | 〃", "Akhir",
    ]  # fmt: skip
    assert reading.media == "html"
    place = reading.place_of(reading.text.index("Antar"))
    assert place is not None
    assert (place.kind, place.numbers) == (PlaceKind.ROW, (1, 3))


def test_every_piece_stands_where_it_says() -> None:
    reading = read(PAGE.encode())
    assert [reading.text[piece.start : piece.end] for piece in reading.pieces] == lines(reading.text)


def test_a_table_that_only_lays_out_the_page_is_none() -> None:
    page = "<html><table><tr><td><p>Satu</p><table><tr><td>a</td><td>b</td></tr></table><p>Dua</p></td></tr></table>"
    assert lines(read(page.encode()).text) == ["Satu", "a | b", "Dua"]


def test_the_encoding_that_a_page_names_is_believed() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>„Rapat” – selesai</p></body></html>'
    assert read(page.encode("cp1252")).text == "„Rapat” – selesai"


def test_a_saved_mail_gives_its_text_and_no_headers() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "kesra@contoh.go.id", "opd@contoh.go.id", "Hasil rapat"
    mail["Message-ID"] = "<1@contoh.go.id>"
    mail.set_content("Dinsos akan memutakhirkan data – segera.")
    assert read(mail.as_bytes()).text.strip() == "Dinsos akan memutakhirkan data – segera."
    mail.add_alternative("<p>Dinsos akan <b>memutakhirkan</b> data.</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="lampiran.pdf")
    assert read(mail.as_bytes()).text == "Dinsos akan memutakhirkan data."


def test_a_pasted_letter_head_is_no_mail() -> None:
    text = "Dari: Sekda\nKepada: Kepala Dinas\nPerihal: Rapat\n\nIsi."
    assert read(text.encode()).text == text


@pytest.mark.parametrize(
    "tag",
    [
        "<table>",
        "<td>",
        "<div>",
        "<ul><li>",
        "<table><tr><td>",
        "</table>",
        "<b",
        "<b a='",
        '<a b=">',
        "<!--",
    ],
)
def test_tags_without_end_are_read_in_bearable_time(tag: str) -> None:
    try:
        assert "isi" in read(("<html><body>isi" + tag * 20_000).encode()).text
    except Unreadable:
        return
