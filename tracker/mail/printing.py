"""The mails' own Jinja: an environment for each language and part, with the functions of pages."""

from __future__ import annotations

from flask import current_app
from jinja2 import Environment

from tracker.mail.styles import Styled
from tracker.shell.printing import PlainEnvironment, bound


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
    bound(ours, pages, in_html=html)
    return ours
