"""What the label of a line or a line above others says about what follows: who speaks, who owns the points below."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.minutes.rules.aliases import CHAIRS
from tracker.minutes.rules.blocks import Block, BlockKind
from tracker.minutes.rules.calendar import MONTH
from tracker.minutes.rules.context import Context, heads
from tracker.minutes.rules.deadlines import deadline
from tracker.minutes.rules.looks import NEUTRAL_FIELDS, SUBTITLE
from tracker.minutes.rules.parties import Parties
from tracker.minutes.rules.proposal import Because, Kind, Proposal, Reason
from tracker.minutes.rules.sections import FIRM

_LONGEST_HEAD, _LONGEST_TIME = 160, 60  # letters
_TIME = re.compile(
    rf"\W*(?:jangka\s+(?:pendek|menengah|panjang)\W|(?:target|tenggat|batas(?:\s+waktu)?|paling\s+\w+|sampai"
    rf"|selesai|sebelum)"
    rf"\W+(?!tahun)|(?:minggu|pekan|bulan|triwulan|tw|semester|akhir|awal|pertengahan)\s|{MONTH}\s*(?:20\d\d)?\W*$)"
    r"(?!.*\b(?:rapat|forum|notul\w*|laporan|capaian|data|realisasi|kondisi|evaluasi)\b)",
    re.I,
)

_OF_TITLE = re.compile(r"^[^a-z]*\bTAHUN\s+20\d\d\W*$")
""" "SEMESTER I TAHUN 2026" is a line of the paper's title."""


def due_above(words: str, held_on: date | None) -> tuple[str, date] | None:
    """ "Minggu I Desember", "Jangka pendek (sampai Desember 2025):" : the last day of what stands below."""
    if held_on is None or len(words) > _LONGEST_TIME or not _TIME.match(words) or _OF_TITLE.search(words):
        return None
    when = deadline(words.rstrip(" :"), held_on, cell=True)
    return (words.rstrip(" :"), when.due_on) if when and when.due_on and when.due_on > held_on else None


def dated_above(found: Proposal, due: tuple[str, date] | None) -> Proposal:
    """With the day of the line above, where the words themselves give none."""
    if due is None or found.due_on or found.deadline_text or found.kind is Kind.STATUS:
        return found
    because = (*found.because, Because(Reason.DUE_FROM_WORDS, due[0]))
    return replace(found, deadline_text=due[0], due_on=due[1], because=because)


def after_label(context: Context, block: Block, plain: str, parties: Parties) -> tuple[Context, bool]:
    """Who speaks from here on; and whether this is a field of the paper's head, which holds no promise."""
    if context.speaking and (block.kind is BlockKind.ITEM or not context.listed):
        context = replace(context, speaking=False)
    if block.kind is BlockKind.TEXT and block.speaker:
        return context.spoken_by(block.speaker), False
    if block.kind is not BlockKind.FIELD:
        return context, False
    if NEUTRAL_FIELDS.match(block.speaker):
        return context.sent(block.speaker, plain[block.start : block.end]), True
    named = parties.groups(block.speaker)
    if not named:
        return context, False
    above = None if named[0].name in CHAIRS else heads(block.speaker, named[0].name)
    return replace(context.with_speaker(named[0].name or context.speaker), above=above), False


def after_subtitle(
    context: Context, block: Block, words: str, parties: Parties, *, known: bool
) -> tuple[Context, bool]:
    """And whether the block only stands above others: a subtitle, an office, "Wali Nagari:"."""
    if block.kind is BlockKind.ITEM:
        named = parties.groups(words) if len(words) <= _LONGEST_HEAD else []
        if block.level == "capital" and SUBTITLE.fullmatch(words) and not named:
            return context, True
        return context.owning_point(words, block.level, named)
    if known or not words.rstrip().endswith(":"):
        return context, False
    above = context.named_above(words, parties.groups(words[:120]))
    return above or context, above is not None


def owes(context: Context, block: Block, plain: str, parties: Parties) -> bool:
    """ "Dinkes/Puskesmas : kunjungan rumah …" below "Kesepakatan:"."""
    if (
        block.kind is not BlockKind.FIELD
        or not (context.decided or context.listed)
        or context.earlier
        or plain[block.end - 1] == ":"
    ):
        return False
    named = parties.groups(block.speaker)
    return bool(named) and named[0].name not in CHAIRS


def labels_decision(context: Context, block: Block, plain: str) -> bool:
    """ "Rekomendasi: apotek ditambah dua"."""
    is_field = block.kind is BlockKind.FIELD and plain[block.end - 1] != ":"
    return is_field and not context.earlier and FIRM.search(block.speaker) is not None
