"""Other secretaries, other habits: columns, headings, slips of the pen, figures, and why a thing is suggested."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.minutes.rules import Kind, Proposal, Reason, Warn, propose
from tracker.minutes.rules.cues import CUES, hits, possible
from tracker.minutes.rules.figures import indicators
from tracker.minutes.rules.gates import words_of
from tracker.minutes.rules.offices import offices, short_name
from tracker.minutes.rules.points import points

FORUM = date(2025, 11, 20)  # a Thursday


def only(text: str) -> Proposal:
    found = propose(text, held_on=FORUM)
    assert len(found) == 1, [proposal.quote for proposal in found]
    return found[0]


def reasons(proposal: Proposal) -> dict[Reason, str]:
    return {because.reason: because.words for because in proposal.because}


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Uraian | Penanggung Jawab | Batas Waktu", "{a} | {o} | {d}"),
        (
            "No | Permasalahan | Rencana Tindak Lanjut | PJ | Waktu Pelaksanaan | Ket.",
            "1 | x | {a} | {o} | {d} | -",
        ),
        ("No. | Arahan | Pelaksana | Target Waktu | Status", "1 | {a} | {o} | {d} | belum"),
        ("Isu | Solusi | Oleh | Kapan", "Data lama | {a} | {o} | {d}"),
        ("# | Langkah | Unit | Tenggat", "1 | {a} | {o} | {d}"),
        ("Rekomendasi | PIC | Jatuh Tempo | Output", "{a} | {o} | {d} | laporan"),
        ("NO. | KELUARAN | PELAKSANA | BATAS", "1 | {a} | {o} | {d}"),
    ],
)
def test_a_matrix_is_known_by_any_usual_names_of_its_columns(head: str, row: str) -> None:
    line = row.format(a="Memutakhirkan data peserta", o="Dinsos", d="5 Desember 2025")
    found = only(f"{head}\n{line}\n")
    assert (found.quote, found.office, found.due_on) == (
        "Memutakhirkan data peserta",
        "Dinas Sosial",
        date(2025, 12, 5),
    )


def test_each_point_within_a_cell_is_a_commitment_with_its_own_owner() -> None:
    text = (
        "Tindak Lanjut | PJ | Target\n"
        "(1) Memadankan NIK; (2) Mencetak kartu keluarga | (1) Dinsos; (2) Disdukcapil | Desember 2025\n"
    )
    found = propose(text, held_on=FORUM)
    assert [(p.quote, p.office) for p in found] == [
        ("Memadankan NIK", "Dinas Sosial"),
        ("Mencetak kartu keluarga", "Disdukcapil"),
    ]


def test_a_lone_bracketed_number_is_no_list() -> None:
    text = "sesuai Pasal 3 (1) dan ketentuan lain"
    assert points(text, 0, len(text)) == (len(text), [])


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Ka. Puskesmas se-Kabupaten", "Puskesmas (seluruh)"),
        ("Kadinkes", "Dinas Kesehatan"),
        ("Kantor Cabang BPJS Kesehatan", "BPJS Kesehatan"),
        ("Kapolres", "Kepolisian"),
        ("Dindukcapil", "Disdukcapil"),
    ],
)
def test_offices_by_the_names_people_give_them(words: str, office: str) -> None:
    assert short_name(words) == office


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Dinas Kesehtan diminta menambah loket.", "Dinas Kesehatan"),
        ("Disdukcapl akan mencetak kartu keluarga.", "Disdukcapil"),
        ("Seluruh puskemas wajib membuka posko pengaduan.", "Puskesmas (seluruh)"),
    ],
)
def test_a_slip_in_a_long_name_is_mended_and_said(text: str, office: str) -> None:
    found = only(text)
    assert found.office == office
    assert found.owner is not None
    assert found.owner in text, "the owner is given as written"
    assert Reason.OWNER_MISSPELT in reasons(found)
    assert not found.sure


def test_whole_words_are_not_taken_for_slips() -> None:
    text = "Perubahan anggaran, kesempatan kerja dan pendidikan karakter dibahas."
    assert offices(text) == []


def test_related_offices_are_nobody_in_particular_and_it_is_said() -> None:
    found = only("OPD terkait diminta menyampaikan data tenaga non-ASN paling lambat 5 Desember 2025.")
    assert (found.owner, found.office) == ("OPD terkait", None)
    assert Reason.OWNER_NOT_ONE in reasons(found)
    assert not found.sure


def test_owners_side_by_side_are_owner_and_supporting() -> None:
    found = only(
        "Tindak lanjut | PJ | Waktu\nRekonsiliasi data | Dinsos, Disdukcapil dan BPJS Kesehatan | Desember 2025\n"
    )
    assert found.office == "Dinas Sosial"
    assert found.supporting == ("Disdukcapil", "BPJS Kesehatan")


@pytest.mark.parametrize(
    "head", ["Dinas Sosial:", "DINAS SOSIAL", "Untuk Dinas Sosial:", "Kepada Kepala Dinas Sosial agar:"]
)
def test_a_heading_names_the_owner_of_the_points_below_it(head: str) -> None:
    found = only(f"KESEPAKATAN\n\n{head}\n- memutakhirkan data 1.200 warga paling lambat 5 Desember 2025\n")
    assert found.office == "Dinas Sosial"
    assert Reason.OWNER_FROM_HEADING in reasons(found)


def test_parties_go_by_the_names_the_paper_gives_them() -> None:
    text = (
        "Kepala Dinas Kesehatan (selanjutnya disebut PIHAK KESATU) dan Direktur RSUD (selanjutnya disebut PIHAK KEDUA)"
        " bersepakat sebagai berikut:\n\n"
        "Pasal 1\n(1) PIHAK KEDUA menyediakan nomor siaga paling lambat 1 Desember 2025.\n"
    )
    assert [found.office for found in propose(text, held_on=FORUM)] == ["RSUD"]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("Menaikkan keaktifan dari 60 menjadi 80 persen", [("%", 60.0, 80.0)]),
        ("Naik dari 78,85% menjadi 85%", [("%", 78.85, 85.0)]),
        ("Menambah 10 dokter umum dan 14 dokter gigi", [("dokter", None, 10.0), ("dokter", None, 14.0)]),
        (
            "Tambahan dokter umum sebanyak 10 dan dokter gigi 14",
            [("dokter", None, 10.0), ("dokter", None, 14.0)],
        ),
        ("Membuka layanan 24 jam di seluruh puskesmas", [("% puskesmas", None, 100.0)]),
        ("Membayar iuran Rp1,25 miliar", [("Rp", None, 1_250_000_000.0)]),
    ],
)
def test_figures_become_targets(action: str, expected: list[tuple[str, float | None, float]]) -> None:
    assert [(found.unit, found.baseline, found.target) for found in indicators(action)] == expected


def test_all_measures_are_kept_and_the_first_is_the_one_of_the_json() -> None:
    found = only("BKPSDM akan mengusulkan 10 dokter umum dan 14 dokter gigi.")
    assert [measure.target for measure in found.indicators] == [10.0, 14.0]
    assert found.indicator == found.indicators[0]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("plg lambat tgl 5 Desember", "2025-12-05"),
        ("sblm akhir bulan", "2025-11-30"),
        ("dlm 2 minggu", "2025-12-04"),
        ("dalam seminggu", "2025-11-27"),
        ("hari Rabu pekan depan", "2025-11-26"),
        ("selambatnya pekan kedua bulan depan", "2025-12-14"),
        ("minggu ke 2 Desember", "2025-12-14"),
        ("akhir Februari tahun depan", "2026-02-28"),
        ("selesai dalam waktu 90 hari", "2026-02-18"),
        ("terhitung hari ini", "2025-11-20"),
    ],
)
def test_more_ways_to_name_the_last_day(words: str, due: str) -> None:
    text = f"Dinsos akan mencetak kartu {words}."
    found = only(text)
    assert str(found.due_on) == due
    assert found.deadline_text is not None
    assert found.deadline_text in text, "as written, short forms and all"


@pytest.mark.parametrize(
    "words", ["pada APBD Perubahan 2026", "setiap tanggal 5", "segera", "dua kali setahun"]
)
def test_budget_years_and_recurrences_get_no_date(words: str) -> None:
    found = only(f"BPKAD akan mencairkan iuran {words}.")
    assert found.due_on is None
    assert found.deadline_text is not None


def test_a_range_takes_its_end_and_a_day_gone_by_is_flagged() -> None:
    found = only("Dinsos akan melakukan uji petik pada 1-12 Desember 2025.")
    assert (found.due_on, found.warnings) == (date(2025, 12, 12), (Warn.RANGE_UPPER_TAKEN,))
    assert Warn.DUE_BEFORE_FORUM in only("Dinsos diminta melapor paling lambat 3 April 2025.").warnings


def test_earlier_items_with_their_state_are_reports_and_never_new() -> None:
    text = (
        "A. Tindak lanjut forum 3 Juli 2025\n\n"
        "No | Kesepakatan | Pelaksana | Keadaan per 31 Oktober 2025\n"
        "1 | Pengadaan dua perahu | Dinas Kesehatan | telah selesai\n"
        "2 | Pendataan warga tanpa NIK | Disdukcapil | dalam proses\n\n"
        "B. Kesepakatan baru\n\n"
        "No | Rencana aksi | PJ | Batas waktu\n1 | Merekrut apoteker | RSUD | 5 Desember 2025\n"
    )
    found = propose(text, held_on=FORUM)
    assert [proposal.kind for proposal in found] == [Kind.STATUS, Kind.STATUS, Kind.DIRECTIVE]


def test_what_is_told_to_those_outside_the_region_is_an_appeal() -> None:
    assert only("Perum Bulog diminta menambah penyaluran beras 120 ton.").kind is Kind.APPEAL
    assert only("Bupati meminta pabrik kayu mendaftarkan buruh borongan.").kind is Kind.APPEAL


def test_restatements_stand_at_their_places() -> None:
    text = (
        "Sekda meminta BKPSDM mengusulkan formasi dokter gigi untuk wilayah pegunungan.\n\n"
        "Tindak Lanjut | PJ | Waktu\n"
        "Mengusulkan formasi dokter gigi untuk wilayah pegunungan | BKPSDM | 10 Desember 2025\n"
    )
    found = only(text)
    assert [text[start:end] for start, end in found.also_at] == list(found.also)


def test_a_suggestion_says_where_each_part_comes_from() -> None:
    cell = only("Tindak lanjut | PJ | Batas waktu\nMencetak kartu | Disdukcapil | 5 Desember 2025\n")
    assert reasons(cell) == {
        Reason.FROM_COLUMN: "Tindak lanjut",
        Reason.OWNER_FROM_COLUMN: "PJ",
        Reason.DUE_FROM_COLUMN: "Batas waktu",
    }
    said = only("Bupati mengimbau agar Dinas Kesehatan menambah loket dalam dua minggu.")
    assert reasons(said)[Reason.OWNER_FROM_WORDS] == "Dinas Kesehatan"
    assert reasons(said)[Reason.DUE_FROM_WORDS] == "dalam dua minggu"
    assert reasons(said)[Reason.CUE].startswith("mengimbau")
    we = only(
        "Kepala Dinas Sosial menyampaikan bahwa pihaknya akan mencetak 200 kartu paling lambat 5 Desember 2025."
    )
    assert (reasons(we)[Reason.OWNER_IS_SPEAKER], we.office, we.sure) == ("pihaknya", "Dinas Sosial", False)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.sort.value)
def test_the_words_looked_for_first_are_those_of_the_pattern(cue: object) -> None:
    assert cue in CUES
    text = (
        "Saya minta, tolong imbau, diminta dan diharapkan; menekankan pentingnya; mengingatkan kita agar; berharap;"
        " harus dibuat; jangan; akan pergi; berkomitmen; memerlukan tambahan; bagaimana memberikan; disepakati; sedang"
        " menyusun; paling lambat; segera membuat; kiranya; kami siapkan; diimbau; menginstruksikan; dan berpesan."
    )
    found = {hit.cue for hit in hits(text, 0, len(text))}
    assert found <= set(possible(words_of(text)))
