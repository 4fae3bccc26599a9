"""The words of each commitment for searching: one row each, in PostgreSQL's or SQLite's own full-text index.

A row holds the action, its measure, the quote, the owner's office and all that was reported, and the word `r<region>`,
so that the index alone narrows a search to regions. Words are as they stand, without stems: each word of a search also
finds longer ones, which is what Indonesian's endings need.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Text,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    table,
)

from tracker.commitments.models import Commitment, Update
from tracker.extensions import db
from tracker.forums.models import Decision
from tracker.regions.models import Office

MOST_WORDS = 8
LONGEST_WORD = 40
MOST_TEXT = 200_000
"""Characters of one commitment that can be searched; PostgreSQL's limit for one row is about five times that."""

_WORD = re.compile(r"[^\W_]+")
_KEY = {"postgresql": "commitment_id", "sqlite": "rowid"}


def _index() -> Any:
    return table("commitment_words", column(_KEY[_dialect()], BigInteger), column("words"))


def _dialect() -> str:
    return db.session.get_bind().dialect.name


def index(commitment_ids: Collection[int]) -> None:
    """Writes the words of these commitments anew; call it after each change of what can be searched."""
    db.session.flush()
    forget(commitment_ids)
    _write(_texts().where(Commitment.id.in_(commitment_ids)))


def forget(commitment_ids: Collection[int]) -> None:
    """Takes commitments out of the index."""
    found = _index()
    db.session.execute(delete(found).where(found.c[_KEY[_dialect()]].in_(commitment_ids)))


def index_all() -> None:
    """Writes the whole index anew, in one statement."""
    db.session.execute(delete(_index()))
    _write(_texts())


def _write(texts: Select[Any]) -> None:
    db.session.execute(insert(_index()).from_select([_KEY[_dialect()], "words"], texts))


def _texts() -> Select[Any]:
    said = (
        select(func.aggregate_strings(Update.note + " " + Update.obstacle, " "))
        .where(Update.commitment_id == Commitment.id)
        .correlate(Commitment)
        .scalar_subquery()
    )
    parts = (Commitment.action, Commitment.measure, Decision.quote, Office.name, Office.short)
    body: ColumnElement[str] = literal("r", String) + cast(Commitment.region_id, String)
    for part in parts:
        body = body + " " + cast(part, Text)
    body = func.substr(body + " " + func.coalesce(said, ""), 1, MOST_TEXT)
    if _dialect() == "postgresql":
        body = func.to_tsvector("simple", func.regexp_replace(body, "[^[:alnum:]]+", " ", "g"))
    return (
        select(Commitment.id, body)
        .join(Decision, Decision.id == Commitment.decision_id)
        .join(Office, Office.id == Commitment.owner_office_id)
    )


def searched(text: str) -> tuple[str, ...]:
    """The words that a search is made of; none for a text without letters and digits."""
    return tuple(word[:LONGEST_WORD].lower() for word in _WORD.findall(text)[:MOST_WORDS])


def matching(text: str, region_ids: Collection[int] | None) -> ColumnElement[bool]:
    """That a commitment of one of the regions (None: of any) holds all words, each perhaps as a beginning."""
    wanted, found = searched(text), _index()
    if not wanted:
        return literal(True)
    places = [f"r{number}" for number in sorted(region_ids or ())]
    if _dialect() == "postgresql":
        within = [f"({' | '.join(places)})"] if places else []
        query = " & ".join([*within, *(f"{word}:*" for word in wanted)])
        hit = found.c.words.op("@@")(func.to_tsquery("simple", query))
    else:
        within = [f"({' OR '.join(places)})"] if places else []
        query = " AND ".join([*within, *(f'"{word}"*' for word in wanted)])
        hit = column("commitment_words").op("MATCH")(query)
    return Commitment.id.in_(select(found.c[_KEY[_dialect()]]).select_from(found).where(hit))
