"""Sentences that sound like commitments and are none: hopes, praise, aims, past deeds, law, procedure, formulas."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.minutes.rules.gates import Gate, gate, words_of
from tracker.minutes.rules.openings import opening
from tracker.minutes.rules.proposal import Why

_THING = r"(?:forum|kegiatan|pertemuan|rapat|laporan|acara|momentum|sinergi|kolaborasi)"

ALWAYS: tuple[tuple[Why, Gate], ...] = tuple(
    (why, gate(pattern, pieces))
    for why, pieces, pattern in (
        (
            Why.FORMULA,
            "hari demikian ditutup diatur rangkap biaya lain terlampir terpisahkan berita mempunyai"
            " diucapkan mencetak"
            " wassalam assalam mohon mestinya kiranya berlaku pertimbangan kemudian",
            r"\bpada\s+hari\s+ini\b.{0,160}\b(?:bertempat|bertanda\s+tangan|tanggal)\b"
            r"|\bdemikian(?:lah)?\b.{0,80}\b(?:dibuat|disampaikan|diucapkan|dilaporkan|laporkan|sampaikan"
            r"|buat)\b|\bmohon\s+(?:arahan|petunjuk|maklum|periksa|masukan)(?:\s+(?:dan|serta|lebih\s+lanjut"
            r"|selanjutnya|bapak|ibu|pimpinan)|\W*$)"
            r"|\b(?:rapat|acara|kegiatan|pertemuan)\s+(?:\w+\s+)?ditutup\b|\bbelum\s+(?:cukup\s+)?diatur\b"
            r"|\bberita\s+acara\s+ini\s+(?:dibuat|mulai\s+berlaku)\b|\bdibuat\s+(?:dalam\s+)?rangkap\b"
            r"|\bhal-hal\s+lain\b|\bhal\s+lain\s+yang\b|\bsegala\s+biaya\b|\bdaftar\s+hadir\s+terlampir\b"
            r"|\bbagian\s+(?:yang\s+)?tidak?\s+terpisahkan\b"
            r"|\bmempunyai\s+kekuatan\b|\bdiucapkan\s+terima\s+kasih\b|\bsebelum\s+mencetak\b"
            r"|\b(?:keputusan|instruksi|kesepakatan|edaran|naskah)\s+ini\s+(?:mulai\s+)?berlaku\b"
            r"|\bsebagaimana\s+mestinya\b|\bkiranya\s+dapat\s+menjadi\b|\bbahan\s+pertimbangan\b"
            r"|\bmohon\s+(?:maklum\s*,|dikoreksi|koreksi)\b|\bapabila\s+di\s*kemudian\s+hari\b"
            r"|\bwassalam|\bassalam",
        ),
        (
            Why.FORMULA,
            "musyawarah cermati simak koreksi terkait baca tuhan allah demikian segala dimaklum diperiksa"
            " maklum periksa diinformasikan disampaikan dikabarkan ditentukan"
            " diumumkan diberitahukan",
            r"\bsecara\s+musyawarah\b|\bmohon\s+(?:di)?(?:cermati|simak|koreksi|periksa)\w*\W*$"
            r"|\b(?:berita\s+terkait|baca\s+juga)\s*:"
            r"|\b(?:kiranya|semoga)\s+(?:tuhan|allah)\b"
            r"|\bdemikian(?:lah)?\s+(?:untuk|agar|hal|kami|laporan|surat|edaran|nota)\b"
            r"|\bsegala\s+(?:perubahan|kekurangan|kekhilafan|sesuatu|akibat|risiko)\b"
            r"|\b(?:harap|mohon)\s+(?:di)?(?:maklum|periksa)i?\b"
            r"|\bakan\s+di(?:informasikan|sampaikan|kabarkan|tentukan|umumkan|beritahukan)\s+"
            r"(?:kemudian|lebih\s+lanjut|selanjutnya|menyusul)\b",
        ),
        (
            Why.DONE,
            "dipenuhi disepakati ditampung diakomodasi dianggarkan dilaksanakan direalisasikan disetujui dikabulkan"
            " diproses dinyatakan dicatat catatan",
            r"\b(?:belum|tidak|tak)\s+(?:dapat|bisa|mungkin)\s+di(?:penuhi|sepakati|tampung|akomodasi|anggarkan"
            r"|laksanakan|realisasikan|setujui|kabulkan|proses)\b|\bdinyatakan\s+(?:tuntas|selesai|rampung)\b"
            r"|\b(?:usul|usulan|saran|masukan)\b[^.;]{0,40}\b(?:ditampung|dicatat|menjadi\s+catatan)\b",
        ),
        (
            Why.PRAISE,
            "kunci modal penentu faktor utama menuntut membutuhkan",
            r"\bmenjadi\s+(?:kunci|modal|penentu|faktor|syarat\s+utama)\b"
            r"|\b(?:tentu|pasti)\s+(?:saja\s+)?(?:menuntut|membutuhkan)\b",
        ),
        (
            Why.DUTY,
            "dibebankan mengikuti mengacu merujuk",
            r"\b(?:biaya|pembiayaan|anggaran|pengeluaran)\b[^.;]{0,60}\bdibebankan\s+(?:pada|ke(?:pada)?)\s+"
            r"(?:anggaran|APB|DPA|DIPA)|\b(?:mengikuti|mengacu|merujuk)\s+(?:pada\s+|kepada\s+)?"
            r"(?:peraturan|ketentuan|permen\w*|perpres|perbup|perda|uu\b|undang)",
        ),
        (
            Why.AIM,
            "bertujuan dimaksudkan menjadi",
            rf"\bbertujuan\b|\bdimaksudkan\b|\bmenjadi\s+(?:wadah|ruang|ajang|sarana|momentum"
            rf"|pemicu|bagian\s+dari)\b"
            rf"|\b{_THING}\b(?:(?!\bdari\s+\d)[^.,;]){{0,60}}\b(?:diharapkan\s+)?menjadi\b(?!\s+\d)",
        ),
        (
            Why.DUTY,
            "tanggung menurut sebagaimana amanat dijamin",
            r"\bmemiliki\s+tanggung\s+jawab\b|\bmenurut\s+(?:ketentuan|peraturan|undang-undang"
            r"|uu|perpres|permen\w*)\b|\bsebagaimana\s+(?:diatur|diamanatkan|diinstruksikan"
            r"|ketentuan)\b|\bamanat\s+(?:undang-undang|uu|konstitusi)\b|\bharus\s+dijamin\s+oleh\s+negara\b",
        ),
        (
            Why.PRAISE,
            "meneguhkan bukti patut membuktikan komitmen",
            r"\b(?:meneguhkan|memperkuat|mempertegas|menunjukkan|membuktikan|wujud(?:\s+\w+)?)\s+komitmen"
            r"|\bbukti\s+(?:nyata|komitmen)\b|\bmembuktikan\b"
            r"|\bpatut\s+(?:disyukuri|diapresiasi|diacungi|dibanggakan|kita\s+jaga)\b"
            r"|\bkomitmen\s+pemerintah\s+daerah\s+bukan\b",
        ),
        (
            Why.PROCEDURE,
            "akan",
            r"\bakan\s+(?:\w+\s+)?(?:secara\s+)?(?:otomatis\b|langsung\s+mendapat)"
            r"|\bakan\s+(?:secara\s+)?(?:langsung|kembali\s+aktif|aktif|berlaku"
            r"|nonaktif|tidak\s+aktif|terblokir|dikenakan|mendapat(?:kan)?|sia-sia|menjadi|terus\s+menjadi"
            r"|semakin|tumbuh|terus\s+tumbuh|membaik|tetap\s+menjadi)\b",
        ),
    )
)

_LAW = gate(
    r"\b(?:sesuai|berdasarkan|menurut)\s+(?:dengan\s+)?(?:pp|uu|perpres|permen\w*"
    r"|perda|perbup|peraturan|undang-undang|ketentuan|amanat|instruksi|inpres|keputusan|surat\s+edaran)\b",
    "sesuai berdasarkan menurut",
)
_ATTITUDE = gate(
    r"\b(?:yang\s+penting|semangat|jangan\s+(?:tunggu\s+disuruh|puas)|kerja\s+cepat|amanat\s+otsus|(?:terus"
    r"|selalu|senantiasa)\s+hadir|hadir\s+(?:untuk|di\s+tengah)|kebersamaan|kompak"
    r"|rasa\s+memiliki|bersinergi|gotong\s+royong|dipupuk|dirawat\s+bersama|dengan\s+(?:ikhlas|iklas)|iklas"
    r"|pemicu|berinovasi|dipertahankan|optimis|bersyukur"
    r"|jaga\s+kesehatan|responsif|bahu-membahu|bergandengan|bekerja\s+keras|bangga"
    r"|bijak|saling|diatasi\s+bersama|seiring|sejalan|ego\s+sektoral|(?:se)?tulus|ikhlas|sepenuh\s+hati"
    r"|hati\s+(?:nurani|yang)|sungguh-sungguh|amanah|optimisme|jempol|patut\s+(?:di|kita)\w*)\b",
    "penting semangat jangan cepat amanat hadir kebersamaan kompak memiliki bersinergi gotong dipupuk dirawat"
    " iklas pemicu berinovasi"
    " dipertahankan optimis bersyukur"
    " kesehatan responsif bahu bergandengan keras bangga bijak saling diatasi seiring sejalan ego tulus"
    " ikhlas hati sungguh amanah jempol patut",
)
_EVERYONE = gate(
    r"\b(?:kita|semua\s+pihak|seluruh\s+pihak|semua\s+elemen)\b",
    "kita pihak elemen",
)
_VALUE = gate(
    r"\b(?:pentingnya|perlunya)\s+(?:\w+\s+)?(?:kolaborasi|sinergi(?:tas)?|kebersamaan"
    r"|komitmen\s+bersama|dukungan|peran|semangat|gotong|koordinasi\s+dan\s+sinergi)\b",
    "pentingnya perlunya",
)
_DONE = gate(
    r"(?<!yang\s)\b(?:telah|sudah|sdh|berhasil|udah)\b(?!\s+(?:saya|kami|semestinya"
    r"|seharusnya|waktunya|saatnya|harus|disepakati\s+(?:bahwa|agar)))",
    "telah sudah sdh berhasil udah",
)
_HOPE = gate(
    r"\b(?:semoga|mudah-mudahan|berharap|mengharapkan|harapan|diharapkan|harap"
    r"(?:kan)?)\b",
    "semoga mudah harap",
)
_PLEASED = gate(
    r"\b(?:apresiasi|mengapresiasi|syukur|alhamdulillah|berterima\s+kasih)\b",
    "apresiasi syukur alhamdulillah kasih",
)
_RAN = gate(
    r"\b(?:rendahnya|masih\s+rendah|tantangan|kekurangan|keterbatasan|belum\s+mencapai)\b",
    "rendah tantangan kekurangan keterbatasan belum",
)
_STANDING = re.compile(
    r"\b(?:belum(?:\s+(?:di\w+|ter\w+|selesai|tuntas))?|masih|dalam\s+proses|on\s*progres+|proses|berjalan"
    r"|berproses"
    r"|sedang|tengah|terlaksana|terealisasi|tercapai|tertunda|ditunda|terkendala|terhambat"
    r"|tidak\s+(?:dapat|bisa)\s+di\w+|menunggu|\d{1,3}\s*(?:%|persen))(?!\w)",
    re.I,
)
_CLOSED = gate(
    r"\b(?:telah|sudah|sdh)\s+(?:\w+\s+){0,2}?(?:di\w{3,}|ter\w{3,}|selesai|rampung"
    r"|lunas|tuntas|me\w{3,})|\b(?:selesai|tuntas|rampung|lunas|terlaksana|done|clear)\b",
    "telah sudah sdh selesai tuntas rampung lunas terlaksana done clear",
)

_SOUNDING = (*ALWAYS, (Why.HOPE, _HOPE), (Why.PRAISE, _PLEASED), (Why.CHALLENGE, _RAN))


def always(clause: str) -> Why | None:
    """A reason that no cue can outweigh."""
    return opening(clause) or _first(clause, words_of(clause), len(ALWAYS))


@lru_cache(20_000)
def _opened(word: str) -> int:
    """The patterns that a text with this word may hold, a bit for each: their pieces are letters of one word."""
    return sum(
        1 << at for at, (_, words) in enumerate(_SOUNDING) if any(map(word.__contains__, words.pieces))
    )


def _first(clause: str, words: frozenset[str], many: int) -> Why | None:
    """The first of `many` patterns that fits."""
    opened = 0
    for word in words:
        opened |= _opened(word)
    for at in range(many if opened else 0):
        if opened >> at & 1 and _SOUNDING[at][1].pattern.search(clause):
            return _SOUNDING[at][0]
    return None


def lawful(clause: str) -> bool:
    """A rule is being quoted."""
    return bool(_LAW.search(clause))


def attitude(clause: str) -> bool:
    """Nothing in it that anyone could check."""
    return bool(_ATTITUDE.search(clause))


def everyone(before: str) -> bool:
    """ "kita", "semua pihak": addressed to all and so to nobody."""
    return bool(_EVERYONE.search(before))


def value(clause: str) -> bool:
    """The importance of a virtue, not of an act."""
    return bool(_VALUE.search(clause))


def done(before: str) -> bool:
    """A mark of the past in front of the cue."""
    return bool(_DONE.search(before))


def closed(clause: str) -> bool:
    """The item itself is told as finished."""
    return bool(_CLOSED.search(clause))


def sounds_like(clause: str, words: frozenset[str]) -> Why | None:
    """The reason for a sentence without an accepted cue that a reader might still take for a promise."""
    return opening(clause) or _first(clause, words, len(_SOUNDING))


def reported(clause: str) -> bool:
    """The item is told with its state, finished or not."""
    return closed(clause) or bool(_STANDING.search(clause))


def state_words(clause: str) -> str | None:
    """The words that tell how far an item is."""
    found = _STANDING.search(clause)
    return found[0] if found else None


def closing_words(clause: str) -> str | None:
    """The words that tell an item as finished."""
    found = _CLOSED.search(clause)
    return found[0] if found else None
