"""Points of an agreement that carry no announcing word: "3. Bappeda menyusun rencana anggaran iuran"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.minutes.rules.looks import OPENING
from tracker.minutes.rules.negatives import always, attitude
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.proposal import Kind
from tracker.minutes.rules.sorts import Cue, Hit, Side, Sort
from tracker.minutes.rules.states import tells_state
from tracker.minutes.rules.verbs import PASSIVE, ROOTS

_ROOTS = rf"(?:{'|'.join(sorted(ROOTS, key=len, reverse=True))}|tindak\s*lanjuti|anggarkan)"
_ADVERB = (
    r"(?:(?:tidak\s+(?:lagi|boleh)|masing-masing|tetap|wajib|langsung|sekaligus|bersama(?:-sama)?|segera|ikut|juga|turut|kembali|agar|dapat|secara\s+\w+|bersama\s+\w+)\s+)*"
)
_LEAD_IN = re.compile(r"(?:(?:pr|tugas|titipan|pesan)\s+)?(?:bagi|untuk|kepada|khusus)\s+", re.I)
_ORDERED = re.compile(
    rf"(?:\s+[\w-]+(?:,\s+[\w-]+){{1,5}}(?:,?\s+(?:dan|&)\s+[\w-]+)?)?(?:\s+juga|\s+yang)?(?:\s*,)?\s+(?:(?:ikut|segera|tolong|juga)\s+)*(?:{_ROOTS}\b|(?!akan|bukan|sedangkan"
    rf"|silakan|me|di|ter|ber|per|pe|ikan|makan)"
    r"[a-z]{3,}kan\b)",
    re.I,
)
_ATTENDS = re.compile(
    r"\s*(?:juga\s+)?ikut\s+(?:hadir|serta|mendengar|menyaksikan|bangga|senang|prihatin|rapat)\b", re.I
)
_WHAT = re.compile(r"\w+nya\s+", re.I)
_NOUN = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s*(?:[:–—-]|->|=>)\s+(?P<verb>(?:pe[a-z]{4,}an|per[a-z]{3,}an|[a-z]{4,}(?:asi"
    r"|isasi)|uji|survei"
    r"|rapat|audit|rambu|data)\b)",
    re.I,
)
_VERB = re.compile(
    rf"(?:\s*\([^()]{{1,60}}\))?(?:\s+(?:dan|&)\s+(?-i:[A-Z])\w+"
    rf"|\s+di(?:\s+(?-i:[A-Z])\w+){{1,3}})?[\s,:–>=→)\]-]*{_ADVERB}(?P<verb>(?:me[a-z]{{3,}}|ber[a-z]{{3,}}"
    rf"|{_ROOTS}\b|[a-z]{{3,}}kan\b))",
    re.I,
)
_SECOND = re.compile(
    r"\b(?:dan|serta|sekaligus|lalu)\s+(?:segera\s+|akan\s+|siap\s+)?(?P<verb>me[a-z]{4,})\b", re.I
)
""" "… menyambut baik dan menyiapkan tim keliling": what is done may stand behind what is said."""
_SAYING = re.compile(
    r"(?:menurut|mengawali|membuka\s+rapat|menutup|memimpin|menanggapi|mengucapkan|bertanya|bertanggung"
    r"|bersifat|berwenang|berhak|melaporkan|menyampaikan|menjelaskan|memaparkan|mengatakan|menyatakan"
    r"|menerangkan|menambahkan|menuturkan|menegaskan|menekankan|mengingatkan|menyoroti|memandang|memahami"
    r"|membenarkan|menjawab|mengucap\w*|mengatakan|menyebut\w*|menanyakan|menghargai|memaklumi|menyayangkan"
    r"|menyadari|mengeluhkan|mengungkapkan"
    r"|mengapresiasi|menyambut"
    r"|mendukung|menilai|mengakui|mencatat|memakai|memiliki|mempunyai|mengalami"
    r"|mencapai|merupakan|menjadi|menunggak|berjumlah|berada|berjalan|belum)",
    re.I,
)
_RECEIVES = re.compile(
    r"(?:\S+\s+){0,3}?(?:memahami|mengapresiasi|menghargai|memaklumi|menyayangkan|menyadari|menyambut"
    r"|menilai|berterima)\b",
    re.I,
)
_REPORT = re.compile(
    r"\s+(?:bahwa|capaian|jumlah\s+peserta|apresiasi|terima\s+kasih|progres|kondisi)\b", re.I
)
_DOING = re.compile(
    rf"(?:me[a-z]{{4,}}|{_ROOTS}\b|[a-z]{{3,}}(?:kan"
    rf"|i)\b(?<!dari)(?<!hari)(?<!masih)(?<!kami)(?<!jadi)(?<!lagi)(?<!pagi)(?<!bagi)(?<!nanti)(?<!resmi)(?<!sendiri)(?<!kembali)"
    rf"|(?:pe[nml][a-z]{{3,}}an|per[a-z]{{3,}}an|pembuatan|pelaksanaan|sosialisasi"
    rf"|koordinasi|rekonsiliasi|verifikasi|validasi|evaluasi|monitoring|monev"
    rf"|rapat|kunjungan|integrasi|optimalisasi|kredensialing|bimbingan|pelatihan"
    rf"|advokasi)\b|target\b(?=.*\d))",
    re.I,
)
_APART = re.compile(
    r"(?:,|:|->|=>|→)\s*(?:maka\s+)?$|\b(?:menegaskan|menekankan|mengingatkan|memastikan"
    r"|menyampaikan)\s+(?:lagi\s+|kembali\s+)?$",
    re.I,
)
_FIRST = re.compile(r"^(?:(?:segera|agar|untuk|perlu|kembali)\s+)*", re.I)
_WHICH = re.compile(r"\byang\s*$", re.I)
_ACTIVE = re.compile(r"(?<!yang )\b(?!menurut|mengenai|menjelang|melalui|meski|merupa|mereka|memang|mesin|media|meter|melainkan|mengingat)"
    r"(?-i:me[a-z]{4,})\b", re.I)
_DEED_WORDS = frozenset(
    (
        "menambah menambahkan mendirikan mendata mendampingi menyiapkan menyusun menyediakan menyelesaikan"
        " menyerahkan menyesuaikan menyalurkan menyurati menyusulkan menyatukan menuntaskan menugaskan menunjuk"
        " menempatkan menerbitkan menindaklanjuti menetapkan menyebarkan menyosialisasikan mensosialisasikan"
        " menyisir menyetor menyetorkan menurunkan menaikkan menertibkan menjadwalkan mengganti mengerahkan mengirim"
        " mengirimkan mengatur mengadakan menganggarkan mengaktifkan mengumumkan mengajukan mengalokasikan"
        " mengoperasikan mengundang menggelar mengintegrasikan mengevaluasi mengkaji menguji memasang membangun"
        " memperbaiki membentuk memutakhirkan memindahkan membagikan membuat memfasilitasi memverifikasi memvalidasi"
        " mempercepat memperluas memperpanjang memadankan memasukkan membersihkan membayar membayarkan melatih"
        " melunasi melengkapi melaksanakan melarang melelang merekrut merevisi merenovasi merapikan mencetak"
        " memetakan memangkas mengisi menahan mengumpulkan mendaftarkan menggandeng mengawal mengawasi menjajaki"
        " mendatangi mengunjungi memeriksa mengecek memantau menindak menagih meneliti menelaah mencocokkan merekam"
        " menghitung menghimpun merangkum mengolah mengembalikan menghubungi memanggil mengurus menyewa membeli"
        " memprioritaskan memajang menempel menempelkan menayangkan mengunggah menginput mengalihkan mengosongkan"
        " merumuskan mengaudit menginventarisasi mengoordinasikan mengkoordinasikan mengoordinir mengagendakan"
        " memberlakukan menerapkan mengembangkan menghapus mencabut meninjau melibatkan mengikutsertakan mengantar"
        " mengantarkan menjemput mengangkut melapor mengulang menyelenggarakan melakukan memberi memberikan membuka"
        " memuat"
    ).split()
)
"""What an office changes; other verbs tell in prose what it is, says or always does."""
EVERYBODY = re.compile(
    r"\W{0,4}(?:seluruh|semua|setiap|para|masing-masing|tiap|segenap)\s+(?:(?!yang\b|agar\b|dapat\b|bisa\b)[\w/-]+\s+){1,4}?"
    r"(?P<verb>me(?!nurut|ngenai|lalui|mang|reka|njadi|miliki|rupakan|nerima|ndapat)[a-z]{4,})\b",
    re.I,
)
""" "Seluruh penerima edaran ini menyampaikan laporan 30 hari setelah edaran diterima"."""
_FEWEST = 4
_TO_BE = (
    r"(?:siapkan|susun|sediakan|selesaikan|serahkan|penuhi|lengkapi|tambah|pasang|bangun|perbaiki|bentuk|tuntaskan|anggarkan"
    r"|usulkan|laksanakan|lakukan|koordinasikan|koordinir|fasilitasi|latih|data|verifikasi|padankan|urus|cetak|kirim|tagih"
    r"|undang|jadwalkan|kerjakan|tindaklanjuti|kawal|antar(?:kan)?)"
)
_DONE_BY = re.compile(
    rf"(?<!yang )(?<!sudah )(?<!telah )\b(?:di{_TO_BE}\s+(?:langsung\s+|bersama\s+)?(?:oleh\s+)?"
    rf"|di{_TO_BE}\s[^.;,]{{3,60}}?\s(?:oleh|dengan\s+penanggung\s+jawab)\s+"
    r"|(?:men)?jadi\s+(?:tanggung\s*jawab|tugas|tanggungan|kewajiban)\s+(?:dari\s+|pihak\s+)?)$",
    re.I,
)
""" "dipenuhi Dinas Kesehatan", "menjadi tanggung jawab Bagian Kesra"."""
_TOLD_NOW = re.compile(
    r"\W{0,4}(?:(?:(?:ya|oke?|baik|nah|terus|lalu|kalau\s+begitu)\W+)*(?:pak|bu|dok|dokter|ibu|bapak|mas|mbak|saudara)\b[^,.;]{0,25},\s*)?"
    rf"(?:(?:segera|coba|langsung)\s+)?(?P<verb>(?:{'|'.join(ROOTS)}|(?!bukan|akan)[a-z]{{3,}}kan))\s+(?!saja\b|dulu\?)\w", re.I
)
_SO_THAT = re.compile(r",?\s+(?:agar|supaya|sehingga|karena|guna|tanpa)\b", re.I)
_BETWEEN = (
    r"(?:(?-i:[A-Z])[\w.’'-]*|dan|serta|di|sekitarnya|setempat|beserta|bersama|melalui|para|seluruh|se-\S+|\([^()]{1,60}\)|tetap|juga"
    r"|segera|masing-masing|kembali|secara\s+\w+|tidak\s+lagi|lalu|kemudian|ikut|turut|terkait|langsung)"
)
_GAP = re.compile(rf"(?P<gap>(?:[\s,]+{_BETWEEN}){{0,9}})\s+(?P<verb>(?-i:me[a-z]{{4,}}))\b", re.I)
""" "Camat Bungin, Baroko dan Buntu Batu mendata …"."""
_NAMED = re.compile(
    r"(?P<gap>\W{0,4}(?!(?:Aturan|Peraturan|Permen\w*|Perpres|Perda|Undang\S*|Surat|Instruksi|Keputusan|Program|Data|Aplikasi|Hasil|Berdasarkan|Setelah|Sebelum|Pada|Dalam|Dengan|Untuk|Hal|Ia|Beliau|Kami|Kita|Saya|Selain|Namun|Saat|Ketika|Karena)\b)"
    rf"[A-Z][\w.’'/-]*(?:\s+[A-Z][\w.’'/-]*){{1,6}}(?:[\s,]+{_BETWEEN}){{0,4}})\s+(?P<verb>me[a-z]{{4,}})\b"
)
""" "Kejaksaan Negeri memanggil …": a name that is no known office."""
_STILL = re.compile(r"\btetap\s*$", re.I)
_LETTERS = re.compile(r"[A-Za-z]+")
_NO_DEED = re.compile(
    r"\s*[,:]|\s+(?:dengan\s+paparan|bahwa|rapat|acara|kegiatan|pertemuan|forum|sambutan|apresiasi|penjelasan|keterangan|pertanyaan|selamat|contoh|gambaran"
    r"|arahan|hal\s+(?:itu|tersebut|ini)|studi|perjalanan|pelayanan\s+(?:kepada|rata)|kontribusi|dampak|manfaat|kesempatan)\b",
    re.I,
)
INFINITIVE = re.compile(r"(Me[a-z]{4,})\b(?![^.;]*,\s+(?:(?:(?-i:[A-Z])\S*\s+){1,5}(?:me|ber|di)[a-z]{4,}|ia\b|beliau\b|pihak))")
""" "Menyusun jadwal kunjungan.": a point without its number."""
_LED_IN = re.compile(
    r"(?:(?:untuk|bagi|terkait|mengenai|soal|atas|dalam\s+hal|di)\b[^,.;:]{3,70}|(?![^,]*\b(?:me|di|ber|ter)[a-z]{4})[^,.;:]{5,50}),\s+", re.I
)
_PASSIVE = re.compile(rf"\b{PASSIVE}\b", re.I)
_ARROW = re.compile(r"\s*(?:[-=]>|→)")
_WISH = re.compile(
    r"\b(?:ingin|menginginkan|berharap|berdoa|doakan|mendoakan|semoga|mudah-mudahan|terima\s+kasih)\b", re.I
)
_TO = re.compile(
    r"(?:(?:pr|tugas|atensi|pesan|titipan)\b[^:.;]{0,30}\b)?(?:kepada|bagi|untuk|buat)\s+(?:yth\.?\s+)?", re.I
)
_LABELLED = re.compile(r"(?:\s*\([^()]{1,60}\)|\s+juga)?\s*(?::|–|—|\s-|=>|->|→)\s")
_COLON = re.compile(r"[\w\s]{0,8}[\s:–—>=→“\"-]+(?=\w)")
_CUE = Cue(Sort.BARE, Kind.DIRECTIVE, Side.BEFORE, re.compile(r"(?!)"))


def bare_cue() -> Cue:
    """The cue of a point that no word announces."""
    return _CUE


def bare(text: str, start: int, end: int, found: Sequence[Office], *, first: bool, dated: bool) -> Hit | None:
    """The verb of a decided point: after its office, or at the head of the point ("Penyediaan jaringan …")."""
    words = text[start:end]
    if (
        always(words)
        or (attitude(words) and not dated)
        or len(words.split()) < 3
        or (_WISH.search(words) and not dated)
    ):
        return None
    lead = _LEAD_IN.match(words)
    everybody = EVERYBODY.match(words) if dated else None
    if everybody and not tells_state(words, dated=dated):
        return Hit(_CUE, start + everybody.start("verb"), start + everybody.end("verb"))
    subject = next((office for office in found if office.start - start <= (lead.end() if lead else 2)), None)
    if subject and (verb := _VERB.match(text, subject.end, end) or _NOUN.match(text, subject.end, end)):
        return _told(text, verb, end)
    for office in found:
        near = subject is not None and office is not subject and office.start - subject.end < 60
        apart = _APART.search(text, start, office.start) is not None
        if (near or apart) and (verb := _VERB.match(text, office.end, end)):
            return _told(text, verb, end)
    labelled = subject and (first or dated) and _LABELLED.match(text, subject.end, end)
    if subject and labelled and not tells_state(words, dated=dated):
        after = _COLON.match(text, subject.end, end)
        return Hit(_CUE, after.end(), after.end() + 1) if after else None
    if subject or not first:
        return None
    skip = len(words) - len(_FIRST.sub("", words, count=1))
    head = _DOING.match(words[skip:])
    if head and not dated and len(words.split()) < 4 and re.match(r"p[er]", head[0], re.I):
        return None
    if head and not tells_state(words, dated=dated) and (not _SAYING.match(words) or dated):
        return Hit(_CUE, start, start + skip + head.end())
    passive = _PASSIVE.search(words)
    if passive and not tells_state(words, dated=dated) and not _WHICH.search(words[: passive.start()]):
        return Hit(_CUE, start + passive.start(), start + passive.end())
    return None


def ordered(text: str, start: int, end: int, found: Sequence[Office]) -> Hit | None:
    """ "BKD siapkan pergeseran anggarannya": an office and a verb without its prefix is an order anywhere."""
    subject = next(
        (
            o
            for o in found
            if o.start - start <= 2
            or _WHAT.fullmatch(text, start, o.start)
            or OPENING.fullmatch(text, start, o.start)
        ),
        None,
    )
    verb = _ORDERED.match(text, subject.end, end) if subject else None
    if verb and _ATTENDS.match(text, verb.start()):
        return None
    if verb is None or attitude(text[start:end]) or not text[verb.end() : end].strip(" ."):
        return None
    return Hit(_CUE, verb.start() + 1, verb.end())


def whole(text: str, start: int, end: int, found: Sequence[Office], *, dated: bool) -> Hit | None:
    """A point under "Kesepakatan:" whose verb is not known: something is owed all the same, unless it tells a state."""
    words = text[start:end]
    if always(words) or attitude(words) or len(words.split()) < 3 or tells_state(words, dated=dated):
        return None
    if words.rstrip().endswith((":", "?")) or (
        (_SAYING.match(words) or _RECEIVES.match(words)) and not dated
    ):
        return None
    if _ARROW.match(text, end) or (_WISH.search(words) and not dated):
        return None  # what was wrong stands before an arrow
    subject = _subject(text, start, found)
    first = re.compile(r"\s*\S+").match(text, subject.end if subject else start, end)
    return Hit(_CUE, first.start(), first.end()) if first else None


def undertakes(text: str, start: int, end: int, found: Sequence[Office]) -> Hit | None:
    """ "Dinas Sosial menyiapkan surat penjaminan" in prose: an office and what it changes, with no mark of the past."""
    lead = _LED_IN.match(text, start, end)
    for one in found:
        done = _DONE_BY.search(text[start : one.start])
        if done and not _told_of(text[start:end]):
            return Hit(_CUE, start + done.start(), start + done.end())
    if (first := INFINITIVE.match(text, start, end)) and _is_deed(text, first.start(1)) and not _told_of(text[start:end]):
        return Hit(_CUE, *first.span(1))
    near = {start, lead.end()} if lead else {start}
    subject = next((one for one in found if any(0 <= one.start - at <= 2 for at in near)), None)
    verb = _GAP.match(text, subject.end, end) if subject else _NAMED.match(text, lead.end() if lead else start, end)
    if verb is None or _told_of(text[start:end]):
        return None
    still = subject is not None and _STILL.search(verb["gap"]) is not None and not says(verb["verb"])
    return Hit(_CUE, *verb.span("verb")) if still or _is_deed(text, verb.start("verb")) else None


def _is_deed(text: str, at: int) -> bool:
    verb = _LETTERS.match(text, at)
    return verb is not None and verb[0].lower() in _DEED_WORDS and not _NO_DEED.match(text, verb.end())


def _told_of(words: str) -> bool:
    """A state, a hope, or too few words to be a task."""
    words = _SO_THAT.split(words, maxsplit=1)[0]
    return (
        words.count(" ") < _FEWEST
        or tells_state(words, dated=False)
        or attitude(words)
        or always(words) is not None
        or _WISH.search(words) is not None
    )


def told_now(words: str) -> re.Match[str] | None:
    """ "Dok, kirim orang cek besok": the chair's own imperative, whoever is meant."""
    return _TOLD_NOW.match(words)


