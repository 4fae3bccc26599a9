"""Which column of a table is the action, who owes it, by when, and in what state it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "status",
        (
            r"^(?:status|progres\w*|realisasi|perkembangan|keadaan|kondisi|capaian|posisi|kemajuan)\b"
            r"|\bstatus\b"
            r"|tindak\s+lanjut\s+yang\s+(?:telah|sudah)|^hasil\s+tindak",
        ),
    ),
    (
        "owner",
        (
            r"penanggung\s*-?jawab|bertanggung\s*jawab|\bp\.?\s?j\b|\bpic\b|pengampu|\bowner\b",
            r"pelaksana(?!an)|perangkat\s+daerah|\bopd\b|\bskpd\b|instansi(?!\s+(?:pendukung|terkait))"
            r"|\bunit\b"
            r"|leading\s+sector|\bpihak\b(?!\s+(?:pertama|kedua|kesatu|ketiga|ke-?\d|i{1,3}\b))|\boleh\b"
            r"|\bsiapa\b|\bdinas\b|\bkoordinator\b|\bpetugas\b|ditujukan|^kepada\b"
            r"|\bsektor\b|\blembaga\b|^bidang\b",
        ),
    ),
    (
        "due",
        (
            r"^batas\b|target\s+(?:waktu|selesai|penyelesaian|tanggal|pelaksanaan)|tenggat|deadline"
            r"|jatuh\s+tempo|paling\s+lambat|selesai\s+pada|due\s+date|\bkapan\b|\bbilamana\b|selambat"
            r"|^(?:rampung|selesai|tuntas|tgt)\b",
            r"waktu|jadwal|tanggal|\btriwulan\b|\btw\b|\btgl\b|periode|rencana\s+selesai|penyelesaian"
            r"|\bbulan\b|sampai\s+dengan",
            r"^target$",
        ),
    ),
    (
        "action",
        (
            r"(?:tindak\s+lanjut|langkah|rencana|aksi|upaya|kegiatan)\s+(?:selanjutnya|berikut(?:nya)?|ke\s*depan"
            r"|lanjutan|baru|perbaikan)\b|\brtl\b|rencana\s+tindak\s*lanjut",
            r"(?:rencana\s+)?tindak\s*lanjut|rencana\s+(?:aksi|tindak|kerja)|\brtl\b|rencana\s+kegiatan"
            r"|komitmen"
            r"|kesepakatan|kesanggupan|jalan\s+keluar|\bjanji\b|disepakati|diputuskan|hal\s+yang|action",
            r"uraian|kegiatan|rekomendasi|arahan|keputusan|\baksi\b|langkah|tugas|butir|hasil\s+rapat"
            r"|instruksi"
            r"|perintah|pekerjaan|solusi|upaya|usulan|saran|yang\s+(?:harus|akan|perlu|di\w{3,})|penanganan"
            r"|\bprogram\b|\bapa\b|rencana"
            r"|penugasan|disposisi",
            r"permasalahan|masalah|\bisu\b|materi|pembahasan|\bhal\b|pokok|catatan|isi\b|agenda",
        ),
    ),
    (
        "measure",
        (r"ukuran|indikator|keluaran|output|sasaran|\btarget\b|hasil\s+yang|luaran|volume|tolok",),
    ),
    ("supporting", (r"pendukung|terkait|mitra|dibantu",)),
    ("status", (r"keterangan|\bket\b",)),
)
_AHEAD = re.compile(_COLUMNS[3][1][0], re.I)


@dataclass(frozen=True)
class Columns:
    """Positions of the columns that matter; None where the table has none. `names` are those of all columns."""

    action: int
    owner: int | None
    due: int | None
    status: int | None
    measure: int | None
    supporting: int | None
    names: tuple[str, ...]

    @property
    def ahead(self) -> bool:
        """Whether the column itself says that it tells what comes next, whatever the state of its row."""
        return _AHEAD.search(self.name(self.action)) is not None

    def name(self, column: int | None) -> str:
        return self.names[column] if column is not None else ""


def columns(cells: Sequence[str], *, within: bool = False) -> Columns | None:
    """The columns of a header row; None when this is no follow-up matrix. `within` one, a row is hardly a header."""
    if len(cells) < 2 or cells[0][:1].isdigit() or any(len(cell) > 60 for cell in cells):
        return None
    if within and any(len(cell.split()) > 4 or re.search(r"\d", cell) for cell in cells):
        return None
    found: dict[str, int] = {}
    for name, patterns in _COLUMNS:
        if name in found:
            continue
        for pattern in patterns:
            at = next(
                (
                    i
                    for i, cell in enumerate(cells)
                    if i not in found.values() and re.search(pattern, cell, re.I)
                ),
                None,
            )
            if at is not None:
                found[name] = at
                break
    if "action" not in found and {"owner", "due", "measure"} <= set(found):
        found["action"] = found.pop("measure")
    if "action" not in found and "owner" in found and "due" in found:
        rest = [
            i for i, cell in enumerate(cells) if i not in (found["owner"], found["due"], found.get("status"))
        ]
        rest = [i for i in rest if len(cells[i]) > 3]
        if "measure" in found or rest:
            found["action"] = found.pop("measure") if "measure" in found else rest[0]
    if "action" not in found or not ("owner" in found or "due" in found):
        return None
    return Columns(
        found["action"],
        found.get("owner"),
        found.get("due"),
        found.get("status"),
        found.get("measure"),
        found.get("supporting"),
        tuple(cells),
    )
