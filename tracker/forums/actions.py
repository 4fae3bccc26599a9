"""Holding a forum, putting its facts right, keeping its minutes."""

from __future__ import annotations

from datetime import date, datetime

from tracker.extensions import db
from tracker.forums import queries
from tracker.forums.models import Forum, MinutesFile, Series
from tracker.forums.rules import Rhythm
from tracker.people import audit
from tracker.people.rules import Actor
from tracker.shell.files import Kept
from tracker.shell.names import safe_name


def series(region_id: int, name: str, rhythm: Rhythm) -> Series:
    """The region's series of that name, made when there is none; the rhythm of an existing one stays."""
    found = queries.series_called(region_id, name)
    if found is None:
        found = Series(region_id=region_id, name=" ".join(name.split()), rhythm=rhythm)
        db.session.add(found)
        db.session.flush()
    return found


def hold(
    series: Series,
    *,
    title: str,
    held_on: date,
    place: str = "",
    chair: str = "",
    attendance: str = "",
    minutes_text: str = "",
    by: Actor,
    at: datetime,
) -> Forum:
    """Writes down that a forum was held."""
    forum = Forum(
        region_id=series.region_id, series=series, title=title.strip(), held_on=held_on, place=place.strip(),
        chair=chair.strip(), attendance=attendance.strip(), minutes_text=minutes_text,
        made_at=at, made_by_id=by.person_id,
    )  # fmt: skip
    db.session.add(forum)
    db.session.flush()
    held = held_on.isoformat()
    audit.record("forum.held", f"forum/{forum.id}", by=by, at=at, region_id=forum.region_id, held_on=held)
    return forum


def put_right(
    forum: Forum,
    *,
    series: Series,
    title: str,
    held_on: date,
    place: str,
    chair: str,
    attendance: str,
    by: Actor,
    at: datetime,
) -> None:
    """Changes the facts of a forum; the audit row tells the day before and after."""
    before = forum.held_on
    forum.series, forum.title, forum.held_on = series, title.strip(), held_on
    forum.place, forum.chair, forum.attendance = place.strip(), chair.strip(), attendance.strip()
    audit.record(
        "forum.put-right", f"forum/{forum.id}", by=by, at=at, region_id=forum.region_id,
        held_on=held_on.isoformat(), held_on_before=before.isoformat(),
    )  # fmt: skip


def move(forum: Forum, *, held_on: date, by: Actor, at: datetime) -> None:
    """Gives the forum the day on which it was really held."""
    before, forum.held_on = forum.held_on, held_on
    audit.record(
        "forum.moved", f"forum/{forum.id}", by=by, at=at, region_id=forum.region_id,
        held_on=held_on.isoformat(), held_on_before=before.isoformat(),
    )  # fmt: skip


def keep_file(forum: Forum, kept: Kept, *, name: str, by: Actor, at: datetime) -> MinutesFile:
    """Remembers the stored file as evidence of the forum, under a name that is harmless to download."""
    file = MinutesFile(
        forum_id=forum.id, name=safe_name(name, kept.kind), media_type=kept.media_type, size=kept.size,
        sha256=kept.sha256, kept_at=at, kept_by_id=by.person_id,
    )  # fmt: skip
    db.session.add(file)
    db.session.flush()
    audit.record(
        "minutes.kept", f"forum/{forum.id}", by=by, at=at, region_id=forum.region_id, sha256=kept.sha256
    )
    return file
