"""The mails' own Jinja: an environment for each language and part, where what a language fixes is worked out once.

The page's environment asks the request for its language at every word. A mail has hundreds of words and a run
thousands of mails, all in two languages: here each phrase is translated, and each day written out, the first time.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import get_domain
from jinja2 import Environment

from tracker.mail.styles import Styled
from tracker.shell.printing import REMEMBERED, PlainContext, words

OF_LANGUAGE = ("day", "short_day", "clock", "moment", "short_moment", "days_from", "percent", "number")
"""Filters whose answer depends on their values and the language alone."""


class PlainEnvironment(Environment):
    """Whose templates see one dictionary of functions, made when they are loaded, and not a chain of them."""

    context_class = PlainContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def environment(locale: str, *, html: bool) -> Environment:
    """The environment of this language; use it with the language in force, in which it looks words up."""
    made = current_app.extensions.setdefault("mail-printing", {})
    if (locale, html) not in made:
        made[locale, html] = _made(current_app.jinja_env, html=html)
    found: Environment = made[locale, html]
    return found


def _made(pages: Environment, *, html: bool) -> Environment:
    """In a text, a line that holds only a tag leaves no empty line."""
    ours = PlainEnvironment(
        loader=pages.loader,
        autoescape=html,
        trim_blocks=not html,
        lstrip_blocks=not html,
        auto_reload=current_app.debug,
        extensions=[Styled] if html else [],
    )
    ours.filters |= pages.filters | {name: lru_cache(REMEMBERED)(pages.filters[name]) for name in OF_LANGUAGE}
    said = words(get_domain().get_translations(), in_html=html)
    ours.globals |= pages.globals
    ours.globals |= {"_": said.translated, "gettext": said.translated, "ngettext": said.counted}
    return ours
