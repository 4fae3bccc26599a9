"""Prose and lists in which no announcing word stands: what an office changes, and what only tells of it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules import Kind, Proposal, propose

DAY = date(2026, 2, 11)
PAPER = "NOTULEN RAPAT\nRabu, 11 Februari 2026\n\n3. Antrean dan kenyamanan pasien\n{}\n"


def drafts(prose: str) -> list[Proposal]:
    """Found in a paragraph of prose, behind and before sentences that say nothing."""
    return propose(PAPER.format(f"Rapat dibuka oleh Asisten. {prose} Demikian."), held_on=DAY)


@pytest.mark.parametrize(
    ("prose", "office"),
    [
        ("Dinas Sosial menyiapkan surat penjaminan untuk pemudik telantar.", "Dinas Sosial"),
        ("Untuk daerah terpencil, Dinas Perhubungan mengatur jadwal perahu ambulans.", "Dishub"),
        ("Kekurangan dua dokter dipenuhi Dinas Kesehatan dari tenaga kontrak.", "Dinas Kesehatan"),
        ("Camat Bungin, Baroko dan Buntu Batu mendata warga tanpa kartu.", "Kecamatan Bungin"),
        ("Kejaksaan Negeri memanggil perusahaan yang menunggak iuran.", "Kejaksaan"),
        (
            "Penyusunan jadwal itu dianggarkan tahun depan dengan penanggung jawab Bagian Kesra.",
            "Bagian Kesra",
        ),
        ("Seluruh penerima surat ini menyampaikan laporan 30 hari setelah surat diterima.", None),
        ("Menyusun jadwal kunjungan dokter ke puskesmas pulau.", None),
        ("Hasil pemeriksaan diserahkan kepada tim pada 20 Februari 2026.", None),
    ],
)
def test_a_deed_in_prose_is_a_draft(prose: str, office: str | None) -> None:
    found = drafts(prose)
    assert len(found) == 1
    assert office is None or found[0].office == office


@pytest.mark.parametrize(
    "prose",
    [
        "Kepala BPJS Kesehatan Cabang Sampit memperkenalkan diri sebagai pejabat baru.",
        "Dinas Kesehatan melayani rata-rata 300 pasien per hari di puskesmas.",
        "Camat Bungin menceritakan pengalaman warganya menandu ibu hamil.",
        "BPJS Kesehatan mengelola data kepesertaan seluruh penduduk.",
        "Dinas Sosial telah menyiapkan surat penjaminan untuk pemudik telantar.",
        "Dinas Kesehatan mendata 300 warga pada 3 Februari 2026.",
        "Peringatan tahun ini akan berlangsung meriah seperti biasanya.",
        "Surat keterangan medis harus dilampirkan dalam setiap permohonan.",
        "Kepala Dinas Pengendalian Penduduk dan Keluarga Berencana menyampaikan bahwa capaian naik.",
        "Beliau sebelumnya bertugas di Lubuklinggau.",
        "Beberapa kepala desa bertanya apakah Dana Desa boleh dipakai untuk iuran.",
    ],
)
def test_what_is_told_is_none(prose: str) -> None:
    assert not drafts(prose)


def test_a_table_goes_on_after_a_band() -> None:
    rows = (
        "No. | Uraian Tindak Lanjut | Pelaksana | Batas Waktu\n"
        "1 | Menyusun daftar ibu hamil | Dinas Kesehatan | 30 April 2026\n"
        "Akses jalan\n"
        "2 | Memasang rambu di 9 titik | Dinas Perhubungan | 31 Maret 2026\n"
        "3 | Penanganan darurat jalan telah rampung 29 Januari 2026 | Dinas PUPR | -\n"
    )
    found = propose(PAPER.format(rows), held_on=DAY)
    assert [(one.office, one.due_on, one.kind) for one in found] == [
        ("Dinas Kesehatan", date(2026, 4, 30), Kind.DIRECTIVE),
        ("Dishub", date(2026, 3, 31), Kind.DIRECTIVE),
        ("Dinas PUPR", date(2026, 1, 29), Kind.STATUS),
    ]


def test_a_column_of_targets_beside_one_of_times_is_no_deadline() -> None:
    rows = (
        "No | Kesepakatan | Instansi | Target | Waktu\n"
        "1 | Membuka layanan cuci darah | RSUD | 6 mesin | paling lambat Desember 2026\n"
    )
    assert [one.due_on for one in propose(PAPER.format(rows), held_on=DAY)] == [date(2026, 12, 31)]


def test_what_a_letter_asks_is_an_appeal_to_whom_it_is_sent() -> None:
    letter = (
        "NOTA DINAS\nKepada : Yth. Bapak Sekretaris Daerah Kota\nDari : Kepala Bagian Kesejahteraan Rakyat\n"
        "Tanggal : 11 Februari 2026\n\nSehubungan dengan itu, mohon kiranya Bapak berkenan:\n"
        "a. menegur Kepala Dinas Sosial secara tertulis;\nb. menetapkan surat keputusan tim reaktivasi.\n"
    )
    found = propose(letter, held_on=DAY)
    assert {(one.office, one.kind) for one in found} == {("Sekretariat Daerah", Kind.APPEAL)}
    assert len(found) == 2


def test_the_chairs_imperative_needs_no_name() -> None:
    talk = "BUPATI: Dok, kirim orang cek besok, fotonya kirim ke saya.\n\nKADIS KESEHATAN: Baik, Pak.\n"
    assert [one.due_on for one in propose(PAPER.format(talk), held_on=DAY)] == [date(2026, 2, 12)]


@pytest.mark.parametrize(
    "words", ["sebelum musim hujan", "H-3 Lebaran", "30 hari setelah surat diterima", "sebelum jam 9 malam"]
)
def test_an_event_is_a_deadline_without_a_day(words: str) -> None:
    found = drafts(f"Kami menyusulkan daftar kontak rumah sakit {words}.")
    assert [(one.deadline_text, one.due_on) for one in found] == [(words, None)]
