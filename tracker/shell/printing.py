"""What makes templates quick: plain calls, and phrases that are translated once for each language.

Jinja's and Flask-Babel's own ways ask the request for its language at every word, and find out anew how each function
wants to be called. A page has hundreds of words and a run of mails hundreds of thousands, all in two languages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask
from flask_babel import force_locale, get_domain, get_locale
from jinja2.runtime import Context
from markupsafe import Markup, escape

from tracker.shell.locale import DEFAULT

REMEMBERED = 5_000
"""Results kept of each filter, and of each phrase of a language."""

type_text = Callable[..., str]


class PlainContext(Context):
    """Calls what a template calls, as it is: ours use no function that asks for the template's context."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Jinja's own `call` spends more on finding out how to call than most calls here take."""
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


class Words(NamedTuple):
    """`_` and `ngettext` of one language."""

    translated: type_text
    counted: type_text


def words(catalogue: Any, *, in_html: bool) -> Words:
    """The functions for texts, as Jinja's i18n extension makes them, but bound to one catalogue."""
    written = Markup if in_html else str

    @lru_cache(REMEMBERED)
    def alone(message: str) -> str:
        return written(str(catalogue.ugettext(message)) % {})

    @lru_cache(REMEMBERED)
    def counted_alone(one: str, many: str, num: int) -> str:
        return filled(catalogue.ungettext(one, many, num), {"num": num})

    def filled(text: str, values: dict[str, Any]) -> str:
        if in_html:
            values = {name: value if type(value) is int else escape(value) for name, value in values.items()}
        return written(text % values)

    def translated(message: str, /, **values: Any) -> str:
        return filled(catalogue.ugettext(message), values) if values else alone(message)

    def counted(one: str, many: str, num: int, /, **values: Any) -> str:
        if values:
            return filled(catalogue.ungettext(one, many, num), {"num": num, **values})
        return counted_alone(one, many, num)

    return Words(translated, counted)


def current_language() -> str:
    """The language of the request, or of the mail that is being written."""
    locale = get_locale()
    return locale.language if locale else DEFAULT


def init_app(app: Flask) -> None:
    """Pages: one environment for all languages, whose texts are looked up in the language of the request."""
    kept: dict[str, Words] = {}

    def now() -> Words:
        language = current_language()
        if language not in kept:
            with force_locale(language):
                kept[language] = words(get_domain().get_translations(), in_html=True)
        return kept[language]

    def translated(message: str, /, **values: Any) -> str:
        return now().translated(message, **values)

    def counted(one: str, many: str, num: int, /, **values: Any) -> str:
        return now().counted(one, many, num, **values)

    app.jinja_env.context_class = PlainContext
    app.jinja_env.globals.update({"_": translated, "gettext": translated, "ngettext": counted})
