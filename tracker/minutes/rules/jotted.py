"""Notes in catchwords, a line for each point: "ODGJ tanpa KTP 37 → Dinsos + Capil rekam di tempat, sblm 17 Agt"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules.bare import bare_cue
from tracker.minutes.rules.calendar import WEEKDAYS
from tracker.minutes.rules.clause import Clause
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.deadlines import Deadline, deadline
from tracker.minutes.rules.judging import Finding, Judging
from tracker.minutes.rules.negatives import always, attitude
from tracker.minutes.rules.offices import Office
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Because, Proposal, Reason, Warn
from tracker.minutes.rules.proposing import Proposing
from tracker.minutes.rules.sections import REPORTS
from tracker.minutes.rules.sorts import Hit
from tracker.minutes.rules.spelling import SHORT

Span = tuple[int, int]

_FEWEST_LINES, _MANY_ARROWS = 12, 5
_SHORT_LINE, _MEAN_LINE = 100, 75  # letters
_WORD = re.compile(r"[^\W\d_]+")
_MORE_SHORT = frozenset("dr tgl lap srt pkm jw kec rb stlh skrg onl kmrn lg pj cat hdr pimp jt".split())
_STOPPED = re.compile(r"[.:!?]\s*$")
_MARK = re.compile(
    r"[ \t]*(?:(?:\d{1,2}|[a-z])[.)]|[-–—•●▪■◦*✓✔➢►»~+>]+|\[[ x]?\])?[ \t]*(?:[-=]*>|→)?[ \t]*"
)
_ARROW = re.compile(r"\s*(?:[-=]+>|→)\s*")
_TOPIC = re.compile(r"[^:→>]{2,40}:\s+(?=\S)")
_ONLY = re.compile(r"\W*(?:(?:kita|kami|saya)\W*)?")
_KEY = re.compile(
    r"(?:pimp\w*|(?:yang|yg|tidak|tdk)\s+(?:pimpin|memimpin|hadir|hdr)|hadir|hdr|cat(?:atan)?|notulis"
    r"|undangan|peserta|pj|pic"
    r"|pelaksana|penanggung\s*jawab|waktu|tempat|tembusan|cc)\b[^:]{0,12}:",
    re.I,
)
_STATE = re.compile(
    r"\b(?:sudah|telah|beres|aman|clear|oke?|batal|lancar|normal|naik|turun|belum(?!\s+(?:ber|punya|ada))"
    r"|masih|ditunda"
    r"|ditolak|dipikirkan|terbanyak|puji|kompak|semoga|mudah2an|rata2|tidak\s+tahun\s+ini|tunggu(?:an)?)\b",
    re.I,
)
_LAST = re.compile(
    r"(?:[(\[]|\s-{1,2}|\s[–—]|,)\s*(?:pj|pic|oleh|sama)?\s*:?\s*$|\b(?:pj|pic|oleh)\s*:?\s*$", re.I
)
_DEED = re.compile(
    r"(?:me[mnlrt][a-z]{3,}|meng[a-z]{3,}|[a-z]{3,}kan|di[a-z]{4,}|pe[mnl][a-z]{3,}an|buat|buka|kirim|susun"
    r"|setor|bantu"
    r"|pasang|cek|koord\w*|tambah|verval|verifikasi|validasi|rekon\w*|rekap|undang|lapor|lap|input|bayar"
    r"|jemput|antar|ambil"
    r"|usul|survei|latih|hitung|sebar|cetak|ganti|isi|ubah|rekam|hapus|sidak|sosialisasi|surat\w*|bentuk|data"
    r"|padan\w*"
    r"|perbaiki|minta|tagih|sisir|jadwal|posko|spanduk|siapkan|monev|evaluasi|rapat|kunjung\w*|pantau|lelang|tempel"
    r"|edaran|pengadaan|pelatihan|integrasi|kredensial)\b",
    re.I,
)


def is_jotted(text: str) -> bool:
    """Whether the whole text is written in catchwords: short lines without stops, full of short forms."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < _FEWEST_LINES or sum(map(len, lines)) > _MEAN_LINE * len(lines):
        return False
    stopped = sum(_STOPPED.search(line) is not None for line in lines)
    long = sum(len(line) > _SHORT_LINE for line in lines)
    if stopped > 0.2 * len(lines) or long > 0.12 * len(lines):
        return False
    words = _WORD.findall(text.casefold())
    short = sum(word in SHORT or word in _MORE_SHORT for word in words)
    arrows = sum(1 for _ in _ARROW.finditer(text))
    return short > (0.02 if arrows >= _MANY_ARROWS else 0.1) * len(words)


