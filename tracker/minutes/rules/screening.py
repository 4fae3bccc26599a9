"""Whether a cue, where it stands, really announces a commitment; and the reason when it does not."""

from __future__ import annotations

import re

from tracker.minutes.rules import negatives
from tracker.minutes.rules.clause import PRONOUN, Clause
from tracker.minutes.rules.explaining import (
    ANNOUNCED,
    AS_A_RULE,
    ASSISTED,
    ASSURES,
    AT_ONCE,
    BY_LAW,
    EACH_TIME,
    ENTITLED,
    GOES_ON,
    GROWS,
    HERE,
    IF,
    PROMISED,
    REASON,
    RELATIVE,
    RULE,
    SAID_BY,
    STILL,
    THAT_THEY,
    TO_WHOM,
    UP_TO_NOW,
    WHO_ARE,
)
from tracker.minutes.rules.proposal import Why
from tracker.minutes.rules.sorts import Hit, Sort
from tracker.minutes.rules.verbs import PASSIVE

_ACT = re.compile(r"\bdi(?:per)?[a-z]{3,}(?:kan|i|lah)\b", re.I)
_SOFT = re.compile(r"\b(?:semakin|dapat|bisa|mampu|makin|menjadi)\b", re.I)
_TASK = re.compile(r"\b(?:perhatian|pekerjaan\s+rumah|tugas|pr)\b", re.I)
_PURPOSE = re.compile(r"^\s*(?:agar|supaya)\b", re.I)
_NEVER = re.compile(r"\b(?:tidak|tak|jangan|dilarang|tanpa)\s+(?:(?:lagi|boleh|perlu)\s+){0,2}$", re.I)
_ASKS = re.compile(
    r"\b(?:memper|di)tanyakan\b|\b(?:menanyakan|bertanya|mengeluhkan|menyayangkan|mengaku(?:i)?|mengeluh|heran)\b",
    re.I,
)
_FINISHING = ("rampung", "tuntas", "beres", "kelar")
_TO_BE_DONE = re.compile(r"\s+(?:segera\s+|juga\s+|tetap\s+|dapat\s+)*" + PASSIVE, re.I)
_REFUSED = re.compile(r"\b(?:belum|tidak\s+(?:dapat|bisa)|ditolak|ditunda|masih)\b", re.I)
_ANY_VERB = re.compile(
    r"\b(?:me[mnlrt][a-z]{3,}|meng[a-z]{3,}|"
    + PASSIVE
    + r"|ber(?!sangkutan|sama|ikut)[a-z]{4,}|ter[a-z]{4,}|perlu|butuh)\b",
    re.I,
)
_VERB = re.compile(
    r"\s*(?:(?:segera|dapat|bisa|untuk|bersama|agar|juga|kembali|terus)\s+)*(?:me[a-z]{3,}"
    r"|ber[a-z]{3,}|di[a-z]{3,}|memiliki|punya|ada)\b",
    re.I,
)


def refused(hit: Hit, clause: Clause) -> Why | None:
    """None when the cue counts. A dated sentence with an office is kept in doubt: no promise may be lost."""
    if found := negatives.always(clause.words):
        in_doubt = found in (Why.PROCEDURE, Why.AIM) and clause.dated and hit.cue.sort is Sort.ORDER
        return None if in_doubt else found
    return _BY_SORT.get(hit.cue.sort, _nothing)(hit, clause)


def _nothing(hit: Hit, clause: Clause) -> Why | None:
    return None


