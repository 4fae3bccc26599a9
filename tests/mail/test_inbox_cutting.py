"""Cutting takes away quotations and signatures, and never a sentence about the work."""

from __future__ import annotations

import time

import pytest

from tracker.mail.inbox.cutting import cut
from tracker.mail.inbox.webtext import words_of


@pytest.mark.parametrize(
    "text",
    [
        "Pada rapat 3 Oktober kami sepakat menambah genset.\nKepala dinas menulis: setuju.",
        "On 3 October we met.",
        "Dikirim dari gudang ke Puskesmas Lasalimu, 20 unit.",
        "Terima kasih atas arahannya. Kami sudah mulai.",
        "- 14 aktif\n- 6 menunggu",
        "Dari: APBD\nsebesar 2 miliar",
        "1. Pasarwajo\n2. Lasalimu",
        "Terima kasih,\nlaporan lengkap dengan foto kegiatan di 20 puskesmas akan kami kirim lewat pos minggu depan.",
        "14 puskesmas\naktif sejak pukul 08.00 tanggal 2025",
    ],
)
def test_sentences_about_the_work_stay(text: str) -> None:
    assert cut(text) == text


@pytest.mark.parametrize(
    "below",
    [
        "Pada Sen, 13 Okt 2025 pukul 08.05 Tindak Lanjut <jawab@b.example> menulis:\n> kutipan",
        "Pada tanggal Sen, 13 Okt 2025 08.05, Tindak Lanjut <\njawab@b.example> menulis:\n\n> kutipan",
        "On Mon, 13 Oct 2025 at 08:05, Tindak Lanjut <jawab@b.example> wrote:\n\nkutipan tanpa tanda",
        "2025-10-13 8:05 GMT+08:00 Tindak Lanjut <jawab@b.example>:\n> kutipan",
        "-----Original Message-----\nFrom: Tindak Lanjut\nkutipan",
        "-------- Pesan Asli --------\nkutipan",
        "________________________________\nFrom: T <t@b.example>\nSent: Monday\nTo: W\nSubject: S\n\nkutipan",
        "Dari: T <t@b.example>\nTanggal: Senin, 13 Oktober 2025 08.05\nKe: W\nSubjek: S\n\nkutipan",
        "*Dari:* T\n*Terkirim:* Senin\n*Kepada:* W\n\nkutipan",
        "Mulai pesan yang diteruskan:\n\nkutipan",
        "-- \nRamlah\nDinas Kesehatan",
        "Hormat saya,\n\nRamlah\nKepala Dinas Kesehatan\n0811 000 000",
        "Wassalamu'alaikum wr. wb.\nRamlah",
        "Best regards,\nRamlah",
        "Dikirim dari iPhone saya",
        "Sent from my Galaxy",
        "Dapatkan Outlook untuk Android<https://aka.ms/x>",
        "Sent from Yahoo Mail on Android",
        "Disclaimer: surel ini rahasia dan hanya untuk penerima yang dituju.",
    ],
)
def test_what_is_quoted_or_signed_goes(below: str) -> None:
    assert cut(f"Sudah aktif di 20 puskesmas.\n\n{below}\n") == "Sudah aktif di 20 puskesmas."


def test_an_answer_below_the_quotation_is_found() -> None:
    text = "On Mon, 13 Oct 2025, T <t@b.example> wrote:\n> satu\n> dua\n\nSudah selesai semua.\n"
    assert cut(text) == "Sudah selesai semua."


def test_a_mail_that_is_nothing_but_a_greeting_keeps_it() -> None:
    assert cut("Terima kasih.") == "Terima kasih."


def test_html_is_read_as_one_sees_it() -> None:
    html = (
        "<style>p{}</style><p>Satu&nbsp;dan <b>dua</b><br>tiga</p><ul><li>a<li>b</ul>"
        '<div style="display:none">tersembunyi</div><script>alert(1)</script>'
    )
    assert words_of(html) == "Satu dan dua\ntiga\n\n- a\n- b"


def test_an_answer_written_into_the_quoted_part_of_html_is_not_lost() -> None:
    html = '<div class="gmail_quote">Pada Sen menulis:<blockquote type="cite">1. Aktifkan</blockquote>Sudah.</div>'
    assert "Sudah." in cut(words_of(html))


@pytest.mark.parametrize(
    "text",
    [
        "On " * 100_000,
        ("Pada 2025 08.05 " + "<" * 500 + "\n") * 1000,
        "> " * 200_000,
        "\n" * 300_000,
        ("From: a\n" * 50_000),
        "_" * 500_000,
        "-" * 100 + " " * 300_000 + "pesan asli",
        "Sent from " + "x " * 200_000,
        "wrote" + " " * 400_000 + ":",
    ],
)
def test_no_text_takes_long_to_cut(text: str) -> None:
    started = time.process_time()
    cut(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "html",
    [
        "<" * 300_000,
        "<!--" * 100_000,
        "<div>" * 100_000,
        "<a b=" * 100_000,
        "&#" * 200_000,
        "<blockquote type=cite>" * 20_000,
    ],
)
def test_no_html_takes_long_to_read(html: str) -> None:
    started = time.process_time()
    words_of(html)
    assert time.process_time() - started < 5
