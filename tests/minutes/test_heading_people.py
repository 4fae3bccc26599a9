"""Chair, attendance and region are suggested from what the minutes say, and left empty where they say nothing."""

from __future__ import annotations

import pytest

from tracker.minutes.rules.attendance import present, region_named


@pytest.mark.parametrize(
    ("text", "chair", "attendance"),
    [
        (
            "NOTULA\nPimpinan rapat : Wakil Bupati Buton\nDaftar hadir   : 34 orang (terlampir), yaitu dr. Abdul\n",
            "Wakil Bupati Buton",
            "34 orang (terlampir), yaitu dr. Abdul",
        ),
        ("Pimpinan Rapat | Bupati\nHadir | 12 orang\n", "Bupati", "12 orang"),
        (
            "Rapat dipimpin oleh Sekda Kab. Berau dan dihadiri oleh Direktur RSUD dr. Abdul Rivai, Dinas Sosial.\nIsi.",
            "Sekda Kab. Berau",
            "Direktur RSUD dr. Abdul Rivai, Dinas Sosial",
        ),
        (
            "Forum dipimpin langsung Wakil Bupati, Syamsul, S.E., M.M. Lalu",
            "Wakil Bupati, Syamsul, S.E., M.M",
            "",
        ),
        (
            "Dipimpin Plt. Kepala Bappeda (Yusri, S.T.). Hadir: Dinkes, Dinsos.",
            "Plt. Kepala Bappeda (Yusri, S.T.)",
            "Dinkes, Dinsos",
        ),
        ("Pimpinan : Sekda, H. Burhan, S.E., M.M.\n", "Sekda, H. Burhan, S.E., M.M.", ""),
        ("Hasil rapat.\n1. Dinas Kesehatan hadir di lapangan.\nPimpinan Rapat,      Notulis,\n", "", ""),
        ("", "", ""),
    ],
)
def test_who_led_and_who_was_there(text: str, chair: str, attendance: str) -> None:
    assert present(text) == (chair, attendance)


REGIONS = {1: "Kabupaten Buton", 2: "Kabupaten Buton Utara", 3: "Kota Baubau"}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Pemerintah Kota Baubau dan BPJS Kesehatan", 3),
        ("Rapat di Baubau", 3),
        ("Rapat forum di Kendari", None),
        ("Kabupaten Buton dan Kota Baubau", None),
        ("", None),
    ],
)
def test_the_one_region_that_is_named(text: str, region: int | None) -> None:
    assert region_named(text, REGIONS) == region


def test_a_name_inside_a_longer_name_is_not_meant() -> None:
    assert region_named("Pemerintah Kabupaten Buton Utara", REGIONS) == 2
