"""Writes one clause down as a proposal: who, what, by when, how much, and why it is thought so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tracker.minutes.rules import negatives
from tracker.minutes.rules.aliases import CHAIRS, CLINIC, DISTRICT, OUTSIDE
from tracker.minutes.rules.clause import Clause
from tracker.minutes.rules.context import Context
from tracker.minutes.rules.deadlines import Deadline
from tracker.minutes.rules.figures import every, indicators
from tracker.minutes.rules.offices import is_group, offices
from tracker.minutes.rules.owners import Owner, owner
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.phrasing import action
from tracker.minutes.rules.proposal import Because, Kind, Proposal, Reason, Warn
from tracker.minutes.rules.sections import YOU
from tracker.minutes.rules.sorts import Hit, Sort
from tracker.minutes.rules.spelling import is_misspelt
from tracker.minutes.rules.wording import Wording

_HEAD = 3_000
_MEETING = re.compile(
    r"\W*(?:rapat|pertemuan|forum|lokmin|lokakarya|musyawarah|agenda|acara|dijawab|ditanggapi)\b", re.I
)
_TOLD = (Sort.ORDER, Sort.MUST, Sort.ADDRESSED, Sort.DATED, Sort.BARE)
_OWN = (Sort.BARE, Sort.DATED, Sort.WILL, Sort.COMMITTED, Sort.OURS, Sort.RUNNING)
_PLANNED = re.compile(r"di\w+|jangan|akan\s+(?=(?:kami|kita|saya)\b)", re.I)
_ONGOING = re.compile(r"\b(?:tetap|terus|senantiasa|selalu)\b", re.I)
_ALONE = re.compile(r"(?:para|seluruh|setiap|semua|tiap|masing|segenap|\d)", re.I)


@dataclass
class Proposing:
    """Knows the text as written and who is called what in it."""

    wording: Wording
    parties: Parties

    def proposal(self, hit: Hit, clause: Clause, when: Deadline | None, context: Context) -> Proposal:
        who = owner(hit, clause, speaker=self._speaker(context), above=context.above)
        mine = hit.cue.sort in _OWN or (
            hit.cue.sort is Sort.ORDER and all(office.name in CHAIRS for office in clause.found)
        )
        if (
            who.words is None
            and mine
            and not _MEETING.match(clause.words)
            and context.speaking
            and context.speaker not in CHAIRS
        ):
            because = Because(Reason.OWNER_IS_SPEAKER, context.speaker or "")
            who = Owner(context.speaker, context.speaker, who.end, because=because)
        if (
            who.words is None
            and context.speaking
            and context.speaker in CHAIRS
            and context.partner
            and hit.cue.sort in _TOLD
        ):
            who = Owner(
                context.partner,
                context.partner,
                who.end,
                because=Because(Reason.OWNER_IS_SPEAKER, context.partner),
            )
        if (
            who.office is None
            and who.start is None
            and context.addressee
            and hit.cue.sort in (*_TOLD, Sort.AWAITED, Sort.AGREED, Sort.EXPECT)
        ):
            because = Because(Reason.OWNER_FROM_HEADING, context.addressee)
            who = Owner(context.addressee, context.addressee, who.end, because=because)
        who = self._settled(who)
        start = hit.start if hit.cue.sort is Sort.NEED else clause.start
        due = (when.start + clause.start, when.end + clause.start) if when else None
        phrase = self._phrase(hit, clause, who, due)
        warnings = when.warnings if when else ()
        measures = indicators(phrase) or every(who.words, phrase)
        place = self.wording.place(start, clause.end)
        return Proposal(
            quote=self.wording.text[slice(*place)],
            start=place[0],
            end=place[1],
            action=phrase,
            owner=self._written(who),
            office=who.office,
            deadline_text=" ".join(self.wording.said(*due).split()) if due else None,
            due_on=when.due_on if when else None,
            kind=Kind.APPEAL if context.above and context.above.words == YOU else _kind(hit, clause, who),
            indicator=measures[0] if measures else None,
            cue=self.wording.said(hit.start, hit.end).strip() or self.wording.text[slice(*place)],
            warnings=(*warnings, Warn.OWNER_CARRIED) if who.carried else warnings,
            because=tuple(self._because(hit, who, due)),
            indicators=measures,
            supporting=who.supporting,
        )

    def state(self, clause: Clause) -> Proposal:
        """An old item with its state; its owner is the first office in it."""
        named = clause.found[0] if clause.found else None
        closing = negatives.closing_words(clause.words)
        place = self.wording.place(clause.start, clause.end)
        quote = self.wording.text[slice(*place)]
        return Proposal(
            quote=quote,
            start=place[0],
            end=place[1],
            action=action(clause.text, clause.start, clause.end),
            owner=" ".join(self.wording.said(named.start, named.end).split()) if named else None,
            office=(named.name or None) if named else None,
            deadline_text=None,
            due_on=None,
            kind=Kind.STATUS,
            indicator=None,
            cue=closing if closing and closing in quote else quote,
            because=(Because(Reason.STATUS_WORDS, closing or negatives.state_words(clause.words) or ""),),
        )

    def _because(self, hit: Hit, who: Owner, due: tuple[int, int] | None) -> Iterator[Because]:
        cue = " ".join(self.wording.said(hit.start, hit.end).split())
        yield Because(Reason.POINT_OF_LIST if hit.cue.sort is Sort.BARE else Reason.CUE, cue[:80])
        if who.because:
            yield who.because
        if who.start is not None and self._misspelt(who):
            yield Because(Reason.OWNER_MISSPELT, self.wording.said(who.start, who.end))
        if due:
            yield Because(Reason.DUE_FROM_WORDS, " ".join(self.wording.said(*due).split()))

    def _misspelt(self, who: Owner) -> bool:
        said = self.wording.said(who.start or 0, who.end)
        return any(is_misspelt(word) for word in re.findall(r"[^\W\d_]+", said))

    def _written(self, who: Owner) -> str | None:
        if who.words is None or who.start is None:
            return who.words
        return " ".join(self.wording.said(who.start, who.end).split())

    def _settled(self, who: Owner) -> Owner:
        """A head of one district or clinic without its name is the one that the text is about."""
        if who.words is None or who.office is None or _ALONE.match(who.words):
            return who
        known = self._only(who.office)
        return (
            who
            if known == who.office
            else Owner(who.words, known, who.end, who.start, who.because, who.supporting)
        )

    def _only(self, office: str) -> str:
        """The one name that the head of the text gives; the group itself when it gives none or several."""
        group = next((g for g in (CLINIC, DISTRICT) if office == f"{g} (seluruh)"), None)
        if group is None:
            return office
        own = {name for name in self._heading_names if name.startswith(group) and not is_group(name)}
        return own.pop() if len(own) == 1 and group == DISTRICT else office

    @cached_property
    def _heading_names(self) -> list[str]:
        return [found.name for found in offices(self.wording.plain[:_HEAD])]

    def _speaker(self, context: Context) -> str | None:
        """ "We" of a puskesmas that is not named there is the first one that the text names."""
        name = context.speaker or context.section
        if name != f"{CLINIC} (seluruh)":
            return name
        named = (known for known in self._heading_names if known.startswith(CLINIC) and not is_group(known))
        return next(named, name)

    def _phrase(self, hit: Hit, clause: Clause, who: Owner, due: tuple[int, int] | None) -> str:
        """What stands after cue and owner; the front of the sentence when the object was put first."""
        plain = clause.text
        begin = hit.start if hit.cue.sort is Sort.BARE else max(hit.end, who.end)
        if hit.cue.sort in (Sort.WILL, Sort.ADDRESSED) and _PLANNED.match(plain, hit.start, hit.end):
            begin = who.end if who.words and who.end <= hit.start else clause.start
        if hit.cue.sort is Sort.DATED and who.words and who.end <= hit.start:
            begin = who.end
        begin = begin if begin < clause.end else hit.end
        phrase = action(plain, begin, clause.end, without=due)
        if len(phrase.split()) < 2 or (hit.cue.sort is Sort.DATED and who.words is None):
            phrase = action(plain, clause.start, clause.end, without=due)
        return phrase or action(plain, clause.start, clause.end) or clause.words.strip()[:200]


def _kind(hit: Hit, clause: Clause, who: Owner) -> Kind:
    """What is told to somebody outside the region's offices is an appeal."""
    if hit.cue.sort is Sort.COMMITTED and _ONGOING.search(
        clause.text, max(clause.start, hit.start - 12), min(clause.end, hit.end + 20)
    ):
        return Kind.ONGOING
    told = hit.cue.sort is Sort.ORDER and hit.cue.kind is Kind.DIRECTIVE
    nobody = who.words is not None and who.office is None and who.because is not None
    if (
        told
        and who.because
        and who.because.reason is Reason.OWNER_FROM_WORDS
        and (nobody or who.office in OUTSIDE)
    ):
        return Kind.APPEAL
    return hit.cue.kind
