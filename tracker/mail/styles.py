"""A mail's styles, moved from the layout's style block into the elements, since many mail programs drop the block.

Done while a template is compiled: what each tag and class look like is known then, and doing it for every mail would
cost more than all the rest of composing it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import css_inline
from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import Extension
from markupsafe import Markup

LAYOUT = "email/_layout.html"

_BLOCK = re.compile(r"\s*<style>(.*?)</style>", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\{\{.*?\}\}|\{%.*?%\}|[^<>{]|\{(?![{%#]))*)>", re.DOTALL)
_CLASS = re.compile(r'\s+class="((?:\{\{.*?\}\}|[^"{])*)"', re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_ROW = re.compile(r"</(?:tr|p)>(?!\n)")
_INDENT = re.compile(r"\n[ \t]+")
_STYLE = re.compile(r'<(?=[^>]* data-it="")[^>]* style="([^"]*)"')
_AROUND = {"td": "<table><tr>{}</tr></table>", "tr": "<table>{}</table>"}


class Styled(Extension):
    """Gives each element of a mail's template the style of its tag and classes in place of the classes.

    A class may hold values (`class="mark {{ tone }}"`), whose style is then looked up for each mail.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.css = _css(environment)
        environment.globals["style_of"] = self.style_of

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template's source with styles; TemplateSyntaxError for a class that cannot be followed.

        Without its indentation, which would be a tenth of the mail, and with a line for each row and paragraph: blanks
        between them mean nothing in HTML, and a line of more than 998 octets must be encoded to travel.
        """
        if name is None or not name.endswith(".html"):
            return source
        styled = _TAG.sub(lambda found: self._styled(found, name), _BLOCK.sub("", source))
        return _INDENT.sub("\n", _ROW.sub(r"\g<0>\n", styled))

    def style_of(self, tag: str, classes: str) -> Markup:
        """The attribute, with the blank before it; empty for what has no style."""
        return _attribute(self.css, tag, " ".join(classes.split()))

    def _styled(self, found: re.Match[str], name: str) -> str:
        tag, attributes = found.groups()
        classes = _CLASS.search(attributes)
        if classes is None:
            if "class=" in attributes:
                raise TemplateSyntaxError("a mail's class may hold words and values only", 1, name)
            return f"<{tag}{attributes}{self._attribute_source(tag, '')}>"
        rest = attributes[: classes.start()] + attributes[classes.end() :]
        return f"<{tag}{rest}{self._attribute_source(tag, classes[1])}>"

    def _attribute_source(self, tag: str, classes: str) -> str:
        """The attribute, or the template's expression for it."""
        if "{{" not in classes:
            return self.style_of(tag, classes)
        pieces = _VALUE.split(classes)
        words = (f"({piece})" if number % 2 else f'"{piece}"' for number, piece in enumerate(pieces) if piece)
        return f'{{{{ style_of("{tag}", {" ~ ".join(words)}) }}}}'


def _css(environment: Environment) -> str:
    """The layout's style block."""
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, LAYOUT)
    block = _BLOCK.search(source)
    return block[1] if block else ""


@lru_cache(maxsize=1_000)
def _attribute(css: str, tag: str, classes: str) -> Markup:
    """What the inliner makes of an element alone; rules that look at its surroundings do not apply."""
    given = f' class="{classes}"' if classes else ""
    element = f'<{tag} data-it=""{given}></{tag}>'
    page = f"<style>{css}</style>{element if tag == 'body' else _AROUND.get(tag, '{}').format(element)}"
    found = _STYLE.search(_inliner().inline(page))
    return Markup(f' style="{found[1]}"') if found else Markup("")  # noqa: S704 -- our own style block


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """Never fetches anything."""
    return css_inline.CSSInliner(load_remote_stylesheets=False)
