"""What stands above a sentence: its section, whether decisions are listed there, who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.minutes.rules.aliases import CHAIRS, GOVERNMENT
from tracker.minutes.rules.days import days
from tracker.minutes.rules.gates import Said
from tracker.minutes.rules.looks import BRACKETS
from tracker.minutes.rules.offices import Office, offices
from tracker.minutes.rules.owners import Owner
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Because, Reason
from tracker.minutes.rules.sections import (
    ARTICLE,
    AS_TO,
    CLOSES,
    DECISIONS,
    EARLIER,
    FIRM,
    FOR,
    NAMED,
    OF,
    OF_YOU,
    OPENS,
    REPORTS,
    TELLS,
    TOWARDS,
    YOU,
)
from tracker.minutes.rules.speech import ATTRIBUTION, CLOSED_BY, SPEAKS
from tracker.minutes.rules.titles import REGION

_WROTE = re.compile(r"\b(?:menulis|wrote|menyatakan)\s*:\s*$", re.I)
_LABELLED = re.compile(r"[^:.]{2,50}:\s")
_BEGINS = re.compile(
    r"\W*(?:[A-Z]\S*\s+|(?:dan|di|se)\S*\s+){1,9}(?:\S+\s+){0,3}?(?:me[a-z]{4,}|ber[a-z]{4,})"
)
_DOES = re.compile(r"(?:[\s,]+(?:[A-Z]\S*|juga|kemudian|pun|turut|sendiri))*\s+(?:me[a-z]{4,}|ber[a-z]{4,})")
_LONGEST_NAME = 8


@dataclass(frozen=True)
class Context:
    """Carried from block to block; never changed in place.

    `decided` says that points under this heading are decisions, `firm` that the heading says so itself; `agreed` that
    the whole paper is an agreement, whose articles need no such heading; `speaking` that the speaker began in this
    paragraph; `partner` is who was spoken to: the office that spoke before the chair.
    """

    decided: bool = False
    neutral: bool = True
    firm: bool = False
    listed: bool = False
    agreed: bool = False
    earlier: bool = False
    section: str | None = None
    speaker: str | None = None
    who: str = ""
    partner: str | None = None
    speaking: bool = False
    above: Owner | None = None
    level: str = ""
    addressee: str | None = None
    counting: bool = False
    due: tuple[str, date] | None = None
    asked: str | None = None

    def under(self, heading: str, named: Sequence[Office], held_on: date | None = None) -> Context:
        """After a heading: its office speaks; an office alone ("Dinas Kesehatan:") owns what follows."""
        lead = TOWARDS.match(heading)
        bare = heading[lead.end() if lead else 0 :].strip(" :.").strip()
        alone = (
            len(named) == 1
            and heading.find(bare) >= named[0].start - 1
            and named[0].end >= len(BRACKETS.sub("", heading.rstrip(" :.")))
        )
        if not named and REGION.fullmatch(bare):
            return replace(self, listed=True, above=heads(bare, GOVERNMENT), speaker=GOVERNMENT)
        if alone:
            return replace(
                self, listed=True, above=heads(bare, named[0].name), speaker=named[0].name or self.speaker
            )
        earlier = bool(EARLIER.search(heading)) and not _tells(heading, held_on)
        decided = not earlier and bool(DECISIONS.search(heading))
        firm = decided and bool(FIRM.search(heading))
        neutral = not (earlier or REPORTS.search(heading))
        if self.agreed and not earlier and (decided or ARTICLE.match(heading) or heading.isupper()):
            decided, firm = True, firm or decided
        section = named[0].name if named else None
        after = Context(
            decided,
            neutral,
            firm,
            agreed=self.agreed,
            earlier=earlier,
            section=section,
            speaker=section,
            who=self.who,
            asked=self.asked,
        )
        towards = named and (
            FOR.search(heading[: named[0].start]) or OF.fullmatch(heading[: named[0].start].lstrip())
        )
        if earlier or not named or not towards or section in CHAIRS:
            return after
        return replace(after, listed=True, above=heads(heading[named[0].start :].strip(" :"), section))

    def after_paragraph(self, words: str) -> Context:
        """A paragraph that announces ("sebagai berikut", a colon) opens a list; any other closes the one before."""
        if words.rstrip().endswith(":") and (quoted := self.written_by(words)) is not self:
            return quoted
        opens = bool(OPENS.search(words[-120:]))
        tail = words[-400:]
        listed = opens and bool(DECISIONS.search(tail))
        earlier = self.earlier or (opens and bool(EARLIER.search(re.split(r"[.!?]\s", tail)[-1])))
        listed = listed and not earlier
        if opens and not listed and not earlier and (CLOSES.search(tail) or REPORTS.search(tail[-60:])):
            return replace(self, listed=False, decided=False, neutral=False, firm=False, above=None)
        firm = self.firm or (listed and bool(FIRM.search(tail)))
        agreed = self.agreed or (listed and bool(re.search(r"\b(?:ber|me(?:ny)?)?sepakat", tail, re.I)))
        above = self.above if listed and self.above and self.above.because else None
        if self.asked and OF_YOU.search(tail):
            listed, firm, above = True, True, heads(YOU, self.asked)
        return replace(self, listed=listed, firm=firm, agreed=agreed, earlier=earlier, above=above)

    def after_agreement(self, words: str) -> Context:
        """ "… sepakat dengan ketentuan sebagai berikut": the articles below are what was agreed."""
        if OPENS.search(words[-120:]) and re.search(r"\b(?:ber|me(?:ny)?)?sepakat", words[-400:], re.I):
            return replace(self, agreed=True, above=None)
        return self

    def named_above(self, words: str, named: Sequence[Office]) -> Context | None:
        """ "Wali Nagari (75 nagari):" in a decided part owns the points below it; None for any other line."""
        lead = TOWARDS.match(words) or AS_TO.match(words)
        name = TELLS.sub("", words[lead.end() if lead else 0 :].rstrip(" :")).strip()
        if (
            not words.rstrip().endswith(":")
            or not 0 < len(name.split()) <= _LONGEST_NAME
            or not name[:1].isupper()
        ):
            return None
        if named and named[0].start > (lead.end() if lead else 0) + 1:
            return None
        if not named and not (self.decided and NAMED.match(name)):
            return None
        office = named[0].name if named else None
        above = None if office in CHAIRS and not self.decided else heads(name, office)
        return replace(self.with_speaker(office or self.speaker), listed=True, above=above)

    def owning_point(self, words: str, level: str, named: Sequence[Office]) -> tuple[Context, bool]:
        """ "1. Dinas Kesehatan:" owns the points below it, until the next point of its own level."""
        around = replace(self, above=None, level="") if self.above and self.level == level else self
        addressed = around.named_above(words, named)
        alone = BRACKETS.sub("", words.rstrip(" :"))
        whole_line = len(named) == 1 and named[0].start == 0 and named[0].end >= len(alone)
        if not (whole_line or (addressed and named)):
            return around, False
        above = addressed.above if addressed and addressed.above else heads(alone, named[0].name)
        speaker = above.office or self.speaker
        return replace(around, above=above, level=level, listed=True, speaker=speaker), True

    def telling(self, office: Office) -> Context:
        """ "Giliran berikutnya Dinas Pendidikan." : what follows in the paragraph is told to them."""
        return replace(self, addressee=office.name or None)

    def with_speaker(self, office: str | None) -> Context:
        """Another one speaks; who spoke before the chair stays the one whom the chair may tell to do something."""
        partner = self.partner if office in CHAIRS else office
        return replace(self, speaker=office, partner=partner, speaking=True)

    def after_sentence(self, sentence: Said, parties: Parties) -> Context:
        """Remembers who speaks: the office at the head of a reporting sentence or behind a quotation."""
        words = sentence.text
        said = ATTRIBUTION.search(words) if '"' in words or "”" in words else CLOSED_BY.search(sentence)
        if not said and _LABELLED.match(words):
            head = next(iter(parties.groups(words[:60], upto=2)), None)
            if head and head.name not in CHAIRS and words[head.end :].lstrip().startswith(":"):
                return replace(self, speaker=head.name or None, speaking=True)
        if not said and not (SPEAKS.opens(sentence) and SPEAKS.pattern.search(words[:320])):
            if not _BEGINS.match(words):
                return self
            head = next(iter(parties.groups(words[:120], upto=3)), None)
            told = head and _DOES.match(words, head.end)
            return replace(self, speaker=head.name or None) if head and told else self
        for office in parties.groups(words[said.end() :]) if said else parties.groups(words[:200], upto=60):
            if said or SPEAKS.pattern.search(words, office.end, office.end + 120):
                return replace(self, speaker=office.name or None, speaking=True)
        return self

    def sent(self, key: str, words: str) -> Context:
        """ "Dari: …@dinkes.…" in a mail's head: the sender speaks where nobody else does."""
        if key.lower() in ("kepada", "yth") and (asked := offices(words)):
            return replace(self, asked=asked[0].name or None)
        named = offices(words.replace("@", " ").replace(".", " ")) if key.lower() in ("dari", "from") else []
        return replace(self, speaker=named[0].name) if named else self

    def written_by(self, words: str) -> Context:
        """ "Pada Kam, 4 Des, Dewi (BPJS) menulis:" above a mail that is answered."""
        if not _WROTE.search(words[-60:]):
            return self
        named = offices(words)
        return Context(speaker=named[-1].name if named else None)

    def spoken_by(self, who: str) -> Context:
        """A chat line's sender; another sender ends the list of the one before."""
        if who == self.who:
            return self
        named = offices(who)
        return Context(speaker=named[0].name if named else None, who=who)


def _tells(heading: str, held_on: date | None) -> bool:
    """Whether a heading names the forum's own day: "Tindak lanjut rapat 18 Maret" on that day is what it decided."""
    return held_on is not None and any(day.on == held_on for day in days(Said.of(heading), near=held_on))


def heads(words: str, office: str | None) -> Owner:
    """The owner of what stands below a heading."""
    return Owner(words, office or None, 0, because=Because(Reason.OWNER_FROM_HEADING, words))
