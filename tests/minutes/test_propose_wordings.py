"""Wordings of one habit side by side, each with what it says: words that announce, who is told, by when."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules import heading, propose
from tracker.minutes.rules.deadlines import deadline

FORUM = date(2025, 11, 20)  # a Thursday
LAST = "paling lambat 5 Desember 2025"


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        (f"RSUD dituntut membuka loket lansia {LAST}.", "RSUD"),
        (f"Dinas Sosial diberi kesempatan memperbaiki daftar {LAST}.", "Dinas Sosial"),
        (f"Bupati memberi waktu kepada Disdukcapil untuk merampungkan akta {LAST}.", "Disdukcapil"),
        ("Inspektorat, saya kasih waktu dua minggu, laporannya harus lengkap.", "Inspektorat"),
        ("Khusus Bappeda, beliau titip agar target 85 persen masuk RKPD 2027.", "Bappeda"),
        ("Untuk RSUD, beliau nitip supaya obat kronis tidak kosong lagi.", "RSUD"),
        ("Saya tunggu usulan dari DPMD di meja saya Senin depan.", "DPMD"),
        ("Draf surat edaran dari Bagian Hukum ditunggu sampai 5 Desember 2025.", "Bagian Hukum"),
        ("Diskominfo ambil peran menyiapkan siaran keliling mulai 1 Desember 2025.", "Diskominfo"),
        ("Tugas bagi Dishub adalah menata parkir di depan RSUD sebelum 5 Desember 2025.", "Dishub"),
        (
            "Camat Kapontori minta waktu sampai 5 Desember 2025 untuk menyelesaikan pendataan.",
            "Kecamatan Kapontori",
        ),
        ("Dinas Kesehatan, lanjutnya, ditarget menambah tiga dokter sebelum Maret 2026.", "Dinas Kesehatan"),
        ("Sebagai langkah awal, RSUD membuka klinik geriatri pada 5 Januari 2026.", "RSUD"),
        ("Hasil rapat ini ditindaklanjuti Sekretariat DPRD dengan surat rekomendasi, besok.", "DPRD"),
        ("Inspektur menyatakan pihaknya melakukan reviu kapitasi pada minggu kedua Desember.", "Inspektorat"),
        ("Kalau dibantu kecamatan, tanggal 13 Desember rampung semua, kata Kadis Dukcapil.", "Disdukcapil"),
        ("Rencananya, Dinas Kesehatan menggelar skrining pada 9 Desember 2025.", "Dinas Kesehatan"),
        ("Ya sudah, BPJS buat jadwalnya untuk keempat kecamatan.", "BPJS Kesehatan"),
    ],
)
def test_words_that_announce_stand_anywhere(sentence: str, office: str) -> None:
    found = propose(sentence, held_on=FORUM)
    assert [one.office for one in found] == [office]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rapat dihadiri 42 orang dari 18 instansi.",
        "Rapat berikutnya akan diinformasikan kemudian.",
        "Yang dimaksud tenaga kesehatan adalah setiap orang yang bekerja di bidang kesehatan.",
        "Tarif layanan mengikuti Peraturan Menteri Kesehatan Nomor 3 Tahun 2023.",
        "Dukungan seluruh kepala daerah menjadi kunci keberhasilan.",
        "Usulan ambulans laut belum dapat dipenuhi tahun ini.",
        "Segala perubahan dituangkan dalam adendum.",
        "Rasio rujukan Puskesmas Lapandewa 17,3% (target 15%).",
        "Satgas serupa pernah dibentuk tahun 2022.",
        "Semoga semua target terlampaui pada semester kedua.",
        "FYI kuota PBI nasional 96,8 juta jiwa.",
    ],
)
def test_what_only_sounds_so_is_left_even_below_a_heading_of_decisions(sentence: str) -> None:
    assert propose(sentence, held_on=FORUM) == []
    assert propose(f"KESEPAKATAN\n1. {sentence}\n", held_on=FORUM) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "RSUD mengaku kesulitan karena dituntut melayani tiga kabupaten.",
        "H. Lukman mempertanyakan kenapa warga harus berobat ke kota.",
        "Petugas sering berganti sehingga harus dilatih dari awal.",
        "Inspektorat ikut hadir dalam rapat ini.",
        "Mohon izin menyampaikan hasil pertemuan kemarin.",
    ],
)
def test_complaints_and_courtesies_ask_for_nothing(sentence: str) -> None:
    assert propose(sentence, held_on=FORUM) == []


@pytest.mark.parametrize(
    ("point", "office"),
    [
        ("Posko di lobi RSUD dibuka lagi; penanggung jawab BPJS Kesehatan.", "BPJS Kesehatan"),
        ("Peluncuran desa UHC; leading sector DPMD; 10 Desember 2025", "DPMD"),
        ("Data dipadankan antara Dinas Sosial dengan Disdukcapil, selesai 15 Desember 2025.", "Dinas Sosial"),
        (
            "Puskesmas yang belum punya katalog dibantu Dinas Kesehatan sampai Februari 2026.",
            "Dinas Kesehatan",
        ),
        ("Kabupaten Muna melunasi sisa iuran paling lambat 10 Desember 2025.", "Pemerintah Daerah"),
        ("RSUD tidak lagi meminta fotokopi KTP mulai 1 Desember 2025.", "RSUD"),
        ("Pemadanan data, owner: Diskominfo", "Diskominfo"),
    ],
)
def test_the_owner_of_a_point_is_the_one_who_acts(point: str, office: str) -> None:
    (found,) = propose(f"KESEPAKATAN\n1. {point}\n", held_on=FORUM)
    assert found.office == office


@pytest.mark.parametrize(
    ("words", "office", "due"),
    [
        ("NIK ganda dibersihkan dan hasilnya dilaporkan. Ini tugas Disdukcapil. Tenggatnya 5 Desember 2025.",
         "Disdukcapil", "2025-12-05"),
        ("Giliran berikutnya Dinas Pendidikan. Guru honorer harus didata. Waktunya sampai 10 Desember 2025.",
         "Dinas Pendidikan", "2025-12-10"),
        ("Untuk RSUD ada satu catatan. Jam tunggu harus turun menjadi 60 menit. Diberi waktu sampai 5 Desember 2025.",
         "RSUD", "2025-12-05"),
        ("Bupati memberi dua tugas kepada Dinas Kesehatan. Pertama, mendata ulang ibu hamil risiko tinggi.",
         "Dinas Kesehatan", "None"),
    ],
)  # fmt: skip
def test_who_and_by_when_may_stand_in_the_sentence_before_or_behind(
    words: str, office: str, due: str
) -> None:
    (found,) = propose(words, held_on=FORUM)
    assert (found.office, str(found.due_on)) == (office, due)


@pytest.mark.parametrize("mark", ["idem", "s.d.a", "sda", "dito"])
def test_the_same_again_is_the_owner_and_the_day_of_the_point_above(mark: str) -> None:
    first, second = propose(
        f"RTL\n1. Menyusun daftar – Disdukcapil – 5 Desember 2025\n2. Menghapus yang ganda – {mark} – {mark}\n",
        held_on=FORUM,
    )
    assert (
        (second.office, second.due_on) == (first.office, first.due_on) == ("Disdukcapil", date(2025, 12, 5))
    )


def test_two_last_days_are_two_commitments() -> None:
    found = propose(
        "KESEPAKATAN\n1. BPKAD membayar iuran Oktober paling lambat 28 November 2025, dan iuran bulan berikutnya"
        " dibayarkan paling lama tanggal 10 Desember 2025.\n",
        held_on=FORUM,
    )
    assert [str(one.due_on) for one in found] == ["2025-11-28", "2025-12-10"]


def test_a_region_alone_in_its_line_owns_what_stands_below_it() -> None:
    found = propose(
        "Kabupaten Muna\nKeaktifan 80,9 persen. Rencana:\n1. menambah dua dokter pada triwulan I 2026;\n"
        "2. RSUD Raha menyiapkan ruang isolasi.\n",
        held_on=FORUM,
    )
    assert [one.office for one in found] == ["Pemerintah Daerah", "RSUD"]


def test_parties_named_in_brackets_are_known_below() -> None:
    found = propose(
        "Kepala Dinas Tenaga Kerja (PIHAK I) dan Kepala BPJS Kesehatan (PIHAK II) hadir.\n\nKESEPAKATAN\n"
        "1. PIHAK I mendata pekerja.\n2. PIHAK II membuka pos pendaftaran.\n",
        held_on=FORUM,
    )
    assert [one.office for one in found] == ["Disnaker", "BPJS Kesehatan"]


def test_lines_of_a_chat_are_not_taken_for_one_wrapped_sentence() -> None:
    found = propose(
        "Catatan ringkas dari grup setelah pertemuan hari ini, mohon dicek bersama ya\n"
        "dinsos kirim rekap hari senin\ncapil jemput bola tanggal 27\n",
        held_on=FORUM,
    )
    assert [one.office for one in found] == ["Dinas Sosial", "Disdukcapil"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("sebelum pertengahan Desember", "2025-12-14"),
        ("Desember minggu ke-2", "2025-12-14"),
        ("minggu pertama dan kedua bulan depan", "2025-12-14"),
        ("target des", "2025-12-31"),
        ("okt-nov-des", "2025-12-31"),
        ("sebelum tutup buku", "2025-12-31"),
        ("sampai tahun anggaran berakhir", "2025-12-31"),
        ("menargetkan 80% per 31 Desember", "2025-12-31"),
        ("dokter gigi pengganti, Dinkes, 1/12", "2025-12-01"),
        ("sebelum HUT Korpri tanggal 29 November", "2025-11-28"),
        ("desainnya saya kirim nanti sore", "2025-11-20"),
        ("besok lusa", "2025-11-22"),
        ("dari 28 hari menjadi 14 hari, dalam dua minggu", "2025-12-04"),
        ("iuran Oktober November dibayar tanggal 28", "2025-11-28"),
    ],
)
def test_days_and_periods_in_more_wordings(words: str, due: str) -> None:
    found = deadline(words, FORUM, cell="Desember minggu" in words)
    assert found is not None
    assert str(found.due_on) == due


def test_a_recurrence_with_its_day_outweighs_a_period_beside_it() -> None:
    found = deadline("dikirim setiap tanggal 10, tidak menumpuk di akhir bulan", FORUM)
    assert found is not None
    assert found.due_on is None


def test_a_day_without_its_year_is_placed_by_its_weekday() -> None:
    text = "LUWUK - Forum itu digelar Rabu (18/06).\n\nPada 1 Juni 2025 peserta mencapai 99,1 persen.\n"
    assert heading(text).held_on == date(2025, 6, 18)