def with_jotted(found: Sequence[Finding], judging: Judging) -> Iterator[Finding]:
    """What was found, and in order with it the lines of which only the catchwords tell that something is owed."""
    taken = [(one.start, one.end) for one in found if isinstance(one, Proposal)]
    reader = Jotted(judging.writer, judging.parties, judging.held_on, judging.holidays)
    found = [reader.dated(one) if isinstance(one, Proposal) else one for one in found]
    return iter(sorted([*found, *reader.proposals(taken)], key=lambda one: one.start))


@dataclass
class Jotted:
    """Reads the lines in which nothing else was found."""

    writer: Proposing
    parties: Parties
    held_on: date | None
    holidays: Collection[date]

    def proposals(self, taken: Sequence[Span]) -> Iterator[Proposal]:
        """One for each line that owes something, `taken` ones left out; a heading's office owes what names none."""
        plain, context = self.writer.wording.plain, Context()
        opening = re.search(r"\n[ \t\r]*\n", plain)
        first = opening.end() if opening and plain.count("\n", 0, opening.end()) < 9 else 0
        for line in re.finditer(r"[^\n]+", plain[first:]):
            at = first + line.start()
            start = _MARK.match(plain, at, at + len(line[0])).end()  # type: ignore[union-attr]  # may be empty
            end = at + len(line[0].rstrip())
            if end - start < 3 or _KEY.match(plain, start):
                continue
            if _heads(plain[start:end]):
                context = context.under(plain[start:end], self.parties.groups(plain[start:end]), self.held_on)
                continue
            place = self.writer.wording.place(start, end)
            if context.earlier or any(a < place[1] and place[0] < b for a, b in taken):
                continue
            if found := self._line(start, end, context):
                yield found

    def dated(self, found: Proposal) -> Proposal:
        """With the day that stands as the last word of its line: "… ke BKD, jmt"."""
        if found.due_on or Warn.RECURRING in found.warnings:
            return found
        text = self.writer.wording.text
        end = text.find("\n", found.end)
        last = re.split(r",|\s-{1,2}\s|\s–\s", text[found.start : end if end >= 0 else len(text)])[-1]
        said = re.sub(r"\bjmt\b", "jumat", last.strip(" ().\r"))
        meant = f"hari {said}" if said in WEEKDAYS else f"tanggal {said}" if said[:1].isdigit() else said
        when = deadline(meant, self.held_on, self.holidays, cell=True) if len(meant) < 25 else None
        if when is None or not when.due_on or (self.held_on and when.due_on < self.held_on):
            return found
        because = (*found.because, Because(Reason.DUE_FROM_WORDS, last.strip()))
        return replace(found, deadline_text=last.strip(), due_on=when.due_on, because=because)

    def _line(self, start: int, end: int, context: Context) -> Proposal | None:
        plain = self.writer.wording.plain
        arrow = next(reversed(list(_ARROW.finditer(plain, start + 1, end))), None)
        right = arrow.end() if arrow else start
        words = plain[start:end]
        if right == start and (topic := _TOPIC.match(plain, start, end)):
            right = topic.end()
        if _STATE.search(plain, right, end) or attitude(words) or always(words) or words.endswith(("?", ":")):
            return None
        when = self._when(right, end) or (self._when(start, end) if arrow else None)
        named = self._offices(right, end)
        owed = self._content(right, end, when, named)
        deed = _DEED.search(plain, right, end) is not None
        last = next((office for office in named if _LAST.search(plain, start, office.start)), None)
        headed = bool(named) and named[0].start - right < 3
        if not (
            (arrow and (named or when or deed)) or (headed and (deed or when)) or last or (deed and when)
        ):
            return None
        if not arrow and REPORTS.match(words):
            return None
        alone = arrow and len(_WORD.findall(plain[right:end].split(",")[0])) < 2
        timed = arrow and when and when[0] == right and _ONLY.fullmatch(plain, right, right + when[1].start)
        begin = start if owed < 1 or alone or timed else right
        return self._proposal(begin, end, when, last or (named[0] if named else None), context)

    def _offices(self, start: int, end: int) -> list[Office]:
        found = self.parties.groups(self.writer.wording.plain[start:end])
        return [replace(office, start=office.start + start, end=office.end + start) for office in found]

    def _when(self, start: int, end: int) -> tuple[int, Deadline] | None:
        """A day ahead or a recurrence, and where its part of the line begins."""
        when = deadline(self.writer.wording.plain[start:end], self.held_on, self.holidays, cell=True)
        ahead = when and when.due_on and not (self.held_on and when.due_on < self.held_on)
        return (start, when) if when and (ahead or Warn.RECURRING in when.warnings) else None

    def _content(
        self, start: int, end: int, when: tuple[int, Deadline] | None, named: Sequence[Office]
    ) -> int:
        """How many words stand beside offices and the day."""
        spans = [(office.start, office.end) for office in named]
        if when:
            spans.append((when[0] + when[1].start, when[0] + when[1].end))
        plain = self.writer.wording.plain
        return sum(
            not any(a <= word.start() < b for a, b in spans) for word in _WORD.finditer(plain, start, end)
        )

    def _proposal(
        self,
        start: int,
        end: int,
        when: tuple[int, Deadline] | None,
        owner: Office | None,
        context: Context,
    ) -> Proposal:
        plain, wording = self.writer.wording.plain, self.writer.wording
        due = None
        if when:
            due = replace(when[1], start=when[1].start + when[0] - start, end=when[1].end + when[0] - start)
        clause = Clause(plain, start, end, self._offices(start, end), due is not None)
        word = _WORD.search(plain, start, end)
        hit = Hit(bare_cue(), *(word.span() if word else (start, end)))
        found = self.writer.proposal(hit, clause, due, context)
        if owner:
            said = " ".join(wording.said(owner.start, owner.end).split())
            others = tuple(b for b in found.because if not b.reason.value.startswith("owner"))
            because = (*others, Because(Reason.OWNER_FROM_WORDS, said))
            found = replace(
                found, owner=said, office=owner.name or None, supporting=owner.beside, because=because
            )
        elif not found.office and context.section:
            because = (*found.because, Because(Reason.OWNER_FROM_HEADING, context.section))
            found = replace(found, owner=context.section, office=context.section, because=because)
        return self._without_day(found, start, due)

    def _without_day(self, found: Proposal, start: int, due: Deadline | None) -> Proposal:
        """The day at the line's end is told beside the words."""
        if due is None or due.start < 6:
            return found
        at = self.writer.wording.place(start, start + due.start)[1]
        quote = self.writer.wording.text[found.start : at].rstrip(" ,;(–—-→>=\t")
        if len(quote.split()) < 2 or found.end - at > 40:
            return found
        return replace(found, quote=quote, end=found.start + len(quote))


def _heads(words: str) -> bool:
    """A few words that owe nothing: "Kepesertaan", "TL LAMA (rapat 20 mei)", "RSUD Ade M. Djoen"."""
    short = re.sub(r"\([^()]*\)", "", words).strip(" :")
    few = 0 < len(short.split()) <= 4
    return few and words[:1].isupper() and not re.search(r"[\d→>,;=:+]", short) and not _DEED.match(words)
