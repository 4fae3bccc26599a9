"""Notes in catchwords: each line is read for itself, and a line that only tells a state owes nothing."""

from __future__ import annotations

from datetime import date

from tracker.minutes.rules import propose

NOTES = """rpt JKN luwu, rabu 11/3/26, r. wabup
hdr: dinkes dinsos capil dpmd bkad bpjs

1. kepesertaan
- UHC 99,0 aktif 74,3
- 5.600 jw nonaktif, mayoritas pbi
- dinsos sisir desil 1-5 per desa, tgl 31/3
- 42 desa blm anggarkan iuran aparat → dpmd surati, bsk
- iuran jan sdh lunas
- pkm Bua sdh akreditasi
- dinkes koord dgn rsud soal rujukan, mgg dpn
"""


def test_notes_in_catchwords_give_who_and_when_of_each_line() -> None:
    found = {one.office: one.due_on for one in propose(NOTES)}
    assert found["Dinas Sosial"] == date(2026, 3, 31)
    assert found["DPMD"] == date(2026, 3, 12)
    assert "Dinas Kesehatan" in found


def test_lines_of_notes_that_tell_a_state_owe_nothing() -> None:
    quotes = " ".join(one.quote for one in propose(NOTES))
    assert "lunas" not in quotes
    assert "akreditasi" not in quotes
    assert "hdr" not in quotes
