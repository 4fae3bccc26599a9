"""What an announcing word is: its sort, the kind of commitment it announces, and where its owner stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.minutes.rules.proposal import Kind


class Side(StrEnum):
    """Where the owner is named: "meminta X …" after the cue, "X akan …" before it."""

    AFTER = "after"
    BEFORE = "before"
    EITHER = "either"
    NONE = "none"


class Sort(StrEnum):
    """What kind of words these are; each sort has its own conditions in `screening`."""

    ORDER = "order"
    APPEAL = "appeal"
    EXPECT = "expect"
    HOPE = "hope"
    NEED = "need"
    AGREED = "agreed"
    MUST = "must"
    ADDRESSED = "addressed"
    WILL = "will"
    COMMITTED = "committed"
    MORE = "more"
    TASK = "task"
    OURS = "ours"
    RUNNING = "running"
    SOON = "soon"
    DATED = "dated"
    AWAITED = "awaited"
    BARE = "bare"


@dataclass(frozen=True)
class Cue:
    """One pattern of announcing words, and the words of which every match holds at least one."""

    sort: Sort
    kind: Kind
    side: Side
    pattern: re.Pattern[str]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A cue where it stands in the text looked at."""

    cue: Cue
    start: int
    end: int
