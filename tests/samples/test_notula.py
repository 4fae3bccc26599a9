"""The sample minutes say what the reports said, and the product finds in them what its story needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samples.notula.make import HERE as NOTULA
from samples.notula.make import MAKERS
from tests.samples.story import DECISIONS, FORUMS, SAMPLES, Row
from tracker.minutes.reading import read
from tracker.minutes.rules import propose

# What each report said, as it must stand in the minutes made from it.
FACTS = {
    "buton.txt": [
        "Selasa, 24 Juli 2025", "Ruang Rapat VVIP Kantor Bupati Buton", "gawat darurat 24 jam",
        "rujukan ke rumah sakit", "menginventarisasi kebutuhan", "rumah sakit umum daerah", "sarana dan prasarana",
        "evaluasi berkala", "setiap tahun", "Undang-Undang Nomor 40 Tahun 2004", "Kekurangan tenaga medis",
    ],
    "maluku-tenggara.docx": [
        "6 Mei 2025", "mendekati 98%", "78,85%", "satu data yang akurat", "pemerataan fasilitas", "rencana kerja sama",
        "PBI", "hak dasar", "percontohan",
    ],
    "kutai-kartanegara.txt": [
        "19 Mei 2025", "lebih dari 100 persen", "tidak ditanggung", "berobat secara gratis", "antrean online",
        "ditanggung sepenuhnya", "keterbatasan jangkauan", "datang langsung",
    ],
    "kalimantan-selatan.pdf": [
        "21 Mei 2024", "April 2024", "270,49 juta", "96,91 persen", "semester I 2023", "524", "143", "52", "116 persen",
        "Kota Banjarmasin", "Kabupaten Kotabaru", "menyinergikan pemahaman", "instruksi Presiden",
    ],
    "berau.docx": [
        "22 Mei 2025", "291.314", "235.930", "299.005", "54 fasilitas", "744", "271.478", "10 dokter umum",
        "14 dokter gigi", "sosialisasi", "Bumi Batiwakkal", "adil dan terjangkau", "Forum Berau Sehat",
    ],
}  # fmt: skip


def text_of(forum: Row) -> str:
    return read((SAMPLES / forum["file"]).read_bytes()).text


@pytest.mark.parametrize("forum", FORUMS, ids=lambda forum: forum["key"])
def test_every_sentence_is_found_once_in_the_minutes_as_read(forum: Row) -> None:
    text = text_of(forum)
    finds = [row["find"] for row in forum["decision"] + forum.get("reject", [])]
    assert {find: text.count(find) for find in finds} == dict.fromkeys(finds, 1)


@pytest.mark.parametrize("forum", FORUMS, ids=lambda forum: forum["key"])
def test_the_minutes_hold_every_fact_of_the_report(forum: Row) -> None:
    text = " ".join(text_of(forum).split())
    assert [fact for fact in FACTS[Path(forum["file"]).name] if fact not in text] == []


def test_the_product_proposes_nearly_all_of_it_with_the_right_day() -> None:
    """What is left the reviewer adds by hand: a story of the demo, but not the main one."""
    read_right = 0
    for forum in FORUMS:
        text = text_of(forum)
        proposals = propose(text, held_on=forum["held_on"])
        for decision in forum["decision"]:
            start = text.index(decision["find"])
            end = start + len(decision["find"])
            covering = [found for found in proposals if found.start <= start and end <= found.end]
            read_right += any(found.due_on in (None, decision.get("due_on")) for found in covering)
    assert read_right >= 0.9 * len(DECISIONS)


def test_word_and_pdf_are_what_their_sources_say() -> None:
    """A deflate library may pack the same text differently, so it is the text that is compared."""
    for name, maker in MAKERS.items():
        source = (NOTULA / "sources" / name).with_suffix(".txt").read_text(encoding="utf-8")
        assert read(maker(source)).text == read((NOTULA / name).read_bytes()).text


def test_an_invitation_to_err_is_kept() -> None:
    """Buton's report calls 24 July 2025 a Tuesday; the minutes do too, and the product must notice."""
    forum = FORUMS[0]
    assert "Selasa, 24 Juli 2025" in text_of(forum)
    assert forum["held_on"] == date(2025, 7, 24)
    assert forum["held_on"].strftime("%a") == "Thu"
