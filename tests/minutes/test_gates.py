"""The cheap looks before the patterns never hide what a pattern would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from tracker.minutes import rules
from tracker.minutes.rules import days, durations, looks, offices, sentences
from tracker.minutes.rules.gates import Gate, Said, WordGate

SOURCES = Path(__file__).parent / "documents" / "known" / "sources"
TIMES = """
paling lambat 3 (tiga) hari kerja; seminggu sekali; dua kali sebulan; setiap tanggal 5; tiap Jumat; saban bulan
3 x sebulan; secara berkala; rutin; per triwulan; sesegera mungkin; secepatnya; secepat mungkin; dalam waktu dekat
pada APBD-P 2026; sebelum lebaran; tanggal 17; tgl. 9; Jum'at pekan depan; hari Rabu; mulai hari ini; besok; lusa
2 x 24 jam; 1x24jam; dua puluh hari; minggu ketiga Mei; akhir bulan ini; awal Agt 2026; TW II; semester 1; akhir 2026
sepuluh bulan Maret tahun dua ribu dua puluh enam; 3-9 Sept. 2025; 28/11/2025; sebelum 3/12; 2025-11-28; s/d 4.5.26
Senin (3 Maret s.d. 4 April 2025); tahun depan; 14 September sampai dengan 9 Oktober; selambatnya sebulan; s.d 7 hari
"""


@cache
def said() -> tuple[str, ...]:
    """Lines of minutes as written, in capitals, and in small letters."""
    lines = [line for file in sorted(SOURCES.iterdir()) for line in file.read_text("utf-8").splitlines()]
    lines += [piece.strip() for line in TIMES.splitlines() for piece in (line, *line.split(";"))]
    return tuple(form for line in lines if line for form in (line, line.upper(), line.lower()))


def gates() -> Iterator[tuple[str, Gate | WordGate]]:
    for module in iter_modules(rules.__path__):
        for name, value in vars(import_module(f"{rules.__name__}.{module.name}")).items():
            values = value if isinstance(value, tuple) else (value,)
            parts = [part for one in values for part in (one if isinstance(one, tuple) else (one,))]
            yield from (
                (f"{module.name}.{name}", part) for part in parts if isinstance(part, Gate | WordGate)
            )


@pytest.mark.parametrize(("name", "gate"), list(gates()))
def test_a_gate_is_open_wherever_its_pattern_fits(name: str, gate: Gate | WordGate) -> None:
    hidden = [
        text
        for text in said()
        if gate.pattern.search(text)
        and not (gate.search(Said.of(text)) if isinstance(gate, WordGate) else gate.search(text))
    ]
    assert not hidden, name


def test_spans_and_days_are_found_as_by_their_patterns_alone() -> None:
    assert sum(bool(durations.SPAN.search(text)) for text in said()) > 100
    for text in said():
        cut = Said.of(text)
        assert bool(durations.SPAN.search(text)) <= durations._may_be_in(cut), text
        patterns = (days.NAMED.pattern, days.SPELLED.pattern, days.NUMERIC, days.ISO, days.SHORT)
        alone = [match.span() for pattern in patterns for match in pattern.finditer(text)]
        assert [match.span() for match in days._matches(cut)] == alone, text


def test_a_verb_without_its_prefix_urges_wherever_it_stands() -> None:
    for text in said():
        assert bool(looks._IMPERATIVE.search(text)) <= looks.urges(Said.of(text)), text


def test_an_office_is_found_wherever_its_pattern_fits() -> None:
    for text in said():
        at, alone = 0, []
        while match := offices.OFFICE.search(text, at):
            if not match[0].lower().startswith(offices.NEVER_FIRST):
                alone.append(match.start())
            at = match.end()
        assert [office.start for office in offices.offices(text)] == alone, text


@pytest.mark.parametrize("word", ["dr", "Kab", "a.n", "s.d", "M.Kes", "No", "tgl", "S.Sos", "yth"])
def test_an_abbreviation_ends_no_sentence(word: str) -> None:
    text = f"Surat {word}. Budi sudah dibalas."
    assert list(sentences.sentences(text, 0, len(text))) == [(0, len(text))]
    assert re.search(r"\. B", text)
