"""The numbers on the board: behind each tab, and beside each filter. One statement, one pass over the rows in sight."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from tracker.commitments.models import Commitment, Extension
from tracker.commitments.petition_rules import PetitionState
from tracker.commitments.petitions import Petition
from tracker.commitments.rules import ExtensionState
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.regions.models import Office, Region
from tracker.review.facets import Facets, Named
from tracker.review.queries.narrowing import flags, in_sight, of_tab
from tracker.review.rules import Band, Filters, Flag, Sight, Sort, Tab

type_test = ColumnElement[bool]

SUMS = "sums"


class _Part(NamedTuple):
    """A filter whose values have names, and where the names stand."""

    filter: str
    key: Any
    called: Any
    region: Any


OFFICES = _Part("office", Office.id, Office.short, Office.region_id)
FORUMS = _Part("forum", Forum.id, Forum.title, Forum.region_id)
PLACES = _Part("place", Region.id, Region.name, Region.id)


def counts(filters: Filters, see: Sight) -> tuple[dict[Tab, int], Facets]:
    """How many stand behind each tab, and what each filter would leave. One query.

    Of a wide view only the tab that is open is counted: the others would have to read a million rows for a number.
    """
    make = (
        _made if filters.words else _statement
    )  # a search is rarely asked again, and each database has its own
    wanted, sums = make(replace(filters, after=None, sort=Sort.USUAL, every=False), see)
    named: dict[str, list[Named]] = {name: [] for name in _parts(see)}
    found: dict[Any, int] = {}
    for name, key, called, *numbers in db.session.execute(wanted):
        if name == SUMS:
            found = dict(zip(sums, numbers, strict=True))
        else:
            named[name].append(Named(key, called, numbers[0]))
    for values in named.values():
        values.sort(key=lambda value: (-value.number, value.name))
    return {word: found["tab", word] for word in _tabs(filters, see)}, _facets(found, named)


def _tabs(filters: Filters, see: Sight) -> list[Tab]:
    return [filters.tab] if see.wide else list(Tab)


def _parts(see: Sight) -> dict[str, _Part]:
    return {"places": PLACES} if see.wide else {"offices": OFFICES, "forums": FORUMS}


@lru_cache(maxsize=128)
def _statement(filters: Filters, see: Sight) -> tuple[CompoundSelect[Any], tuple[Any, ...]]:
    """Making the question costs as much as asking it."""
    return _made(filters, see)


def _made(filters: Filters, see: Sight) -> tuple[CompoundSelect[Any], tuple[Any, ...]]:
    """The question, and what each number of its first row counts."""
    seen = _seen(filters, see, _tabs(filters, see))
    sums = _sums(seen, filters, _tabs(filters, see))
    wanted = union_all(
        select(literal(SUMS), null(), null(), *sums.values()).select_from(seen),
        *(
            _grouped(name, part, seen, filters, len(sums)).where(*_near(part, see))
            for name, part in _parts(see).items()
        ),
    )
    return wanted, tuple(sums)


def _near(part: _Part, see: Sight) -> list[type_test]:
    """Names are looked for in the region, not among a nation's: the database cannot know that there are no others."""
    return [] if see.wide else [part.region == see.region_id]


def _facets(found: dict[Any, int], named: dict[str, list[Named]]) -> Facets:
    return Facets(
        all={name: found[name] for name in ("band", "office", "forum", "flag", "place")},
        bands={word: found[word] for word in Band},
        flags={word: found["flag", word] for word in Flag},
        longest=found["longest"],
        **named,
    )


def _seen(filters: Filters, see: Sight, tabs: list[Tab]) -> CTE:
    """Of each row in sight, what can be asked of it."""
    asked = or_(Extension.id.is_not(None), Petition.id.is_not(None))
    band = case(
        (Commitment.due_on >= see.today, None),
        (Commitment.due_on >= see.bounds.five, Band.UP_TO_5.value),
        (Commitment.due_on >= see.bounds.ten, Band.UP_TO_10.value),
        (Commitment.due_on >= see.bounds.twenty, Band.UP_TO_20.value),
        (Commitment.due_on.is_not(None), Band.OVER_20.value),
    )
    return (
        select(
            Commitment.owner_office_id.label("office"),
            Commitment.forum_id.label("forum"),
            Commitment.region_id.label("place"),
            band.label("band"),
            *(of_tab(word, see, asked).label(f"tab-{word}") for word in tabs),
            *(test.label(f"flag-{word}") for word, test in flags(see, asked).items()),
        )
        .outerjoin(
            Extension,
            and_(Extension.commitment_id == Commitment.id, Extension.state == ExtensionState.ASKED),
        )
        .outerjoin(
            Petition, and_(Petition.commitment_id == Commitment.id, Petition.state == PetitionState.ASKED)
        )
        .where(*in_sight(see, filters.words), *([of_tab(filters.tab, see, asked)] if see.wide else []))
        .cte("seen")
    )


def _sums(seen: CTE, filters: Filters, tabs: list[Tab]) -> dict[Any, ColumnElement[int]]:
    but = {name: _left(seen, filters, but=name) for name in ("band", "office", "forum", "flag", "place")}
    tests: dict[Any, type_test] = {("tab", word): seen.c[f"tab-{word}"] for word in tabs}
    tests |= but
    tests |= {word: and_(but["band"], seen.c.band == word.value) for word in Band}
    tests |= {("flag", word): and_(but["flag"], seen.c[f"flag-{word}"]) for word in Flag}
    tests["longest"] = and_(seen.c[f"tab-{filters.tab}"], seen.c.band == Band.OVER_20.value)
    return {name: func.count().filter(test) for name, test in tests.items()}


def _left(seen: CTE, filters: Filters, *, but: str) -> type_test:
    """What the filters leave of the tab, one of them left aside to count what it could be set to."""
    tests: list[type_test] = [seen.c[f"tab-{filters.tab}"]]
    values = {
        "band": filters.band and filters.band.value,
        "office": filters.office,
        "forum": filters.forum,
        "place": filters.place,
    }
    tests += [seen.c[name] == value for name, value in values.items() if value and name != but]
    if filters.flag and but != "flag":
        tests.append(seen.c[f"flag-{filters.flag}"])
    return and_(true(), *tests)


def _grouped(name: str, part: _Part, seen: CTE, filters: Filters, width: int) -> Select[Any]:
    """The values of a filter with their names; as wide as the row of sums."""
    of = seen.c[part.filter]
    left = _left(seen, filters, but=part.filter)
    counted = select(of.label("key"), func.count().label("number")).where(left).group_by(of).subquery()
    rest = [null() for _column in range(width - 1)]
    return select(literal(name), part.key, part.called, counted.c.number, *rest).join(
        counted, counted.c.key == part.key
    )
