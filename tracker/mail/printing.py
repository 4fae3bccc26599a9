"""The mails' own Jinja: an environment for each language and part, where what a language fixes is worked out once.

The page's environment asks the request for its language at every word. A mail has hundreds of words and a run
thousands of mails, all in two languages: here each phrase is translated, and each day written out, the first time.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from flask import current_app
from flask_babel import get_domain
from jinja2 import Environment
from jinja2.runtime import Context
from markupsafe import Markup, escape

from tracker.mail.styles import Styled

REMEMBERED = 5_000
"""Results kept of each filter and each form of a plural."""

OF_LANGUAGE = ("day", "short_day", "clock", "moment", "short_moment", "days_from", "percent", "number")
"""Filters whose answer depends on their values and the language alone."""


class PlainContext(Context):
    """Calls what a template calls, as it is: a mail uses no function that asks for the template's context."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Jinja's own `call` spends more on finding out how to call than most calls here take."""
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


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
    ours.globals |= pages.globals | _words(in_html=html)
    return ours


def _words(*, in_html: bool) -> dict[str, Callable[..., str]]:
    """The functions for texts, as Jinja's i18n extension makes them, but bound to the language in force now."""
    catalogue = get_domain().get_translations()
    written = Markup if in_html else str

    @lru_cache(REMEMBERED)
    def alone(message: str) -> str:
        return written(str(catalogue.ugettext(message)) % {})

    def filled(text: str, values: dict[str, Any]) -> str:
        if in_html:
            values = {name: value if type(value) is int else escape(value) for name, value in values.items()}
        return written(text % values)

    def translated(message: str, /, **values: Any) -> str:
        return filled(catalogue.ugettext(message), values) if values else alone(message)

    def counted(one: str, many: str, num: int, /, **values: Any) -> str:
        return filled(catalogue.ungettext(one, many, num), {"num": num, **values})

    return {"_": translated, "gettext": translated, "ngettext": counted}
