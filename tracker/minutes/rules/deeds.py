"""Prose without any announcing word: an office and what it changes, a passive and its doer, the chair's imperative."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.minutes.rules.bare import WISH, bare_cue, says
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.negatives import always, attitude
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.sorts import Hit
from tracker.minutes.rules.states import tells_state
from tracker.minutes.rules.verbs import ROOTS

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
_FEWEST = 4
_TO_BE_WORDS = (
    "siapkan susun sediakan selesaikan serahkan penuhi lengkapi tambah pasang bangun perbaiki bentuk"
    " tuntaskan anggarkan usulkan"
    " laksanakan lakukan koordinasikan koordinir fasilitasi latih data verifikasi padankan urus cetak kirim"
    " tagih undang"
    " jadwalkan kerjakan tindaklanjuti kawal antar antarkan"
).split()
_TO_BE = rf"(?:{'|'.join(_TO_BE_WORDS)})"
_DONE_BY = re.compile(
    rf"(?<!yang )(?<!sudah )(?<!telah )\b(?:di{_TO_BE}\s+(?:langsung\s+|bersama\s+)?(?:oleh\s+)?"
    rf"|di{_TO_BE}\s[^.;,]{{3,60}}?\s(?:oleh|dengan\s+penanggung\s+jawab)\s+"
    r"|(?:men)?jadi\s+(?:tanggung\s*jawab|tugas|tanggungan|kewajiban)\s+(?:dari\s+|pihak\s+)?)$",
    re.I,
)
""" "dipenuhi Dinas Kesehatan", "menjadi tanggung jawab Bagian Kesra"."""
_TOLD_NOW = re.compile(
    r"\W{0,4}(?:(?:(?:ya|oke?|baik|nah|terus|lalu|kalau\s+begitu)\W+)*(?:pak|bu|dok|dokter|ibu|bapak|mas|mbak"
    r"|saudara)\b[^,.;]{0,25},\s*)?"
    rf"(?:(?:segera|coba|langsung)\s+)?(?P<verb>(?:{'|'.join(ROOTS)}|(?!bukan"
    rf"|akan)[a-z]{{3,}}kan))\s+(?!saja\b|dulu\?)\w",
    re.I,
)
_SO_THAT = re.compile(r",?\s+(?:agar|supaya|sehingga|karena|guna|tanpa)\b", re.I)
_BETWEEN = (
    r"(?:(?-i:[A-Z])[\w.’'-]*|dan|serta|di|sekitarnya|setempat|beserta|bersama|melalui|para|seluruh|se-\S+"
    r"|\([^()]{1,60}\)|tetap|juga"
    r"|segera|masing-masing|kembali|secara\s+\w+|tidak\s+lagi|lalu|kemudian|ikut|turut|terkait|langsung)"
)
_GAP = re.compile(rf"(?P<gap>(?:[\s,]+{_BETWEEN}){{0,9}})\s+(?P<verb>(?-i:me[a-z]{{4,}}))\b", re.I)
""" "Camat Bungin, Baroko dan Buntu Batu mendata …"."""
_NAMED = re.compile(
    r"(?P<gap>\W{0,4}(?!(?:Aturan|Peraturan|Permen\w*|Perpres|Perda|Undang\S*|Surat|Instruksi|Keputusan"
    r"|Program|Data|Aplikasi|Hasil|Berdasarkan|Setelah|Sebelum|Pada|Dalam|Dengan|Untuk|Hal|Ia|Beliau|Kami"
    r"|Kita|Saya|Selain|Namun|Saat|Ketika|Karena)\b)"
    rf"[A-Z][\w.’'/-]*(?:\s+[A-Z][\w.’'/-]*){{1,6}}(?:[\s,]+{_BETWEEN}){{0,4}})\s+(?P<verb>me[a-z]{{4,}})\b"
)
""" "Kejaksaan Negeri memanggil …": a name that is no known office."""
_STILL = re.compile(r"\btetap\s*$", re.I)
_LETTERS = re.compile(r"[A-Za-z]+")
_NO_DEED = re.compile(
    r"\s*[,:]|\s+(?:dengan\s+paparan|bahwa|rapat|acara|kegiatan|pertemuan|forum|sambutan|apresiasi|penjelasan"
    r"|keterangan|pertanyaan|selamat|contoh|gambaran"
    r"|arahan|hal\s+(?:itu|tersebut|ini)|studi|perjalanan|pelayanan\s+(?:kepada|rata)|kontribusi|dampak"
    r"|manfaat|kesempatan)\b",
    re.I,
)
INFINITIVE = re.compile(
    r"(Me[a-z]{4,})\b(?![^.;]*,\s+(?:(?:(?-i:[A-Z])\S*\s+){1,5}(?:me|ber|di)[a-z]{4,}|ia\b|beliau\b|pihak))"
)
""" "Menyusun jadwal kunjungan.": a point without its number."""
_LED_IN = re.compile(
    r"(?:(?:untuk|bagi|terkait|mengenai|soal|atas|dalam\s+hal|di)\b[^,.;:]{3,70}|(?![^,]*\b(?:me|di|ber"
    r"|ter)[a-z]{4})[^,.;:]{5,50}),\s+",
    re.I,
)


_NAME = re.compile(r"\W{0,4}[A-Z]\S*\s+[A-Z]")
_HEADED = re.compile(r"\W{0,4}[A-Z](?:\S*\s+){1,10}?me[a-z]{4,}")
_ASSIGNED = re.compile(r"\bdi[a-z]{3,}\s+(?:\w+\s+){0,8}?(?:oleh\s|[A-Z])|\btanggung\s*jawab\b")
_ASSIGNS = frozenset(("tanggung", "tanggungjawab", *(f"di{verb}" for verb in _TO_BE_WORDS)))
_DOES = _DEED_WORDS | {"tetap"}


def may_hold(said: Said, parties: Parties) -> bool:
    """Whether somebody may stand in it with a deed; first a look-up of words, for it runs for each sentence."""
    does = not said.words.isdisjoint(_DOES)
    if does and INFINITIVE.match(said.text):
        return True
    if not (does and _HEADED.match(said.text)) and (
        said.words.isdisjoint(_ASSIGNS) or not _ASSIGNED.search(said.text)
    ):
        return False
    return bool(parties.groups(said.text)) or _NAME.match(said.text) is not None


def undertakes(text: str, start: int, end: int, found: Sequence[Office]) -> Hit | None:
    """ "Dinas Sosial menyiapkan surat penjaminan" in prose: an office and what it changes, with no mark of the past."""
    lead = _LED_IN.match(text, start, end)
    for one in found:
        done = _DONE_BY.search(text[start : one.start])
        if done and not _told_of(text[start:end]):
            return Hit(bare_cue(), start + done.start(), start + done.end())
    if (
        (first := INFINITIVE.match(text, start, end))
        and _is_deed(text, first.start(1))
        and not _told_of(text[start:end])
    ):
        return Hit(bare_cue(), *first.span(1))
    near = {start, lead.end()} if lead else {start}
    subject = next((one for one in found if any(0 <= one.start - at <= 2 for at in near)), None)
    verb = (
        _GAP.match(text, subject.end, end)
        if subject
        else _NAMED.match(text, lead.end() if lead else start, end)
    )
    if verb is None or _told_of(text[start:end]):
        return None
    still = subject is not None and _STILL.search(verb["gap"]) is not None and not says(verb["verb"])
    return Hit(bare_cue(), *verb.span("verb")) if still or _is_deed(text, verb.start("verb")) else None


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
        or WISH.search(words) is not None
    )


def told_now(words: str) -> re.Match[str] | None:
    """ "Dok, kirim orang cek besok": the chair's own imperative, whoever is meant."""
    return _TOLD_NOW.match(words)
