"""Names for downloads: what a person called the file, without what could harm whoever saves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.shell.kinds import Kind
from tracker.shell.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Notula Forum 6 Mei 2025.pdf", "Notula Forum 6 Mei 2025.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Dokumen\\notula.docx", "notula.docx"),
        ("laporan\r\nSet-Cookie: a=b.pdf", "laporan Set-Cookie- a=b.pdf"),
        ('a"b<c>.pdf', "a-b-c-.pdf"),
        ("laporan\u202efdp.exe", "laporan fdp.exe"),
        ("CON.txt", "berkas-CON.txt"),
        ("", "berkas"),
        ("...", "berkas"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("laporan.pdf", Kind.PDF, "laporan.pdf"),
        ("laporan.pdf.exe", Kind.PDF, "laporan.pdf.exe.pdf"),
        ("foto.JPEG", Kind.JPEG, "foto.JPEG"),
        ("foto", Kind.JPEG, "foto.jpg"),
        ("halaman.html", Kind.TXT, "halaman.html.txt"),
    ],
)
def test_a_name_ends_as_its_content_does(name: str, kind: Kind, safe: str) -> None:
    assert safe_name(name, kind) == safe


@given(st.text(max_size=300), st.sampled_from([None, *Kind]))
def test_no_name_is_empty_long_hidden_or_a_path(name: str, kind: Kind | None) -> None:
    safe = safe_name(name, kind)

    assert 0 < len(safe) <= LONGEST
    assert not set(safe) & set('/\\:*?"<>|\r\n\0')
    assert safe.strip(" .") == safe
    if kind and kind not in {Kind.JPEG, Kind.HEIC}:
        assert safe.lower().endswith(f".{kind.value}")
