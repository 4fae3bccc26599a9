"""From a folder of three templates to a mail: `templates/email/<folder>/{subject.txt,body.txt,body.html}`."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, NamedTuple, cast

import css_inline
from flask import current_app
from flask_babel import force_locale
from jinja2 import Environment

from tracker.mail.headers import PRODUCT, one_line
from tracker.mail.plain import laid_out

HTML_LIMIT = 60 * 1024
"""Bytes of HTML beyond which mail programs begin to cut a mail short."""

logger = logging.getLogger(__name__)


class Composed(NamedTuple):
    """A mail's words, without its address."""

    subject: str
    text: str
    html: str


def compose(folder: str, *, locale: str, **values: Any) -> Composed:
    """The mail of this folder in this language.

    Templates see the values, `locale`, `product` and `public_url`; they know no request, since most mails are made
    by the schedule.
    """
    known = {
        "locale": locale,
        "product": PRODUCT,
        "public_url": current_app.config["SETTINGS"].public_url,
        **values,
    }
    with force_locale(locale):
        subject = one_line(_render(folder, "subject.txt", known))
        known["subject"] = subject
        text = laid_out(_render(folder, "body.txt", known))
        html = _with_inline_styles(_render(folder, "body.html", known))
    if (size := len(html.encode())) > HTML_LIMIT:
        logger.warning("mail %s is larger than mail programs show in full: %d bytes", folder, size)
    return Composed(subject, text, html)


def _render(folder: str, name: str, values: dict[str, Any]) -> str:
    environment = _text_environment() if name.endswith(".txt") else current_app.jinja_env
    return environment.get_template(f"email/{folder}/{name}").render(values)


def _text_environment() -> Environment:
    """The application's templates, but a line that holds only a tag leaves no empty line in the text."""
    if "mail-text" not in current_app.extensions:
        lines = current_app.jinja_env.overlay(trim_blocks=True, lstrip_blocks=True)
        current_app.extensions["mail-text"] = lines
    return cast(Environment, current_app.extensions["mail-text"])


def _with_inline_styles(html: str) -> str:
    """The page without the templates' indentation, which would be a tenth of its size."""
    lean = "\n".join(line for line in map(str.strip, html.splitlines()) if line)
    return _inliner().inline(lean) if "<style" in lean else lean


@cache
def _inliner() -> css_inline.CSSInliner:
    """Moves the style block into the elements, since many mail programs drop it; never fetches anything."""
    return css_inline.CSSInliner(load_remote_stylesheets=False)
