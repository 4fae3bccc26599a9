"""From a folder of three templates to a mail: `templates/email/<folder>/{subject.txt,body.txt,body.html}`."""

from __future__ import annotations

import logging
import re
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import force_locale
from jinja2 import Environment

from tracker.mail.headers import PRODUCT, one_line
from tracker.mail.plain import laid_out
from tracker.mail.printing import environment

HTML_LIMIT = 60 * 1024
"""Bytes of HTML beyond which mail programs begin to cut a mail short."""

_EMPTY_LINES = re.compile(r"\n\s*\n")

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
        in_text, in_html = environment(locale, html=False), environment(locale, html=True)
        subject = one_line(_render(in_text, f"email/{folder}/subject.txt", known))
        known["subject"] = subject
        text = laid_out(_render(in_text, f"email/{folder}/body.txt", known))
        html = _lean(_render(in_html, f"email/{folder}/body.html", known))
    if (size := len(html.encode())) > HTML_LIMIT:
        logger.warning("mail %s is larger than mail programs show in full: %d bytes", folder, size)
    return Composed(subject, text, html)


def _render(environment: Environment, name: str, values: dict[str, Any]) -> str:
    return environment.get_template(name).render(values)


def _lean(html: str) -> str:
    """The page without the empty lines that tags of the template leave."""
    return _EMPTY_LINES.sub("\n", html).strip()
