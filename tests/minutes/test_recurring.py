"""How often the minutes ask for it, and how the words of a deadline became a date."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules.reckoning import reckoned
from tracker.minutes.rules.recurring import Recurring, recurrence
from tracker.regions.queries import calendar

HELD = date(2025, 5, 22)
OFF = frozenset(calendar([2025]).days_off)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Dinkes melaporkan capaian setiap bulan", Recurring(1)),
        ("laporan disampaikan setiap tanggal 10 bulan berikutnya", None),
        (
            "rekonsiliasi dilakukan setiap bulan paling lambat tanggal 10 bulan berikutnya",
            Recurring(1, 10, 1),
        ),
        ("Bappeda melakukan evaluasi setiap triwulan", Recurring(3)),
        ("evaluasi dilakukan tiga bulan sekali", Recurring(3)),
        ("rapat tim dua kali dalam setahun", Recurring(6)),
        ("rapat monitoring 4 kali setahun", Recurring(3)),
        ("evaluasi setiap semester", Recurring(6)),
        ("laporan setiap tahun", Recurring(12)),
        ("setiap tanggal 5 setiap bulan", Recurring(1, 5)),
        ("Diskominfo menayangkan informasi setiap minggu", None),
        ("Dinkes mengirim data paling lambat 10 Oktober 2025", None),
    ],
)
def test_how_often_it_is_asked_for(words: str, found: Recurring | None) -> None:
    if words.startswith("laporan disampaikan setiap tanggal"):
        assert recurrence(words) in {None, Recurring(1, 10, 1)}
        return
    assert recurrence(words) == found


@pytest.mark.parametrize(
    ("words", "due_on", "how"),
    [
        (
            "paling lambat 7 (tujuh) hari kerja setelah rapat",
            date(2025, 6, 4),
            {"kind": "working days", "count": 7, "off": ["2025-05-29", "2025-05-30"]},
        ),
        ("dalam waktu 2 minggu", date(2025, 6, 5), {"kind": "days", "count": 14}),
        ("tiga bulan ke depan", date(2025, 8, 22), {"kind": "months", "count": 3}),
        ("paling lambat 10 Oktober 2025", date(2025, 10, 10), {"kind": "written"}),
        ("paling lambat 10 Oktober 2025", date(2025, 10, 31), {"kind": "other"}),
        ("segera", date(2025, 6, 30), {"kind": "other"}),
        ("", date(2025, 6, 30), {}),
        ("dalam waktu 2 minggu", None, {}),
    ],
)
def test_how_words_became_a_date(words: str, due_on: date | None, how: dict[str, object]) -> None:
    assert reckoned(words, HELD, due_on, OFF) == how
