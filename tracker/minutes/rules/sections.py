"""What the words of a heading or of an announcing sentence say about the points below it."""

from __future__ import annotations

import re

DECISIONS = re.compile(
    r"\b(?:(?:ke)?sepakat(?:an|i)?|kesimpulan|keputusan|rekomendasi|tindak\s+lanjut|arahan|instruksi|rtl"
    r"|rencana\s+(?:aksi|kerja|kegiatan)|rencana(?:nya)?(?=\s*(?:ke\s*depan\s*)?:?\s*$)|komitmen|perintah"
    r"|disposisi|menyepakati|disepakati|bersepakat"
    r"|disetujui|ditetapkan|dihasilkan|dirumuskan|rumusan|notes?|outcomes?|decisions?|agreed|takeaways?"
    r"|diputuskan|menetapkan"
    r"|memutuskan|menyimpulkan|disimpulkan|diminta|meminta|menugaskan|merekomendasikan|mohon\s+perkenan"
    r"|menginstruksikan|agar|penugasan|kewajiban|tugas"
    r"|langkah|permintaan|saran|usulan|usul|solusi|upaya|janji|simpulan|catatan\s+(?:bupati|wakil|wali|sekda"
    r"|pimpinan|ketua|asisten|penting|rapat)|hasil\s+(?:rapat|pertemuan|forum|pembahasan|rembuk)"
    r"|hasil|to\s*do|action\s+items?|next\s+steps?|follow[\s-]*up|atensi|pr\s+(?:masing-masing|bagi|untuk)"
    r"|poa|pekerjaan\s+rumah|dukungan|pembagian\s+tugas|lain-lain|ringkasan|resume|rangkuman|poin(?:-poin)?"
    r"|butir(?:-butir)?)\b",
    re.I,
)
FIRM = re.compile(
    r"\b(?:kesepakatan|keputusan|rekomendasi|tindak\s+lanjut|arahan|instruksi|rtl|rencana\s+(?:aksi|kerja"
    r"|kegiatan|pelaksanaan)|rencana(?:nya)?(?=\s*(?:ke\s*depan\s*)?:?\s*$)|komitmen|perintah|poa|disposisi|janji"
    r"|k?esimpulan|simpulan|merekomendasikan|follow[\s-]*up|solusi|butir-butir|usul(?:an)?|permintaan"
    r"|mohon\s+perkenan|agenda\s+(?:aksi|kerja)"
    r"|menyepakati|menetapkan|disepakati|disetujui|ditetapkan|dirumuskan|rumusan|bersepakat|sepakat"
    r"|diputuskan|memutuskan"
    r"|menyimpulkan|disimpulkan|menugaskan|penugasan"
    r"|menginstruksikan|diminta|meminta|kewajiban|tugas|to\s*do|action(?:\s+items?)?|next\s+steps?|rembuk|langkah"
    r"|atensi|pekerjaan\s+rumah|pr\s+(?:masing-masing|bagi|untuk))\b",
    re.I,
)
OPENS = re.compile(
    r"(?::|\b(?:sebagai\s+berikut|berikut\s+(?:ini|di\s*bawah\s+ini)|berikut)\s*[:.]?|(?:^"
    r"|[.!?]\s+)berikut\s+(?:ini\s+)?(?:adalah\s+)?(?:hal|hal-hal|beberapa|arahan|catatan|poin|pokok|butir"
    r"|yang|kesepakatan|tindak)\b[^.:;]{0,60}[.:]?)\s*$",
    re.I,
)
EARLIER = re.compile(
    r"\b(?:tindak\s+lanjut|kesepakatan|keputusan|hasil|rapat|forum|butir|rekomendasi|pertemuan|rtl"
    r"|monev)\b.{0,60}\b"
    r"(?:lalu|sebelumnya|terdahulu|yang\s+lama|tahun\s+lalu)\b|\bstatus\s+(?:tindak\s+lanjut|kesepakatan"
    r"|butir)\b"
    r"|\b(?:tl|lanjut|pr|komitmen|kesepakatan)\s+lama\b|\b(?:tinjauan|evaluasi|laporan|pr)\b.{0,40}\b(?:lalu"
    r"|sebelumnya)\b|\byang\s+(?:sudah\s+berjalan"
    r"|(?:sudah|belum)\s+(?:beres|selesai))\b"
    r"|\b(?:tinjauan|hasil|capaian)\s+\w+\s+(?:lalu|sebelumnya)\b|\bbelum\s+(?:beres|selesai"
    r"|tuntas)\b.{0,30}\brapat\b"
    r"|\b(?:kemajuan|perkembangan|progres|realisasi|pelaksanaan|evaluasi|pemantauan|review|capaian)\s+"
    r"(?:atas\s+|dari\s+)?(?:tindak\s+lanjut|kesepakatan|keputusan|rekomendasi|komitmen|rtl|butir)\b"
    r"|\btindak\s+lanjut\s+(?:atas\s+|dari\s+)?(?:kesepakatan|keputusan|hasil|forum|rapat|rekomendasi)\b"
    r"(?=.{0,60}\b(?:20\d\d|semester|triwulan|lalu|sebelum)\b)",
    re.I,
)
REPORTS = re.compile(
    r"\b(?:laporan|paparan|pemaparan|kondisi|capaian|temuan|permasalahan|kendala|hambatan|situasi|gambaran"
    r"|latar\s+belakang|pendahuluan"
    r"|pengantar|peserta|hadir|undangan|agenda|susunan|dasar|maksud|tujuan|evaluasi|realisasi|masalah|isu"
    r"|keluhan|data|diskusi|tanya\s+jawab"
    r"|pembahasan|tanggapan|sambutan|pembukaan|catatan)\b",
    re.I,
)
CLOSES = re.compile(
    r"\b(?:ditolak|belum|dibatalkan|ditunda|masih|tidak|sudah|telah|hadir|lampiran"
    r"|tembusan)\b[^.:]{0,40}:?\s*$",
    re.I,
)
FOR = re.compile(
    r"\b(?:arahan|catatan|tugas|pr|permintaan|rekomendasi|instruksi|pesan|titipan"
    r"|tindak\s+lanjut)\b.*\b(?:untuk|kepada|bagi)\s+$",
    re.I,
)
OF = re.compile(
    r"(?:tugas|kewajiban|tanggung\s+jawab|komitmen|kesanggupan|peran|janji|pr|rtl"
    r"|rencana(?:\s+(?:tindak\s+lanjut|aksi|kerja))?"
    r"|tindak\s+lanjut|langkah|pekerjaan\s+rumah)\s+(?:dari\s+|oleh\s+)?$",
    re.I,
)
""" "Tugas Dinas Kesehatan" over the points that it owes."""
ARTICLE = re.compile(r"(?:pasal|bab|ayat|bagian|butir|[ivx]+\.|\d+\.)\s*(?:\d|[ivx]+|ke)", re.I)
AS_TO = re.compile(
    r"\s*(?:terkait|mengenai|untuk|soal|perihal|dalam\s+hal|di\s+bidang|tentang)\s+[^,:;]{3,70},\s+(?=\S)",
    re.I,
)
OF_YOU = re.compile(
    r"\b(?:mohon|kiranya|berkenan|perkenan)\b[^.;]*\b(?:bapak|ibu|saudara)\b[^.;]*:\s*$", re.I
)
""" "Mohon kiranya Bapak berkenan:" above what the letter asks of the one to whom it is sent."""
YOU = "Bapak/Ibu"
TOWARDS = re.compile(
    r"\s*(?:(?:di)?(?:tujukan|tugaskan)\s+)?(?:kepada|untuk|khusus|bagi|oleh)\s+(?=\S)", re.I
)
TELLS = re.compile(
    r"\s+(?:agar|supaya|untuk|diminta|wajib|akan|harus|diharapkan|bertugas)(?:\s+untuk)?\s*$", re.I
)
NAMED = re.compile(
    r"(?:kantor|dinas|badan|bagian|bidang|balai|unit|tim|ketua|kepala|direktur|wali|para|seluruh|kemen|perum"
    r"|pt|cv|rs|klinik"
    r"|pengurus|forum|organisasi|ikatan|asosiasi|persatuan|universitas|politeknik|stikes|pengusaha"
    r"|perusahaan|(?-i:[A-Z]{3,})\b)",
    re.I,
)


def opens(words: str) -> bool:
    """Whether a sentence announces what follows it."""
    return bool(OPENS.search(words[-120:]))
