"""Offices of a kabupaten or kota by all their usual names, and the one short name used everywhere.

Order matters: the first pattern that fits wins, so longer names stand before shorter ones.
"""

from __future__ import annotations

ALL_OFFICES = "Perangkat daerah (seluruh)"
GOVERNMENT = "Pemerintah Daerah"
CLINIC, DISTRICT, WARD, VILLAGE = "Puskesmas", "Kecamatan", "Kelurahan", "Desa"
CHAIRS = frozenset((GOVERNMENT, "Sekretariat Daerah"))
"""What their heads say is mostly told to others."""
GROUPED = (CLINIC, DISTRICT, WARD, VILLAGE)
AS_WRITTEN = frozenset(
    "Dinas Pendidikan,Diskop UKM,Dinas PUPR,Dinas Perdagangan,Dinas Pertanian,Dinas Perikanan,DP2KBP3A,Dinas"
    " Perkim"
    ",Dinas Lingkungan Hidup".split(",")
)
"""Merged differently in each region, so that a full name says more than the usual one."""
OUTSIDE = frozenset(
    "BPOM,BPS,Apindo,Baznas,Bank Indonesia,Bulog,IDI,Kejaksaan,Kementerian Agama,Kementerian"
    " Kesehatan,Kepolisian,PMI"
    ",TNI".split(",")
)
"""Not under the region's command: what they are told is an appeal."""
FIELDS = {
    "tenaga kerja": "Disnaker",
    "ketenagakerjaan": "Disnaker",
    "kependudukan": "Disdukcapil",
    "kesehatan": "Dinas Kesehatan",
    "sosial": "Dinas Sosial",
    "komunikasi": "Diskominfo",
    "masyarakat dan desa": "DPMD",
    "penanaman modal": "DPMPTSP",
}
"""What a Dinas of several fields is, wherever the word stands in its name."""
VILLAGES = {
    "kampung": "Kampung",
    "nagari": "Wali Nagari",
    "ohoi": "Ohoi",
    "pekon": "Pekon",
    "lembang": "Lembang",
}
"""Local names of villages that the text's own word names."""

