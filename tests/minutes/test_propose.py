"""What a notulis would write into the matrix, and what she would leave out."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.minutes.rules import Kind, Proposal, Warn, Why, heading, propose, set_aside

FORUM = date(2025, 11, 20)


def only(text: str) -> Proposal:
    found = propose(text, held_on=FORUM)
    assert len(found) == 1, [proposal.quote for proposal in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "office", "kind"),
    [
        ("Sekda meminta RSUD melaporkan ketersediaan obat.", "RSUD", Kind.DIRECTIVE),
        (
            "Bupati mengimbau agar seluruh puskesmas membuka layanan 24 jam.",
            "Puskesmas (seluruh)",
            Kind.APPEAL,
        ),
        ("Dinas Kesehatan diharapkan menginventarisasi kebutuhan faskes.", "Dinas Kesehatan", Kind.DIRECTIVE),
        (
            "Beliau menginstruksikan para camat mendata warga yang belum terdaftar.",
            "Kecamatan (seluruh)",
            Kind.DIRECTIVE,
        ),
        ("Dinsos akan memutakhirkan data PBI.", "Dinas Sosial", Kind.PLAN),
        ("Pendataan nantinya dilakukan oleh pemerintah desa.", "Desa (seluruh)", Kind.PLAN),
        ("Pemkab tetap berkomitmen menjamin layanan gratis.", "Pemerintah Daerah", Kind.ONGOING),
        ("Dinkes tengah menyusun peta kebutuhan dokter.", "Dinas Kesehatan", Kind.ONGOING),
        ("Sudah saya perintahkan agar RSUD menambah loket pendaftaran.", "RSUD", Kind.DIRECTIVE),
        ("Hendaknya Disdukcapil segera memadankan data.", "Disdukcapil", Kind.DIRECTIVE),
        (
            "Plh. Sekda menegaskan bahwa setiap OPD wajib menunjuk narahubung.",
            "Perangkat daerah (seluruh)",
            Kind.DIRECTIVE,
        ),
        (
            "Kepada Dinas Sosial PMD, tolong data yang dicoret itu diusulkan lagi.",
            "Dinas Sosial",
            Kind.DIRECTIVE,
        ),
    ],
)
def test_the_one_who_owes_and_how_binding_it_is(text: str, office: str, kind: Kind) -> None:
    found = only(text)
    assert (found.office, found.kind) == (office, kind)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Forum ini bertujuan menyatukan persepsi para pihak.", Why.AIM),
        ("Forum ini diharapkan menjadi momentum penting bagi daerah.", Why.AIM),
        ("Kita harus terus berinovasi dan memperkuat semangat gotong royong.", Why.EXHORTATION),
        ("Kartunya akan otomatis aktif setelah iuran dibayar.", Why.PROCEDURE),
        ("Klinik harus punya izin operasional.", Why.DUTY),
        ("Menurut ketentuan, pemberi kerja wajib mendaftarkan pekerjanya.", Why.DUTY),
        ("Kami berharap masyarakat semakin sadar.", Why.HOPE),
        ("Demikian berita acara ini dibuat dengan sebenarnya.", Why.FORMULA),
    ],
)
def test_what_only_sounds_like_a_promise_is_set_aside_with_its_reason(text: str, why: Why) -> None:
    assert propose(text) == []
    assert [found.why for found in set_aside(text)] == [why]


def test_what_is_done_is_not_proposed() -> None:
    assert propose("Pemkab telah mengeluarkan dana Rp20 miliar untuk iuran warga.") == []


def test_a_promise_with_an_impossible_date_is_kept_with_a_gap() -> None:
    found = only("BPKAD akan membayar tunggakan iuran sebelum 31 Februari 2026.")
    assert found.due_on is None
    assert found.deadline_text == "sebelum 31 Februari 2026"
    assert Warn.DATE_IMPOSSIBLE in found.warnings
    assert not found.sure


def test_owner_and_deadline_read_make_it_sure() -> None:
    found = only("Diskominfo diminta memasang jaringan internet paling lambat 15 Desember 2025.")
    assert found.sure
    assert found.action == "Memasang jaringan internet"
    assert found.cue == "diminta"
    assert found.as_json()["due_on"] == "2025-12-15"


def test_one_sentence_may_hold_two_commitments() -> None:
    text = "Ia menyoroti perlunya peningkatan sarana, serta mengimbau agar seluruh puskesmas membuka layanan 24 jam."
    assert [found.kind for found in propose(text)] == [Kind.DIRECTIVE, Kind.APPEAL]


def test_a_matrix_is_read_row_by_row_and_a_merged_owner_carried_down() -> None:
    text = (
        "No | Uraian | Penanggung Jawab | Target Waktu | Status\n"
        "1 | Membuka posko pengaduan | Diskominfo | 10 Desember 2025 | Belum\n"
        "2 | Melatih operator di 12 desa | 〃 | 1 (satu) bulan | proses\n"
        "3 | Mencetak kartu | BPJS Kesehatan Cabang Pontianak | segera | Selesai\n"
    )
    found = propose(text, held_on=FORUM)
    assert [proposal.quote for proposal in found] == [
        "Membuka posko pengaduan", "Melatih operator di 12 desa", "Mencetak kartu",
    ]  # fmt: skip
    assert [proposal.office for proposal in found] == ["Diskominfo", "Diskominfo", "BPJS Kesehatan"]
    assert [str(proposal.due_on) for proposal in found] == ["2025-12-10", "2025-12-20", "None"]
    assert found[2].kind is Kind.STATUS
    assert found[1].indicator is not None
    assert (found[1].indicator.unit, found[1].indicator.target) == ("desa", 12.0)


def test_a_table_of_figures_is_no_matrix() -> None:
    text = "Uraian | Menurut BPJS (Rp) | Selisih (Rp)\nIuran wajib | 1.912.450.300 | 0\n"
    assert propose(text) == []


def test_points_of_an_agreement_need_no_announcing_word() -> None:
    text = (
        "Para pihak sepakat:\n1. Dinas Kesehatan:\n   a. menyusun rencana kebutuhan dokter;\n"
        "2. RSUD: memperbaiki alur pendaftaran\n3. Segera dilakukan validasi data PBPU\n"
    )
    found = propose(text, held_on=FORUM)
    assert [proposal.office for proposal in found] == ["Dinas Kesehatan", "RSUD", None]
    assert Warn.OWNER_CARRIED in found[0].warnings


def test_the_same_thing_told_twice_is_one_proposal_with_both_quotes() -> None:
    text = (
        "Sekda meminta BKPSDM mengusulkan formasi dokter gigi untuk wilayah pegunungan.\n\n"
        "Tindak Lanjut | PJ | Waktu\n"
        "Mengusulkan formasi dokter gigi untuk wilayah pegunungan | BKPSDM | 10 Desember 2025\n"
    )
    found = only(text)
    assert found.due_on == date(2025, 12, 10)
    assert found.also == ("Sekda meminta BKPSDM mengusulkan formasi dokter gigi untuk wilayah pegunungan.",)


def test_quoted_mail_and_hard_wraps_are_read_as_one_sentence() -> None:
    text = (
        "> Hasil rapat:\n"
        "> 1. Dinsos akan menuntaskan verifikasi peserta nonaktif di\n"
        "> lima kecamatan sampai tanggal 17 Desember.\n"
    )
    found = only(text)
    assert found.due_on == date(2025, 12, 17)
    assert found.quote == text[found.start : found.end]


def test_we_of_a_quotation_is_the_speaker() -> None:
    text = (
        "Kepala BPJS Kesehatan Cabang Palu melaporkan keaktifan peserta. "
        "Pihaknya menargetkan keaktifan 85 persen pada akhir 2026."
    )
    found = only(text)
    assert (found.owner, found.office) == ("Pihaknya", "BPJS Kesehatan")


def test_the_heading_suggests_title_day_and_place() -> None:
    found = heading(
        "NOTULEN\nRapat : Forum Kemitraan JKN\nHari/tanggal : Selasa, 24 Juli 2025\nTempat : Aula Setda\n"
    )
    assert (found.title, found.held_on, found.place) == (
        "Forum Kemitraan JKN",
        date(2025, 7, 24),
        "Aula Setda",
    )
    assert found.weekday_disagrees


def test_english_text_holds_no_proposal() -> None:
    assert propose("The office will report to the council before Friday. Everyone must agree.") == []


WORDS = (
    "Dinas Kesehatan|akan|diminta|paling lambat|5 Mei 2025|setiap|bulan|Puskesmas Kori,|dan|serta|mengimbau agar"
    "|harus|“|”|ujar|\n|\n\n|1.|-|a)|PJ|Tindak Lanjut|Target Waktu|>|*|telah|sepakat:|bersama|membuat|data.|;"
    "|Rp1.000|7 (tujuh) hari|31 Februari 2025|\t|minggu ke-3"
).split("|")


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from([*WORDS, "|"]), max_size=60).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_every_quote_of_any_text_stands_where_it_says(text: str) -> None:
    places = [(found.quote, found.start, found.end) for found in propose(text, held_on=FORUM)]
    places += [(aside.quote, aside.start, aside.end) for aside in set_aside(text)]
    for quote, start, end in places:
        assert quote
        assert quote == text[start:end]
    for proposal in propose(text, held_on=FORUM):
        assert proposal.cue in text
        assert all(quote in text for quote in proposal.also)
    heading(text)


@pytest.mark.parametrize(
    "unit", ["a", "1 ", "| ", "akan ", "Dinas ", "(", "\t", "> ", "x\n", "camat, ", "5 Mei 2025 "]
)
def test_hostile_repetition_stays_quick(unit: str) -> None:
    started = time.monotonic()
    propose(unit * (100_000 // len(unit)), held_on=FORUM)
    assert time.monotonic() - started < 5


def test_words_that_are_nothing_but_affixes_do_no_harm() -> None:
    text = (
        "1. Dinas Perikanan membagikan ikan dan beras PBI paling lambat 5 Mei 2026.\n"
        "2. Dinas Perikanan membagikan beras dan ikan PBI paling lambat 5 Mei 2026.\n"
    )
    assert propose(text, held_on=date(2026, 1, 5))
