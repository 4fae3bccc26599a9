"""Words of sentences that explain: rules, conditions, what is possible, what happens by itself."""

from __future__ import annotations

import re

RULE = re.compile(
    r"\W*(?:\w+\s+){0,2}?(?:aturan|ketentuan|syarat|prosedur|mekanisme|alur"
    r"|secara\s+teknis)(?:nya)?\b(?!\s+parkir)",
    re.I,
)
BY_LAW = re.compile(
    r"\W*(?:berdasarkan|sesuai|menurut)\b[^,]{0,40}\b(?:undang|uu|pp|perpres|peraturan|instruksi|keputusan"
    r"|perda|permen\w*)\b",
    re.I,
)
ENTITLED = re.compile(
    r"\W*(?:peserta|pasien|warga|masyarakat|perusahaan|pelaku)\b[^,;]{0,50}?\b(?:dapat|bisa|boleh)\b", re.I
)
GROWS = re.compile(
    r"\s*(?:meningkat|menurun|membaik|bertambah|berkurang|naik|turun|pulih|berakhir|muncul|terjadi"
    r"|berlangsung|aktif)\b",
    re.I,
)
UP_TO_NOW = re.compile(r"\b(?:selama\s+ini|sebelumnya|dahulu|biasanya|sebelum\s+ini)\b", re.I)
IF = re.compile(r"\W*(?:apabila|jika|bila|bilamana|manakala|kalau|asal(?:kan)?)\b", re.I)
AS_A_RULE = re.compile(
    r"\bmemang\s+$|\b(?:sesuai|menurut|berdasarkan)\s+(?:dengan\s+)?(?:aturan|ketentuan|regulasi"
    r"|prosedur)\b[^;]{0,60}$",
    re.I,
)
EACH_TIME = re.compile(
    r"\b(?:dalam|pada|di|untuk)\s+(?:setiap|tiap)\s+(?:permohonan|pengajuan|klaim|pelayanan|kunjungan|berkas"
    r"|usulan)\b",
    re.I,
)
""" What must always be so is a rule that is explained."""
WHO_ARE = re.compile(r"\W*(?:[A-Z][\w/.-]*(?:\s+[\w/.-]+){0,4}?)\s+yang\s+[^,;:]{3,80}")
""" "Kabupaten/kota yang belum menetapkan tim koordinasi agar …"."""
TO_WHOM = re.compile(r"\W*(?i:kepada|khusus\s+(?:untuk|kepada)|bagi|untuk)\s+(?:yth\.?\s+)?[A-Z]")
THAT_THEY = re.compile(r"\s+(?:agar|supaya|dapat|untuk|bisa|turut|ikut)\b", re.I)
""" "Kepada Baitul Mal, Pemkab berharap agar turut menalangi iuran"."""
ASSURES = re.compile(
    r"(?:memastikan|menjamin)\s+(?!bahwa|kehadiran|kembali|hal|apakah|kepada|data\s+\w+\s+(?:sudah|telah)"
    r"|pihak|tidak\s+ada)"
    r"(?![^.;]{0,60}\b(?:sudah|telah)\b)",
    re.I,
)
GOES_ON = re.compile(
    r"^masih\s+(?:kami|saya)\b|\bdan\s+(?:akan\s+|terus\s+)?(?:melanjutkan|meneruskan)(?:nya)?\b", re.I
)
""" "… sedang memadankan daftar dan melanjutkannya", "masih kami teruskan"."""
ASSISTED = re.compile(
    r"\W*(?:kalau|jika|bila|asal(?:kan)?)\s+(?:\w+\s+){0,3}?(?:di(?:bantu|setujui|dukung|izinkan|perkenankan"
    r"|beri|dampingi)"
    r"|ada|tidak\s+ada|berkenan|boleh|memungkinkan|bisa|lancar|datanya|anggarannya|sesuai)\b",
    re.I,
)
""" "Kalau dibantu kecamatan, tanggal 13 rampung": a promise with a wish in front, no rule."""
AT_ONCE = re.compile(
    r"\b(?:kami|saya)\s+(?:(?:juga|yang|akan)\s+)?(?:langsung|segera|siap|bantu|dampingi|kawal|fasilitasi"
    r"|upayakan|usahakan|kejar"
    r"|jemput|urus|benahi|susulkan|koordinasikan|tindak\s*lanjuti|proses|carikan)\b"
    r"|\b(?:langsung|segera|nanti)\s+(?:\w+\s+){0,2}?(?:kami|saya)\s+(?!sudah|sampaikan|lapor)\w"
    r"|\bbegitu\b[^.;]*,\s*[^.;]*\bkami\b",
    re.I,
)
""" "Kami dampingi ke kantor camat", "langsung kami usulkan": a promise without any day."""
PROMISED = re.compile(
    r"\b(?:dijanjikan|seharusnya|semestinya|semula|baru\s+(?:selesai|rampung|tuntas))\b", re.I
)
ANNOUNCED = re.compile(
    r"\s+(?:dua|tiga|empat|lima|enam|beberapa|sejumlah)\s+(?:hal|tugas|poin|arahan|perintah|pesan"
    r"|catatan)\b[^,;]{0,50}$",
    re.I,
)
HERE = re.compile(
    r"\s+(?:perhatian|maaf|izin|penjelasan|klarifikasi|waktu|tanggapan|pendapat|masukan|doa|pengertian"
    r"|(?:masing-masing\s+)?bicara|peserta\s+rapat)\b",
    re.I,
)
STILL = re.compile(r"\b(?:masih|selalu|terpaksa|sehingga\b[^,;]{0,60}|setiap\s+kali\b[^,;]{0,50})\s*$", re.I)
REASON = re.compile(r"\b(?:karena|sebab|akibat|lantaran|sejak)\s+(?:\w+\s+)?$", re.I)
RELATIVE = re.compile(r"\byang\s+(?:(?:masih|sudah|telah|juga)\s+){0,2}$", re.I)
SAID_BY = re.compile(r",\s*(?:kata|ujar|menurut|tegas|lanjut)\w*\s+[^,]{2,60},\s*$", re.I)
