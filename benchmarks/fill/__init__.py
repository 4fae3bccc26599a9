"""A national-size data set: the same rows for the same seed and day, in the models' own tables."""

from __future__ import annotations

from datetime import date
from random import Random

from flask import Flask
from sqlalchemy import select

from benchmarks.fill.places import Census, opened
from benchmarks.fill.store import Store
from benchmarks.fill.stories import Chronicle
from tracker.commitments.models import Commitment, Event, Extension, Support, Update, Verification
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, Series
from tracker.people.models import Person, Post, Tenure
from tracker.regions.models import Office

TABLES = (
    Office,
    Person,
    Post,
    Tenure,
    Series,
    Forum,
    Decision,
    Commitment,
    Support,
    Update,
    Verification,
    Extension,
    Event,
)
"""In the order in which they refer to each other."""


ZONE = "Asia/Jakarta"
"""Whose today decides what is overdue, where nobody says otherwise."""


class NotEmpty(Exception):
    """The database holds offices already; a data set wants one of its own."""


def fill(
    app: Flask, *, regions: int, commitments: int, seed: int = 1, today: date, password: str | None = None
) -> dict[str, int]:
    """Writes the data set into the migrated, empty database of `app`; tells how many rows each table was given.

    Of the commitments 30 % are open and overdue on `today`, 40 % open and due later, 30 % closed. Nobody can sign in
    without a `password`, which then is everyone's. NotEmpty, or ValueError for more regions than there are.
    """
    random = Random(seed)
    with app.app_context():
        if db.session.scalar(select(Office.id).limit(1)):
            raise NotEmpty
        chosen = opened(regions, random, today)
        store = Store(db.engine, *TABLES)
        census, chronicle = Census(store, random, today, password), Chronicle(store, random, today)
        for number, region in enumerate(chosen):
            share = commitments // regions + (number < commitments % regions)
            chronicle.tell(census.settle(region), share)
        return store.finish()
