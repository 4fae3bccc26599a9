"""The text of a mail reads well in a narrow window, and its addresses can be clicked."""

from __future__ import annotations

import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from tracker.mail.plain import WIDTH, laid_out

LINK = "https://tindaklanjut.example.go.id/answer/" + "x" * 90


def test_long_lines_are_wrapped() -> None:
    lines = laid_out("Surat ini dikirim sekali setiap Senin pukul 08.00 WITA kepada " * 3).splitlines()
    assert len(lines) > 1
    assert all(len(line) <= WIDTH for line in lines)


def test_an_address_is_never_broken() -> None:
    assert f"\n   {LINK}\n" in laid_out(f"Jawab:\n   {LINK}\n")
    assert LINK in laid_out(f"   Jawab lewat tautan berikut ini ya: {LINK} terima kasih").split()


def test_a_value_goes_on_under_itself() -> None:
    value = "Notula Forum Kemitraan, 22 Mei 2025, butir 4, yang ditandatangani semua pihak"
    first, second = laid_out(f"   Asal        {value}").rstrip().split("\n")
    assert first.index("Notula") == len(second) - len(second.lstrip())


def test_a_numbered_line_goes_on_under_its_words() -> None:
    lines = laid_out("12. " + "Sampaikan usulan dokter umum dan dokter gigi kepada BKPSDM " * 2).splitlines()
    assert lines[0].startswith("12. Sampaikan")
    assert lines[1].startswith("    ")
    assert lines[1][4] != " "


def test_blank_lines_and_blanks_at_line_ends_are_tidied() -> None:
    assert laid_out("\n\na  \n\n\n\n\n\nb\n\n") == "a\n\n\nb\n"


WORDS = st.text(st.sampled_from("ab-.é\u00a0"), max_size=88).map(
    lambda text: "w" + re.sub("\u00a0+", "\u00a0", text) + "w"
)


@given(st.lists(WORDS, min_size=1, max_size=30), st.sampled_from(["", "1. ", "   Tenggat     ", "      "]))
def test_lines_break_where_the_standard_library_would_break_them(words: list[str], before: str) -> None:
    line = before + " ".join(words)
    hang = len(before) if before.strip() else len(line) - len(line.lstrip())
    wanted = textwrap.wrap(
        line, WIDTH, subsequent_indent=" " * hang, break_long_words=False, break_on_hyphens=False
    )
    assert (
        laid_out(line) == "\n".join(wanted if len(line) > WIDTH and len(line.split()) > 1 else [line]) + "\n"
    )
