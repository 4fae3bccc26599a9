"""The last day still on time, as a notulis reads it, for a forum on Friday 2 May 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.proposal import Warn

FORUM = date(2025, 5, 2)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("paling lambat tanggal 31 Juli 2025", "2025-07-31"),
        ("sampai tanggal 12 November", "2025-11-12"),
        ("sebelum 20 Mei 2025", "2025-05-19"),
        ("sebelum September 2025", "2025-08-31"),
        ("sebelum akhir Juni 2025", "2025-06-30"),
        ("7 hari ke depan", "2025-05-09"),
        ("dalam waktu dua minggu", "2025-05-16"),
        ("selambat-lambatnya 10 (sepuluh) hari kerja sejak rapat", "2025-05-16"),
        ("dalam 3x24 jam", "2025-05-05"),
        ("target rampung tiga bulan", "2025-08-02"),
        ("tiga hingga empat bulan ke depan", "2025-09-02"),
        ("pada bulan Desember ini", "2025-12-31"),
        ("pada Juli 2025", "2025-07-31"),
        ("Triwulan IV 2025", "2025-12-31"),
        ("pada semester I 2026", "2026-06-30"),
        ("minggu kedua September 2025", "2025-09-14"),
        ("minggu ke-3 Nov", "2025-11-21"),
        ("akhir Juli", "2025-07-31"),
        ("akhir bulan ini", "2025-05-31"),
        ("pekan depan", "2025-05-09"),
        ("pada akhir tahun", "2025-12-31"),
        ("sampai akhir tahun ini", "2025-12-31"),
        ("paling lambat 28/11/2025", "2025-11-28"),
        ("tanggal sepuluh bulan Maret tahun dua ribu dua puluh enam", "2026-03-10"),
        ("hasilnya saya kabari hari Rabu", "2025-05-07"),
        ("paling lambat tanggal 17", "2025-05-17"),
    ],
)
def test_a_deadline_is_the_last_day_still_on_time(words: str, due: str) -> None:
    found = deadline(words, FORUM)
    assert found is not None
    assert str(found.due_on) == due


@pytest.mark.parametrize(
    "words",
    ["segera", "APBD Perubahan 2026", "berkala", "setiap tanggal 5", "tiap bulan", "dua kali sebulan",
     "paling telat tanggal 5 tiap bulan", "sebelum bulan puasa", "setiap enam bulan"],
)  # fmt: skip
def test_no_date_is_invented_but_the_words_are_kept(words: str) -> None:
    found = deadline(words, FORUM)
    assert found is not None
    assert found.due_on is None
    assert words[found.start : found.end] == words


@pytest.mark.parametrize(
    "words",
    [
        "cakupan 99,14% per 1 Oktober 2025",
        "stok untuk 2 bulan",
        "obat kosong selama 19 hari",
        "sesuai PP Nomor 39 Tahun 2006",
    ],
)
def test_times_of_the_data_are_no_deadlines(words: str) -> None:
    assert deadline(words, FORUM) is None


def test_holidays_do_not_count_as_working_days() -> None:
    holiday = date(2025, 5, 12)
    found = deadline("dalam 10 hari kerja", FORUM, {holiday})
    assert found is not None
    assert found.due_on == date(2025, 5, 19)


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        ("sebelum 31 Februari 2026", Warn.DATE_IMPOSSIBLE),
        ("paling lambat Selasa, 24 Juli 2025", Warn.WEEKDAY_MISMATCH),
        ("paling lambat 5 April 2025", Warn.DUE_BEFORE_FORUM),
        ("pada 10-12 Juni 2025", Warn.RANGE_UPPER_TAKEN),
        ("setiap tanggal 5", Warn.RECURRING),
    ],
)
def test_a_doubtful_date_is_flagged(words: str, warning: Warn) -> None:
    found = deadline(words, FORUM)
    assert found is not None
    assert warning in found.warnings


def test_a_bare_duration_counts_only_in_a_deadline_column() -> None:
    assert deadline("1 (satu) bulan", FORUM) is None
    found = deadline("1 (satu) bulan", FORUM, cell=True)
    assert found is not None
    assert found.due_on == date(2025, 6, 2)


@given(st.text(alphabet="0123456789 .,-/()tanglbuhMejsdkwirop", max_size=80), st.dates())
def test_no_text_and_no_day_breaks_the_grammar(words: str, held_on: date) -> None:
    found = deadline(f"paling lambat {words}", held_on)
    assert found is None or 0 <= found.start < found.end <= len(words) + 14