ALIASES: tuple[tuple[str, str], ...] = (
    ("BPJS Ketenagakerjaan", r"bpjs\s+(?:ketenagakerjaan|tk)|bpjamsostek"),
    (
        "BPJS Kesehatan",
        r"(?:kantor\s+cabang\s+|kacab\s+)?bpjs(?:\s+kes(?:ehatan)?)?(?:\s+(?:kc|kantor\s+cabang"
        r"|cabang)\b)?|badan\s+penyelenggara\s+jaminan\s+sosial\s*(?:\(bpjs\)\s*)?kesehatan"
        r"|kantor\s+cabang|kepala\s+cabang",
    ),
    (
        "RSUD",
        r"(?:instalasi|igd|unit|poli|farmasi|manajemen)\s+(?:\w+\s+)?rsud|rsud|rsd"
        r"|rumah\s+sakit\s+(?:umum\s+)?daerah"
        r"|(?:manajemen|pihak|direktur|direksi|jajaran)\s+(?:rs|rumah\s+sakit)\b(?!\s+(?-i:[A-Z]))",
    ),
    (
        "Dinas Kesehatan",
        r"dinkes(?:prov|kab|kot|p2kb)?|diskes|dkk|dinas\s+kesehatan|kadinkes|kadiskes|kadis\s+kes"
        r"(?:ehatan)?",
    ),
    (
        "Dinas Sosial",
        r"dinsos(?:\s*p3a|\s*pmd|per\w+|nakertrans|p3\w+)?|dinas\s+sosial|kadinsos|kadis\s+sosial",
    ),
    (
        "Disdukcapil",
        r"(?:dis|din)?(?:pen)?dukcapil|kadukcapil|capil|dinas\s+dukcapil"
        r"|dinas\s+kependudukan(?:\s+dan\s+(?:pencatatan\s+sipil"
        r"|capil))?|kadisdukcapil",
    ),
    (
        "DP2KBP3A",
        r"dp2kbp3a|dppkb(?:p3a)?|dp3ap?2kb|dinas\s+pengendalian\s+penduduk|dp3a"
        r"|dinas\s+pemberdayaan\s+perempuan",
    ),
    ("DPMPTSP", r"dpmptsp|dpm-ptsp|dinas\s+penanaman\s+modal"),
    (
        "DPMD",
        r"dpm[dkg]\w*|dpmdes|(?-i:PMD)|dispermades|bpmd|dinas\s+pmdk?|dinas\s+pemberdayaan\s+masyarakat"
        r"(?:\s+dan\s+(?:desa|kampung|nagari))?",
    ),
    (
        "Disnaker",
        r"dis?n?naker(?:trans\w*)?(?:\s+kukm)?|(?:dis|din)(?:per)?(?:ind)?(?:in)?(?:trans)?naker\w*|naker"
        r"|din(?:as)?naker\w*|dinas\s+(?:tenaga\s+kerja|naker\w*|ketenagakerjaan)"
        r"(?:\s+dan\s+transmigrasi)?|kadisnaker",
    ),
    ("Diskominfo", r"(?:dis|din)?kominfo\w*|dinas\s+kominfo\w*|dinas\s+komunikasi(?:\s+dan\s+informatika)?"),
    ("Dishub", r"(?:dis|din)hub|dinas\s+perhubungan"),
    (
        "Dinas Pendidikan",
        r"disdik(?:bud|pora)?|dikpora|dind?ik(?:bud|pora)?|dinas\s+p\s*(?:dan|&)\s*k|dinas\s+pendidikan",
    ),
    ("Dinas PUPR", r"dpupr\w*|dinas\s+(?:pupr|putr|pekerjaan\s+umum)|dinas\s+pu\b|(?-i:PUP?T?R?)\b"),
    ("Dinas Pariwisata", r"dispar\w*|dinas\s+(?:pariwisata|parekraf)"),
    ("Diskop UKM", r"diskop\w*|dinas\s+koperasi"),
    (
        "BPKAD",
        r"b(?:p|pp)k(?:p?ad|pd|d|a)|bakuda|bakeuda|bkad|bkuda|bpkpd|badan\s+(?:pengelola\w*\s+)?keuangan"
        r"(?:\s+(?:dan\s+)?(?:aset\s+)?daerah)?",
    ),
    ("TAPD", r"tapd|tim\s+anggaran\s+pemerintah\s+daerah"),
    ("Bapenda", r"bapenda|badan\s+pendapatan(?:\s+daerah)?"),
    (
        "Bappeda",
        r"bapp?e(?:da|li)\w*|bapp?er\w+|bapelitbang\w*|baperlitbang\w*|bapperida"
        r"|badan\s+(?:perencanaan|riset)",
    ),
    ("BKPSDM", r"bkpsdm\w*|bkpp\w*|bkd|bkn\s+daerah|badan\s+kepegawaian"),
    ("BPBD", r"bpbd|badan\s+penanggulangan\s+bencana"),
    ("Inspektorat", r"inspektorat|inspektur"),
    ("DPRD", r"(?-i:Komisi)\s+(?-i:[A-D]|[IVX]{1,3})\b(?:\s+dprd)?|setwan|sekretariat\s+dprd|dprd"),
    (
        "Bagian Kesra",
        r"(?:kepala\s+)?(?:bagian|bag\.?|biro|kabag)\s+(?:kesra|kesejahteraan\s+rakyat)|(?-i:Kesra)",
    ),
    ("Bagian Hukum", r"(?:bagian|bag\.?|biro|kabag)\s+hukum"),
    ("Bagian Organisasi", r"(?:bagian|bag\.?|biro|kabag)\s+(?:organisasi|ortal)"),
    ("Bagian Pemerintahan", r"(?:bagian|bag\.?|biro|kabag)\s+(?:tata\s+)?(?:pemerintahan|tapem)"),
    (
        "Sekretariat Daerah",
        r"(?-i:Asisten|Ass?\.)(?:\s+(?:I{1,3}|1|2|3)\b)?(?:\s+(?:Administrasi|Pemerintahan|Perekonomian"
        r"|Bidang)\b)?|setda|sekda|sekretariat\s+daerah|sekretaris\s+daerah",
    ),
    ("Satpol PP", r"satpol\s*pp|satuan\s+polisi\s+pamong\s+praja"),
    ("Kesbangpol", r"(?:badan\s+)?kesbangpol\w*"),
    ("Kementerian Agama", r"kemenag|(?:kantor\s+)?(?:kementerian\s+agama|kemenag)|kantor\s+urusan\s+agama"),
    ("Bank Indonesia", r"(?:kantor\s+)?(?:perwakilan\s+)?bank\s+indonesia|(?-i:BI)"),
    ("Bulog", r"(?:perum\s+)?bulog"),
    ("BPS", r"badan\s+pusat\s+statistik|bps"),
    ("BPOM", r"(?:balai\s+(?:besar\s+)?|loka\s+)?(?:bpom|pom)|badan\s+pom"),
    ("BKKBN", r"bkkbn|kemendukbangga"),
    ("Kepolisian", r"kepolisian|polri|polres(?:ta)?|polsek|polda|kapolres(?:ta)?|kapolsek"),
    ("Kejaksaan", r"kejaksaan(?:\s+negeri)?|kejari|kajari"),
    ("TNI", r"kodim|koramil|dandim|danramil|tni"),
    ("Kementerian Kesehatan", r"kemenkes|kementerian\s+kesehatan"),
    ("PKK", r"(?:tim\s+penggerak\s+|tp[\s.-]+)?pkk"),
    ("PMI", r"(?-i:PMI)|palang\s+merah"),
    ("Baznas", r"baznas"),
    ("IDI", r"(?-i:IDI)|ikatan\s+dokter\s+indonesia"),
    ("Apindo", r"apindo"),
    ("Perpustakaan dan Arsip", r"dispusip\w*|dispersip\w*"),
    ("Dinas Lingkungan Hidup", r"dlhk?p?|dinas\s+lh|dinas\s+lingkungan\s+hidup"),
    ("Dinas Perkim", r"d(?:is|in)perkim\w*|perkim|dinas\s+(?:perumahan|perkim\w*)"),
    ("Dinas Perdagangan", r"disdag\w*|d(?:is|in)perindag\w*|dinas\s+perdagangan"),
    ("Dinas Pertanian", r"d(?:is|in)(?:tan|pert)\w*|dinas\s+pertanian"),
    ("Dinas Perikanan", r"d(?:is|in)kan\w*|dinas\s+(?:kelautan|perikanan)"),
    ("Dispora", r"dispora\w*"),
    ("Damkar", r"damkar\w*|dinas\s+(?:pemadam|damkar)\w*"),
    (DISTRICT, r"camat2?|panewu|kapanewon|kemantren|sekcam|kecamatan|kepala\s+distrik|distrik"),
    (CLINIC, r"(?:uptd\s+)?puskesmas|pkm2?"),
    (
        VILLAGE,
        r"lurah/kades|kades2?|(?:(?<=setiap )|(?<=seluruh )|(?<=semua )|(?<=tiap ))(?:desa|kampung|nagari"
        r"|gampong)\b|kepala2?\s+(?:desa|kampung|pekon|nagari|ohoi|negeri|lembang)|hukum\s+tua"
        r"|kapitalaung"
        r"|wali\s+nagari|keuchik|geuchik|kuwu|perbekel|peratin|pambakal|pemerintah\s+"
        r"(?:desa|kampung|nagari|negeri|pekon|gampong|ohoi)|pemdes",
    ),
    (WARD, r"lurah|kelurahan"),
    (
        GOVERNMENT,
        r"(?:pem(?:kab|kot|prov|ko|da)|pemerintah\s+(?:kabupaten|kota|provinsi|daerah))"
        r"(?:\s*\(pem\w+\))?|(?:perwakilan|wakil|utusan)\s+(?:dari\s+)?(?:kabupaten|kota)|wakil\s+bupati"
        r"|bupati|wali\s?kota|gubernur|(?:(?<=seluruh )|(?<=setiap )|(?<=semua )|(?<=tiap ))kabupaten/kota",
    ),
    (
        ALL_OFFICES,
        r"(?:organisasi\s+)?perangkat\s+daerah(?:\s*\(opd\))?(?:\s+(?:terkait|teknis))?|opd"
        r"(?:\s+(?:terkait|teknis|pengampu))?|skpd(?:\s+terkait)?|(?:dinas|instansi|pihak|unit)\s+terkait",
    ),
)
