"""Sentences that sound like commitments and are none: hopes, praise, aims, past deeds, law, procedure, formulas."""

from __future__ import annotations

import re

from tracker.minutes.rules.proposal import Why

_THING = r"(?:forum|kegiatan|pertemuan|rapat|laporan|acara|momentum|sinergi|kolaborasi)"

ALWAYS: tuple[tuple[Why, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern, re.I))
    for why, pattern in (
        (
            Why.FORMULA,
            r"\bpada\s+hari\s+ini\b.{0,160}\b(?:bertempat|bertanda\s+tangan|tanggal)\b"
            r"|\bdemikian(?:lah)?\b.{0,80}\b(?:dibuat|disampaikan|diucapkan|dilaporkan)\b"
            r"|\b(?:rapat|acara|kegiatan|pertemuan)\s+ditutup\b|\bbelum\s+diatur\s+dalam\b"
            r"|\bmempunyai\s+kekuatan\b|\bdiucapkan\s+terima\s+kasih\b|\bsebelum\s+mencetak\b"
            r"|\bwassalam|\bassalam",
        ),
        (
            Why.AIM,
            rf"\bbertujuan\b|\bdimaksudkan\b|\bmenjadi\s+(?:wadah|ruang|ajang|sarana|momentum"
            rf"|pemicu|bagian\s+dari)\b|\b{_THING}\b(?:(?!\bdari\s+\d)[^.,;]){{0,60}}\b(?:diharapkan\s+)?menjadi\b(?!\s+\d)",
        ),
        (
            Why.DUTY,
            r"\bmemiliki\s+tanggung\s+jawab\b|\bmenurut\s+(?:ketentuan|peraturan|undang-undang"
            r"|uu|perpres|permen\w*)\b|\bsebagaimana\s+(?:diatur|diamanatkan|diinstruksikan"
            r"|ketentuan)\b|\bamanat\s+(?:undang-undang|uu|konstitusi)\b|\bharus\s+dijamin\s+oleh\s+negara\b",
        ),
        (
            Why.PRAISE,
            r"\bmeneguhkan\s+komitmen|\bbukti\s+(?:nyata|komitmen)\b|\bmembuktikan\b"
            r"|\bpatut\s+(?:disyukuri|diapresiasi)\b|\bkomitmen\s+pemerintah\s+daerah\s+bukan\b",
        ),
        (
            Why.PROCEDURE,
            r"\bakan\s+(?:secara\s+)?(?:otomatis|langsung|kembali\s+aktif|aktif|berlaku"
            r"|nonaktif|terblokir|dikenakan|mendapat(?:kan)?|sia-sia|menjadi|terus\s+menjadi"
            r"|semakin|tetap\s+menjadi)\b",
        ),
    )
)

_LAW = re.compile(
    r"\b(?:sesuai|berdasarkan|menurut)\s+(?:dengan\s+)?(?:pp|uu|perpres|permen\w*"
    r"|perda|perbup|peraturan|undang-undang|ketentuan|amanat)\b",
    re.I,
)
_ATTITUDE = re.compile(
    r"\b(?:semangat|kebersamaan|kompak|rasa\s+memiliki|bersinergi|gotong\s+royong"
    r"|pemicu|berinovasi|dipertahankan|optimis|bersyukur"
    r"|jaga\s+kesehatan|responsif|bahu-membahu|bergandengan|bekerja\s+keras|bangga"
    r"|bijak|saling|diatasi\s+bersama|seiring|sejalan)\b",
    re.I,
)
_EVERYONE = re.compile(r"\b(?:kita|semua\s+pihak|seluruh\s+pihak|semua\s+elemen)\b", re.I)
_VALUE = re.compile(
    r"\b(?:pentingnya|perlunya)\s+(?:\w+\s+)?(?:kolaborasi|sinergi(?:tas)?|kebersamaan"
    r"|komitmen\s+bersama|dukungan|peran|semangat|gotong|koordinasi\s+dan\s+sinergi)\b",
    re.I,
)
_DONE = re.compile(
    r"(?<!yang\s)\b(?:telah|sudah|sdh|berhasil|udah)\b(?!\s+(?:saya|kami|semestinya"
    r"|seharusnya|waktunya|saatnya|harus|disepakati\s+(?:bahwa|agar)))",
    re.I,
)
_HOPE = re.compile(
    r"\b(?:semoga|mudah-mudahan|berharap|mengharapkan|harapan|diharapkan|harap"
    r"(?:kan)?)\b",
    re.I,
)
_PLEASED = re.compile(r"\b(?:apresiasi|mengapresiasi|syukur|alhamdulillah|berterima\s+kasih)\b", re.I)
_RAN = re.compile(
    r"\b(?:rendahnya|masih\s+rendah|tantangan|kekurangan|keterbatasan|belum\s+mencapai)\b", re.I
)
_CLOSED = re.compile(
    r"\b(?:telah|sudah|sdh)\s+(?:\w+\s+){0,2}?(?:di\w{3,}|ter\w{3,}|selesai|rampung"
    r"|lunas|tuntas|me\w{3,})|\b(?:selesai|tuntas|rampung|lunas)\b",
    re.I,
)


def always(clause: str) -> Why | None:
    """A reason that no cue can outweigh."""
    return next((why for why, pattern in ALWAYS if pattern.search(clause)), None)


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


def sounds_like(clause: str) -> Why | None:
    """The reason for a sentence without an accepted cue that a reader might still take for a promise."""
    if found := always(clause):
        return found
    for why, pattern in ((Why.HOPE, _HOPE), (Why.PRAISE, _PLEASED), (Why.CHALLENGE, _RAN)):
        if pattern.search(clause):
            return why
    return None


def reported(clause: str) -> bool:
    """The item is told with its state, finished or not."""
    return closed(clause) or bool(
        re.search(r"\b(?:belum|masih|dalam\s+proses|sedang|tengah)\b", clause, re.I)
    )


def closing_words(clause: str) -> str | None:
    """The words that tell an item as finished."""
    found = _CLOSED.search(clause)
    return found[0] if found else None
