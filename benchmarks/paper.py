"""Made-up minutes of any length: paragraphs as offices write them, and on every tenth page a ruled table."""

from __future__ import annotations

import io
from random import Random
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.fill import words

PAGES = 50
PARAGRAPHS = 8
TABLE_EVERY = 10
HEADING = "NOTULA FORUM KEMITRAAN PENGELOLAAN JKN, Selasa, 14 Oktober 2025"
TALK = [
    "Kepala Dinas {dinas} menyampaikan bahwa cakupan kepesertaan pada triwulan lalu mencapai {n} jiwa dan masih "
    "ada warga yang belum terdaftar karena perpindahan alamat serta data kependudukan yang belum diperbarui oleh desa.",
    "Peserta rapat membahas antrean di loket pendaftaran, ketersediaan obat, dan keluhan atas rujukan berjenjang; "
    "sebanyak {n} keluhan tercatat sepanjang semester dan sebagian besar sudah dijawab di tempat.",
    "Menurut laporan kantor cabang, tagihan {n} peserta mandiri berada pada status menunggak lebih dari enam bulan, "
    "dan kunjungan petugas kader dilakukan dari rumah ke rumah.",
]
PROMISES = [
    "Dinas {dinas} akan memutakhirkan data {n} peserta paling lambat 30 November 2025.",
    "Forum menyepakati bahwa Dinas {dinas} menyelesaikan verifikasi {n} berkas sebelum akhir Desember 2025.",
    "Dinas {dinas} diminta melaporkan tindak lanjut kepada Sekretaris Daerah dalam waktu 14 hari kerja.",
]


class Page(NamedTuple):
    """Paragraphs, and rows of a table on some pages."""

    paragraphs: list[str]
    rows: list[tuple[str, str, str]]


def pages(how_many: int) -> list[Page]:
    """The same minutes at each run; about a fifth of the paragraphs promise something."""
    random = Random(50)
    return [_page(random, table=number % TABLE_EVERY == 0) for number in range(1, how_many + 1)]


def _page(random: Random, *, table: bool) -> Page:
    paragraphs = [_said(random) for _ in range(PARAGRAPHS - 3 * table)]
    rows = [_row(random) for _ in range(6)] if table else []
    return Page(paragraphs, rows)


def _said(random: Random) -> str:
    kept = [random.choice(TALK) for _ in range(2)]
    if random.random() < 0.2:
        kept.append(random.choice(PROMISES))
    return " ".join(sentence.format(dinas=_dinas(random), n=random.randrange(20, 9000)) for sentence in kept)


def _row(random: Random) -> tuple[str, str, str]:
    day = random.randrange(1, 29)
    return words.action(random)[:60], f"Dinas {_dinas(random)}", f"{day} November 2025"


def _dinas(random: Random) -> str:
    return random.choice([*words.DINAS])


def as_docx(paper: list[Page]) -> bytes:
    """The minutes as Word keeps them."""
    document: Any = docx.Document()  # add_page_break has no types
    document.add_heading(HEADING)
    for page in paper:
        for paragraph in page.paragraphs:
            document.add_paragraph(paragraph)
        if page.rows:
            table = document.add_table(0, 3, style="Table Grid")
            for row in page.rows:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        document.add_page_break()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(paper: list[Page]) -> bytes:
    """The minutes as a printer would write them."""
    style = getSampleStyleSheet()["Normal"]
    flow: list[Flowable] = [Paragraph(HEADING, style)]
    for page in paper:
        for paragraph in page.paragraphs:
            flow += [Paragraph(escape(paragraph), style), Spacer(1, 8)]
        if page.rows:
            cells = [[Paragraph(escape(value), style) for value in row] for row in page.rows]
            flow.append(Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
        flow.append(PageBreak())
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, invariant=True).build(flow)
    return file.getvalue()
