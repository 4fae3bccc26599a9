"""Words of the minutes find an office of the region, or nobody; and a text is cut into pieces without losing a sign."""

from __future__ import annotations

import pytest

from tracker.minutes.rules.deciding import measure_of
from tracker.minutes.rules.language import seems_foreign
from tracker.minutes.rules.matching import Named, matcher
from tracker.minutes.rules.paper import Mark, Shade, paper, sentence_spans, snug

OFFICES = matcher(
    [
        Named(1, ("Dinas Kesehatan Kabupaten Buton", "Dinkes", "Diskes")),
        Named(2, ("Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten Buton", "Dinas PUPR")),
        Named(3, ("RSUD Kabupaten Buton", "RSUD")),
        Named(4, ("RSUD Pasarwajo", "RSUD Pasarwajo")),
        Named(5, ("Puskesmas Bungi", "Bungi")),
    ],
    "Kabupaten Buton",
)


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("DINAS KESEHATAN", 1),
        ("Kepala Dinas Kesehatan", 1),
        ("Plt. Kepala Dinas Kesehatan Kabupaten Buton", 1),
        ("dinkes", 1),
        ("DPUPR", 2),
        ("Puskesmas Bungi", 5),
        ("RSUD Pasarwajo", 4),
        ("Puskesmas (seluruh)", None),
        ("Dinas Pariwisata", None),
        ("semua pihak", None),
        (None, None),
    ],
)
def test_an_office_is_found_by_any_of_its_names_and_never_by_a_guess(
    words: str | None, office: int | None
) -> None:
    assert OFFICES.match(words) == office


def test_two_offices_that_could_be_meant_are_neither() -> None:
    twins = matcher([Named(1, ("RSUD Utara",)), Named(2, ("RSUD Selatan",))], "Kabupaten Buton")
    assert twins.match("rumah sakit umum daerah") is None


def test_the_pieces_of_the_paper_are_the_text_again() -> None:
    text = "Judul\n\nSatu kalimat 😀 panjang.\n  Baris kedua & <tiga>.\n"
    marks = [Mark(7, 20, Shade.SURE, 1), Mark(15, 48, Shade.GAP, 2), Mark(0, 5, Shade.OFF)]

    lines = paper(text, marks)

    assert (
        "\n".join("".join(piece.text for piece in line.pieces) for line in lines)
        == text.replace("\n\n", "\n").rstrip()
    )
    pieces = [piece for line in lines for piece in line.pieces]
    assert all(text[piece.at : piece.at + len(piece.text)] == piece.text for piece in pieces)
    assert [number for piece in pieces for number in piece.begins] == [1, 2]
    assert [number for piece in pieces for number in piece.ends] == [1, 2]


def test_sentences_to_choose_from_are_words_of_the_text() -> None:
    text = "1. Dinas A melapor. Dinas B membantu.\n- Camat hadir.\n"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "Dinas A melapor.",
        "Dinas B membantu.",
        "Camat hadir.",
    ]


def test_a_chosen_span_is_trimmed_or_refused() -> None:
    assert snug(" ab ", 0, 99) == (1, 3)
    assert snug(" ab ", 3, 4) is None
    assert snug("ab", 5, 3) is None


def test_an_indicator_reads_as_in_the_minutes() -> None:
    assert measure_of("Puskesmas 24 jam", "puskesmas", 6, 20) == "Puskesmas 24 jam: 6 → 20 puskesmas"
    assert measure_of("Keaktifan", "persen", 78.85, 80) == "Keaktifan: 78,85 → 80 persen"
    assert measure_of("PBI", "jiwa", None, 21340) == "PBI: 21.340 jiwa"
    assert measure_of("Papan informasi", "unit", None, None) == "Papan informasi"


def test_english_is_told_from_indonesian() -> None:
    assert seems_foreign("The head of the office shall report to the regent by the end of the month".split())
    assert not seems_foreign("Dinas Kesehatan melapor kepada Bupati dan DPRD pada akhir bulan".split())
    assert not seems_foreign(["OK"])
