"""How secretaries lay their papers out: what stands above, beside and behind a commitment."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules import Kind, Proposal, propose

FORUM = date(2025, 11, 20)  # a Thursday
Row = tuple[str, str | None, str]


def rows(text: str) -> list[Row]:
    return [(found.quote, found.office, str(found.due_on)) for found in propose(text, held_on=FORUM)]


def only(text: str) -> Proposal:
    found = propose(text, held_on=FORUM)
    assert len(found) == 1, [proposal.quote for proposal in found]
    return found[0]


def test_points_below_a_decision_need_no_known_verb() -> None:
    assert rows(
        "Kesimpulan rapat:\n1. Stiker kode QR tertempel di setiap loket\n2. Apel pagi pukul 07.15\n"
        "3. Antrean rata-rata 2 jam 40 menit\n4. Harga beras naik 4 persen dibanding bulan lalu\n"
    ) == [("Stiker kode QR tertempel di setiap loket", None, "None"), ("Apel pagi pukul 07.15", None, "None")]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Setiap camat supaya membentuk satgas. Tenggatnya 10 Desember 2025.", "2025-12-10"),
        ("KESEPAKATAN\n1. Perbaikan kulkas vaksin\n   PJ: RSUD\n   Selesai 12 Desember\n", "2025-12-12"),
        ("KESEPAKATAN\n- Revisi SK tim. Bagian Hukum, dua minggu.\n", "2025-12-04"),
    ],
)
def test_the_day_may_stand_in_a_sentence_or_line_of_its_own(text: str, due: str) -> None:
    assert str(only(text).due_on) == due


def test_the_owner_may_stand_in_a_sentence_or_line_of_its_own() -> None:
    found = only("KESEPAKATAN\n- Penyiapan ruang isolasi. Dikoordinasikan oleh RSUD.\n")
    assert found.office == "RSUD"
    assert only("RTL\n1) Kelas ibu balita\n   PIC: Dinkes\n").office == "Dinas Kesehatan"


def test_an_office_alone_in_a_line_owns_the_points_below_it() -> None:
    text = "KOMITMEN\nDinas Pendidikan\n- UKS aktif di 84 sekolah\nKECAMATAN (12)\n- ambulans desa jaga bergilir\n"
    assert [(quote, office) for quote, office, _ in rows(text)] == [
        ("UKS aktif di 84 sekolah", "Dinas Pendidikan"),
        ("ambulans desa jaga bergilir", "Kecamatan (seluruh)"),
    ]


def test_a_short_line_above_points_is_their_title() -> None:
    text = "Pekan depan\nKesepakatan tambahan warga\n- iuran sampah dipungut lagi\nHambatan\n- motor pustu rusak\n"
    assert [quote for quote, _, _ in rows(text)] == ["iuran sampah dipungut lagi"]


def test_ticked_boxes_are_done_and_open_ones_are_owed() -> None:
    text = "TINDAK LANJUT\n[ ] Pemasangan CCTV apotek (RSUD)\n[x] Rekening penampungan dibuka\n"
    assert rows(text) == [("Pemasangan CCTV apotek (RSUD)", "RSUD", "None")]


def test_a_title_alone_in_its_row_is_no_action() -> None:
    text = (
        "No | Pokok bahasan | Hal yang disepakati | Leading sector | Selesai pada\nA. | | KEPESERTAAN | |\n"
        "1 | PBI nonaktif | Verifikasi lapangan 1.927 peserta | Dinas Sosial | 12 Desember 2025\n"
    )
    assert rows(text) == [("Verifikasi lapangan 1.927 peserta", "Dinas Sosial", "2025-12-12")]


def test_a_column_of_quarters_gives_the_last_one() -> None:
    text = "Kegiatan | Pelaksana | Triwulan\nRontgen keliling | Dinkes | III-IV\n"
    assert rows(text) == [("Rontgen keliling", "Dinas Kesehatan", "2025-12-31")]


def test_a_label_of_decision_makes_one() -> None:
    text = "Permasalahan 1: obat sering kosong\nRekomendasi: apotek ditambah dua oleh BPJS Kesehatan.\n"
    assert rows(text) == [("apotek ditambah dua oleh BPJS Kesehatan.", "BPJS Kesehatan", "None")]


def test_each_office_with_its_own_verb_has_its_own_promise() -> None:
    text = (
        "Notula\n1. Camat mengerahkan warga, Satpol PP mengatur antrean, dan Diskominfo menyiarkan jadwal.\n"
    )
    assert [office for _, office, _ in rows(text)] == ["Kecamatan (seluruh)", "Satpol PP", "Diskominfo"]


def test_who_answers_the_chair_is_told_by_the_chair() -> None:
    text = (
        "Kadis Sosial: Masih 2.300 yang belum padan.\nSekda: Saya minta Rabu depan sudah di meja saya.\n"
        "Kabag Kesra: Baik Pak, surat edarannya biar kami yang siapkan.\n"
    )
    assert [(office, due) for _, office, due in rows(text)] == [
        ("Dinas Sosial", "2025-11-26"),
        ("Bagian Kesra", "None"),
    ]


def test_what_a_speaker_will_do_needs_no_pronoun() -> None:
    text = (
        "Kepala Dinas Kesehatan memaparkan situasi. Pelacakan kontak akan diperluas ke 16 kecamatan. "
        "Alat baru diadakan sebelum 15 Desember 2025.\n"
    )
    assert [(office, due) for _, office, due in rows(text)] == [
        ("Dinas Kesehatan", "None"),
        ("Dinas Kesehatan", "2025-12-14"),
    ]


def test_what_is_asked_stands_behind_its_reason() -> None:
    found = only("Angka stunting masih tinggi, sehingga beliau meminta Dinkes mengukur ulang 3.214 balita.")
    assert (found.office, found.quote.startswith("beliau meminta")) == ("Dinas Kesehatan", True)


def test_a_rule_a_condition_and_a_hope_are_no_promises() -> None:
    for words in (
        "Berdasarkan Instruksi Presiden Nomor 1 Tahun 2022, bupati wajib memastikan semua terdaftar.",
        "Apabila sampai batas waktu data belum diterima, perangkat daerah dianggap tidak mengusulkan.",
        "Pemerintah kota akan terus hadir untuk masyarakat.",
        "Tim Bappeda melakukan supervisi ke kecamatan pada 20 November 2025.",
    ):
        assert rows(words) == [], words


def test_the_reply_to_a_mail_speaks_for_its_sender() -> None:
    text = (
        "Dari: Bambang <bambang@dinkes.example>\n\nTerima kasih notulennya.\n\n"
        "Jadwal ulangnya akan saya kirim Senin, 24 November.\n"
    )
    found = only(text)
    assert (found.office, found.kind, found.due_on) == ("Dinas Kesehatan", Kind.PLAN, date(2025, 11, 24))


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("sebelum Sabtu", "2025-11-21"),
        ("by Friday", "2025-11-21"),
        ("pekan depan hari Selasa", "2025-11-25"),
        ("tanggal 1 bulan depan", "2025-12-01"),
        ("dua pekan sebelum tanggal 20 Desember 2025", "2025-12-06"),
        ("H+7", "2025-11-27"),
        ("hari ini juga", "2025-11-20"),
        ("sebelum pergantian tahun", "2025-12-31"),
        ("before end of Q4", "2025-12-31"),
        ("EOM", "2025-11-30"),
        ("minggu terakhir November (28/11)", "2025-11-28"),
        ("Desember–Januari 2026", "2026-01-31"),
        ("10 hari kerja", "2025-12-04"),
        ("3 hari sesudah laporan diterima", "None"),
    ],
)
def test_days_told_by_where_they_stand(words: str, due: str) -> None:
    found = only(f"Kesepakatan\n1. Dinas Sosial memadankan data warga {words}.\n")
    assert str(found.due_on) == due
