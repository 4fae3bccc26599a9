"""The numbers on the board: behind each tab, and beside each filter."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, union_all

from tracker.commitments.models import Commitment, Extension
from tracker.commitments.rules import ExtensionState
from tracker.extensions import db
from tracker.forums.models import Forum
from tracker.regions.models import Office, Region
from tracker.review.facets import Facets, Named
from tracker.review.queries.narrowing import band, flags, in_sight, narrowed, number_of, of_tab
from tracker.review.rules import Band, Filters, Flag, Sight, Tab

NAMES = ("band", "office", "forum", "flag", "place")
"""The filters that have counts."""


def counts(filters: Filters, see: Sight) -> tuple[dict[Tab, int], Facets]:
    """How many stand behind each tab and beside each filter. Two queries: one pass for sums, one for names."""
    asked = Extension.id.is_not(None)
    tab = of_tab(filters.tab, see, asked)
    sums: dict[Any, ColumnElement[int]] = {word: number_of([of_tab(word, see, asked)]) for word in Tab}
    for name in NAMES:
        sums[name] = number_of([tab, *narrowed(filters, see, but=name, asked=asked)])
    if filters.tab is Tab.OVERDUE:
        others = narrowed(filters, see, but="band", asked=asked)
        sums |= {word: number_of([tab, *band(word, see.bounds), *others]) for word in Band}
        sums["longest"] = number_of([tab, *band(Band.OVER_20, see.bounds)])
    others = narrowed(filters, see, but="flag", asked=asked)
    marks = flags(see, asked)
    sums |= {("flag", word): number_of([tab, marks[word], *others]) for word in Flag}
    row = db.session.execute(
        select(*(number.label(f"n{n}") for n, number in enumerate(sums.values())))
        .select_from(Commitment)
        .outerjoin(
            Extension,
            and_(Extension.commitment_id == Commitment.id, Extension.state == ExtensionState.ASKED),
        )
        .where(*in_sight(see, filters.words))
    ).one()
    found = dict(zip(sums, row, strict=True))
    facets = Facets(
        all={name: found[name] for name in NAMES},
        bands={word: found.get(word, 0) for word in Band},
        flags={word: found["flag", word] for word in Flag},
        longest=found.get("longest", 0),
        **_named(filters, see),
    )
    return {word: found[word] for word in Tab}, facets


def _named(filters: Filters, see: Sight) -> dict[str, list[Named]]:
    """What has a name, with the most rows first: offices and forums, or the regions of a wide view."""
    if see.wide:
        parts = {"places": _grouped("place", Commitment.region_id, Region.id, Region.name, filters, see)}
    else:
        parts = {
            "offices": _grouped("office", Commitment.owner_office_id, Office.id, Office.short, filters, see),
            "forums": _grouped("forum", Commitment.forum_id, Forum.id, Forum.title, filters, see),
        }
    found: dict[str, list[Named]] = {part: [] for part in parts}
    wanted = union_all(*(part.add_columns(literal(name).label("part")) for name, part in parts.items()))
    for number, called, value, part in db.session.execute(wanted.order_by(wanted.selected_columns[0].desc())):
        found[part].append(Named(value, called, number))
    return found


def _grouped(
    name: str, of: Any, key: Any, called: Any, filters: Filters, see: Sight
) -> Select[tuple[int, str, int]]:
    tests = [*in_sight(see, filters.words), of_tab(filters.tab, see), *narrowed(filters, see, but=name)]
    counted = select(of.label("key"), func.count().label("number")).where(*tests).group_by(of).subquery()
    return select(counted.c.number, called.label("called"), key.label("key")).join(counted, counted.c.key == key)
