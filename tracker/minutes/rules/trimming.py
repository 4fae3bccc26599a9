"""The part of a clause that is worth quoting."""

from __future__ import annotations

import re
from datetime import date

from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.speech import ATTRIBUTION

_BECAUSE = re.compile(
    r",\s*(?:karena|krn|krna|sebab|mengingat|sebagaimana|jangan\s+sampai|sehingga|padahal|namun|tetapi"
    r"|meskipun|walaupun"
    r"|meski)\b",
    re.I,
)
_JOINT = re.compile(
    r"[\s\"“”'’,;]*(?:(?:[-=]>|→)\s*)?(?:(?:serta|dan|sedangkan|sementara(?:\s+itu)?,?)\s+)?"
    r"(?:(?-i:[b-h]|[2-9])[.)]\s+(?=[a-z]{3}))?(?:(?:pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh"
    r"|kedelapan|terakhir|akhirnya)\s*,\s+)?"
    r"(?:(?:selanjutnya|berikutnya|kemudian|lalu|selain\s+itu|di\s+samping\s+itu|untuk\s+itu"
    r"|oleh\s+(?:karena|sebab)\s+itu|karena\s+itu"
    r"|maka|adapun|sehingga|sekaligus|lebih\s+lanjut|dengan\s+demikian"
    r"|sebagai\s+tindak\s+lanjut(?:nya)?)\b\s*,?\s+(?!hari|tanggal))?",
    re.I,
)
_TOPIC = re.compile(
    r"\s*(?:terhadap|atas|untuk\s+(?:butir|nomor|poin|komitmen)|mengenai|terkait|perihal|soal|menyangkut"
    r"|dari\s+sisi|dalam\s+hal|sebagai\s+penutup|menindaklanjuti|di\s+sela)\b"
    r"[^,;:.\d]{2,70}(?:nomor\s+\d+)?,\s+(?=\S+\s+\S+\s+\S)",
    re.I,
)
_CLOSERS = " \t\n\r\"“”'’,"


def trimmed(plain: str, start: int, end: int, held_on: date | None) -> tuple[int, int]:
    """Without quotation marks, "ujar …" and a because-part that holds no deadline of its own."""
    quoted = plain.find('"', start, end) >= 0 or plain.find("”", start, end) >= 0
    if quoted and (said := ATTRIBUTION.search(plain, start, end)):
        end = said.start() if said.start() > start + 10 else end
    for because in _BECAUSE.finditer(plain, start, end):
        rest = deadline(plain[because.start() : end], held_on)
        if because.start() > start + 20 and not (rest and rest.strong):
            end = because.start()
            break
    if joint := _JOINT.match(plain, start, end):
        start = joint.end()
    if topic := _TOPIC.match(plain, start, end):
        start = topic.end()
    while end > start and plain[end - 1] in _CLOSERS:
        end -= 1
    return start, end
