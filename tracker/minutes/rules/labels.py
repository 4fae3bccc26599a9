"""What the label of a line or a line above others says about what follows: who speaks, who owns the points below."""

from __future__ import annotations

from dataclasses import replace

from tracker.minutes.rules.aliases import CHAIRS
from tracker.minutes.rules.blocks import Block, BlockKind
from tracker.minutes.rules.context import Context, heads
from tracker.minutes.rules.looks import NEUTRAL_FIELDS, SUBTITLE
from tracker.minutes.rules.parties import Parties

_LONGEST_HEAD = 160  # letters


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
