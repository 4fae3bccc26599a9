"""Who may open what. Each view names its audience; a view without one stops the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from flask import Flask, abort, current_app, g, render_template
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from tracker import clock
from tracker.people import audit, queries
from tracker.people.models import Person
from tracker.people.rules import Actor, Asker, Audience, Door, Duty, Holding, actor

__all__ = [
    "Audience",
    "Duty",
    "Holding",
    "acting",
    "anyone",
    "asker",
    "check",
    "holding",
    "link_holder",
    "note",
    "only",
    "signed_in",
    "table",
]

type_view = Callable[..., Any]

GIVEN: dict[str, frozenset[Audience]] = {
    "shell.asset": frozenset({Audience.ANYONE}),
    "shell.preferences": frozenset({Audience.ANYONE}),
    "security.login": frozenset({Audience.ANYONE}),
    "security.logout": frozenset({Audience.SIGNED_IN}),
    "security.forgot_password": frozenset({Audience.ANYONE}),
    "security.reset_password": frozenset({Audience.LINK_HOLDER}),
    "security.change_password": frozenset({Audience.SIGNED_IN}),
}
"""Views of the shell, which knows no people, and of extensions, which guard themselves: so that the table is whole."""


class NoPost(HTTPException):
    """Signed in, but holding no post today: the page explains what to do instead of being empty."""

    code = 403

    def get_response(self, *_args: Any, **_kwargs: Any) -> Any:
        return current_app.make_response((render_template("people/no_post.html", asker=asker()), 403))


def asker() -> Asker:
    """The person who asks, with today's posts; asked of the database once a request."""
    if "asker" not in g:
        g.asker = queries.asker(cast(Person, current_user._get_current_object()), at=clock.now())
    return cast(Asker, g.asker)


def asker_or_none() -> Asker | None:
    return asker() if current_user.is_authenticated else None


def acting(region_id: int, *duties: Duty, door: Door = Door.PAGE) -> Actor:
    """The person acting in a region under one of the duties (any without); 404 for a stranger to the region."""
    who = asker()
    held = who.holding(region_id, *duties) or abort(404)
    return actor(who, held, door)


def note(act: str, subject: str, *, region_id: int, **data: Any) -> None:
    """Writes an act into the record of acts, for pages of the slices below this one."""
    audit.record(act, subject, by=acting(region_id), at=clock.now(), region_id=region_id, **data)


def holding(*duties: Duty) -> Holding:
    """The first post held of those duties; the audience of the view has seen to it that there is one."""
    return next((h for h in asker().holdings if h.duty in duties), None) or abort(404)


def only(*audiences: Audience) -> Callable[[type_view], type_view]:
    """Admits persons of any of the audiences: others sign in, or are told what they lack."""

    def wear(view: type_view) -> type_view:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            _admit(audiences)
            return view(*args, **kwargs)

        guarded.audience = frozenset(audiences)  # type: ignore[attr-defined]  # read by table()
        return guarded

    return wear


anyone = only(Audience.ANYONE)
link_holder = only(Audience.LINK_HOLDER)
signed_in = only(Audience.SIGNED_IN)


def _admit(audiences: tuple[Audience, ...]) -> None:
    if Audience.ANYONE in audiences or Audience.LINK_HOLDER in audiences:
        return
    if not current_user.is_authenticated:
        abort(current_app.login_manager.unauthorized())  # type: ignore[attr-defined]  # set by flask_login
    if Audience.SIGNED_IN in audiences:
        return
    who = asker()
    if who.first is None:
        raise NoPost
    if not who.has(*audiences):
        abort(403)


@dataclass(frozen=True)
class Entry:
    """A line of the access table: an address, its methods and who may use it."""

    endpoint: str
    rule: str
    methods: tuple[str, ...]
    audiences: tuple[str, ...]


def table(app: Flask) -> list[Entry]:
    """The access matrix, made from the code; LookupError names a view that wears no audience."""
    rows = []
    for rule in app.url_map.iter_rules():
        audiences = _worn(app, rule.endpoint)
        methods = tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        rows.append(Entry(rule.endpoint, rule.rule, methods, tuple(sorted(a.value for a in audiences))))
    return sorted(rows, key=lambda row: (row.rule, row.methods))


def _worn(app: Flask, endpoint: str) -> frozenset[Audience]:
    worn = getattr(app.view_functions[endpoint], "audience", None) or GIVEN.get(endpoint)
    if worn is None:
        raise LookupError(f"{endpoint} names no audience")
    return cast("frozenset[Audience]", worn)


def check(app: Flask) -> None:
    """Stops the start when a view wears no audience: deny by default."""
    table(app)