def _order(hit: Hit, clause: Clause) -> Why | None:
    if RELATIVE.search(clause.before(hit.start)[-30:]) or _NEVER.search(clause.before(hit.start)[-24:]):
        return Why.DONE
    if not clause.dated and (
        _ASKS.search(clause.before(hit.start)) or REASON.search(clause.before(hit.start)[-24:])
    ):
        return Why.DONE
    if BY_LAW.match(clause.words) and not clause.dated:
        return Why.DUTY
    if ANNOUNCED.match(clause.after(hit.end)):
        return Why.EXHORTATION
    if HERE.match(clause.after(hit.end)) or (not clause.dated and negatives.attitude(clause.after(hit.end))):
        return Why.EXHORTATION
    named = clause.following(hit.end)
    if named and named.start - hit.end < 12 and not re.search(r"\w", clause.after(named.end)):
        return Why.EXHORTATION  # "berpesan kepada camat dan lurah.": what, stands elsewhere
    return None


def _expect(hit: Hit, clause: Clause) -> Why | None:
    if clause.beside(hit.start) and _VERB.match(clause.after(hit.end)):
        return None
    office = clause.following(hit.end)
    if office and office.start - hit.end < 12 and not _SOFT.search(clause.after(office.end)[:40]):
        return None
    return None if clause.dated else Why.HOPE


def _hope(hit: Hit, clause: Clause) -> Why | None:
    rest = clause.after(hit.end)
    office = clause.following(hit.end)
    if TO_WHOM.match(clause.words) and THAT_THEY.match(rest):
        return None
    if office and office.start - hit.end < 12 and _VERB.match(clause.after(office.end)):
        return None
    act = _ACT.search(rest[:160])
    if act and not _SOFT.search(rest[: act.start()]) and not _NEVER.search(rest[: act.start()]):
        return None
    return None if clause.dated and office else Why.HOPE


def _need(hit: Hit, clause: Clause) -> Why | None:
    return Why.EXHORTATION if negatives.value(clause.words) and not clause.dated else None


def _must(hit: Hit, clause: Clause) -> Why | None:
    before = clause.before(hit.start)
    if AS_A_RULE.search(before) or (not clause.dated and EACH_TIME.search(clause.after(hit.end))):
        return Why.PROCEDURE
    if (
        UP_TO_NOW.search(before)
        or RULE.match(clause.words)
        or (BY_LAW.match(clause.words) and not clause.dated)
    ):
        return Why.PROCEDURE
    if SAID_BY.search(before) or _ASKS.search(before):
        return Why.EXHORTATION
    if STILL.search(before[-60:]) and not clause.dated:
        return Why.CHALLENGE
    if negatives.lawful(clause.words) and not negatives.everyone(before) and not clause.dated:
        return Why.DUTY
    if clause.dated and (clause.found or not negatives.everyone(before)):
        return None
    if negatives.attitude(clause.words) or (negatives.everyone(before[-60:]) and not clause.found):
        return Why.EXHORTATION
    if clause.beside(hit.start) or PRONOUN.search(before[-20:]):
        return None
    passive = re.match(r"\s+(?:segera\s+|juga\s+|terus\s+)?di[a-z]{3,}", clause.after(hit.end), re.I)
    if any(office.end <= hit.start for office in clause.found) or (passive and not negatives.done(before)):
        return None
    return None if _subject(before) else Why.DUTY


def _subject(before: str) -> bool:
    """A short subject that names people: "bidan desa", "para kader"."""
    return bool(
        re.search(
            r"\b(?:bidan|kader|ketua|petugas|operator|tim|para|seluruh|setiap|perusahaan"
            r"|badan\s+usaha|faskes|fktp|klinik\s+se)\b",
            before[-60:],
            re.I,
        )
    )


def _addressed(hit: Hit, clause: Clause) -> Why | None:
    """ "X agar …" is told to X; any other "agar" is a purpose."""
    if clause.beside(hit.start) or (_PURPOSE.match(clause.words) and clause.following(hit.end)):
        return Why.EXHORTATION if negatives.attitude(clause.words) and not clause.dated else None
    after = clause.after(hit.end)
    if WHO_ARE.fullmatch(clause.before(hit.start)) and re.match(
        r"\s+(?:segera\s+|juga\s+)?(?:me|ber)[a-z]{3,}", after
    ):
        return None
    if (
        _TO_BE_DONE.match(after)
        and not _REFUSED.search(after)
        and not _ANY_VERB.search(clause.before(hit.start))
    ):
        return None  # "pohon tua agar segera dipangkas"
    return Why.AIM


