"""Quick templates: an environment for each language, where what a language fixes is worked out once.

Jinja's and Flask-Babel's own ways ask the request for its language at every word, and find out anew how each function
wants to be called. A page has hundreds of words and a run of mails hundreds of thousands, all in two languages: here
each phrase is translated, and each day written out, the first time.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache, partial
from typing import Any

from flask import Flask, current_app
from flask import templating as flask_templating
from flask_babel import force_locale, get_domain, get_locale
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from tracker.shell.locale import DEFAULT
from tracker.shell.marks import Look, status_look

REMEMBERED = 5_000
"""Results kept of each filter and each phrase of a language."""

MARKS = "parts/marks.html"

OF_LANGUAGE = ("day", "short_day", "clock", "moment", "short_moment", "days_from", "percent", "number")
"""Filters whose answer depends on their values and the language alone."""


class PlainContext(Context):
    """Calls what a template calls, as it is: ours use no function that asks for the template's context."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Jinja's own `call` spends more on finding out how to call than most calls here take."""
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        return obj(*args, **kwargs)


class PlainCode(CodeGenerator):
    """Writes what needs no escaping as it is: half of what a page prints was made by its own templates."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PlainEnvironment(Environment):
    """Whose templates see one dictionary of functions, made when they are loaded, and not a chain of them."""

    context_class = PlainContext
    code_generator_class = PlainCode

    @staticmethod
    def written(value: Any) -> str:
        """As it stands in a page: markup and whole numbers hold nothing to escape."""
        if type(value) is Markup:
            return value
        return str(value) if type(value) is int else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def bound(ours: PlainEnvironment, pages: Environment, *, in_html: bool) -> None:
    """Gives an environment the functions and filters of pages, bound to the language in force now."""
    ours.filters |= pages.filters | {name: lru_cache(REMEMBERED)(pages.filters[name]) for name in OF_LANGUAGE}
    ours.globals |= pages.globals | _words(in_html=in_html)


def _words(*, in_html: bool) -> dict[str, Callable[..., Any]]:
    """The functions for texts, as Jinja's i18n extension makes them, and the looks that hold words."""
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

    @lru_cache(REMEMBERED)
    def look(word: str) -> Look:
        found = status_look(word)
        return found._replace(label=str(found.label))

    return {"_": translated, "gettext": translated, "ngettext": counted, "status_look": look}


def _drawn(pages: Environment) -> Callable[..., Markup]:
    """A macro by its template and name, drawn once for the same values: nothing else may decide how it looks.

    What a list shows is mostly what it showed before, and comparing twenty values is quicker than printing them.
    """

    @lru_cache(REMEMBERED)
    def drawn(template: str, macro: str, *values: Any) -> Markup:
        return Markup(getattr(pages.get_template(template).module, macro)(*values))  # noqa: S704 -- our own macro's

    return drawn


class PageEnvironment(flask_templating.Environment):
    """What Flask knows as its environment: it holds functions and filters, and one environment for each language."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self._languages: dict[str, PlainEnvironment] = {}

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        return self._of_language().get_template(*args, **kwargs)

    def get_or_select_template(self, *args: Any, **kwargs: Any) -> Template:
        return self._of_language().get_or_select_template(*args, **kwargs)

    def _of_language(self) -> PlainEnvironment:
        locale = get_locale()
        language = locale.language if locale else DEFAULT
        if language not in self._languages:
            made = PlainEnvironment(
                loader=self.loader, autoescape=self.autoescape, auto_reload=current_app.debug
            )
            with force_locale(language):
                bound(made, self, in_html=True)
            drawn = _drawn(made)
            made.globals |= {"drawn": drawn, "mark": partial(drawn, MARKS)}
            self._languages[language] = made
        return self._languages[language]
