"""What stands above a sentence: its section, whether decisions are listed there, who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.minutes.rules.gates import Said, word_gate
from tracker.minutes.rules.offices import Office, offices
from tracker.minutes.rules.owners import Owner
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Because, Reason

_DECISIONS = re.compile(
    r"\b(?:(?:ke)?sepakat(?:an|i)?|kesimpulan|keputusan|rekomendasi|tindak\s+lanjut|arahan|instruksi|rtl"
    r"|rencana\s+(?:aksi|kerja|kegiatan)|komitmen|perintah|disposisi|menyepakati|disepakati|bersepakat|diputuskan"
    r"|memutuskan|menyimpulkan|disimpulkan|diminta|meminta|menugaskan|menginstruksikan|agar|penugasan|kewajiban|tugas"
    r"|langkah|permintaan|saran|usulan|usul|solusi|upaya|janji|simpulan|catatan\s+(?:bupati|wakil|wali|sekda|pimpinan|ketua|asisten|penting|rapat)|hasil\s+(?:rapat|pertemuan|forum|pembahasan|rembuk)"
    r"|hasil|to\s*do|action\s+items?|next\s+steps?|follow[\s-]*up|atensi|pr\s+(?:masing-masing|bagi|untuk)|poa|pekerjaan\s+rumah|dukungan|pembagian\s+tugas)\b",
    re.I,
)
_FIRM = re.compile(
    r"\b(?:kesepakatan|keputusan|rekomendasi|tindak\s+lanjut|arahan|instruksi|rtl|rencana\s+aksi|komitmen|perintah"
    r"|menyepakati|disepakati|bersepakat|sepakat|diputuskan|memutuskan|menyimpulkan|disimpulkan|menugaskan|penugasan"
    r"|menginstruksikan|diminta|meminta|kewajiban|tugas|to\s*do|action\s+items?|next\s+steps?|rembuk|langkah|atensi|pekerjaan\s+rumah|pr\s+(?:masing-masing|bagi|untuk))\b",
    re.I,
)
_OPENS = re.compile(
    r"(?::|\b(?:sebagai\s+berikut|berikut\s+(?:ini|di\s*bawah\s+ini)|berikut)\s*[:.]?)\s*$", re.I
)
_ARTICLE = re.compile(r"(?:pasal|bab|ayat|bagian|butir|[ivx]+\.|\d+\.)\s*(?:\d|[ivx]+|ke)", re.I)
_EARLIER = re.compile(
    r"\b(?:tindak\s+lanjut|kesepakatan|keputusan|hasil|rapat|forum|butir|rekomendasi|pertemuan|rtl|monev)\b.{0,60}\b"
    r"(?:lalu|sebelumnya|terdahulu|yang\s+lama|tahun\s+lalu)\b|\bstatus\s+(?:tindak\s+lanjut|kesepakatan|butir)\b"
    r"|\b(?:tinjauan|evaluasi|laporan|pr)\b.{0,40}\b(?:lalu|sebelumnya)\b|\byang\s+(?:sudah\s+berjalan|(?:sudah|belum)\s+(?:beres|selesai))\b"
    r"|\b(?:tinjauan|hasil|capaian)\s+\w+\s+(?:lalu|sebelumnya)\b|\bbelum\s+(?:beres|selesai|tuntas)\b.{0,30}\brapat\b"
    r"|\b(?:kemajuan|perkembangan|progres|realisasi|pelaksanaan|evaluasi|pemantauan|review|capaian)\s+"
    r"(?:atas\s+|dari\s+)?(?:tindak\s+lanjut|kesepakatan|keputusan|rekomendasi|komitmen|rtl|butir)\b"
    r"|\btindak\s+lanjut\s+(?:atas\s+|dari\s+)?(?:kesepakatan|keputusan|hasil|forum|rapat|rekomendasi)\b"
    r"(?=.{0,60}\b(?:20\d\d|semester|triwulan|lalu|sebelum)\b)",
    re.I,
)
_SAYS = (
    r"(?:ujar|kata|tegas|ungkap|jelas|tutur|tambah|terang|papar|imbuh|tandas"
    r"|pungkas|tutup|sebut|ucap|lanjut)(?:nya)?"
)
ATTRIBUTION = re.compile(rf"[,.?!]?\s*[\"”]\s*,?\s*{_SAYS}\b", re.I)
_SPEAKS = word_gate(
    r"\b(?:menyampaikan|mengatakan|menegaskan|menjelaskan|melaporkan|menyatakan"
    r"|memaparkan|menyebut(?:kan)?|mengungkapkan|menekankan|mengingatkan|menyoroti|memuji|menilai|mengakui|mencatat"
    r"|menerangkan|menambahkan|menuturkan|menyambut|membeberkan|mengumumkan|menanggapi|mengeluhkan|mengusulkan|memaparkan|menyanggupi"
    r"|sambutan(?:nya)?)\b|\((?:sdri?|dr)",
    "menyampaikan mengatakan menegaskan menjelaskan melaporkan menyatakan memaparkan menyebut menyebutkan"
    " mengungkapkan menekankan mengingatkan menyoroti memuji menilai mengakui mencatat menerangkan menambahkan"
    " menuturkan menyambut membeberkan mengumumkan menanggapi mengeluhkan mengusulkan menyanggupi sambutan sambutannya",
    "(sdr (dr",
)


_LONGEST_NAME = 8
_TOWARDS = re.compile(
    r"\s*(?:(?:di)?(?:tujukan|tugaskan)\s+)?(?:kepada|untuk|khusus|bagi|oleh)\s+(?=\S)", re.I
)
_TELLS = re.compile(
    r"\s+(?:agar|supaya|untuk|diminta|wajib|akan|harus|diharapkan|bertugas)(?:\s+untuk)?\s*$", re.I
)
_NAMED = re.compile(
    r"(?:kantor|dinas|badan|bagian|bidang|balai|unit|tim|ketua|kepala|direktur|wali|para|seluruh|kemen|perum|pt|cv|rs|klinik"
    r"|pengurus|forum|organisasi|ikatan|asosiasi|persatuan|universitas|politeknik|stikes|pengusaha|perusahaan|(?-i:[A-Z]{3,})\b)",
    re.I,
)


@dataclass(frozen=True)
class Context:
    """Carried from block to block; never changed in place.

    `decided` says that points under this heading are decisions, `firm` that the heading says so itself; `agreed` that
    the whole paper is an agreement, whose articles need no such heading.
    """

    decided: bool = False
    firm: bool = False
    listed: bool = False
    agreed: bool = False
    earlier: bool = False
    section: str | None = None
    speaker: str | None = None
    who: str = ""
    above: Owner | None = None
    level: str = ""

    def under(self, heading: str, named: Sequence[Office]) -> Context:
        """After a heading: its office speaks; an office alone ("Dinas Kesehatan:") owns what follows."""
        lead = _TOWARDS.match(heading)
        bare = heading[lead.end() if lead else 0 :].strip(" :.").strip()
        alone = (
            len(named) == 1
            and heading.find(bare) >= named[0].start - 1
            and named[0].end >= len(heading.rstrip(" :."))
        )
        if alone:
            return replace(
                self, listed=True, above=heads(bare, named[0].name), speaker=named[0].name or self.speaker
            )
        earlier = bool(_EARLIER.search(heading))
        decided = not earlier and bool(_DECISIONS.search(heading))
        firm = decided and bool(_FIRM.search(heading))
        if self.agreed and not earlier and (decided or _ARTICLE.match(heading) or heading.isupper()):
            decided, firm = True, firm or decided
        section = named[0].name if named else None
        return Context(
            decided, firm, agreed=self.agreed, earlier=earlier, section=section, speaker=section, who=self.who
        )

    def after_paragraph(self, words: str) -> Context:
        """A paragraph that announces ("sebagai berikut", a colon) opens a list; any other closes the one before."""
        opens = bool(_OPENS.search(words[-120:]))
        tail = words[-400:]
        listed = opens and bool(_DECISIONS.search(tail))
        earlier = self.earlier or (opens and bool(_EARLIER.search(re.split(r"[.!?]\s", tail)[-1])))
        listed = listed and not earlier
        firm = self.firm or (listed and bool(_FIRM.search(tail)))
        agreed = self.agreed or (listed and bool(re.search(r"\b(?:ber|me(?:ny)?)?sepakat", tail, re.I)))
        return replace(self, listed=listed, firm=firm, agreed=agreed, earlier=earlier, above=None)

    def after_agreement(self, words: str) -> Context:
        """ "… sepakat dengan ketentuan sebagai berikut": the articles below are what was agreed."""
        if _OPENS.search(words[-120:]) and re.search(r"\b(?:ber|me(?:ny)?)?sepakat", words[-400:], re.I):
            return replace(self, agreed=True, above=None)
        return self

    def named_above(self, words: str, named: Sequence[Office]) -> Context | None:
        """ "Wali Nagari (75 nagari):" in a decided part owns the points below it; None for any other line."""
        lead = _TOWARDS.match(words)
        name = _TELLS.sub("", words[lead.end() if lead else 0 :].rstrip(" :")).strip()
        if (
            not words.rstrip().endswith(":")
            or not 0 < len(name.split()) <= _LONGEST_NAME
            or not name[:1].isupper()
        ):
            return None
        if named and named[0].start > (lead.end() if lead else 0) + 1:
            return None
        if not named and not (self.decided and _NAMED.match(name)):
            return None
        office = named[0].name if named else None
        return replace(self, listed=True, above=heads(name, office), speaker=office or self.speaker)

    def after_sentence(self, sentence: Said, parties: Parties) -> Context:
        """Remembers who speaks: the office at the head of a reporting sentence or behind a quotation."""
        words = sentence.text
        said = ATTRIBUTION.search(words) if '"' in words or "”" in words else None
        if not said and not (_SPEAKS.opens(sentence) and _SPEAKS.pattern.search(words[:320])):
            return self
        for office in parties.groups(words[said.end() :]) if said else parties.groups(words[:200], upto=60):
            if said or _SPEAKS.pattern.search(words, office.end, office.end + 120):
                return self if office.name == self.speaker else replace(self, speaker=office.name or None)
        return self

    def spoken_by(self, who: str) -> Context:
        """A chat line's sender; another sender ends the list of the one before."""
        if who == self.who:
            return self
        named = offices(who)
        return Context(speaker=named[0].name if named else None, who=who)


def heads(words: str, office: str | None) -> Owner:
    """The owner of what stands below a heading."""
    return Owner(words, office or None, 0, because=Because(Reason.OWNER_FROM_HEADING, words))
