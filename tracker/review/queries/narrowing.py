"""The conditions behind tabs and filters of the board."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, case, func, literal

from tracker.commitments.models import Commitment
from tracker.commitments.queries import conditions as are
from tracker.commitments.rules import Status
from tracker.commitments.words import matching, searched
from tracker.review.rules import Band, Edges, Filters, Flag, Sight, Tab

type_test = ColumnElement[bool]


def of_tab(tab: Tab, see: Sight, asked: type_test | None = None) -> type_test:
    """The question of a tab; `asked` is known where requests for time were joined already."""
    wants_time = are.asked_for_time() if asked is None else asked
    questions: dict[Tab, type_test] = {
        Tab.OVERDUE: are.overdue(see.today, wants_time),
        Tab.WAITING: are.waiting(),
        Tab.MORE_TIME: and_(are.still_open(), wants_time),
        Tab.OBSTRUCTED: are.obstructed(),
        Tab.OPEN: are.still_open(),
        Tab.ALL: literal(True),
    }
    return questions[tab]


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


def band(word: Band, bounds: Edges) -> list[type_test]:
    first, before = bounds.span(word)
    return [
        *([Commitment.due_on >= first] if first else []),
        *([Commitment.due_on < before] if before else []),
    ]


def narrowed(filters: Filters, see: Sight, *, but: str = "", asked: type_test | None = None) -> list[type_test]:
    """What the filters leave of a tab; `but` names one that is left aside, to count what it could be set to."""
    tests: dict[str, list[type_test]] = {}
    if filters.band:
        tests["band"] = band(filters.band, see.bounds)
    if filters.office:
        tests["office"] = [Commitment.owner_office_id == filters.office]
    if filters.forum:
        tests["forum"] = [Commitment.forum_id == filters.forum]
    if filters.place:
        tests["place"] = [Commitment.region_id == filters.place]
    if filters.flag:
        tests["flag"] = [flags(see, asked)[filters.flag]]
    return [test for name, these in tests.items() if name != but for test in these]


def number_of(tests: Iterable[type_test]) -> ColumnElement[int]:
    """How many rows pass all the tests, among those that a statement reads anyway."""
    return func.count(case((and_(literal(True), *tests), 1)))