def _will(hit: Hit, clause: Clause) -> Why | None:
    before = clause.before(hit.start)
    if not clause.dated and (
        len(clause.after(hit.end).split()) < 2 or negatives.attitude(clause.after(hit.end))
    ):
        return Why.EXHORTATION
    grows = GROWS.match(clause.after(hit.end))
    if (not clause.dated and IF.match(clause.words)) or (grows and not (clause.dated and clause.found)):
        return Why.PROCEDURE
    if RELATIVE.search(before[-30:]) or (negatives.done(before) and not clause.dated):
        return Why.DONE
    if (
        re.search(r"\b(?:forum|kartu\w*|program|peserta|pasien|iuran\w*)\s+(?:\w+\s+)?$", before, re.I)
        and not clause.dated
    ):
        return Why.PROCEDURE
    return None


def _committed(hit: Hit, clause: Clause) -> Why | None:
    return Why.PRAISE if RELATIVE.search(clause.before(hit.start)[-30:]) else None


def _more(hit: Hit, clause: Clause) -> Why | None:
    return None if re.search(r"\d", clause.after(hit.end)) else Why.CHALLENGE


def _task(hit: Hit, clause: Clause) -> Why | None:
    return None if _TASK.search(clause.before(hit.start)) else Why.CHALLENGE


def _agreed(hit: Hit, clause: Clause) -> Why | None:
    return Why.AIM if clause.words.rstrip(" .").endswith((":", "sebagai berikut")) else None


def _running(hit: Hit, clause: Clause) -> Why | None:
    if clause.beside(hit.start) or PRONOUN.search(clause.before(hit.start)[-20:]):
        return None
    return None if GOES_ON.search(clause.after(hit.start)) else Why.DONE


def _ours(hit: Hit, clause: Clause) -> Why | None:
    """ "… kami operasikan lagi sebelum akhir Februari" is a plan; without a time it may be anything."""
    if negatives.done(clause.before(hit.start)):
        return Why.DONE
    if ASSURES.match(clause.after(hit.start)) and clause.beside(hit.start):
        return None
    at_once = clause.words.count(" ") > 2 and AT_ONCE.search(clause.words)
    return None if clause.dated or at_once else Why.DONE


def _dated(hit: Hit, clause: Clause) -> Why | None:
    if negatives.lawful(clause.words):
        return Why.DUTY
    if (
        ENTITLED.match(clause.words)
        or not clause.dated
        or (IF.match(clause.words) and not clause.beside(hit.start) and not ASSISTED.match(clause.words))
    ):
        return Why.PROCEDURE
    if clause.text[hit.start : hit.end].casefold() in _FINISHING:
        late = negatives.done(clause.words) or PROMISED.search(clause.words)
        return Why.DONE if late else None  # "tanggal 13 rampung"
    return Why.DONE if negatives.closed(clause.words) else None


def _awaited(hit: Hit, clause: Clause) -> Why | None:
    """ "Drafnya ditunggu lusa", "saya tunggu di meja saya Senin": only with a day is it an order."""
    return None if clause.dated and not negatives.done(clause.before(hit.start)) else Why.DONE


_BY_SORT = {
    Sort.ORDER: _order, Sort.APPEAL: _order, Sort.EXPECT: _expect, Sort.HOPE: _hope, Sort.NEED: _need, Sort.MUST: _must,
    Sort.ADDRESSED: _addressed, Sort.WILL: _will, Sort.COMMITTED: _committed, Sort.MORE: _more, Sort.TASK: _task,
    Sort.AGREED: _agreed, Sort.RUNNING: _running, Sort.DATED: _dated, Sort.SOON: _running, Sort.OURS: _ours,
    Sort.AWAITED: _awaited,
}  # fmt: skip
