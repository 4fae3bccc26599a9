"""Single symbols of Bootstrap Icons, inlined where they stand, so that no font or sprite is loaded."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from tracker.shell.packages import folder_of

SPRITE = "static/bootstrap5/icons/bootstrap-icons.svg"
SYMBOL = re.compile(r'<symbol [^>]*?viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    """The view box and the drawing of each symbol; the file is read once in the life of the process."""
    sprite = (folder_of("flask_bootstrap") / SPRITE).read_text(encoding="utf-8")
    return {name: (box, drawing) for box, name, drawing in SYMBOL.findall(sprite)}


@cache
def icon(name: str, label: str | None = None) -> Markup:
    """The drawing `name`; silent beside a word, and read out as `label` where it stands alone.

    KeyError where there is no such symbol: a page with a missing icon must not leave the developer's desk.
    """
    box, drawing = _symbols()[name]
    heard = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="i" viewBox="{}" {}>{}</svg>').format(
        box,
        heard,
        Markup(drawing),  # noqa: S704 -- the drawing comes from the installed package, not from a person
    )
