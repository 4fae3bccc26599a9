"""Papers in small whose form, not whose words, says who and by when."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules import propose

FORUM = date(2025, 11, 20)  # a Thursday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "No | Hal | Dieksekusi oleh | Rampung\n1 | Data ganda dibersihkan | Disdukcapil | 5 Des 2025\n",
            [("Disdukcapil", "2025-12-05")],
        ),
        (
            "Isu | Kesanggupan | Oleh siapa | Bilamana\nObat kosong | Menambah stok insulin | RSUD | besok\n",
            [("RSUD", "2025-11-21")],
        ),
        (
            "RTL\n1. Perbaikan ambulans laut\n   PJ  : Dinas Kesehatan\n   Tgt : akhir Desember 2025\n",
            [("Dinas Kesehatan", "2025-12-31")],
        ),
        (
            "Hasil\n- [RSUD + BPJS] buka meja bersama mulai 1 Desember\n- (Dinsos) verifikasi 40 KK\n",
            [("RSUD", "2025-12-01"), ("Dinas Sosial", "None")],
        ),
        ("Minggu I Desember\n- Dinkes: kirim data nakes\n", [("Dinas Kesehatan", "2025-12-07")]),
        (
            "RENCANA AKSI\nJangka pendek (sampai Desember 2025):\n1. RSUD menambah loket.\n"
            "Jangka menengah (semester I 2026):\n1. Bappeda menyusun peta jalan.\n",
            [("RSUD", "2025-12-31"), ("Bappeda", "2026-06-30")],
        ),
        (
            "Tugas Dinas Kesehatan\n1. menyusun peta dokter;\nTugas BPJS Kesehatan\n1. membuka loket di pasar.\n",
            [("Dinas Kesehatan", "None"), ("BPJS Kesehatan", "None")],
        ),
        (
            "Kesepakatan:\nDinkes/Puskesmas : kunjungi 300 penunggak s/d 15 Des\nCamat2 : bantu pendataan\n",
            [("Dinas Kesehatan", "2025-12-15"), ("Kecamatan (seluruh)", "None")],
        ),
        (
            "Menutup rapat, Sekda memerintahkan tiga hal. Pertama, Dinas Sosial menuntaskan pendataan sampai"
            " 10 Desember. Kedua, Disdukcapil mencetak KIA bagi 500 bayi. Ketiga, para camat melapor setiap Jumat.\n",
            [("Dinas Sosial", "2025-12-10"), ("Disdukcapil", "None"), ("Kecamatan (seluruh)", "None")],
        ),
        (
            "**Dinas Kesehatan**\n* Menyusun SOP rujukan, 12 Desember 2025\n* Membentuk tim audit\n",
            [("Dinas Kesehatan", "2025-12-12"), ("Dinas Kesehatan", "None")],
        ),
        (
            "Catatan rapat\nAction: cek stok vaksin (Dinkes)\nInfo: UHC 98%\n",
            [("Dinas Kesehatan", "None")],
        ),
        (
            "Tindak lanjut | PJ\nMenyurati sembilan perusahaan • Mengunjungi yang tidak menjawab | Disnaker\n",
            [("Disnaker", "None"), ("Disnaker", "None")],
        ),
    ],
)
def test_the_form_says_who_and_by_when(text: str, found: list[tuple[str, str]]) -> None:
    assert [(str(one.office), str(one.due_on)) for one in propose(text, held_on=FORUM)] == found
