"""Taking minutes in: the file is kept as evidence, its text becomes the forum's, its promises become drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from flask import current_app

from config import Settings
from tracker.forums import actions as forums
from tracker.forums.models import Forum
from tracker.minutes.actions.drafting import draft_from_minutes, take_text
from tracker.minutes.models import Draft
from tracker.minutes.reading import Unreadable, UnreadableReason, read
from tracker.people.rules import Actor, Door
from tracker.regions import queries as regions
from tracker.shell.files import FileRefused, FileStore
from tracker.shell.kinds import Kind

ALLOWED = frozenset({Kind.PDF, Kind.DOCX, Kind.TXT})
BY_COMMAND = Actor(None, None, "flask minutes import", Door.COMMAND)


class Minutes(NamedTuple):
    """Readable minutes, with the bytes and the name of their file where there was one."""

    text: str
    data: bytes = b""
    name: str = ""


def take(forum: Forum, minutes: Minutes, *, by: Actor, at: datetime) -> Sequence[Draft]:
    """Keeps the file, gives the forum its text and drafts from it. Raises Unreadable, and Refused as take_text does."""
    if minutes.name:
        _keep(forum, minutes, by=by, at=at)
    take_text(forum, minutes.text, by=by, at=at)
    return draft_from_minutes(forum, at=at, by=by, calendar=regions.calendar([forum.held_on.year]))


def take_in(forum: Forum, data: bytes, *, name: str, at: datetime, by: Actor = BY_COMMAND) -> Sequence[Draft]:
    """The same for a file that nobody read yet. Raises Unreadable and Refused."""
    settings: Settings = current_app.config["SETTINGS"]
    text = read(data, limit=settings.upload_limit).text
    return take(forum, Minutes(text, data, name), by=by, at=at)


def _keep(forum: Forum, minutes: Minutes, *, by: Actor, at: datetime) -> None:
    settings: Settings = current_app.config["SETTINGS"]
    store = FileStore(settings.evidence_path, settings.upload_limit)
    try:
        kept = store.keep(BytesIO(minutes.data), allowed=ALLOWED)
    except FileRefused as refused:
        raise Unreadable(UnreadableReason.UNSUPPORTED) from refused
    forums.keep_file(forum, kept, name=minutes.name, by=by, at=at)
