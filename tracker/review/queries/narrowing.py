"""The conditions behind tabs and filters of the board."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, true

from tracker.commitments.models import Commitment
from tracker.commitments.queries import conditions as are
from tracker.commitments.rules import Status
from tracker.commitments.words import matching, searched
from tracker.review.rules import Band, Edges, Filters, Flag, Sight, Tab

type_test = ColumnElement[bool]


def of_tab(tab: Tab, see: Sight, asked: type_test | None = None) -> type_test:
    """The question of a tab; `asked` is known where requests were joined already."""
    if tab is Tab.OVERDUE:
        return are.overdue(see.today, asked)
    if tab is Tab.REQUESTS:
        return and_(are.still_open(), are.asked() if asked is None else asked)
    simple: dict[Tab, Callable[[], type_test]] = {
        Tab.WAITING: are.waiting,
        Tab.LOOK_AGAIN: are.to_look_at_again,
        Tab.OBSTRUCTED: are.obstructed,
        Tab.OPEN: are.still_open,
        Tab.ALL: true,
    }
    return simple[tab]()


def in_sight(see: Sight, words: str) -> list[type_test]:
    """Published, in one of the regions, and holding the words that were searched."""
    tests: list[type_test] = [Commitment.published_at.is_not(None)]
    if see.regions is not None:
        few = len(see.regions) == 1
        tests.append(
            Commitment.region_id == next(iter(see.regions)) if few else Commitment.region_id.in_(see.regions)
        )
    return [*tests, matching(words, see.regions)] if searched(words) else tests


def flags(see: Sight, asked: type_test | None = None) -> dict[Flag, type_test]:
    return {
        Flag.FOR_ME: are.for_person(see.asker, asked),
        Flag.OBSTRUCTED: Commitment.obstacle != "",
        Flag.SILENT: are.silent(see.quiet_before),
        Flag.SENT_BACK: Commitment.status == Status.SENT_BACK,
        Flag.EXTENDED: Commitment.extended > 0,
    }


def _band(word: Band, bounds: Edges) -> list[type_test]:
    first, before = bounds.span(word)
    return [
        *([Commitment.due_on >= first] if first else []),
        *([Commitment.due_on < before] if before else []),
    ]


def narrowed(filters: Filters, see: Sight) -> list[type_test]:
    """What the filters leave of a tab."""
    tests = _band(filters.band, see.bounds) if filters.band else []
    if filters.office:
        tests.append(Commitment.owner_office_id == filters.office)
    if filters.forum:
        tests.append(Commitment.forum_id == filters.forum)
    if filters.place:
        tests.append(Commitment.region_id == filters.place)
    if filters.flag:
        tests.append(flags(see)[filters.flag])
    return tests
