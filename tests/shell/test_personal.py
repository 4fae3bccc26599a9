"""Numbers of persons are noticed in a note or a file; other numbers of an office are left in peace."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tracker.shell import words_of as words
from tracker.shell.kinds import Kind
from tracker.shell.personal import PROVINCES, has_heading, has_number, is_nik, seems_personal
from tracker.shell.words_of import words_of

NIK = "7404015208850001"
CARD = "0001234567890"


@st.composite
def niks(draw: st.DrawFn) -> str:
    """Of somebody, woman or man, born on a day that was."""
    born = draw(st.dates(date(1930, 1, 1), date(2029, 12, 31)))
    day = born.day + (40 if draw(st.booleans()) else 0)
    place = f"{draw(st.sampled_from(sorted(PROVINCES)))}{draw(st.integers(1, 79)):02}{draw(st.integers(1, 99)):02}"
    return f"{place}{day:02}{born:%m%y}{draw(st.integers(0, 9999)):04}"


def grouped(nik: str, sign: str) -> list[str]:
    fours = sign.join(nik[at : at + 4] for at in range(0, 16, 4))
    return [nik, fours, f"{nik[:6]}{sign}{nik[6:12]}{sign}{nik[12:]}"]


@given(nik=niks(), sign=st.sampled_from(" .-"), way=st.integers(0, 2))
def test_every_nik_is_noticed_however_it_is_written(nik: str, sign: str, way: int) -> None:
    assert is_nik(nik)
    assert seems_personal(f"Pasien ({grouped(nik, sign)[way]}), sudah dilayani.")


@given(nik=niks(), digits=st.text("0123456789", min_size=1, max_size=4), before=st.booleans())
def test_a_longer_number_is_none(nik: str, digits: str, before: bool) -> None:
    assert not is_nik(digits + nik)
    assert not has_number(digits + nik if before else nik + digits)


@given(nik=niks(), month=st.sampled_from(["00", *map(str, range(13, 100))]))
def test_a_day_that_never_was_is_no_birthday(nik: str, month: str) -> None:
    assert not is_nik(nik[:8] + month + nik[10:])


@given(nik=niks(), day=st.sampled_from(["00", *map(str, range(32, 41)), *map(str, range(72, 100))]))
def test_nor_is_such_a_day_of_the_month(nik: str, day: str) -> None:
    assert not is_nik(nik[:6] + day + nik[8:])


@given(nik=niks(), province=st.sampled_from(sorted({f"{n:02}" for n in range(100)} - PROVINCES)))
def test_a_region_that_is_none_holds_nobody(nik: str, province: str) -> None:
    assert not is_nik(province + nik[2:])


@given(st.text())
def test_any_text_can_be_looked_over(text: str) -> None:
    assert seems_personal(text) in {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "14 dari 20 puskesmas sudah aktif sejak 4 Agustus 2025.",
        "Surat Nomor 800.1.11/1234/2025 tanggal 12 September 2025",
        "Anggaran Rp 7.404.015.208.850.001,00",
        "Anggaran Rp7404015208850001,00",
        "Telepon 0402 2821234 atau 0812-3456-7890",
        "Rekening 1234567890123456",
        "NIP 196808171994031005",
        "0000000000000",
        "Nama dan NIK pasien tidak kami sertakan.",
        "No\tNama\tJabatan\tTanda tangan",
        "Nama; Puskesmas; Tanggal",
    ],
)
def test_what_offices_write_every_day_is_left_in_peace(text: str) -> None:
    assert not seems_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Kartu {CARD}",
        f"NIK: {NIK}.",
        "74.04.01.520885.0001",
        "No\tNama\tNIK\tKeterangan hasil",
        "nama peserta;no. kartu;faskes",
        '"NAMA","NO KK","ALAMAT RUMAH"',
        "No Nama NIK Alamat",
        "No. | Nama Lengkap | No. KK | Desa",
    ],
)
def test_numbers_and_lists_are_noticed(text: str) -> None:
    assert seems_personal(f"Lampiran\n{text}\nselesai")


def test_a_heading_is_one_line() -> None:
    assert not has_heading("Nama\nNIK")


def a_text(line: str, path: Path) -> None:
    path.write_bytes(line.encode("utf-16"))


def a_document(line: str, path: Path) -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "1"
    table.cell(0, 1).text = line
    document.save(str(path))


def a_workbook(line: str, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_string(4, 3, line)


def a_pdf(line: str, path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, line)
    canvas.save()


MAKERS = {Kind.TXT: a_text, Kind.DOCX: a_document, Kind.XLSX: a_workbook, Kind.PDF: a_pdf}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_words_of_a_file_are_read(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "file"
    MAKERS[kind](f"Ny. X & Y {NIK}", path)

    assert f"Ny. X & Y {NIK}" in words_of(path, kind)


def test_the_columns_of_a_table_stay_one_line(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(1, 3)
    for cell, heading in zip(table.rows[0].cells, ["No", "Nama\npeserta", "NIK"], strict=True):
        cell.text = heading
    document.save(str(tmp_path / "daftar.docx"))
    with xlsxwriter.Workbook(tmp_path / "daftar.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["No", "Nama", "Desa", "Nomor KK"])

    assert has_heading(words_of(tmp_path / "daftar.docx", Kind.DOCX))
    assert has_heading(words_of(tmp_path / "daftar.xlsx", Kind.XLSX))


def test_numbers_typed_into_a_spreadsheet_are_read_as_their_digits(tmp_path: Path) -> None:
    """Spreadsheets keep fifteen digits, some write them with an exponent."""
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        cells = (
            '<c><v>7.40401520885E+15</v></c><c t="inlineStr"><is><t>Ny. X</t></is></c><c t="s"><v>9</v></c>'
        )
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><row>{cells}</row></worksheet>")

    text = words_of(tmp_path / "a.xlsx", Kind.XLSX)

    assert text.split("\t")[:2] == ["7404015208850000", "Ny. X"]
    assert has_number(text)


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                {"document": "word/document.xml", "shared": "xl/sharedStrings.xml"}.get(name, name), content
            )
            if name == "sheet":
                archive.writestr("xl/worksheets/sheet1.xml", content)
    return path


def test_a_file_that_unpacks_without_end_is_read_for_a_while_only(tmp_path: Path) -> None:
    body = b"<w><t>" + f"{NIK} ".encode() + b"a" * 60_000_000 + b"</t></w>"
    path = zipped(tmp_path / "a.docx", document=body)
    assert path.stat().st_size < 100_000

    text = words_of(path, Kind.DOCX)

    assert has_number(text[:100])
    assert len(text) <= words.MOST_TEXT


def test_many_cells_that_name_one_long_text_are_not_written_out(tmp_path: Path) -> None:
    shared = b"<sst><si><t>" + b"x" * 1_000_000 + b"</t></si></sst>"
    sheet = b"<s><row>" + b'<c t="s"><v>0</v></c>' * 200_000 + b"</row></s>"

    assert (
        len(words_of(zipped(tmp_path / "a.xlsx", shared=shared, sheet=sheet), Kind.XLSX)) <= words.MOST_TEXT
    )


def test_entities_that_grow_are_not_followed(tmp_path: Path) -> None:
    entities = b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"a" * 10) for n in range(9)
    )
    body = b"<!DOCTYPE w [" + entities + b"]><w><t>&e8;</t></w>"

    assert words_of(zipped(tmp_path / "a.docx", document=body), Kind.DOCX) == ""


@pytest.mark.parametrize("kind", MAKERS)
@given(content=st.binary(max_size=400))
def test_a_broken_file_has_no_words_and_does_no_harm(
    kind: Kind, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("broken") / "file"
    path.write_bytes(content)

    assert isinstance(words_of(path, kind), str)


def test_a_locked_document_has_no_words(tmp_path: Path) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="rahasia")
    canvas.drawString(72, 700, NIK)
    canvas.save()
    (tmp_path / "a.pdf").write_bytes(file.getvalue())

    assert words_of(tmp_path / "a.pdf", Kind.PDF) == ""