def acts(words: str) -> bool:
    """Whether somebody does something in it, an active verb that is none of telling or being."""
    return any(not says(verb[0]) for verb in _ACTIVE.finditer(words[:160]))


def passive(words: str) -> bool:
    """Whether something is to be done in it."""
    return _PASSIVE.search(words) is not None


def _subject(text: str, start: int, found: Sequence[Office]) -> Office | None:
    """The office at the head, also behind "kepada" or "PR bagi"."""
    head = found[0] if found else None
    return head if head and (head.start - start <= 2 or _TO.fullmatch(text, start, head.start)) else None


def only_says(words: str, at: int) -> bool:
    """Whether what stands behind an office only reports: "Kepala Dinas Kesehatan menyampaikan bahwa …"."""
    verb = _VERB.match(words, at)
    if verb is None or _told(words, verb, len(words)) is not None:
        return False
    second = _SECOND.search(words, verb.end())
    return second is None or says(second["verb"])


def says(verb: str) -> bool:
    """A verb of telling or being, which owes nothing."""
    return _SAYING.fullmatch(verb) is not None


def _told(text: str, verb: re.Match[str], end: int) -> Hit | None:
    """None when the office only says or is something."""
    told = verb["verb"]
    if _SAYING.fullmatch(told) and (
        _REPORT.match(text, verb.end(), end) or not re.fullmatch(r"melaporkan|menyampaikan", told, re.I)
    ):
        return None
    return Hit(_CUE, verb.start("verb"), verb.end("verb"))
