"""Whatever is uploaded becomes text with places, or a reason that a page can explain."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.minutes.reading import PlaceKind, Unreadable, UnreadableReason, read, read_text

SENTENCE = "Sekda meminta RSUD melaporkan ketersediaan obat – “segera”."


def word(build: str = "") -> bytes:
    document = docx.Document()
    document.add_heading("Kesepakatan", level=2)
    document.add_paragraph("Dinsos memutakhirkan data.", style="List Number")
    document.add_paragraph("RSUD menambah loket.", style="List Number")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate(
        (("No", "Uraian", "PJ"), ("1", "Cetak kartu", "BPJS"), ("2", "Antar kartu", ""))
    ):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_paragraph(build or "Rapat ditutup.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(*pages: list[str], encrypted: bool = False) -> bytes:
    """A small PDF with one line of text below the other."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -16 Td" for line in lines)
        stream = f"BT /F1 11 Tf 60 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    locked = ""
    if encrypted:
        secret = "00" * 32
        locked = (
            f" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{secret}> /U <{secret}> >> /ID [<00><00>]"
        )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R{locked} >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()


def reason(data: bytes, *, limit: int = 1_000_000) -> UnreadableReason:
    with pytest.raises(Unreadable) as caught:
        read(data, limit=limit)
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_text_file_is_read_in_any_usual_encoding(encoding: str) -> None:
    assert read(f"{SENTENCE}\r\nDua.".encode(encoding)).text == f"{SENTENCE}\nDua."


def test_pasted_text_is_composed_and_keeps_its_paragraphs() -> None:
    reading = read_text("Cafe\u0301\r\n\r\nDua")
    assert reading.text == "Café\n\nDua"
    assert [reading.text[piece.start : piece.end] for piece in reading.pieces] == ["Café", "Dua"]


def test_a_word_file_gives_list_numbers_and_table_rows_in_order() -> None:
    reading = read(word())
    assert [line for line in reading.text.split("\n") if line] == [
        "Kesepakatan", "1. Dinsos memutakhirkan data.", "2. RSUD menambah loket.",
        "No | Uraian | PJ", "1 | Cetak kartu | BPJS", "2 | Antar kartu | 〃", "Rapat ditutup.",
    ]  # fmt: skip
    place = reading.place_of(reading.text.index("Antar"))
    assert place is not None
    assert (place.kind, place.numbers) == (PlaceKind.ROW, (1, 3))


def test_a_pdf_is_read_in_page_order_without_its_running_feet() -> None:
    first = [
        "Disepakati hal berikut oleh semua pihak yang hadir dalam rapat",
        "koordinasi ini.",
        "Notulen hal. 1",
    ]
    reading = read(pdf(first, ["Dinas Sosial memutakhirkan data.", "Notulen hal. 2"]))
    assert reading.text == (
        "Disepakati hal berikut oleh semua pihak yang hadir dalam rapat koordinasi ini.\n"
        "Dinas Sosial memutakhirkan data."
    )
    place = reading.place_of(reading.text.index("Dinas Sosial"))
    assert place is not None
    assert (place.kind, place.numbers) == (PlaceKind.PAGE, (2,))


def test_a_scan_is_told_from_an_empty_file() -> None:
    assert reason(pdf([])) is UnreadableReason.NO_TEXT_LAYER
    assert reason(b"") is UnreadableReason.EMPTY
    assert reason(b" \n\t ") is UnreadableReason.EMPTY


def test_locked_files_are_told() -> None:
    assert reason(pdf(["rahasia"], encrypted=True)) is UnreadableReason.ENCRYPTED
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert reason(ole) is UnreadableReason.ENCRYPTED


def test_other_types_are_told_by_their_content() -> None:
    assert reason(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) is UnreadableReason.UNSUPPORTED
    assert reason(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4) is UnreadableReason.UNSUPPORTED
    assert reason(rb"{\rtf1 halo}") is UnreadableReason.UNSUPPORTED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("catatan.txt", "halo")
    assert reason(stream.getvalue()) is UnreadableReason.UNSUPPORTED


def test_a_file_over_the_limit_is_not_opened() -> None:
    assert reason(b"x" * 101, limit=100) is UnreadableReason.TOO_LARGE


def test_a_zip_bomb_is_refused_before_it_is_parsed() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    assert reason(stream.getvalue()) is UnreadableReason.BOMB


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    lying = stream.getvalue().replace((40_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert reason(lying) in (UnreadableReason.BOMB, UnreadableReason.BROKEN)


@pytest.mark.parametrize("whole", [word(), pdf(["Dinas Sosial memutakhirkan data."])], ids=["docx", "pdf"])
def test_half_a_file_is_broken_and_nothing_worse(whole: bytes) -> None:
    for end in range(20, len(whole), max(1, len(whole) // 20)):
        try:
            read(whole[:end])
        except Unreadable:
            continue


HEADS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", pdf(["a"])[:200]]
)


@given(HEADS, st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise_anything_but_unreadable(head: bytes, rest: bytes) -> None:
    try:
        reading = read(head + rest)
    except Unreadable:
        return
    assert reading.text.strip()


WHOLE = word()


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
@settings(max_examples=40, deadline=None)
def test_one_changed_byte_raises_nothing_but_unreadable(at: int, value: int) -> None:
    try:
        read(WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :])
    except Unreadable:
        return
