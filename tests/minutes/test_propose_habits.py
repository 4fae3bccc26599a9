"""Notes as people really keep them: forms, arrows, owners behind the action, transcripts, scans."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules import Kind, Proposal, propose

FORUM = date(2025, 11, 20)  # a Thursday


def only(text: str) -> Proposal:
    found = propose(text, held_on=FORUM)
    assert len(found) == 1, [proposal.quote for proposal in found]
    return found[0]


def test_a_form_with_one_key_a_line_is_one_commitment() -> None:
    found = only(
        "Masalah 1. Loket penuh\n"
        "  Uraian           : Antrean sampai ke halaman.\n"
        "  Tindak lanjut    : Penambahan dua loket pendaftaran\n"
        "  Penanggung jawab : RSUD\n"
        "  Waktu            : tuntas pada 5 Desember 2025\n"
    )
    assert (found.quote, found.office, found.due_on) == (
        "Penambahan dua loket pendaftaran",
        "RSUD",
        date(2025, 12, 5),
    )


def test_labels_behind_the_action_in_one_line_are_read() -> None:
    found = only("[Action items]\nAI-1  Peta sebaran klinik / PIC: Diskominfo / deadline: 5 Desember 2025\n")
    assert (found.quote, found.office, found.due_on) == (
        "Peta sebaran klinik",
        "Diskominfo",
        date(2025, 12, 5),
    )


@pytest.mark.parametrize(
    ("point", "office", "due"),
    [
        ("jembatan rusak => pasang papan peringatan [Dishub] s/d 5 Des", "Dishub", "2025-12-05"),
        ("posko siaga 24 jam → BPBD, per 1 Desember", "BPBD", "2025-12-01"),
        (
            "Penyemprotan 12 pasar menjadi tugas Dinas Kesehatan, maks. 5 Desember",
            "Dinas Kesehatan",
            "2025-12-05",
        ),
        ("Pelatihan 30 kader dikoordinir Dinas Sosial", "Dinas Sosial", "None"),
        ("Ruang tunggu diperluas (RSUD, 30 hari)", "RSUD", "2025-12-20"),
        ("PR bagi Dinsos: cek lapangan 200 peserta – 14 hari kalender", "Dinas Sosial", "2025-12-04"),
        ("Kepada Disdukcapil: mengulang perekaman di tiga desa sebelum 12/12", "Disdukcapil", "2025-12-11"),
        ("Kadis Perhubungan – rambu dilarang parkir di depan IGD, awal minggu depan", "Dishub", "2025-11-24"),
    ],
)
def test_owner_and_day_stand_anywhere_around_the_action(point: str, office: str, due: str) -> None:
    found = only(f"Kesepakatan\n- {point}\n")
    assert (found.office, str(found.due_on)) == (office, due)


def test_what_was_wrong_before_the_arrow_is_no_part_of_the_task() -> None:
    found = only("Kesepakatan\n- sirene mati => perbaikan sirene [BPBD] 7 hari\n")
    assert found.quote.startswith("perbaikan sirene")
    assert found.due_on == date(2025, 11, 27)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Kadis PUPR : Pengukuran saluran kami rampungkan sebelum 5 Desember.", "Dinas PUPR"),
        ("Kadis Sosial : Data penerima akan kita cocokkan pekan depan.", "Dinas Sosial"),
        ("Dinas Kesehatan menyatakan sanggup menuntaskan imunisasi sebelum 5 Desember.", "Dinas Kesehatan"),
    ],
)
def test_an_own_word_with_a_day_is_a_plan_of_the_one_who_speaks(text: str, office: str) -> None:
    found = only(text)
    assert (found.office, found.kind) == (office, Kind.PLAN)


def test_reports_of_the_speaker_are_no_plans() -> None:
    assert (
        propose("Dengan hormat, kami laporkan hasil rapat hari Kamis, 20 November 2025.", held_on=FORUM) == []
    )
    assert propose("Sebanyak 40 berkas sudah kami ajukan pada bulan Oktober 2025.", held_on=FORUM) == []


def test_a_subtitle_between_agreed_points_is_none_of_them() -> None:
    found = propose(
        "KESEPAKATAN\nA. Pencegahan pada hewan\n1. Vaksinasi 300 ekor anjing oleh Dinas Pertanian\n",
        held_on=FORUM,
    )
    assert [proposal.quote for proposal in found] == ["Vaksinasi 300 ekor anjing oleh Dinas Pertanian"]


def test_a_scanned_page_is_read_with_the_letters_that_were_meant() -> None:
    text = "ARAHAN\n1. Para Carnat agar mendata warga paling lambat 5 Desernber 2O25."
    found = only(text)
    assert (found.office, found.due_on) == ("Kecamatan (seluruh)", date(2025, 12, 5))
    assert found.quote in text


def test_a_span_over_two_months_ends_with_its_last_day() -> None:
    found = only("Kegiatan | PJ | Waktu\nSkrining siswa | Dinas Kesehatan | 24 November - 9 Desember 2025\n")
    assert found.due_on == date(2025, 12, 9)
